"""What must not be said of people who were fair (SPEC §2.3–2.4, §3.2–3.9): a small vault for each way to be wrong."""

from typing import Any

from netlead_md.contacts.json_export import export_book
from tests.analysis.scene import acme, ago, book
from tests.analysis.test_warning import trusted

HEAD = "---\ntype: organisation\n---\n"


def person(*lines: str, front: str = "") -> str:
    return f"---\ntype: person\n{front}---\n" + "".join(f"- {line}\n" for line in lines)


def at(name: str, *lines: str, influence: str = "") -> str:
    front = f'organisation: "[[{name}]]"\n' + (f"influence: {influence}\n" if influence else "")
    return person(*lines, front=front)


def exported(notes: dict[str, str]) -> dict[str, Any]:
    return export_book(book(notes))


def test_a_yes_goes_to_the_ask_of_its_own_note_then_of_its_person() -> None:
    notes = {
        "Acme": HEAD,
        "Ada": at("Acme", f"{ago(90)} ask facilities by {ago(-30)}: a desk", f"{ago(80)} answer yes: gladly"),
        "Bob": at("Acme", f"{ago(120)} ask finance large by {ago(-60)}: the grant"),
    }
    made = exported(notes)
    assert {row["kind"]: row["state"] for row in made["asks"]} == {"finance": "open", "facilities": "yes"}
    assert [row["kind"] for row in made["pledges"]] == ["facilities"]
    notes["Ada"] = at("Acme", f"{ago(90)} ask facilities: a desk")
    notes["Acme"] = f"{HEAD}- {ago(80)} answer no: [[Ada]] could not\n"
    assert {row["kind"]: row["state"] for row in exported(notes)["asks"]} == {"finance": "open", "facilities": "no"}
    notes["Acme"] = f"{HEAD}- {ago(80)} answer no finance: [[Ada]] says the grant is off\n"
    assert {row["kind"]: row["state"] for row in exported(notes)["asks"]} == {"finance": "no", "facilities": "open"}


def test_somebody_without_a_role_has_a_ledger_as_soon_as_something_binds_him() -> None:
    quiet = exported({"Fay Lowe": person(f"{ago(9)} call: hello", f"{ago(8)} trust+: told me")})
    assert quiet["organisations"] == []
    lines = (f"{ago(400)} ask finance: a loan", f"{ago(40)} support facilities large: her barn")
    (row,) = exported({"Fay Lowe": person(*lines, front="influence: high\n")})["organisations"]
    assert (row["name"], row["individual"], row["class"]) == ("Fay Lowe", True, "supported")
    assert row["support"]["firm"] > 30
    assert (row["stage"], row["suggestion"], row["trust"]["breadth"]["people"]) == (6, "grow", 1)
    refused = person(f"{ago(90)} ask manpower: a Saturday", f"{ago(80)} answer no: too busy")
    made = exported({"Gil Roe": refused})
    assert [(one["organisation"], one["state"]) for one in made["asks"]] == [("Gil Roe", "no")]
    assert made["introductions"] == []


def test_what_somebody_did_alone_stays_with_him_and_trust_is_his_as_a_person() -> None:
    roles = 'roles:\n- {organisation: "[[Acme]]", influence: high, until: 2026-03-01}\n'
    lines = ("2025-12-01 trust++: a", "2026-02-01 pledge kit: for them", "2026-04-01 ask legal: a lease")
    made = book({"Acme": HEAD, "Ada": person(*lines, front=roles)})
    assert [ask.kind for ask in made.ledgers["Ada.md"].asks] == ["legal"]
    assert [item.kind for item in made.ledgers["Acme.md"].support.items] == ["equipment"]
    assert made.ledgers["Ada.md"].trust.score == made.people["Ada.md"].trust.score > 0
    assert made.ledgers["Ada.md"].people == ("Ada.md",)


