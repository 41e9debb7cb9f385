"""Whom an entry concerns (SPEC §2.4), clause by clause."""

import pytest

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from tests.linking.build import faults_of, network_of, reached, the_entry

_VAULT = {
    "Acme.md": "---\ntype: organisation\n---\n",
    "Beta.md": "---\ntype: organisation\n---\n",
    "Ada.md": "---\ntype: person\norganisation: '[[Acme]]'\ninfluence: high\n---\n",
    "Bob.md": "---\ntype: person\norganisation: '[[Acme]]'\ninfluence: low\n---\n",
    "Cleo.md": "---\ntype: person\norganisation: '[[Beta]]'\n---\n",
    "Free.md": "---\ntype: person\n---\n",
    "Old.md": (
        "---\ntype: person\nroles:\n"
        '  - {organisation: "[[Acme]]", influence: high, until: 2025-12-31}\n'
        '  - {organisation: "[[Beta]]", influence: low, from: 2026-01-01}\n---\n'
    ),
    "House.md": "---\ntype: project\n---\n",
}
_ACME, _BETA = "Acme.md", "Beta.md"


def _reached(path: str, line: str) -> tuple[dict[str, tuple[float, bool]], tuple[str, ...]]:
    (entry,) = network_of({**_VAULT, path: f"{_VAULT.get(path, '')}{line}\n"}).entries
    return reached(entry), entry.people


@pytest.mark.parametrize(
    ("path", "line", "reach", "people"),
    [
        # contacts: the note's own, directly
        ("Acme.md", "- 2026-03-01 call: x", {_ACME: (1, True)}, ()),
        # what the people bring in, at the weight of their influence
        ("Ada.md", "- 2026-03-01 call: x", {_ACME: (1, False)}, ("Ada.md",)),
        ("Bob.md", "- 2026-03-01 call: x", {_ACME: (0.4, False)}, ("Bob.md",)),
        ("Cleo.md", "- 2026-03-01 call: x", {_BETA: (0.7, False)}, ("Cleo.md",)),
        # once an organisation, at the highest weight
        ("Bob.md", "- 2026-03-01 call: with [[Ada]]", {_ACME: (1, False)}, ("Bob.md", "Ada.md")),
        (
            "Bob.md",
            "- 2026-03-01 call: with [[Cleo]]",
            {_ACME: (0.4, False), _BETA: (0.7, False)},
            ("Bob.md", "Cleo.md"),
        ),
        # a linked organisation where somebody works is reached directly; where nobody does it is talked about
        ("Bob.md", "- 2026-03-01 call: at [[Acme]]", {_ACME: (1, True)}, ("Bob.md",)),
        ("Bob.md", "- 2026-03-01 call: about [[Beta]]", {_ACME: (0.4, False)}, ("Bob.md",)),
        # nobody has a known role: the linked organisation counts
        ("Free.md", "- 2026-03-01 call: at [[Beta]]", {_BETA: (1, True), "Free.md": (1, True)}, ("Free.md",)),
        ("Log.md", "- 2026-03-01 call: to [[Beta]]", {_BETA: (1, True)}, ()),
        ("Acme.md", "- 2026-03-01 call: with [[Beta]]", {_ACME: (1, True), _BETA: (1, True)}, ()),
        ("Acme.md", "- 2026-03-01 call: [[Ada]] on [[Beta]]", {_ACME: (1, True)}, ("Ada.md",)),
        # roles in time
        ("Old.md", "- 2025-12-31 call: x", {_ACME: (1, False)}, ("Old.md",)),
        ("Old.md", "- 2026-01-01 call: x", {_BETA: (0.4, False)}, ("Old.md",)),
        # any other type: exactly one person and one organisation
        ("Ada.md", "- 2026-03-01 ask finance: with [[Cleo]]", {_ACME: (1, False)}, ("Ada.md",)),
        ("Ada.md", "- 2026-03-01 ask finance: for [[Beta]]", {_ACME: (1, False)}, ("Ada.md",)),
        ("Bob.md", "- 2026-03-01 ask finance: for [[Acme]]", {_ACME: (1, True)}, ("Bob.md",)),
        ("Old.md", "- 2025-06-01 ask finance: x", {_ACME: (1, False)}, ("Old.md",)),
        ("Old.md", "- 2026-06-01 ask finance: x", {_BETA: (0.4, False)}, ("Old.md",)),
        ("Acme.md", "- 2026-03-01 ask finance: [[Bob]], [[Ada]] of [[Beta]]", {_ACME: (1, True)}, ("Bob.md",)),
        ("Log.md", "- 2026-03-01 ask finance: [[Bob]] and [[Cleo]]", {_ACME: (0.4, False)}, ("Bob.md",)),
        ("Log.md", "- 2026-03-01 ask finance: [[Bob]] on [[Beta]] at [[Acme]]", {_ACME: (1, True)}, ("Bob.md",)),
        ("Log.md", "- 2026-03-01 ask finance: [[Beta]] and [[Acme]]", {_BETA: (1, True)}, ()),
        ("Free.md", "- 2026-03-01 thanks: x", {"Free.md": (1, True)}, ("Free.md",)),
        ("Free.md", "- 2026-03-01 ask finance: of [[Beta]]", {_BETA: (1, True)}, ("Free.md",)),
        ("Log.md", "- 2026-03-01 ask finance: [[Free]]", {"Free.md": (1, True)}, ("Free.md",)),
        ("Log.md", "- 2026-03-01 social: on [[Ada]] and [[Cleo]]", {_ACME: (1, False)}, ("Ada.md",)),
        # a daily note
        ("2026-03-01.md", "- call: [[Bob]]", {_ACME: (0.4, False)}, ("Bob.md",)),
        # connect helps both
        ("Ada.md", "- 2026-03-01 connect made: to [[Beta]]", {_ACME: (1, False), _BETA: (1, True)}, ("Ada.md",)),
        (
            "Log.md",
            "- 2026-03-01 connect met: [[Ada]] with [[Cleo]]",
            {_ACME: (1, False), _BETA: (0.7, False)},
            ("Ada.md", "Cleo.md"),
        ),
        (
            "Ada.md",
            "- 2026-03-01 connect met: with [[Free]]",
            {_ACME: (1, False), "Free.md": (1, True)},
            ("Ada.md", "Free.md"),
        ),
        # somebody without a role stands for himself: a linked organisation is the other side
        ("Free.md", "- 2026-03-01 intro made: to [[Beta]]", {"Free.md": (1, True)}, ("Free.md",)),
    ],
)
def test_whom_a_line_concerns(
    path: str, line: str, reach: dict[str, tuple[float, bool]], people: tuple[str, ...]
) -> None:
    assert _reached(path, line) == (reach, people)


