"""Days without their year and first names are proposed: told, asked about, never counted (SPEC §2.5)."""

import datetime as dt
from typing import Any

import pytest

from netlead_md.analysis import analyse
from netlead_md.contacts.lines_export import export_lines
from netlead_md.linking import link, link_incremental
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.parsing import build_keywords, daily_note_date, read_note

DAY = dt.date(2026, 6, 30)
PERSON = "---\ntype: person\n---\n\n"


def book_of(notes: dict[str, str], day: dt.date = DAY) -> Book:
    config = Config()
    words = build_keywords(config)
    read = [read_note(path, text, day=daily_note_date(path, ()), words=words) for path, text in notes.items()]
    return analyse(link(read, config), day, config)


def rows_of(notes: dict[str, str], day: dt.date = DAY) -> dict[tuple[str, int], dict[str, Any]]:
    return {(row["path"], row["line"]): row for row in export_lines(book_of(notes, day))["lines"]}


def days_of(lines: str, **others: str) -> list[str | None]:
    rows = rows_of({"People/Ada Lark.md": PERSON + lines, **others})
    return [row["date"] for (path, _), row in rows.items() if path == "People/Ada Lark.md"]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        # the last line is the last such day up to 2026-06-30, and each other one not later than the one below
        ("- rang Ada Oct 6\n- lunch with her Feb 18\n- saw her Jun 19\n", ["2025-10-06", "2026-02-18", "2026-06-19"]),
        # newest first
        ("- saw her Jun 19\n- lunch with her Feb 18\n- rang Ada Oct 6\n", ["2026-06-19", "2026-02-18", "2025-10-06"]),
        # a little out of order is no year
        ("- rang her Mar 6\n- saw her Mar 18\n- lunch with her Mar 17\n", ["2026-03-06", "2026-03-18", "2026-03-17"]),
        # one line that stands out of the order moves no others
        ("- saw her Mar 6\n- rang her May 20\n- lunch with her Apr 1\n", ["2026-03-06", "2026-05-20", "2026-04-01"]),
        # three years, from top to bottom
        (
            "- saw her Nov 6\n- rang her Mar 2\n- saw her Oct 1\n- rang her Feb 3\n",
            ["2024-11-06", "2025-03-02", "2025-10-01", "2026-02-03"],
        ),
        # "sat" is no Saturday
        ("- May 20 sat down with her\n", ["2026-05-20"]),
        # July is still to come
        ("- lunch with her Jul 14\n", ["2025-07-14"]),
        # 9 July 2026 is a Thursday, 9 July 2025 a Wednesday
        ("- lunch with her Thu July 9\n", ["2026-07-09"]),
    ],
)
def test_a_day_takes_the_year_that_is_likeliest(lines: str, days: list[str]) -> None:
    assert days_of(lines) == days


def test_an_old_vault_takes_its_days_from_its_newest_line() -> None:
    other = {"People/Tom Reed.md": PERSON + "- 2021-05-02 lunch with him\n"}
    assert days_of("- lunch with her Sep 3\n- rang her Feb 2\n- rang her May 20\n", **other) == [
        "2020-09-03",
        "2021-02-02",
        "2021-05-20",
    ]


def test_a_day_with_two_readings_is_read_as_the_rest_of_the_vault_shows() -> None:
    other = {"People/Tom Reed.md": PERSON + "- 4/30/2026 lunch with him\n"}
    assert days_of("- 2/5/2026 lunch with her\n", **other) == ["2026-02-05"]
    assert days_of("- 2/5/2026 lunch with her\n") == [None]


def test_a_proposed_day_counts_nothing_and_leaves_its_doubt() -> None:
    note = PERSON + "- Oct 6 asked her for a van\n- Feb 18 lunch with her\n"
    book = book_of({"People/Ada Lark.md": note})
    assert book.network.entries == ()
    (asked, lunch) = export_lines(book)["lines"]
    assert (asked["sounds_like"], asked["fate"], asked["reason"]) == ("ask", "question", "year not certain")
    assert asked["proposal"] == "- 2025-10-06 ask equipment: asked her for a van"
    assert (lunch["type"], lunch["counted"], lunch["reason"]) == ("meal", False, "year not certain")
    assert [each.line for each in book.people["People/Ada Lark.md"].questions] == [5]


