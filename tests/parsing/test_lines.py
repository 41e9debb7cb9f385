"""The grammar of log entries (SPEC §2.3), each line through the public door."""

import datetime as dt
from typing import Any

import pytest

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.note import LogLine, Note
from netlead_md.parsing import build_keywords, read_note

WORDS = build_keywords(Config())
DAY = dt.date(2026, 6, 3)


def read(text: str, day: dt.date | None = None) -> Note:
    return read_note("People/Ada.md", text, day=day, words=WORDS)


def one(text: str, day: dt.date | None = None) -> LogLine:
    note = read(text, day)
    assert len(note.lines) == 1, note
    return note.lines[0]


def by_grammar(note: Note) -> tuple[LogLine, ...]:
    """The lines that the grammar reads, without those that are read by their words (SPEC §2.5)."""
    return tuple(line for line in note.lines if line.form != "read")


def troubles(note: Note) -> list[tuple[str, tuple[str, ...], int, int]]:
    return [(fault.trouble, fault.words, fault.place.line, fault.place.column) for fault in note.faults if fault.place]


def targets(line: LogLine) -> list[str]:
    return [link.target for link in line.links]


@pytest.mark.parametrize("bullet", ["- ", "* ", "+ ", "1. ", "12) "])
def test_every_bullet_holds_an_entry(bullet: str) -> None:
    line = one(f"{bullet}2026-06-03 meeting 45m: with [[Ada]]")
    assert (line.type, line.form, line.date, line.hours, line.text) == ("meeting", "dated", DAY, 0.75, "with [[Ada]]")
    assert line.column == len(bullet) + 12
    assert line.links[0].column == len(f"{bullet}2026-06-03 meeting 45m: with ") + 1


@pytest.mark.parametrize("written", ["**2026-06-03**", "*2026-06-03*", "__2026-06-03:__", "**[[2026-06-03]]**:"])
@pytest.mark.parametrize("box", ["", "[x] "])
def test_a_date_may_be_bold_or_italic(written: str, box: str) -> None:
    line = one(f"- {box}{written} meeting 45m: with [[Ada]]")
    assert (line.type, line.form, line.date, line.hours, line.text) == ("meeting", "dated", DAY, 0.75, "with [[Ada]]")
    assert line.column == len(f"- {box}{written} ") + 1
    assert targets(line) == ["Ada"]
    assert line.links[0].column == len(f"- {box}{written} meeting 45m: with ") + 1


@pytest.mark.parametrize("text", ["**2026-06-03 call**: hello", "**2026-06-03* call: hello", "2026-06-03** call: hi"])
def test_other_emphasis_is_read_by_its_words(text: str) -> None:
    line = one(f"- {text}")
    assert (line.type, line.date) == ("call", DAY)


@pytest.mark.parametrize(
    ("written", "date", "about"),
    [
        ("2026-06-03", DAY, False),
        ("2026-6-3", DAY, False),
        ("[[2026-06-03]]", DAY, False),
        ("[[Daily/2026-06-03|that day]]", DAY, False),
        ("2026-06", dt.date(2026, 6, 15), True),
        ("2026-06-03:", DAY, False),
        ("2026-06-03 –", DAY, False),
    ],
)
def test_dates(written: str, date: dt.date, about: bool) -> None:
    line = one(f"- {written} call: hello")
    assert (line.date, line.about, line.type, line.links) == (date, about, "call", ())


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("lunch", "meal"),
        ("Coffee", "meal"),
        ("EMAIL", "message"),
        ("conference", "event"),
        ("post", "social"),
        ("gift", "give"),
    ],
)
def test_aliases_keep_their_word(word: str, kind: str) -> None:
    line = one(f"- 2026-06-03 {word}: x")
    assert (line.type, line.word) == (kind, word.lower())


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("45m", {"hours": 0.75}),
        ("1h", {"hours": 1.0}),
        ("1h30", {"hours": 1.5}),
        ("1h30m", {"hours": 1.5}),
        ("1.5h", {"hours": 1.5}),
        ("1,5h", {"hours": 1.5}),
        ("£40", {"money": 40.0, "currency": "GBP"}),
        ("£1,200", {"money": 1200.0, "currency": "GBP"}),
        ("€40", {"money": 40.0, "currency": "EUR"}),
        ("40€", {"money": 40.0, "currency": "EUR"}),
        ("$12.50", {"money": 12.5, "currency": "USD"}),
        ("€12,50", {"money": 12.5, "currency": "EUR"}),
        ("40 EUR", {"money": 40.0, "currency": "EUR"}),
        ("1,200 NOK", {"money": 1200.0, "currency": "NOK"}),
        ("via dm", {"via": "message"}),
        ("for [[Summer fair]]", {}),
        ("2h £60", {"hours": 2.0, "money": 60.0}),
    ],
)
@pytest.mark.parametrize("colon", [True, False])
def test_qualifiers_of_a_contact(written: str, values: dict[str, Any], colon: bool) -> None:
    note = read(f"- 2026-06-03 dinner {written}{':' if colon else ''} with [[Ada]]")
    line = note.lines[0]
    assert {name: getattr(line, name) for name in values} == values
    assert (line.text, targets(line), note.faults) == ("with [[Ada]]", ["Ada"], ())


