"""Lines as people write them, with the reading that they should get (SPEC §2.5).

`lines.tsv` and `own_lines.tsv` hold the place of a line, the line, its fate, what it counts as or sounds like, its day.
"""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.model.config import Config
from netlead_md.model.plain_line import PlainReading, Proposal
from netlead_md.model.vocabulary import PROMISE
from netlead_md.parsing import build_keywords, read_note
from netlead_md.parsing.plain_line import fate_of, proposal_line, read_plain_line

HERE = Path(__file__).parent
CONTACT = {"meeting", "call", "meal", "visit", "event", "message", "note"}
NAMES = ("[[", "Ada Lark", "Tom Reed")


def _rows(name: str) -> list[dict[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").rstrip("\n").split("\n")
    head = lines[0].split("\t")
    return [dict(zip(head, [*line.split("\t"), "", ""], strict=False)) for line in lines[1:]]


ROWS = {name: _rows(name) for name in ("lines.tsv", "own_lines.tsv")}


def _read(row: dict[str, str]) -> tuple[PlainReading, str, str, dt.date | None]:
    place, _, written = row["place"].partition(" ")
    day = dt.date.fromisoformat(written) if written else None
    reading = read_plain_line(row["line"], ("en", row.get("language", "en")), day=day)
    named = place != "daily" or any(name in row["line"] for name in NAMES)
    fate, kind = fate_of(reading, place, names_somebody=named, day=day)  # type: ignore[arg-type]
    return reading, fate, kind, reading.date or (None if reading.date_choices else day)


def _is_as_expected(row: dict[str, str]) -> bool:
    reading, fate, kind, day = _read(row)
    wanted = row["type"]
    if fate != row["fate"] or (wanted and "?" not in wanted and kind.split("?")[0] != wanted):
        return False
    if "?" in wanted and kind != wanted:
        return False
    if not row["date"]:
        return True
    expected = dt.date.fromisoformat(row["date"])
    return (
        day is not None
        and (day.month, day.day) == (expected.month, expected.day)
        and (reading.yearless or day == expected)
    )


@pytest.mark.parametrize("name", ROWS)
def test_nearly_all_lines_get_the_reading_that_they_should(name: str) -> None:
    wrong = [row["line"] for row in ROWS[name] if not _is_as_expected(row)]
    assert len(wrong) <= len(ROWS[name]) * 0.05, wrong


@pytest.mark.parametrize("name", ROWS)
def test_nothing_that_binds_is_counted(name: str) -> None:
    for row in ROWS[name]:
        _, fate, kind, _ = _read(row)
        assert fate != "counted" or kind.split("?")[0] in CONTACT


def test_lines_that_tell_of_nothing_stay_silent() -> None:
    told = [row["line"] for row in _rows("traps.tsv") if _read(row)[1] in {"counted", "question"}]
    assert len(told) <= len(_rows("traps.tsv")) * 0.05, told


PROPOSED = [
    (row["line"], proposal, reading.date or dt.date(2026, 3, 3), reading.text)
    for rows in ROWS.values()
    for row in rows
    for reading in [_read(row)[0]]
    for proposal in reading.proposals
]


@pytest.mark.parametrize(("line", "proposal", "date", "text"), PROPOSED)
def test_each_proposed_line_reads_back(line: str, proposal: Proposal, date: dt.date, text: str) -> None:
    written = proposal_line(proposal, date, text)
    note = read_note("People/Ada Lark.md", written + "\n", day=None, words=build_keywords(Config()))
    assert (line, len(note.lines), note.faults) == (line, 1, ())
    read = note.lines[0]
    if proposal.type == "promise":
        assert (read.type, read.date, read.text.removeprefix("to ")) == (PROMISE, proposal.by or date, text)
        return
    assert (read.type, read.date, read.kind, read.by) == (proposal.type, date, proposal.kind, proposal.by)
    assert (read.rung == proposal.rung) or "rung" in read.assumed
    assert (read.outcome == proposal.outcome) or "outcome" in read.assumed
    assert (read.money, read.currency, read.ongoing) == (proposal.money, proposal.currency, proposal.ongoing)
    assert (read.hours is None) == (proposal.hours is None)
    assert read.text.strip() == text.strip()


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("2026-03-03 call, 30 mins", 0.5),
        ("2026-03-03 met for half an hour", 0.5),
        ("2026-03-03 lunch, an hour and a half", 1.5),
        ("2026-03-03 lunch, two hours", 2),
        ("2026-03-03 call 1h30", 1.5),
        ("2026-03-03 meeting (1 hr)", 1),
        ("2026-03-03 meeting 1,5 h", 1.5),
        ("2026-03-03 meeting 14:00–15:30 at hers", 1.5),
        ("2026-03-03 meeting at 14:00", None),
        ("2026-03-03 coffee, back in three months", None),
    ],
)
def test_durations_in_usual_words(line: str, hours: float | None) -> None:
    assert read_plain_line(line).hours == hours


