"""Whatever stands in the notes: deriving never raises, and the order of notes and lines says nothing (SPEC §3)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.analysis import analyse, monthly_history, trust_grounds, trust_working
from netlead_md.linking import link
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.vocabulary import KINDS, OUTCOMES, RUNGS, TYPES
from netlead_md.parsing import build_keywords, daily_note_date, read_note
from tests.analysis.scene import DAY, ago

CONFIG = Config()
WORDS = build_keywords(CONFIG)

_dates = st.one_of(
    st.integers(-200, 900).map(ago),
    st.sampled_from(["2026-02-30", "2025-11", "[[2026-01-05]]", "0001-01-01", "9999-12-31", "2026-6-3"]),
)
_qualifiers = st.one_of(
    st.sampled_from(sorted({*KINDS, *RUNGS, *(word for words in OUTCOMES.values() for word in words)})),
    st.sampled_from(
        ["small", "large", "ongoing", "1h30", "£1,200", "40 EUR", "9x", "via dinner", "for [[Build]]", "huge"]
    ),
    st.sampled_from("abc").map("re {}".format),
    _dates.map("by {}".format),
    _dates.map("until {}".format),
)
_links = st.sampled_from(
    ["", "[[Acme]]", "[[Bell]]", "[[Ada]]", "[[Ben]]", "[[Nobody]]", "[[Ada]] to [[Bell]] and [[Ben]]"]
)


@st.composite
def _lines(draw: st.DrawFn) -> str:
    box = draw(st.sampled_from(["", "", "", "", "[ ] ", "[x] ", "[-] "]))
    head = [
        draw(_dates),
        draw(st.sampled_from([*sorted(TYPES), "promise", ""])),
        *draw(st.lists(_qualifiers, max_size=4)),
    ]
    tail = draw(st.sampled_from(["", "", " ^a", " ^b", " ^c", f" ✅ {ago(5)}", " ✅ 2026-02-30"]))
    indent = draw(st.sampled_from(["", "", "", "  "]))
    return f"{indent}- {box}{' '.join(head)}: {draw(_links)} x{tail}"


_FRONTS = {
    "Me": ("type: me\nroles_now: [founder]",),
    "Acme": (
        "type: organisation\npower: high\ntrust: 4",
        f"type: organisation\nlast_contact: {ago(3)}\nreview_every: 30",
    ),
    "Bell": ("type: organisation\nstatus: paused\nbenefit_to_them: x",),
    "Ada": (
        'type: person\norganisation: "[[Acme]]"\ninfluence: high\nseen_as: [nurse]\nask_policy: never',
        f'type: person\nsensitive: true\nroles: [{{org: Acme, until: {ago(100)}}}, {{org: "[[Bell]]"}}]',
    ),
    "Ben": ('type: person\norganisation: "[[Bell]]"\nknows: ["[[Ada]]"]\ncircle: inner',),
    "Visit": ('type: meeting\ndate: 2026-03-01\npeople: ["[[Ada]]"]',),
    "2026-04-05": ("",),
}
_notes = st.fixed_dictionaries(
    {name: st.tuples(st.sampled_from(fronts), st.lists(_lines(), max_size=8)) for name, fronts in _FRONTS.items()}
)


def _book(notes: list[tuple[str, str]], as_of: dt.date = DAY) -> Book:
    read = [read_note(f"{name}.md", text, day=daily_note_date(f"{name}.md", ()), words=WORDS) for name, text in notes]
    return analyse(link(read, CONFIG), as_of, CONFIG)


def _texts(notes: dict[str, tuple[str, list[str]]]) -> list[tuple[str, str]]:
    return [(name, f"---\n{front}\n---\n" + "\n".join(lines) + "\n") for name, (front, lines) in notes.items()]


@given(notes=_notes, day=st.sampled_from([DAY, dt.date(2024, 2, 29), dt.date(2031, 1, 1)]))
def test_deriving_never_raises_and_its_figures_keep_their_bounds(
    notes: dict[str, tuple[str, list[str]]], day: dt.date
) -> None:
    book = _book(_texts(notes), day)
    for key, ledger in book.ledgers.items():
        assert 0 <= ledger.trust.score <= 100
        assert 0 <= ledger.support.firm <= ledger.support.hard
        assert 0 <= ledger.support.score <= 100
        assert 0 <= ledger.follow_through.kept <= ledger.follow_through.due
        assert (ledger.class_ == "supported") == (ledger.support.firm >= 5)
        assert (ledger.clock is None) or ledger.clock.days >= 0
        assert len(monthly_history(book, key)) == 12
        assert (
            sum(row.now for row in trust_working(trust_grounds(ledger), day) if row.group == "signs")
            - ledger.trust.signs
            < 1e-6
        )


@given(notes=_notes, data=st.data())
def test_the_order_of_notes_says_nothing(notes: dict[str, tuple[str, list[str]]], data: st.DataObject) -> None:
    texts = _texts(notes)
    shuffled = data.draw(st.permutations(texts))
    assert _book(shuffled) == _book(texts)


@given(lines=st.lists(_lines().filter(lambda line: not line.startswith(" ")), max_size=8, unique=True), data=st.data())
def test_the_order_of_lines_changes_no_sum(lines: list[str], data: st.DataObject) -> None:
    # without `re` and ids, whose first holder wins
    plain = [line for line in lines if " re " not in line]
    shuffled = data.draw(st.permutations(plain))
    one, other = (
        _book(_texts({"Acme": ("type: organisation", some), "Ada": _ADA})).ledgers["Acme.md"]
        for some in (plain, shuffled)
    )
    for name in ("score", "contact", "deeds", "signs"):
        assert abs(getattr(one.trust, name) - getattr(other.trust, name)) < 1e-9
    assert (one.clock, one.advance, one.stage) == (other.clock, other.advance, other.stage)


_ADA = ('type: person\norganisation: "[[Acme]]"', list[str]())


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_the_calendar_has_a_first_and_a_last_day(day: dt.date) -> None:
    lines = [
        "2025-01-01 ask facilities: a room",
        "9999-12-01 answer yes: they will",
        "9999-12-01 pledge finance letter: in writing",
        "9999-12-02 evidence letter: it says so",
        "9999-12-03 review pause: no more",
        "0001-01-01 meeting: the first",
        "0001-01-02 trust++: theirs",
    ]
    book = _book(_texts({"Acme": ("type: organisation", [f"- {line}" for line in lines])}), day)
    assert len(monthly_history(book, next(iter(book.ledgers)))) == 12