def test_a_project_is_no_participant() -> None:
    line = one("- 2026-06-03 call for [[Summer fair]]: with [[Ada]]")
    assert line.project is not None
    assert (line.project.target, line.project.column, targets(line)) == ("Summer fair", 23, ["Ada"])


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("task excellent 5h", {"outcome": "excellent", "hours": 5.0, "assumed": ()}),
        ("task 5h", {"outcome": "fair", "assumed": ("outcome",)}),
        ("ask room large by 2026-08-01", {"kind": "facilities", "size": 4, "by": dt.date(2026, 8, 1), "assumed": ()}),
        ("ask", {"kind": "", "size": None, "assumed": ("kind", "size")}),
        ("answer yes re room", {"outcome": "yes", "re": "room"}),
        (
            "pledge people email small by 2026-08",
            {"kind": "manpower", "rung": "email", "size": 1, "by": dt.date(2026, 8, 15)},
        ),
        ("pledge time", {"kind": "manpower", "rung": "verbal", "assumed": ("rung", "size")}),
        ("pledge MoU funding", {"kind": "finance", "rung": "agreement"}),
        ("evidence letter", {"rung": "letter", "kind": "", "assumed": ()}),
        ("evidence", {"rung": "informal", "assumed": ("rung",)}),
        ("support desk ongoing re ^room", {"kind": "facilities", "ongoing": True, "re": "room"}),
        ("support money £500 until 2027-01-31", {"kind": "finance", "money": 500.0, "until": dt.date(2027, 1, 31)}),
        ("released kit", {"kind": "equipment"}),
        ("intro", {"outcome": "asked", "assumed": ("outcome",)}),
        ("intro declined", {"outcome": "declined", "assumed": ()}),
        ("connect", {"outcome": "made", "assumed": ("outcome",)}),
        ("seen-as Founder", {"role": "founder"}),
        ("seen-as product manager 20m", {"role": "product manager", "hours": 1 / 3}),
        ("review let-go until 2027-01-01", {"outcome": "let-go", "until": dt.date(2027, 1, 1)}),
        ("review ask", {"outcome": "ask", "kind": ""}),
        ("trust--", {"type": "trust--"}),
        ("ask funding via email", {"kind": "finance", "via": "message"}),
    ],
)
def test_qualifiers_of_the_others(written: str, values: dict[str, Any]) -> None:
    note = read(f"- 2026-06-03 {written}: a text")
    assert {name: getattr(note.lines[0], name) for name in values} == values
    assert (note.lines[0].text, note.faults) == ("a text", ())


def test_the_same_word_means_what_its_type_understands() -> None:
    assert one("- 2026-06-03 pledge email people: x").rung == "email"
    assert one("- 2026-06-03 email: x").type == "message"
    note = read("- 2026-06-03 ask email facilities: x")
    assert (note.lines[0].rung, note.lines[0].kind, note.lines[0].text) == ("", "facilities", "email x")
    assert troubles(note) == [(FaultKind.UNKNOWN_QUALIFIER, ("email", ""), 1, 18)]


