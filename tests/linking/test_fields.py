"""Fields by all their names, their values, and what is wrong with them (SPEC §2.2)."""

import datetime as dt

import pytest

from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.network import Acquaintance, Need, Role
from tests.linking.build import faults_of, network_of, the_fault

_DAY = dt.date(2026, 3, 1)


def _person(front: str) -> str:
    return f"---\ntype: person\n{front}\n---\n"


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("14d", 14),
        ("2w", 14),
        ("3m", 90),
        ("1y", 365),
        ("45", 45),
        ("weekly", 7),
        ("Monthly", 30),
        ("quarterly", 90),
        ("yearly", 365),
        ("every 2 weeks", 14),
        ("10 days", 10),
    ],
)
def test_cadence(written: str, days: int) -> None:
    for name in ("cadence", "prm-cadence", "Cadence Days", "stay_in_touch"):
        assert network_of({"A.md": _person(f"{name}: {written}")}).people["A.md"].cadence == days


def test_all_fields_of_a_person() -> None:
    front = """organisation: ["[[Acme]]", Beta]
job-title: Chair
Influence: HIGH
decision_role: decides
responsibility: to
circle: inner
trust: 4
trust_on: 2026-03-01
seen_as: [Founder, manager]
seen_as_on: 2026-03-01
knows: ["[[Bob]]", {person: "[[Cleo]]", strength: strong}]
first_met: "[[2026-03-01]]"
introduced_by: "[[Bob]]"
ask_policy: not now
status: paused
sensitive: yes
emails: [a@x.org, b@x.org]
birthday: --02-03"""
    person = network_of({"A.md": _person(front), "Bob.md": _person(""), "Cleo.md": _person("")}).people["A.md"]
    assert person.roles == (Role("name:acme", "Chair", "high", "decides"), Role("name:beta"))
    assert (person.responsibility, person.circle, person.ask_policy, person.status) == (
        "to",
        "inner",
        "not-now",
        "paused",
    )
    assert (person.trust, person.trust_on, person.seen_as_on, person.met) == (4, _DAY, _DAY, _DAY)
    assert (person.seen_as, person.sensitive, person.met_through) == (("founder", "manager"), True, "Bob.md")
    assert person.knows == (Acquaintance("Bob.md"), Acquaintance("Cleo.md", "strong"))
    assert person.contact == (("email", "a@x.org"), ("email", "b@x.org"), ("birthday", "--02-03"))


def test_roles_override_organisation_title_and_influence() -> None:
    front = """organisation: Other
title: Ignored
roles:
  - {org: "[[Acme]]", role: Chair, influence: low, from: 2019, until: 2023-06}
  - "[[Beta]]" """
    person = network_of({"A.md": _person(front)}).people["A.md"]
    assert person.roles == (
        Role("name:acme", "Chair", "low", "", dt.date(2019, 1, 1), dt.date(2023, 6, 30)),
        Role("name:beta"),
    )


def test_fields_of_an_organisation_a_project_and_the_owner() -> None:
    vault = {
        "O.md": "---\ntype: org\npower: high\nengagement: leading\ndecides: '[[A]]'\ncould_give: [room, advice]\n"
        "review_every: 6m\nparent: '[[Mother]]'\nbenefit to them: visitors\n---\n",
        "A.md": _person(""),
        "P.md": "---\ntype: project\nseeks: [staff, {kind: money, size: large}]\ndue: 2026-03-01\nstatus: going\n---\n",
        "Me.md": "---\ntype: me\nroles_now: [Founder]\nhours_per_week: 37.5\ncapacity_orgs: 12\ncurrency: gbp\n---\n",
    }
    network = network_of(vault)
    organisation, project = network.organisations["O.md"], network.projects["P.md"]
    assert (organisation.power, organisation.engagement, organisation.decides) == ("high", "leading", "A.md")
    assert (organisation.could_give, organisation.review_every) == (("facilities", "advice"), 180)
    assert (organisation.parent, organisation.benefit_to_them) == ("name:mother", "visitors")
    assert (project.seeks, project.due, project.status) == ((Need("manpower"), Need("finance", 4)), _DAY, "going")
    assert network.me is not None
    assert (network.me.roles_now, network.me.hours_per_week, network.me.capacity_orgs) == (("founder",), 37.5, 12)
    assert network.me.currency == "GBP"
    assert network.faults == ()


@pytest.mark.parametrize(
    ("written", "code"), [("GBP", "GBP"), ("gbp", "GBP"), ('"£"', "GBP"), ("€", "EUR"), ("zł", "ZŁ")]
)
def test_a_currency_is_a_code_or_its_sign(written: str, code: str) -> None:
    me = network_of({"Me.md": f"---\ntype: me\ncurrency: {written}\n---\n"}).me
    assert me is not None
    assert me.currency == code