@pytest.mark.parametrize(
    ("line", "money", "currency"),
    [
        ("2026-03-03 lunch £24", 24, "GBP"),
        ("2026-03-03 lunch, 12.50 €", 12.5, "EUR"),
        ("2026-03-03 they pledged £5,000", 5000, "GBP"),
        ("2026-03-03 they pledged €30 000", 30000, "EUR"),
        ("2026-03-03 they pledged 5.000 EUR", 5000, "EUR"),
        ("2026-03-03 they pledged $25k", 25000, "USD"),
    ],
)
def test_money_in_usual_words(line: str, money: float, currency: str) -> None:
    reading = read_plain_line(line)
    found = reading if reading.contact else reading.proposals[0]
    assert (found.money, found.currency) == (money, currency)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2026-03-03 she promised a room by 1 May 2026", Proposal("pledge", "facilities", by=dt.date(2026, 5, 1))),
        ("2026-03-03 she promised a room by 1 May", Proposal("pledge", "facilities", by=dt.date(2026, 5, 1))),
        ("2026-03-03 she promised a decision by end of March", Proposal("pledge", by=dt.date(2026, 3, 31))),
        ("2026-03-03 she promised the van by Friday", Proposal("pledge", "equipment", by=dt.date(2026, 3, 6))),
        ("2026-03-03 they gave us 200 meals a week", Proposal("support", "equipment", ongoing=True)),
        ("2026-03-03 asked her for a small grant", Proposal("ask", "finance", size="small")),
        ("2026-03-03 said no", Proposal("answer", outcome="no")),
        ("2026-03-03 letter of support received", Proposal("evidence", rung="letter")),
        ("2026-03-03 contract signed", Proposal("evidence", rung="agreement")),
    ],
)
def test_qualifiers_come_from_the_words(line: str, expected: Proposal) -> None:
    assert read_plain_line(line).proposals[0] == expected


def test_the_day_around_a_line_is_not_its_own() -> None:
    reading = read_plain_line("- she promised the van by Friday", day=dt.date(2026, 3, 3))
    assert (reading.date, reading.proposals[0].by) == (None, dt.date(2026, 3, 6))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("TODO call [[Ada]]", "plan"),
        ("- [ ] call [[Ada]]", "plan"),
        ("LATER ask [[Ada]] for a van", "plan"),
        ("2026-03-03 lunch cancelled", "did not take place"),
        ("call about the lease 📅 2026-03-03", "plan"),
        ("Deadline for round 2: 2026-07-15", "plan"),
        ("idea: ask [[Ada]] for a van", "plan"),
    ],
)
def test_what_is_not_counted_says_why(line: str, reason: str) -> None:
    assert read_plain_line(line).not_counted == reason


def test_a_ticked_box_is_a_promise_kept_on_its_day() -> None:
    reading = read_plain_line("- [x] Send her the budget ✅ 2026-04-22")
    assert (reading.date, reading.proposals[0].type) == (dt.date(2026, 4, 22), "promise")
    assert (
        proposal_line(reading.proposals[0], dt.date(2026, 4, 22), "Send her the budget")
        == "- [x] 2026-04-22 Send her the budget"
    )


@pytest.mark.parametrize("name", ["May", "Mark", "Will", "Bill", "Grant", "April", "Rich", "Chase", "Call"])
def test_names_that_are_words_bind_nobody(name: str) -> None:
    reading = read_plain_line(f"2026-03-03 lunch with [[{name}]]")
    assert (reading.contact, reading.proposals) == ("meal", ())


_PIECES = st.sampled_from(
    [
        "asked",
        "promised",
        "met",
        "call",
        "lunch",
        "her",
        "him",
        "us",
        "Ada",
        "[[Ada",
        "Lark]]",
        "for",
        "the",
        "a",
        "van",
        "£20",
        "30",
        "mins",
        "by",
        "2026-03-03",
        "3/4/26",
        "cancelled",
        "-",
        "–",
        ":",
        ";",
        ",",
        ".",
        "(",
        ")",
        '"',
        "“",
        "”",
        "I",
        "she",
        "will",
        "to",
        "hat",
        "uns",
        "zugesagt",
        "nous",
        "a",
        "promis",
        "le",
        "pidió",
        "que",
        "^id",
        "✅",
        "📅",
        "%%",
        "[x]",
        "[",
        "]",
        "TODO",
        "**",
        "==",
        "`",
        "|",
        "#",
        ">",
        "\u200f",
        "٣",
        "don't",
        "l'",
    ]
)


@given(st.lists(_PIECES, max_size=30).map(" ".join) | st.text(max_size=80), st.sampled_from(["en", "de", "fr", "es"]))
def test_no_line_raises(text: str, language: str) -> None:
    reading = read_plain_line(text, ("en", language), day=dt.date(2026, 3, 3))
    assert len(reading.proposals) <= 3
    assert reading.date_span == (-1, -1) or 0 <= reading.date_span[0] < reading.date_span[1] <= len(text)
    for proposal in reading.proposals:
        assert proposal_line(proposal, dt.date(2026, 3, 3), reading.text).count("\n") == 0


LONG = [
    "a" * 100_000,
    "asked " * 20_000,
    "met with, " * 10_000,
    "2026-03-03 " * 10_000,
    "3/4/26 " * 15_000,
    "[[" * 50_000,
    "[[Ada]] " * 12_000,
    "(" * 100_000,
    "." * 100_000,
    "a.b-" * 25_000,
    "w/" * 50_000,
    "“" * 100_000,
    '"four words are said" ' * 5_000,
    "' " * 50_000,
    "l'" * 50_000,
    "%%" * 50_000,
    "**" * 50_000,
    "1 000 " * 20_000 + "€",
    "März 3. " * 12_000,
    "\u200f" * 100_000,
    " " * 100_000 + "x",
    "- " * 50_000,
    "> " * 50_000,
    "^" * 100_000,
    "@a" * 50_000,
    "12:30–" * 16_000,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:12]))
def test_long_lines_are_read(text: str) -> None:
    for language in ("en", "de", "fr", "es"):
        read_plain_line(text, ("en", language))
        read_plain_line(f"- 2026-03-03 {text}", ("en", language))