def test_contacts_need_no_colon_and_end_at_the_first_strange_word() -> None:
    line = one("- 2026-06-03 dinner 2h with [[Ada]]: the soup was cold")
    assert (line.hours, line.text, line.column) == (2.0, "with [[Ada]]: the soup was cold", 14)
    assert read("- 2026-06-03 call about money: they said no").faults == ()


def test_all_other_types_need_the_colon() -> None:
    note = read("- 2026-06-03 support equipment for the fair with [[Ada]]")
    assert [(line.type, line.form) for line in note.lines] == [("note", "plain")]
    assert troubles(note) == [(FaultKind.MISSING_COLON, ("support", "31"), 1, 14)]


@pytest.mark.parametrize(
    "said", ["ask Ada what she would like most: a walk", "support for the fair", "Support desk training"]
)
def test_without_a_qualifier_a_word_before_no_colon_is_a_word_like_any_other(said: str) -> None:
    note = read(f"- 2026-06-03 {said}")
    assert [(line.type, line.form) for line in note.lines] == [("note", "plain")]
    assert note.faults == ()


@pytest.mark.parametrize(
    ("line", "trouble", "words", "column", "text"),
    [
        ("pledge facilites: a room", FaultKind.UNKNOWN_QUALIFIER, ("facilites", "facilities"), 21, "facilites a room"),
        ("pledge room soon: yes", FaultKind.UNKNOWN_QUALIFIER, ("soon", ""), 26, "soon yes"),
        ("meeting fast: x", FaultKind.UNKNOWN_QUALIFIER, ("fast", ""), 22, "fast x"),
        ("meeting 45q: x", FaultKind.UNCLEAR_DURATION, ("45q",), 22, "45q x"),
        ("call 3 people came", FaultKind.UNCLEAR_DURATION, ("3",), 19, "3 people came"),
        ("call 20 min: x", FaultKind.UNCLEAR_DURATION, ("20 min", "20m"), 19, "20 min x"),
        ("call 20min: x", FaultKind.UNCLEAR_DURATION, ("20min", "20m"), 19, "20min x"),
        ("call 2 Hours with them", FaultKind.UNCLEAR_DURATION, ("2 Hours", "2h"), 19, "2 Hours with them"),
        ("task good 1,5 hrs: x", FaultKind.UNCLEAR_DURATION, ("1,5 hrs", "1,5h"), 24, "1,5 hrs x"),
        ("meeting 1h 30m: x", FaultKind.UNCLEAR_DURATION, ("1h 30m", "1h30"), 22, "1h 30m x"),
        ("ask room by 1 July: x", FaultKind.AMBIGUOUS_DATE, ("1 July",), 26, "by 1 July x"),
        (
            "ask room by July 1st, 2026: x",
            FaultKind.AMBIGUOUS_DATE,
            ("July 1st, 2026", "2026-07-01"),
            26,
            "by July 1st, 2026 x",
        ),
        ("pledge room 3: x", FaultKind.UNCLEAR_DURATION, ("3",), 26, "3 x"),
        ("lunch £x: x", FaultKind.UNCLEAR_MONEY, ("£x",), 20, "£x x"),
        ("ask room by 2026-02-30: x", FaultKind.IMPOSSIBLE_DATE, ("2026-02-30",), 26, "by 2026-02-30 x"),
        ("ask room by the end of July: x", FaultKind.AMBIGUOUS_DATE, ("the end of July",), 26, "by the end of July x"),
        ("ask room by Sept 2026: x", FaultKind.AMBIGUOUS_DATE, ("Sept 2026", "2026-09"), 26, "by Sept 2026 x"),
        ("ask room by Friday: x", FaultKind.AMBIGUOUS_DATE, ("Friday",), 26, "by Friday x"),
        ("meeting ½h: x", FaultKind.UNCLEAR_DURATION, ("½h", "30m"), 22, "½h x"),
        (
            "call half an hour with them",
            FaultKind.UNCLEAR_DURATION,
            ("half an hour", "30m"),
            19,
            "half an hour with them",
        ),
        ("meeting 90': x", FaultKind.UNCLEAR_DURATION, ("90'", "90m"), 22, "90' x"),
        ("meeting 1:30h: x", FaultKind.UNCLEAR_DURATION, ("1:30h", "1h30"), 22, "1:30h x"),
        ("meeting 1h30min: x", FaultKind.UNCLEAR_DURATION, ("1h30min", "1h30"), 22, "1h30min x"),
        ("meeting 10:30: x", FaultKind.UNCLEAR_DURATION, ("10:30",), 22, "10:30 x"),
        ("meeting (~45m): x", FaultKind.UNCLEAR_DURATION, ("(~45m)", "45m"), 22, "(~45m) x"),
        ("pledge staff 2 days: x", FaultKind.UNCLEAR_DURATION, ("2 days",), 27, "2 days x"),
        ("pledge staff 3 people: x", FaultKind.UNCLEAR_DURATION, ("3 people",), 27, "3 people x"),
        ("support money 500 pounds: x", FaultKind.UNCLEAR_MONEY, ("500 pounds", "500 GBP"), 28, "500 pounds x"),
        ("support money £1.5k: x", FaultKind.UNCLEAR_MONEY, ("£1.5k", "£1,500"), 28, "£1.5k x"),
        ("support money 12 000 €: x", FaultKind.UNCLEAR_MONEY, ("12 000 €", "€12,000"), 28, "12 000 € x"),
        ("support money 12 000 EUR: x", FaultKind.UNCLEAR_MONEY, ("12 000 EUR", "12,000 EUR"), 28, "12 000 EUR x"),
        ("lunch £40, with them", FaultKind.UNCLEAR_MONEY, ("£40,", "£40"), 20, "£40, with them"),
        ("ask room due 2026-09-01: x", FaultKind.UNKNOWN_QUALIFIER, ("due 2026-09-01", "by 2026-09-01"), 23, None),
        ("ask room 2026-09-01: x", FaultKind.UNKNOWN_QUALIFIER, ("2026-09-01", "by 2026-09-01"), 23, None),
        (
            "support room till 2026-09-01: x",
            FaultKind.UNKNOWN_QUALIFIER,
            ("till 2026-09-01", "until 2026-09-01"),
            27,
            None,
        ),
        ("support room from 2026-09-01: x", FaultKind.UNKNOWN_QUALIFIER, ("from 2026-09-01", ""), 27, None),
        ("support room 2026-09-01: x", FaultKind.UNKNOWN_QUALIFIER, ("2026-09-01", ""), 27, None),
        ("review let go: x", FaultKind.UNKNOWN_QUALIFIER, ("let go", "let-go"), 21, "let go x"),
        ("review growing: x", FaultKind.UNKNOWN_QUALIFIER, ("growing", "grow"), 21, "growing x"),
        ("answer Yes.: x", FaultKind.UNKNOWN_QUALIFIER, ("Yes.", "yes"), 21, "Yes. x"),
        ("ask room smal: x", FaultKind.UNKNOWN_QUALIFIER, ("smal", "small"), 23, "smal x"),
        ("ask room and kit: x", FaultKind.UNKNOWN_QUALIFIER, ("and kit", "", "kind"), 23, "and kit x"),
        ("ask room kit: x", FaultKind.UNKNOWN_QUALIFIER, ("kit", "", "kind"), 23, "kit x"),
        ("ask room/kit: x", FaultKind.UNKNOWN_QUALIFIER, ("room/kit", "", "kind"), 18, "room/kit x"),
        ("ask room space: x", FaultKind.UNKNOWN_QUALIFIER, ("space", ""), 23, "space x"),
    ],
)
def test_what_cannot_be_read_stays_in_the_text(
    line: str, trouble: FaultKind, words: tuple[str, ...], column: int, text: str | None
) -> None:
    note = read(f"- 2026-06-03 {line}")
    assert (trouble, words, 1, column) in troubles(note)
    assert len(note.faults) == 1
    assert note.lines[0].text == (text or f"{words[0]} x")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("trust: x", ("trust", "")),
        ("trust+-: x", ("trust+-", "")),
        ("trust+++++ x", ("trust+++++", "")),
        ("trust−: x", ("trust−", "")),
        ("trust --: x", ("trust --", "")),
        ("Trust ++: x", ("Trust ++", "trust++")),
        ("trst++: x", ("trst++", "trust++")),
        ("seen as founder: x", ("seen as", "seen-as")),
    ],
)
@pytest.mark.parametrize("before", ["- 2026-06-03 {}", "- 2026-06-03 call: y\n  - {}"])
def test_two_words_and_no_guess(said: str, words: tuple[str, str], before: str) -> None:
    faults = [(fault.trouble, fault.words) for fault in read(before.format(said)).faults]
    entry = "\n" not in before or ":" in said
    assert faults == ([(FaultKind.NEAR_MISS_TYPE, words)] if entry else [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("3 June 2026 call 20m: x", ()),
        ("3rd Sept. call: x", ("3rd Sept.",)),
        ("June 3, 2026: call about x", ()),
        ("31 June 2026 call: x", ("31 June 2026",)),
        ("3 June 2026 was a fine day", ()),
        ("3 Mayors call: x", ()),
        ("Mary call: x", ()),
        ("may call 3: x", ()),
    ],
)
def test_a_month_by_its_name_is_told_before_an_entry(line: str, words: tuple[str, ...]) -> None:
    faults = [(fault.trouble, fault.words, fault.place and fault.place.column) for fault in read(f"- {line}").faults]
    assert faults == ([(FaultKind.AMBIGUOUS_DATE, words, 7 if line[0] == "[" else 3)] if words else [])


