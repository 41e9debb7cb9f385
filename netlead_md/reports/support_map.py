"""Where has goodwill become help? A map of all organisations by trust and firm support (SPEC §4)."""

from math import fsum
from typing import Final

import msgspec

from netlead_md.analysis.quarters import Course, course_of, quarter_ends
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger
from netlead_md.reports.formatting import as_sentence, join_words, round_half_up, round_to_five
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.wording.phrases import format_day, pluralise

TITLE: Final = "Trust and support map"
_POINTS: Final = 15
_TURNING: Final = 12
"""Names of those that cool or warm."""
_NEAR: Final = 0.05
"""Of the map's width: the numbers of nearer points would cover each other."""
_LINKS: Final = ("This week", "Trust without support", "Support pipeline", "Notes health")


class MapRow(msgspec.Struct, frozen=True):
    number: str
    """In the chart; empty for those that it has no room for."""
    organisation: NoteLink
    trust: str
    help: str
    last: str
    """Day of the last line."""


class MapPoint(msgspec.Struct, frozen=True):
    number: str
    """Or a range of numbers; empty where a neighbour's label speaks for it."""
    x: str
    y: str


class QuarterRow(msgspec.Struct, frozen=True):
    """How all stood at the end of a quarter; the current one as of today."""

    quarter: str
    trusting: int
    asked: int
    helping: int
    firm: int
    """Sum of D."""


class SupportMapView(msgspec.Struct, frozen=True):
    head: PageHeader
    points: tuple[MapPoint, ...]
    rows: tuple[MapRow, ...]
    left_out: int
    over: tuple[QuarterRow, ...]
    """Two years, by quarter."""
    cools: tuple[NoteLink, ...]
    """Whose trust fell by ten points in half a year."""
    warms: tuple[NoteLink, ...]


def due(book: Book) -> bool:
    return any(ledger.entries for ledger in book.ledgers.values())


def build(book: Book, setting: PageContext) -> SupportMapView:
    names = {key: book.organisations[key].name for key, one in book.ledgers.items() if one.entries}
    places = setting.memory.each("map: place", names, lambda key: _map_position(book.ledgers[key], names[key]))
    every = tuple(places.values())
    ledgers = [book.ledgers[place[-1]] for place in setting.memory.once("map: order", every, lambda: sorted(every))]
    chosen = _choose_points(ledgers)
    courses = setting.memory.each("map: course", names, lambda key: course_of(book, key))
    numbers = {ledger.key: str(at) for at, ledger in enumerate((one for one in ledgers if one.key in chosen), 1)}
    plain = setting.memory.each("map: row", names, lambda key: _map_row(setting, book.ledgers[key], ""))
    return SupportMapView(
        setting.settled_head(book, TITLE, _answer_text(ledgers, names), *_LINKS),
        _map_points([ledger for ledger in ledgers if ledger.key in numbers], numbers),
        tuple(_map_row(setting, one, numbers[one.key]) if one.key in numbers else plain[one.key] for one in ledgers),
        len(ledgers) - len(numbers),
        _over(book, tuple(courses.values())),
        tuple(setting.people.party(key) for key, one in courses.items() if one.turn == "cools")[:_TURNING],
        tuple(setting.people.party(key) for key, one in courses.items() if one.turn == "warms")[:_TURNING],
    )


def _over(book: Book, courses: tuple[Course, ...]) -> tuple[QuarterRow, ...]:
    return tuple(
        QuarterRow(
            f"{end.year} Q{(end.month - 1) // 3 + 1}",
            sum(one.trusting[at] for one in courses),
            sum(one.asked[at] for one in courses),
            sum(one.helping[at] for one in courses),
            round_half_up(fsum(one.firm[at] for one in courses)),
        )
        for at, end in enumerate(quarter_ends(book.as_of))
    )


def _map_position(ledger: Ledger, name: str) -> tuple[float, float, str, str]:
    return -ledger.support.firm, -ledger.trust.score, name.lower(), ledger.key


def _choose_points(ledgers: list[Ledger]) -> set[str]:
    """Those for which there is most to see: the most trusted and the most helpful, in turn."""
    by_help = [ledger.key for ledger in ledgers]
    by_trust = [ledger.key for ledger in sorted(ledgers, key=lambda one: -one.trust.score)]
    chosen: dict[str, None] = {}
    for pair in zip(by_trust, by_help, strict=True):
        for key in pair:
            if len(chosen) < _POINTS:
                chosen.setdefault(key)
    return set(chosen)


def _answer_text(ledgers: list[Ledger], names: dict[str, str]) -> str:
    helping = [names[one.key] for one in ledgers if one.class_ == "supported"]
    warm = [names[one.key] for one in ledgers if one.clock is not None and one.class_ != "supported"]
    if not helping and not warm:
        return f"Neither firm help nor lasting trust is on record yet, in {pluralise(len(ledgers), 'organisation')}."
    first = f"Goodwill has become help at {join_words(helping)}" if helping else "Goodwill has become help nowhere yet"
    second = f"; {join_words(warm)} {'trusts' if len(warm) == 1 else 'trust'} you without firm help" if warm else ""
    return as_sentence(f"{first}{second}")


def _map_points(ledgers: list[Ledger], numbers: dict[str, str]) -> tuple[MapPoint, ...]:
    """In order of number; those whose numbers would cover each other share one: `6-12, 14`."""
    groups: list[list[Ledger]] = []
    for ledger in ledgers:
        near = [group for group in groups if any(_overlap(each, ledger) for each in group)]
        groups = [group for group in groups if group not in near] + [
            [each for group in near for each in group] + [ledger]
        ]
    labels = {
        (held := sorted(group, key=lambda each: int(numbers[each.key])))[len(held) // 2].key: _shared_label(
            held, numbers
        )
        for group in groups
    }
    return tuple(_map_point(ledger, labels.get(ledger.key, "")) for ledger in ledgers)


def _overlap(one: Ledger, other: Ledger) -> bool:
    return all(abs(a - b) < _NEAR for a, b in zip(one.quadrant, other.quadrant, strict=True))


def _shared_label(group: list[Ledger], numbers: dict[str, str]) -> str:
    """The numbers of a group, neighbours as a range."""
    runs: list[list[int]] = []
    for number in (int(numbers[ledger.key]) for ledger in group):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _map_point(ledger: Ledger, number: str) -> MapPoint:
    x, y = ledger.quadrant
    return MapPoint(number, f"{round_half_up(x * 100) / 100:.2f}", f"{round_half_up(y * 100) / 100:.2f}")


def _map_row(setting: PageContext, ledger: Ledger, number: str) -> MapRow:
    trust = f"{ledger.trust.word} ({round_to_five(ledger.trust.score)})"
    name = setting.people.party(ledger.key)
    last = max((entry.date for entry in ledger.entries), default=None)
    day = format_day(last) if last is not None else "—"
    return MapRow(number, name, trust, round_to_five(ledger.support.firm), day)