def test_front_matter_comes_before_inline_fields_and_our_name_before_synonyms() -> None:
    text = "---\ntype: person\nrole: Second\ntitle: First\ncompany:\n---\nTitle:: Third\nCompany:: Acme\n"
    assert network_of({"A.md": text}).people["A.md"].roles == (Role("name:acme", "First"),)


@pytest.mark.parametrize(
    ("front", "trouble", "words"),
    [
        ("influence: hihg", FaultKind.BAD_VALUE, ("influence", "hihg", "high", "high, medium, low")),
        ("circle: xyz", FaultKind.BAD_VALUE, ("circle", "xyz", "", "inner, close, active, wider")),
        ("trust: 9", FaultKind.BAD_VALUE, ("trust", "9", "", "0, 1, 2, 3, 4, 5")),
        ("trust: a lot", FaultKind.WRONG_TYPE, ("trust", "a number from 0 to 5", "'a lot'")),
        ("met: 2026-02-30", FaultKind.BAD_DATE, ("met", "2026-02-30")),
        ("last_contact: soon", FaultKind.BAD_DATE, ("last_contact", "soon")),
        ("influnce: high", FaultKind.NEAR_MISS_FIELD, ("influnce", "influence")),
        ("orgnisation: Acme", FaultKind.NEAR_MISS_FIELD, ("orgnisation", "organisation")),
        ("last_contct: 2026-01-01", FaultKind.NEAR_MISS_FIELD, ("last_contct", "last_contact")),
        ("sensitive: perhaps", FaultKind.WRONG_TYPE, ("sensitive", "true or false", "'perhaps'")),
        ("knows: '[[Acme]]'", FaultKind.WRONG_KIND, ("Acme", "organisation", "person", "knows")),
        ("organisation: '[[Bob]]'", FaultKind.WRONG_KIND, ("Bob", "person", "organisation", "organisation")),
        ("introduced_by: '[[Zed]]'", FaultKind.NO_SUCH_NOTE, ("Zed", "met_through", "")),
        ("phone: 0123", FaultKind.LOST_TEXT, ("phone", "123")),
        (
            "roles: [{organisation: Acme, from: 2020, until: 2019}]",
            FaultKind.ROLE_ORDER,
            ("Acme", "2020-01-01", "2019-12-31"),
        ),
    ],
)
def test_what_is_wrong_is_told_once_with_the_way_to_it(front: str, trouble: FaultKind, words: tuple[str, ...]) -> None:
    vault = {"A.md": _person(front), "Acme.md": "---\ntype: company\n---\n", "Bob.md": _person("")}
    fault = the_fault(network_of(vault))
    assert (fault.trouble, fault.words, fault.field[0]) == (trouble, words, front.partition(":")[0])


@pytest.mark.parametrize(
    "front",
    [
        "interests: sailing",
        "status: prospect",
        "introduced_to: x",
        "prm-tier: 2",
        "trusts: x",
        "created: 2026-01-01",
        "stats: 3",
        "met_at: fair",
        "decided: x",
        "phone: 5551234",
        "relation: friend",
        "country: UK",
        "state: NY",
        "friends: '[[Zed]]'",
        "organisation: '[[Zed]]'",
        "company: n/a",
        "parents: '[[Zed]]'",
        "hours: 3",
        "knowns: 1",
    ],
)
def test_no_false_alarm(front: str) -> None:
    assert network_of({"A.md": _person(front)}).faults == ()


def test_a_number_that_lost_its_text_is_kept_as_written() -> None:
    people = network_of({"A.md": _person("phones: [0123, 44]"), "B.md": _person("mobile:\n  - 007\n  - x")}).people
    assert people["A.md"].contact == (("phone", "0123"), ("phone", "44"))
    assert people["B.md"].contact == (("phone", "007"), ("phone", "x"))


def test_the_way_to_a_value_deep_inside() -> None:
    fault = the_fault(network_of({"A.md": _person("roles:\n  - {organisation: Acme, influence: hgh}")}))
    assert fault.field == ("roles", 0, "influence")


def test_an_unquoted_link_is_a_link() -> None:
    network = network_of({"A.md": _person("organisation: [[Acme]]"), "Acme.md": "---\ntype: org\n---\n"})
    assert network.people["A.md"].roles == (Role("Acme.md"),)
    assert [fault.trouble for fault in network.faults] == [FaultKind.UNQUOTED_LINK]


def test_two_people_with_one_address() -> None:
    network = network_of({"A.md": _person("email: A@x.org"), "B.md": _person("EMAIL: a@x.org")})
    assert faults_of(network, FaultKind.DUPLICATE_EMAIL) == [("B.md", ("a@x.org", "A.md"))]