@pytest.mark.parametrize(
    "said", ["seen as a rival", "trust is growing", "trusty fellows: they", "trust – they say it", "trusts us"]
)
def test_trust_is_a_word_like_any_other(said: str) -> None:
    assert not read(f"- 2026-06-03 {said}").faults


@pytest.mark.parametrize("word", ["meting", "pleadge", "diner", "emial", "suport"])
def test_a_near_miss_is_plain_with_a_hint(word: str) -> None:
    note = read(f"- 2026-06-03 {word}: x")
    assert (note.lines[0].form, note.lines[0].type) == ("plain", "note")
    assert [fault.trouble for fault in note.faults] == [FaultKind.NEAR_MISS_TYPE]


@pytest.mark.parametrize("word", ["into", "asked", "meetings", "liked", "the", "next"])
def test_ordinary_words_are_plain_without_a_hint(word: str) -> None:
    note = read(f"- 2026-06-03 {word} with [[Ada]]")
    line = note.lines[0]
    assert (line.form, line.type, line.text, line.column) == ("plain", "note", f"{word} with [[Ada]]", 3)
    assert note.faults == ()


def test_dates_that_no_calendar_has() -> None:
    note = read("- 2026-02-30 call: x\n- 2026-13-01 call: y\n- 2026-2027 budget\n")
    assert not [line for line in note.lines if line.date is not None]
    assert troubles(note) == [
        (FaultKind.IMPOSSIBLE_DATE, ("2026-02-30",), 1, 3),
        (FaultKind.IMPOSSIBLE_DATE, ("2026-13-01",), 2, 3),
    ]