def test_one_certain_day_gives_the_others_theirs() -> None:
    rows = rows_of({"People/Ada Lark.md": PERSON + "- Oct 6 rang her\n- 2024-02-18 lunch with her\n"})
    assert [(row["date"], row["counted"]) for row in rows.values()] == [("2023-10-06", True), ("2024-02-18", True)]


PEOPLE = {"People/Ada Lark.md": PERSON, "People/Tom Reed.md": PERSON, "People/Will Mays.md": PERSON}


@pytest.mark.parametrize(
    ("line", "who", "type_", "sounds"),
    [
        ("- lunch with Ada at the market", ["Ada Lark"], "meal", None),
        ("- asked Tom for the van", ["Tom Reed"], "note", "ask"),
        ("Ada promised us two tables", ["Ada Lark"], "note", "pledge"),
        ("- will call the plumber", [], None, None),
    ],
)
def test_a_first_name_that_one_person_has_is_proposed(
    line: str, who: list[str], type_: str | None, sounds: str | None
) -> None:
    row = rows_of({**PEOPLE, "2026-03-03.md": f"{line}\n"}).get(("2026-03-03.md", 1))
    if type_ is None:
        assert row is None or not row["people"]
        return
    assert row is not None
    assert (row["people"], row["type"], row["sounds_like"]) == (who, type_, sounds)
    assert (row["counted"], row["reason"], row["date"]) == (False, "first name only", "2026-03-03")


def test_a_first_name_that_two_people_have_names_nobody() -> None:
    rows = rows_of({**PEOPLE, "People/Ada Stone.md": PERSON, "2026-03-03.md": "- asked Ada for the van\n"})
    row = rows["2026-03-03.md", 1]
    assert (row["people"], row["reason"]) == ([], "nobody named")


def test_a_first_name_follows_who_comes_and_goes() -> None:
    config = Config()
    words = build_keywords(config)

    def read(notes: dict[str, str]) -> list[Any]:
        return [read_note(path, text, day=daily_note_date(path, ()), words=words) for path, text in notes.items()]

    notes = read({**PEOPLE, "2026-03-03.md": "- asked Ada for the van\n"})
    first = link_incremental(notes, config)
    assert [each.people for each in first.network.tellings] == [("People/Ada Lark.md",)]
    second = link_incremental([*notes, *read({"People/Ada Stone.md": PERSON})], config, last=first)
    assert [each.people for each in second.network.tellings] == [()]
    third = link_incremental(notes, config, last=second)
    assert [each.people for each in third.network.tellings] == [("People/Ada Lark.md",)]


@pytest.mark.parametrize(
    ("line", "day", "counted"),
    [
        ("- lunch with [[Ada Lark]] yesterday", "2026-03-02", True),
        ("- call with [[Ada Lark]] tomorrow at 10", "2026-03-04", False),
        (
            "- Vorgestern mit [[Ada Lark]] beim Mittagessen gesprochen, es war sehr nett und wir haben viel gelacht",
            "2026-03-01",
            True,
        ),
        ("- lunch with [[Ada Lark]]", "2026-03-03", True),
    ],
)
def test_yesterday_is_the_day_before(line: str, day: str, counted: bool) -> None:
    row = rows_of({**PEOPLE, "2026-03-03.md": f"{line}\n"})["2026-03-03.md", 1]
    assert (row["date"], row["counted"]) == (day, counted)


def test_the_day_behind_a_ticked_box_is_that_on_which_it_was_done() -> None:
    rows = rows_of({"People/Ada Lark.md": PERSON + "- 2026-04-01 lunch\n- [x] mail the reference (done 4/14)\n"})
    row = rows["People/Ada Lark.md", 6]
    assert (row["type"], row["date"]) == ("kept", "2026-04-14")
