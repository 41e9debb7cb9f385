"""What a bullet begins with that is nearly a date or nearly a type: told with the cure, and prose left alone."""

import pytest

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.note import Note
from netlead_md.parsing import build_lexicon, read_note


def read(line: str) -> Note:
    return read_note("Organisations/Acme.md", f"- {line}\n", day=None, words=build_lexicon(Config()))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("call; about it", ("call;", "call:")),
        ("pledge; a room", ("pledge;", "pledge:")),
        ("call, 20m: x", ("call,", "call")),
        ("ask, room: x", ("ask,", "ask")),
        ("phone call 20m: x", ("phone call", "call", "unsure")),
        ("Quick lunch with [[Ada]]", ("Quick lunch", "lunch", "unsure")),
        ("10:30 meeting: x", ("10:30 meeting", "meeting", "unsure")),
        ("9.15 am call: x", ("9.15 am call", "call", "unsure")),
        ("pledged room by 2026-09-01: x", ("pledged", "pledge")),
        ("Asked: could we?", ("Asked", "ask")),
        ("gave: a book", ("gave", "give")),
        ("thank you: for the keys", ("thank you", "thanks")),
        ("met 30m: [[Ada]]", ("met", "meeting")),
        ("emailed: x", ("emailed", "email")),
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
    ("written", "words"),
    [
        ("2026-06-03call: x", ("2026-06-03", "2026-06-03 ")),
        ("2026–06–03 call: x", ("2026–06–03", "2026-06-03")),
        ("2026_6_3 call: x", ("2026_6_3", "2026-06-03")),
        ("20260603 call: x", ("20260603", "2026-06-03")),
        ("(2026-06-03) call: x", ("(2026-06-03)", "2026-06-03")),
        ("2026-06-03T10:00 call: x", ("2026-06-03T10:00",)),
        ("03.06.26 call: x", ("03.06.26",)),
        ("26-06-03 call: x", ("26-06-03",)),
        ("June 2026 call: x", ("June 2026", "2026-06")),
    ],
)
def test_an_odd_date_is_told_before_a_type_alone(written: str, words: tuple[str, ...]) -> None:
    note = read(written)
    assert [(fault.trouble, fault.words) for fault in note.faults] == [(FaultKind.AMBIGUOUS_DATE, words)]
    assert (note.lines, read(written.replace("call: x", " pieces sold")).faults) == ((), ())


def test_a_month_with_a_box_is_told_whatever_follows() -> None:
    assert read("[ ] June 2026 send the plan").faults[0].words == ("June 2026", "2026-06")