def test_an_individual_is_never_severe_and_never_to_be_paused() -> None:
    kinds = ("finance", "legal", "kit")
    lines = [*trusted(400), *(f"{ago(300)} ask {kind}: x" for kind in kinds)]
    lines += [f"{ago(290)} pledge {kind} by {ago(130)}: x" for kind in kinds]
    assert acme(*lines).class_ == "severe"
    (alone,) = book({"Gil": person(*lines)}).ledgers.values()
    assert (alone.class_, alone.suggestion) == ("serious", "maintain")


def test_a_part_never_lowers_what_stands() -> None:
    pledge = f"{ago(120)} pledge finance agreement large by {ago(-30)}: forty thousand ^p"
    before = acme(pledge)
    part = acme(pledge, f"{ago(40)} support finance small: ten thousand")
    assert before.support.firm == 30
    assert part.support.firm > 30
    assert [(item.source, item.size, item.state) for item in part.support.items] == [
        ("pledge", 3, "open"),
        ("part", 1, ""),
    ]
    whole = acme(pledge, f"{ago(40)} support finance small: a", f"{ago(30)} support finance large: b")
    assert [(item.source, item.size) for item in whole.support.items] == [("pledge", 4), ("part", 1)]
    assert (whole.follow_through.kept, whole.follow_through.due) == (1.0, 1)
    again = acme(pledge, f"{ago(40)} support re p: all of it", f"{ago(30)} support small re p: and more")
    assert again.support.firm > acme(pledge, f"{ago(40)} support re p: all of it").support.firm


def test_of_what_came_in_part_each_part_counts_by_its_own_day() -> None:
    pledge = f"{ago(200)} pledge finance large by {ago(100)}: x"
    parts = (f"{ago(90)} support finance small: in time", f"{ago(60)} support finance small: late")
    follow = acme(pledge, *parts).follow_through
    assert (follow.kept, follow.due) == (0.25 + 0.125, 1)
    early = acme(
        f"{ago(20)} pledge finance large by {ago(-50)}: x", f"{ago(9)} support finance small: y"
    ).follow_through
    assert (early.kept, early.due) == (0, 0)  # nothing is due yet


def test_a_pledge_that_is_re_an_email_is_of_the_written_kind() -> None:
    mail = f"{ago(99)} evidence email: they like the plan ^mail"
    (item,) = acme(mail, f"{ago(40)} pledge manpower large by {ago(-40)} re mail: two people").support.items
    assert (item.source, item.kind, item.value) == ("pledge", "manpower", 14.0)
    (soft,) = acme(mail, f"{ago(40)} pledge by {ago(-40)} re mail: they will say so").support.items
    assert (soft.source, soft.kind) == ("pledge", "endorsement")
    asked = acme(f"{ago(99)} ask legal: a lease ^ask", f"{ago(40)} pledge re ask: yes, they said").support.items
    assert [item.kind for item in asked] == ["legal"]


def test_the_project_of_an_ask_is_that_of_what_answers_it() -> None:
    notes = {
        "Home": "---\ntype: project\nseeks: [equipment]\n---\n",
        "Acme": f"{HEAD}- {ago(150)} ask equipment for [[Home]]: frames\n- {ago(140)} pledge equipment: x ^f\n"
        f"- {ago(40)} support re f: came\n",
    }
    (item,) = book(notes).ledgers["Acme.md"].support.items
    assert item.project == "Home.md"


def test_an_introduction_between_two_helps_both() -> None:
    daily = {"2026-02-10": "- connect met: [[Helen]] and [[Rose]], flats\n"}
    notes = daily | {"Helen": at("Hospital", influence="high"), "Rose": at("Housing", influence="low")}
    deeds = {one["name"]: one["trust"]["deeds"] for one in exported(notes)["organisations"]}
    assert deeds["Hospital"] > deeds["Housing"] > 0