def test_dates_in_other_forms_are_read_where_they_are_certain() -> None:
    note = read("- 03/04/2026 call: x\n- 25.12.2026 call: y\n- 2026/06/03 call: z\n- 1/2 of it\n- 192.168.0.1\n")
    assert [(line.line, line.date) for line in note.lines if line.date] == [(2, dt.date(2026, 12, 25)), (3, DAY)]
    assert troubles(note) == [(FaultKind.AMBIGUOUS_DATE, ("03/04/2026",), 1, 3)]
    assert note.lines[0].reading is not None
    assert sorted(note.lines[0].reading.date_choices) == [dt.date(2026, 3, 4), dt.date(2026, 4, 3)]


def test_the_other_dates_of_a_note_say_which_figure_is_the_day() -> None:
    note = read("- 13/02/2026 call: x\n- 03/04/2026 call: y\n")
    assert [line.date for line in note.lines] == [dt.date(2026, 2, 13), dt.date(2026, 4, 3)]
    assert note.faults == ()


def test_a_day_without_a_year_takes_that_of_the_lines_around_it() -> None:
    note = read("- 2025-12-20 call: x\n- 4 Jan: phoned her\n- 2026-02-01 call: y\n- 3 March met for lunch\n")
    assert [line.date for line in note.lines] == [
        dt.date(2025, 12, 20),
        dt.date(2026, 1, 4),
        dt.date(2026, 2, 1),
        dt.date(2026, 3, 3),
    ]
    (alone,) = read("- 4 Jan: phoned her").lines
    assert alone.date is None


