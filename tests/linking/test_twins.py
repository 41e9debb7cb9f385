"""The same thing written twice counts once (SPEC §2.4), and the order of notes never matters."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.linking import link
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from tests.linking.build import faults_of, network_of, notes_of, reached

_PEOPLE = {
    "Acme.md": "---\ntype: org\n---\n",
    "Ada.md": "---\ntype: person\norganisation: '[[Acme]]'\ninfluence: low\n---\n",
    "Bob.md": "---\ntype: person\ncompany: Beta\n---\n",
    "Cleo.md": "---\ntype: person\n---\n",
}


def test_the_same_line_twice_in_a_note_counts_once() -> None:
    lines = "- 2026-01-01 call 20m: hello\n- 2026-01-01 call 20m: hello\n- 2026-01-01 call 30m: hello\n"
    network = network_of({"Ada.md": _PEOPLE["Ada.md"] + lines})
    assert [entry.line.line for entry in network.entries] == [6, 8]
    assert faults_of(network, FaultKind.SAME_LINE_TWICE) == [("Ada.md", ("6",))]


def test_the_same_words_under_two_meetings_are_two_lines() -> None:
    lines = "- 2026-01-01 call: [[Ada]]\n  - thanks: a\n- 2026-01-01 meeting: [[Bob]]\n  - thanks: a\n"
    network = network_of({**_PEOPLE, "Log.md": lines})
    assert [entry.people for entry in network.entries if entry.type == "thanks"] == [("Ada.md",), ("Bob.md",)]


def test_one_contact_in_two_notes_counts_once_for_the_organisations_of_both() -> None:
    vault = {
        **_PEOPLE,
        "Acme.md": _PEOPLE["Acme.md"] + "- 2026-01-01 dinner 1h £30: with [[Ada]] and [[Bob]]\n",
        "Bob.md": _PEOPLE["Bob.md"] + "- 2026-01-01 lunch 90m: x\n",
    }
    (entry,) = network_of(vault).entries
    assert (entry.path, entry.also, entry.hours, entry.people) == (
        "Acme.md",
        (("Bob.md", 5),),
        1.5,
        ("Ada.md", "Bob.md"),
    )
    assert reached(entry) == {"Acme.md": (1, True), "name:beta": (0.7, False)}


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("call: [[Ada]]", "call: [[Ada]] and [[Bob]]", 1),
        ("call: [[Ada]] and [[Cleo]]", "call: [[Ada]] and [[Bob]]", 2),  # neither holds the other's people
        ("call: [[Ada]]", "meeting: [[Ada]]", 2),  # another type
        ("call: [[Acme]]", "call: [[Acme]]", 2),  # nobody
        ("thanks: [[Ada]]", "thanks: [[Ada]]", 2),  # no contact
    ],
)
def test_what_is_the_same_contact(first: str, second: str, count: int) -> None:
    vault = {**_PEOPLE, "X.md": f"- 2026-01-01 {first}\n", "Y.md": f"- 2026-01-01 {second}\n"}
    assert len(network_of(vault).entries) == count


def test_a_plan_is_no_twin_and_two_calls_in_one_note_are_two() -> None:
    vault = {**_PEOPLE, "X.md": "- [ ] 2026-01-01 call: [[Ada]]\n", "Y.md": "- 2026-01-01 call: [[Ada]]\n"}
    assert len(network_of(vault).entries) == 2
    vault = {**_PEOPLE, "Y.md": "- 2026-01-01 call: [[Ada]] a\n- 2026-01-01 call: [[Ada]] b\n"}
    assert len(network_of(vault).entries) == 2


def test_three_notes_tell_one_contact() -> None:
    vault = {
        **_PEOPLE,
        "Ada.md": _PEOPLE["Ada.md"] + "- 2026-01-01 call 2h: x\n",
        "Bob.md": _PEOPLE["Bob.md"] + "- 2026-01-01 call: x\n",
        "Log.md": "- 2026-01-01 call 1h: [[Bob]], [[Ada]]\n",
    }
    (entry,) = network_of(vault).entries
    assert (entry.path, entry.hours, entry.also) == ("Log.md", 2.0, (("Ada.md", 6), ("Bob.md", 5)))


_LINES = [
    "- 2026-01-01 call: [[Ada]]",
    "- 2026-01-01 call 2h: [[Ada]], [[Bob]]",
    "- 2026-01-01 call: [[Cleo]] of [[Acme]], [[Nobody]]",
    "- 2026-01-02 ask finance: [[Delta]]",
    "- [ ] 2026-01-03 send it",
    "- 2026-01-01 connect made: [[Bob]] with [[Ada]]",
    "- 2026-01-01 walked",
]
_FRONTS = [
    "",
    "---\ntype: person\ncompany: delta\nemail: a@x\n---\n",
    "---\ntype: person\ncompany: '[[Delta]]'\nlast_met: 2026-01-02\nemail: A@x\n---\n",
    "---\ntype: org\nparent: DELTA\naliases: [Nobody]\n---\n",
    "---\ntype: meeting\npeople: ['[[Ada]]']\ndate: 2026-01-01\n---\n",
    "---\ntype: me\n---\n",
]


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["Ada.md", "Bob.md", "Cleo.md", "X/Ada.md", "Y/Ada.md", "Acme.md", "2026-01-01.md", "Log.md"]),
        st.tuples(st.sampled_from(_FRONTS), st.lists(st.sampled_from(_LINES), max_size=4)),
    ),
    st.randoms(),
)
def test_the_order_of_notes_never_matters(vault: dict[str, tuple[str, list[str]]], shuffler: random.Random) -> None:
    notes = notes_of({path: front + "\n".join(lines) + "\n" for path, (front, lines) in vault.items()})
    shuffled = list(notes)
    shuffler.shuffle(shuffled)
    first, second = link(notes, Config()), link(shuffled, Config())
    assert first == second
    assert list(first.people) == list(second.people)
    assert list(first.organisations) == list(second.organisations)
    assert sorted(entry.date for entry in first.entries) == [entry.date for entry in first.entries]
    assert all(entry.people or entry.reach for entry in first.entries)


_ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just("[[Ada]]"),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["person", "org", "kind", "from"]), inner)
    ),
    max_leaves=6,
)
_KEYS = ["type", "kind", "tags", "categories", "aliases", "name", "organisation", "roles", "knows", "cadence", "trust"]
_KEYS += ["met", "email", "phone", "seeks", "could_give", "decides", "date", "people", "duration", "cost", "last_met"]


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(["person", "org", "project", "meeting", "me", "x"]), st.dictionaries(st.sampled_from(_KEYS), _ODD)
)
def test_linking_never_raises(kind: str, fields: dict[str, object]) -> None:
    from netlead_md.model.note import Field, Note

    front = (Field("fileclass", "fileClass", kind), *(Field(key, key, value) for key, value in fields.items()))
    network = link([Note("A.md", fields=front), Note("Ada.md", fields=front)], Config())
    assert set(network.kinds) == {"A.md", "Ada.md"}