@pytest.mark.parametrize(
    ("path", "line", "people", "towards"),
    [
        ("Ada.md", "- 2026-03-01 intro made: to [[Cleo]] of [[Beta]]", ("Ada.md",), ("Cleo.md", _BETA)),
        ("Log.md", "- 2026-03-01 intro made: [[Ada]] introduced [[Cleo]] of [[Beta]]", ("Ada.md",), ("Cleo.md", _BETA)),
        ("Acme.md", "- 2026-03-01 intro met: chair to [[Cleo]]", (), ("Cleo.md",)),
        ("Acme.md", "- 2026-03-01 intro met: [[Ada]] to [[Cleo]]", ("Ada.md",), ("Cleo.md",)),
        ("Ada.md", "- 2026-03-01 connect met: with [[Cleo]] of [[Beta]]", ("Ada.md", "Cleo.md"), ("Cleo.md", _BETA)),
        ("Log.md", "- 2026-03-01 connect met: [[Ada]] with [[Cleo]]", ("Ada.md", "Cleo.md"), ("Cleo.md",)),
        ("Acme.md", "- 2026-03-01 connect met: [[Ada]] with [[Beta]]", ("Ada.md",), ("Ada.md", _BETA)),
        ("Free.md", "- 2026-03-01 intro made: to [[Beta]]", ("Free.md",), (_BETA,)),
    ],
)
def test_the_other_side_of_introductions(
    path: str, line: str, people: tuple[str, ...], towards: tuple[str, ...]
) -> None:
    (entry,) = network_of({**_VAULT, path: f"{_VAULT.get(path, '')}{line}\n"}).entries
    assert (entry.people, entry.towards) == (people, towards)


def test_an_organisation_that_is_talked_about_is_a_mention() -> None:
    (said,) = network_of({**_VAULT, "Bob.md": f"{_VAULT['Bob.md']}- 2026-03-01 call: about [[Beta]]\n"}).mentions
    assert (said.keys, said.path) == ((_BETA,), "Bob.md")


def test_nested_lines_take_the_participants_and_add_their_own() -> None:
    text = "- 2026-03-01 meeting 45m: with [[Bob]]\n  - pledge finance: a grant\n  - call: with [[Cleo]]\n"
    network = network_of({**_VAULT, "2026-03-01.md": text})
    pledge = the_entry(network, "pledge")
    assert (pledge.people, reached(pledge)) == (("Bob.md",), {_ACME: (0.4, False)})
    assert the_entry(network, "call").people == ("Cleo.md", "Bob.md")


