"""Single lines in plain words, each alone in a small vault, through `export lines` (SPEC §2.5, §5.2)."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any, Final

import pytest

from netlead_md.analysis import analyse
from netlead_md.contacts.lines_export import export_lines
from netlead_md.linking import link
from netlead_md.model.config import Config
from netlead_md.parsing import build_keywords, daily_note_date, read_note

LINES: Final = Path(__file__).parent.parent / "parsing" / "lines.tsv"
DAY: Final = dt.date(2026, 6, 30)
CONFIG: Final = Config()
WORDS: Final = build_keywords(CONFIG)
VAULT: Final = {
    "People/Ada Lark.md": '---\ntype: person\norganisation: "[[Acme]]"\n---\n',
    "People/Tom Reed.md": "---\ntype: person\n---\n",
    "Organisations/Acme.md": "---\ntype: organisation\n---\n",
}
PLACES: Final = {
    "person": ("People/Ada Lark.md", VAULT["People/Ada Lark.md"]),
    "organisation": ("Organisations/Acme.md", VAULT["Organisations/Acme.md"]),
    "daily 2026-03-03": ("2026-03-03.md", ""),
    "meeting 2026-03-03": ("Meetings/2026-03-03 Talk.md", '---\ntype: meeting\npeople: "[[Ada Lark]]"\n---\n'),
}
COMMITS: Final = frozenset(
    {"ask", "answer", "pledge", "support", "evidence", "thanks", "task", "offer", "give", "intro", "connect"}
    | {"trust+", "trust++", "trust-", "trust--", "released", "kept", "broken"}
)
ARGUED: Final[dict[str, str]] = {}
"""Rows that are read otherwise, each with the reason."""


def cases() -> list[dict[str, str]]:
    with LINES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def rows_of(place: str, line: str) -> list[dict[str, Any]]:
    """The rows that `export lines` gives for a line that stands alone in a note."""
    path, head = PLACES[place]
    files = VAULT | {path: f"{head}\n{line}\n"}
    notes = [read_note(each, text, day=daily_note_date(each, ()), words=WORDS) for each, text in files.items()]
    at = files[path].rstrip("\n").count("\n") + 1
    book = analyse(link(notes, CONFIG), DAY, CONFIG)
    return [row for row in export_lines(book)["lines"] if (row["path"], row["line"]) == (path, at)]


def told(rows: list[dict[str, Any]], case: dict[str, str]) -> str:
    """What is not as it should be; empty where all is."""
    if not rows:
        return "" if case["fate"] == "not-counted" and not case["type"] and not case["date"] else "silent"
    row = rows[0]
    wrong = []
    if row["fate"] != case["fate"]:
        wrong.append(f"fate {row['fate']}")
    counts, _, sounds = case["type"].partition("?")
    said = row["sounds_like"] if case["fate"] == "question" else row["type"]
    if counts and said != counts:
        wrong.append(f"type {said}")
    if sounds and row["sounds_like"] != sounds:
        wrong.append(f"sounds like {row['sounds_like']}")
    if case["date"] and row["date"] != case["date"]:
        wrong.append(f"date {row['date']}")
    return ", ".join(wrong)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['place']}: {case['line']}")
def test_no_commitment_is_scored_by_its_sound(case: dict[str, str]) -> None:
    rows = rows_of(case["place"], case["line"])
    assert not [row for row in rows if row["counted"] and row["type"] in COMMITS]


def test_nearly_all_lines_are_read_as_they_should_be() -> None:
    wrong = {
        f"{case['place']}: {case['line']}": why
        for case in cases()
        if (why := told(rows_of(case["place"], case["line"]), case)) and case["line"] not in ARGUED
    }
    assert len(wrong) <= len(cases()) // 20, "\n".join(f"{line} → {why}" for line, why in wrong.items())


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['place']}: {case['line']}")
def test_the_sums_are_those_of_the_rows(case: dict[str, str]) -> None:
    path, head = PLACES[case["place"]]
    files = VAULT | {path: f"{head}\n{case['line']}\n{case['line']}\n"}
    notes = [read_note(each, text, day=daily_note_date(each, ()), words=WORDS) for each, text in files.items()]
    told = export_lines(analyse(link(notes, CONFIG), DAY, CONFIG))
    rows, sums = told["lines"], told["coverage"]
    fates = [row["fate"] for row in rows]
    assert sums["lines"] == len(rows)
    assert (sums["counted"], sums["notes"]) == (fates.count("counted"), fates.count("note"))
    assert (sums["questions"], sums["not_counted"]) == (fates.count("question"), fates.count("not-counted"))
    assert sum(sums["reasons"].values()) == sums["not_counted"]
    assert sums["open_questions"] == sum(row["sounds_like"] is not None for row in rows)