def test_nobody_is_introduced_to_whom_he_knows() -> None:
    lines = f"- {ago(50)} pledge finance letter by {ago(-99)}: signed\n"
    signs = (f"{ago(90)} trust++: a", f"{ago(89)} trust++: b")
    notes = {"Acme": HEAD + lines, "Lea": at("Acme"), "Prim": at("College", *signs, influence="high")}
    assert "Prim" in book(notes).ledgers["Acme.md"].step.facts.names
    for how in (
        {"Prim": notes["Prim"].replace("---\n-", 'knows: "[[Lea]]"\n---\n-')},
        {"Prim": notes["Prim"].replace("---\n-", 'met_through: "[[Lea]]"\n---\n-')},
        {"Lea": notes["Lea"].replace("influence", "x").replace("person\n", 'person\nknows: "[[Prim]]"\n')},
        {"Acme": notes["Acme"] + f"- {ago(700)} meeting: with [[Prim]]\n"},
    ):
        step = book(notes | how).ledgers["Acme.md"].step
        assert (step.rule, "Prim" in step.facts.names) == ("connect", False), how


def test_a_path_leads_only_to_those_who_neither_trust_nor_help() -> None:
    prim = at("College", f"{ago(90)} trust++: a", f"{ago(89)} trust++: b", influence="high")
    notes = {"Prim": prim.replace("---\n-", 'knows: "[[Lea]]"\n---\n-'), "Lea": at("Acme"), "Acme": HEAD}
    assert [one["target"] for one in exported(notes)["introductions"]] == ["Acme", "College"]
    faded = "".join(f"- {ago(380)} trust++: {n}\n" for n in range(1)) + "".join(
        f"- {ago(390 + n)} trust++: {n}\n" for n in range(3)
    )
    trusting = exported(notes | {"Acme": HEAD + faded})
    acme_ = next(one for one in trusting["organisations"] if one["name"] == "Acme")
    assert acme_["trust"]["score"] < 35
    assert acme_["clock"] is not None
    assert "Acme" not in [one["target"] for one in trusting["introductions"]]


def test_asks_and_gives_are_twins_of_one_year() -> None:
    notes = {
        "Kit": at("Acme"),
        "Acme": f"{HEAD}- {ago(400)} ask finance: x\n- {ago(99)} ask advice: y\n- {ago(9)} intro asked: [[Kit]]\n",
    }
    made = exported(notes)
    row = made["organisations"][0]
    assert (row["asks"], row["hard_asks"], made["portfolio"]["asks"]) == (2, 1, 2)


def test_when_the_one_who_trusted_has_left_the_step_is_to_ask_who_follows() -> None:
    roles = 'roles:\n- {organisation: "[[Bank]]", influence: high, until: 2026-03-01}\n'
    roles += '- {organisation: "[[New]]", from: 2026-03-02}\n'
    signs = ("2025-09-10 trust++: a", "2025-10-11 trust++: b", "2025-11-12 trust++: c", "2026-05-12 meeting: there")
    notes = {"Cara": person(*signs, front=roles), "Bank": HEAD}
    assert book(notes).ledgers["Bank.md"].step.rule == "successor"
    met = {"Olu": at("Bank", "2026-04-01 call: hello", influence="low")}
    assert book(notes | met).ledgers["Bank.md"].step.rule == "successor"
    heard = {"Olu": at("Bank", "2026-04-01 call: hello", influence="medium")}
    assert book(notes | heard).ledgers["Bank.md"].step.rule != "successor"
    paused = {"Bank": "---\ntype: organisation\nstatus: paused\n---\n"}
    assert book(notes | paused).ledgers["Bank.md"].step.rule == "successor"


def test_a_channel_of_ones_own_holds_the_hours_of_the_contacts_that_came_by_it() -> None:
    lines = (
        "- 2026-05-01 call 1h via newsletter: a\n- 2026-05-02 dinner 3h via [[Monthly supper]]: b\n"
        "- 2026-06-01 support kit small via newsletter: c\n"
    )
    made = exported({"Acme": HEAD + lines})
    assert [(one["name"], one["hours"], one["units"] > 0) for one in made["channels"]] == [
        ("Monthly supper", 3.0, False),
        ("newsletter", 1.0, True),
    ]