def test_nested_bullets_take_day_and_people_of_the_entry_above() -> None:
    note = read(
        "- 2026-03-01 meeting 45m: with [[Ada]]\n"
        "  - we agreed:\n"
        "    - pledge facilities email by 2026-05-01: a room, says [[Bob]]\n"
        "\t- thanks: for it\n"
        "- pledge room: not nested\n"
    )
    meeting, pledge, thanks, other = note.lines
    assert (pledge.form, pledge.date, pledge.parent, pledge.line) == ("nested", dt.date(2026, 3, 1), 1, 3)
    assert ([link.target for link in pledge.inherited], targets(pledge)) == (["Ada"], ["Bob"])
    assert (thanks.form, thanks.parent, meeting.parent) == ("nested", 1, 0)
    assert (other.form, other.date) == ("undated", None)


def test_nested_lines_of_nested_lines_inherit_from_all_above() -> None:
    note = read("- 2026-03-01 call: [[Ada]]\n  - ask room: [[Bob]]\n    - thanks: [[Cy]]\n")
    assert [link.target for link in note.lines[2].inherited] == ["Bob", "Ada"]
    assert note.lines[2].parent == 2


@pytest.mark.parametrize("text", ["- Support team: call them", "- note to self: milk", "- ask list", "- email:: a@b.c"])
def test_undated_prose_is_no_entry(text: str) -> None:
    note = read(text)
    assert (by_grammar(note), note.faults) == ((), ())


def test_boxes() -> None:
    note = read(
        "- [ ] 2026-07-01 send [[Ada]] the plan\n"
        "- [x] 2026-07-01 send the plan ✅ 2026-06-28\n"
        "- [X] 2026-06-03 call 20m: with [[Ada]]\n"
        "- [ ] 2026-07-02 call [[Ada]]\n"
        "- [-] 2026-06-03 call: x\n- [/] 2026-06-03 call: x\n- [>] 2026-06-03 call: x\n"
        "- [ ] ring [[Ada]] ⏫ 📅 2026-01-09\n"
        "- [ ] ring her some day\n"
    )
    assert [(line.type, line.box, line.done) for line in by_grammar(note)] == [
        ("promise", " ", None),
        ("promise", "x", dt.date(2026, 6, 28)),
        ("call", "x", None),
        ("call", " ", None),
        ("todo", " ", None),
    ]
    assert note.lines[0].text == "send [[Ada]] the plan"
    assert note.lines[1].text == "send the plan"
    assert (note.lines[4].date, note.lines[4].text) == (dt.date(2026, 1, 9), "ring [[Ada]]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ ] ring [[Ada]] [due:: 2026-01-09] [priority:: high]", ("todo", "ring [[Ada]]", None)),
        ("- [x] 2026-01-09 send it (completion:: 2026-01-08)", ("promise", "send it", dt.date(2026, 1, 8))),
        ("- [ ] 2026-01-09 send it [due:: 2026-01-10]  [repeat:: every week]", ("promise", "send it", None)),
        ("- [ ] 2026-01-09 send it [due:: soon]", ("promise", "send it [due:: soon]", None)),
    ],
)
def test_marks_of_tasks_in_the_form_of_dataview(text: str, expected: tuple[str, str, dt.date | None]) -> None:
    line = one(text)
    assert (line.type, line.text, line.done, line.date) == (*expected, dt.date(2026, 1, 9))


