"""What a bullet begins with that is nearly a date or nearly a type: told with the cure, and prose left alone."""

import datetime as dt

import pytest

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.note import Note
from netlead_md.parsing import build_keywords, read_note


def read(line: str) -> Note:
    return read_note("Organisations/Acme.md", f"- {line}\n", day=None, words=build_keywords(Config()))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("pledge; a room", ("pledge;", "pledge:")),
        ("ask, room: x", ("ask,", "ask")),
        ("pledged room by 2026-09-01: x", ("pledged", "pledge")),
        ("Asked: could we?", ("Asked", "ask")),
        ("gave: a book", ("gave", "give")),
        ("thank you: for the keys", ("thank you", "thanks")),
        ("introduction made: [[Ada]]", ("introduction", "intro", "unsure")),
    ],
)
def test_a_form_of_our_word_is_told_and_counts_as_a_note(said: str, words: tuple[str, ...]) -> None:
    note = read(f"2026-06-03 {said}")
    assert [(fault.trouble, fault.words) for fault in note.faults] == [(FaultKind.NEAR_MISS_TYPE, words)]
    assert note.lines[0].type == "note"


@pytest.mark.parametrize(
    "said",
    [
        "asked whether we could: they will see",
        "gave us a book: kind",
        "thank you all for it",
        "met with [[Ada]]",
        "note; that is all",
        "ask, and you shall be given",
        "board meeting: they agreed",
        "promised a room: yes",
        "phone broken: no calls",
        "10:30",
    ],
)
def test_prose_is_left_alone(said: str) -> None:
    assert read(f"2026-06-03 {said}").faults == ()


@pytest.mark.parametrize(
    ("said", "type_"),
    [
        ("call; about it", "call"),
        ("phone call 20m: x", "call"),
        ("Quick lunch with [[Ada]]", "meal"),
        ("10:30 meeting: x", "meeting"),
        ("met 30m: [[Ada]]", "meeting"),
        ("emailed: x", "message"),
    ],
)
def test_a_contact_in_other_words_counts_without_a_hint(said: str, type_: str) -> None:
    note = read(f"2026-06-03 {said}")
    assert ([line.type for line in note.lines], note.faults) == ([type_], ())


@pytest.mark.parametrize(
    "written",
    [
        "2026–06–03 call: x",
        "2026_6_3 call: x",
        "20260603 call: x",
        "(2026-06-03) call: x",
        "2026-06-03T10:00 call: x",
        "03.06.26 call: x",
        "June 2026 call: x",
    ],
)
def test_an_odd_date_is_read_where_it_is_certain(written: str) -> None:
    note = read(written)
    assert [line.type for line in note.lines] == ["call"]
    assert note.lines[0].date in {dt.date(2026, 6, 3), dt.date(2026, 6, 15)}
    assert note.faults == ()


def test_a_date_without_a_blank_is_told_before_a_type_alone() -> None:
    note = read("2026-06-03call: x")
    assert [(fault.trouble, fault.words) for fault in note.faults] == [
        (FaultKind.AMBIGUOUS_DATE, ("2026-06-03", "2026-06-03 "))
    ]
    assert read("2026-06-03 pieces sold").faults == ()


def test_a_box_with_a_day_in_another_form_is_a_promise() -> None:
    note = read("[ ] 3 June 2026 send the report")
    assert [(line.type, line.date, line.text, line.box) for line in note.lines] == [
        ("promise", dt.date(2026, 6, 3), "send the report", " ")
    ]
    assert note.faults == ()


def test_a_month_with_a_box_is_told_whatever_follows() -> None:
    assert read("[ ] June 2026 send the plan").faults[0].words == ("June 2026", "2026-06")