def test_a_meeting_note_is_one_entry_and_its_lines_are_read_too() -> None:
    meeting = """
        ---
        type: meeting
        date: 2026-03-02
        people: ["[[Ada]]", "[[Free]]"]
        organisation: "[[Beta]]"
        duration: 1h30
        cost: £40
        ---
        - pledge finance: by [[Free]]
        - thanks: all
        - 2026-03-05 follow-up sent
        - prose
        """
    network = network_of({**_VAULT, "Talk.md": meeting})
    entry = the_entry(network, "meeting")
    assert (entry.hours, entry.line.money, entry.line.currency) == (1.5, 40, "GBP")
    assert reached(entry) == {_BETA: (1, True), _ACME: (1, False), "Free.md": (1, True)}
    assert (the_entry(network, "pledge").people, the_entry(network, "thanks").people) == (("Free.md",), ("Ada.md",))
    assert reached(the_entry(network, "pledge")) == {_BETA: (1, True)}
    assert the_entry(network, "note").people == ("Ada.md", "Free.md")
    assert network.faults == ()


def test_a_meeting_note_has_its_day_from_its_name_if_need_be() -> None:
    network = network_of({**_VAULT, "Meetings/2026-03-02 Ada.md": "---\npeople: '[[Ada]]'\n---\n- thanks: x\n"})
    assert [(entry.type, entry.date.isoformat()) for entry in network.entries] == [
        ("meeting", "2026-03-02"),
        ("thanks", "2026-03-02"),
    ]


def test_a_dated_bullet_without_a_type_is_a_contact_or_a_mention_as_its_note_decides() -> None:
    line = "- 2026-03-01 [[Cleo]] is on leave\n"
    assert network_of({**_VAULT, "Log.md": line}).entries == ()
    (said,) = network_of({**_VAULT, "Log.md": line}).mentions
    assert said.keys == ("Cleo.md",)
    (entry,) = network_of({**_VAULT, "Acme.md": _VAULT["Acme.md"] + line}).entries
    assert (entry.type, entry.people) == ("note", ("Cleo.md",))


def test_daily_notes_count_lines_that_link_somebody_and_list_the_others() -> None:
    day = {"2026-03-01.md": "- call: the bank\n- call: [[House]]\n- rain for [[Ada]]\n- email: [[Acme]]\n"}
    network = network_of({**_VAULT, **day})
    assert [(entry.type, entry.line.line) for entry in network.entries] == [("message", 4)]
    assert [said.keys for said in network.mentions] == [("Ada.md",)]
    assert network.faults == ()
    noted = network_of({**_VAULT, **day}, Config(mentions="note"))
    assert [(entry.type, entry.people) for entry in noted.entries] == [("note", ("Ada.md",)), ("message", ())]


def test_an_organisation_that_is_only_named_is_reached_through_its_people_and_by_link() -> None:
    vault = {
        "Ada.md": "---\ntype: person\ncompany: Gamma Ltd\n---\n- 2026-03-01 call: x\n",
        "Log.md": "- 2026-03-02 visit: to [[gamma ltd]]\n",
    }
    network = network_of(vault)
    assert [reached(entry) for entry in network.entries] == [
        {"name:gamma ltd": (0.7, False)},
        {"name:gamma ltd": (1, True)},
    ]
    assert network.targets == {"Ada.md": "Ada"}
    assert network.faults == ()


@pytest.mark.parametrize(
    ("text", "faulted"),
    [
        ("- 2026-03-01 ask finance: for the fair\n", ["ask"]),
        ("- [ ] 2026-03-01 buy milk\n", []),
        ("- 2026-03-01 saw the sea\n", []),
        ("### 2026-03-01\nquiet\n", []),
    ],
)
def test_only_a_typed_line_that_concerns_nobody_is_faulted(text: str, faulted: list[str]) -> None:
    network = network_of({**_VAULT, "Log.md": text})
    assert faults_of(network, FaultKind.NOBODY) == [("Log.md", (type_,)) for type_ in faulted]
    assert network.entries == ()


def test_a_stated_last_contact_is_an_entry_unless_one_tells_of_that_day() -> None:
    ada = "---\ntype: person\ncompany: '[[Acme]]'\nlast_met: 2026-03-01\n---\n"
    network = network_of({"Acme.md": _VAULT["Acme.md"], "Ada.md": ada})
    (entry,) = network.entries
    assert (entry.type, entry.line.line, reached(entry)) == ("last_contact", 4, {_ACME: (0.7, False)})
    told = network_of({"Acme.md": _VAULT["Acme.md"] + "- 2026-03-01 call: [[Ada]]\n", "Ada.md": ada})
    assert [entry.type for entry in told.entries] == ["call"]


def test_open_boxes_are_plans_and_promises_and_projects_are_named() -> None:
    lines = "- [ ] 2026-09-01 call: x\n- [ ] 2026-09-02 send it\n- 2026-03-01 call for [[House]]: x\n"
    network = network_of({**_VAULT, "Ada.md": _VAULT["Ada.md"] + lines})
    assert [(entry.type, entry.plan, entry.project) for entry in network.entries] == [
        ("call", False, "House.md"),
        ("call", True, ""),
        ("promise", False, ""),
    ]