def test_a_day_before_anybody_lived_is_a_slip() -> None:
    assert [trouble for trouble, *_ in troubles(read("- 0206-03-01 call: x\n"))] == [FaultKind.IMPOSSIBLE_DATE]


@pytest.mark.parametrize(
    ("text", "left", "done"),
    [
        ("send figures 🔁 every month ✅ 2026-06-20", "send figures", dt.date(2026, 6, 20)),
        ("pay 🔁 every 2 weeks on Monday and Friday when done 📅 2026-07-02 ⏫", "pay", None),
        ("ring 🔁 every week with [[Ada]]", "ring with [[Ada]]", None),
        ("send the plan 🆔 abc123 ⛔ xyz789, b-2", "send the plan", None),
        ("send it 🏁 delete 🔺 ➕ 2026-01-01", "send it", None),
        ("send it [id:: a1] [dependsOn:: b, c] (onCompletion:: delete)", "send it", None),
        ("⛔ no entry here", "⛔ no entry here", None),
        ("🏁 at last", "🏁 at last", None),
    ],
)
def test_no_mark_of_tasks_swallows_what_follows(text: str, left: str, done: dt.date | None) -> None:
    line = one(f"- [x] 2026-03-01 {text}")
    assert (line.text, line.done) == (left, done)


def test_ids_and_their_repetition() -> None:
    note = read("- 2026-06-03 ask room: x^2 of it ^a-1\n- 2026-06-03 pledge room: y ✅ 2026-06-04 ^A-1\n")
    assert [(line.id, line.text) for line in note.lines] == [("a-1", "x^2 of it"), ("A-1", "y")]
    assert troubles(note) == [(FaultKind.DUPLICATE_ID, ("A-1", "1"), 2, 42)]


def test_code_quotes_html_and_comments_hold_no_entries() -> None:
    entry = "- 2026-06-03 call: [[Ada]]"
    for text in (
        f"```\n{entry}\n```",
        f"~~~\n{entry}",
        f"> {entry}",
        f"> [!note]\n> {entry}",
        f"<div>\n{entry}\n</div>",
        f"<!--\n{entry}\n-->",
        f"%%\n{entry}\n%%",
        f"%% {entry} %%",
        f"text\n\n    {entry}",
        f"- a\n\n      {entry}",
        f"![[{entry}]]",
    ):
        assert not [line for line in read(text, DAY).lines if not (line.reading and line.reading.not_counted)], text
        if not text.startswith("~~~"):
            assert read(f"{text}\n\n{entry}").lines[-1].line == text.count("\n") + 3, text


def test_comments_on_a_line_leave_the_line() -> None:
    assert read("`%%` opens a comment\n- 2026-06-03 call: x\nand `%%` ends it").lines
    note = read("- 2026-06-03 call: with [[Ada]] %% netlead-ignore NL305, NL401 %%\n100%% sure\n")
    assert note.lines[0].text == "with [[Ada]]"
    assert note.ignores == ((1, "NL305"), (1, "NL401"))
    assert read("```\n- call: x %% netlead-ignore NL305 %%\n```\nsuch as `%% netlead-ignore NL401 %%`\n").ignores == ()


def test_daily_notes() -> None:
    note = read(
        "---\ntags: [daily]\n---\n# 2026-06-03\n"
        "- call 20m: [[Ada]] about the room\n"
        "- call [[Bob]]\n"
        "- [x] lunch: with [[Cy]]\n"
        "- saw [[Dora|her]] in town\n"
        "- 2026-06-01 meeting: with [[Eve]]\n"
        "\n`[[Not me]]` and ![[picture.png]]\n\nThinking of [Finn](People/Finn%20O.md).\n"
        "- meting: with [[Gus]]\n",
        DAY,
    )
    assert [(line.form, line.type, line.date, line.line) for line in by_grammar(note)] == [
        ("daily", "call", DAY, 5),
        ("daily", "meal", DAY, 7),
        ("dated", "meeting", dt.date(2026, 6, 1), 9),
    ]
    assert [(said.line, [link.target for link in said.links]) for said in note.mentions] == [
        (13, ["People/Finn O.md"]),
        (14, ["Gus"]),
    ]
    assert [(line.type, line.line) for line in note.lines if line.form == "read"] == [("call", 6), ("meeting", 8)]
    assert [fault.trouble for fault in note.faults] == [FaultKind.NEAR_MISS_TYPE]


def test_date_headings() -> None:
    note = read(
        "# Ada\n\n"
        "### 2026-03-01 | lunch 2h with [[Ada]]\nShe told me of [[Bob]].\n\n#### Later\n- a walk\n\n"
        "### [[2026-03-02]]\n- pledge room by 2026-05-01: yes\n- call [[Cy]]\n\n"
        "### 2026-03-03 support meeting\n"
        "## Log\n- ask room: undated\n"
    )
    lunch, pledge, plain, ask = by_grammar(note)
    assert (lunch.form, lunch.type, lunch.date, lunch.hours, lunch.line) == (
        "section",
        "meal",
        dt.date(2026, 3, 1),
        2.0,
        3,
    )
    assert (lunch.text, targets(lunch)) == ("with [[Ada]]", ["Ada", "Bob"])
    assert (pledge.form, pledge.date, pledge.by, pledge.parent) == (
        "nested",
        dt.date(2026, 3, 2),
        dt.date(2026, 5, 1),
        9,
    )
    assert (plain.form, plain.type, plain.text) == ("section", "note", "support meeting")
    assert (ask.form, ask.date) == ("undated", None)


def test_words_of_other_languages() -> None:
    words = build_keywords(
        Config(words={"treffen": "meeting", "raum": "facilities", "groß": "large", "zusage": "pledge", "gut": "good"})
    )
    note = read_note("a.md", "- 2026-06-03 Treffen 1h: x\n- 2026-06-03 zusage Raum groß: y\n", day=None, words=words)
    assert [(line.type, line.kind, line.size) for line in note.lines] == [
        ("meeting", "", None),
        ("pledge", "facilities", 4),
    ]


def test_no_word_is_no_type() -> None:
    nothing = build_keywords(Config(words={"": "call"}))
    for text in ("- 2026-06-03", "- 2026-06-03 \u00a0", "- 2026-06-03 : "):
        (line,) = read_note("a.md", text, day=None, words=nothing).lines
        assert (line.type, line.form, line.text) == ("note", "plain", "")
    assert one("- [ ] 2026-06-03 \u00a0").type == "promise"


def test_inline_fields_and_tags() -> None:
    note = read(
        "Of Ada.\nCompany:: [[Acme]]\n**Last contact::** 2026-01-05\n- Role:: head\n"
        "A line [mood:: good] and (who:: [[Ada]]) #friend/old #12\n"
        "`[no:: code]` std::vector\n"
    )
    assert [(field.key, field.written, field.value) for field in note.inline] == [
        ("company", "Company", "[[Acme]]"),
        ("last_contact", "Last contact", "2026-01-05"),
        ("role", "Role", "head"),
        ("mood", "mood", "good"),
        ("who", "who", "[[Ada]]"),
    ]
    place = note.inline[1].place
    assert place is not None
    assert (place.line, place.column, place.end_column) == (3, 20, 30)
    assert note.tags == ("friend/old",)


def test_two_blanks_nest_under_a_number() -> None:
    body = (
        "1. 2026-01-01 meeting 1h: the plan\n"
        "  - support manpower medium: two drivers\n"
        "  - pledge facilities small: a room\n"
    )
    lines = read_note("Acme.md", body, day=None, words=build_keywords(Config())).lines
    assert [(line.type, line.form, line.parent) for line in lines[1:]] == [
        ("support", "nested", 1),
        ("pledge", "nested", 1),
    ]
