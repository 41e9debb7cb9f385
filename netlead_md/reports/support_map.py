"""Where has goodwill become help? A map of all organisations by trust and firm support (SPEC §4)."""

from typing import Final

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger
from netlead_md.reports.commitments import WORDING
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import five, listed, plural, sentence, whole

TITLE: Final = "Trust and support map"
_POINTS: Final = 15
_NEAR: Final = 0.05
"""Of the map's width: the numbers of nearer points would cover each other."""
_LINKS: Final = ("This week", "Trust without support", "Support pipeline", "Notes health")


class Row(msgspec.Struct, frozen=True):
    number: str
    """In the chart; empty for those that it has no room for."""
    organisation: Name
    trust: str
    help: str
    word: str


class Point(msgspec.Struct, frozen=True):
    number: str
    """Or a range of numbers; empty where a neighbour's label speaks for it."""
    x: str
    y: str


class View(msgspec.Struct, frozen=True):
    head: Head
    points: tuple[Point, ...]
    rows: tuple[Row, ...]
    left_out: int


def due(book: Book) -> bool:
    return any(ledger.entries for ledger in book.ledgers.values())


def build(book: Book, setting: Setting) -> View:
    names = {key: book.network.organisations[key].name for key, one in book.ledgers.items() if one.entries}
    places = setting.memory.each("map: place", names, lambda key: _place(book.ledgers[key], names[key]))
    every = tuple(places.values())
    ledgers = [book.ledgers[place[-1]] for place in setting.memory.once("map: order", every, lambda: sorted(every))]
    chosen = _chosen(ledgers)
    numbers = {ledger.key: str(at) for at, ledger in enumerate((one for one in ledgers if one.key in chosen), 1)}
    plain = setting.memory.each("map: row", names, lambda key: _row(setting, book.ledgers[key], ""))
    return View(
        setting.head(book, TITLE, _answer(ledgers, names), *_LINKS),
        _points([ledger for ledger in ledgers if ledger.key in numbers], numbers),
        tuple(_row(setting, one, numbers[one.key]) if one.key in numbers else plain[one.key] for one in ledgers),
        len(ledgers) - len(numbers),
    )


def _place(ledger: Ledger, name: str) -> tuple[float, float, str, str]:
    return -ledger.support.firm, -ledger.trust.score, name.lower(), ledger.key


def _chosen(ledgers: list[Ledger]) -> set[str]:
    """Those for which there is most to see: the most trusted and the most helpful, in turn."""
    by_help = [ledger.key for ledger in ledgers]
    by_trust = [ledger.key for ledger in sorted(ledgers, key=lambda one: -one.trust.score)]
    chosen: dict[str, None] = {}
    for pair in zip(by_trust, by_help, strict=True):
        for key in pair:
            if len(chosen) < _POINTS:
                chosen.setdefault(key)
    return set(chosen)


def _answer(ledgers: list[Ledger], names: dict[str, str]) -> str:
    helping = [names[one.key] for one in ledgers if one.class_ == "supported"]
    warm = [names[one.key] for one in ledgers if one.clock is not None and one.class_ != "supported"]
    if not helping and not warm:
        return f"Neither firm help nor lasting trust is on record yet, in {plural(len(ledgers), 'organisation')}."
    first = f"Goodwill has become help at {listed(helping)}" if helping else "Goodwill has become help nowhere yet"
    second = f"; {listed(warm)} {'trusts' if len(warm) == 1 else 'trust'} you without firm help" if warm else ""
    return sentence(f"{first}{second}")


def _points(ledgers: list[Ledger], numbers: dict[str, str]) -> tuple[Point, ...]:
    """In order of number; neighbours whose numbers would cover each other share one: `6-9`."""
    groups: list[list[Ledger]] = []
    for ledger in ledgers:
        if groups and _near(groups[-1][-1], ledger):
            groups[-1].append(ledger)
        else:
            groups.append([ledger])
    return tuple(
        _point(ledger, _shared(group, numbers) if at == len(group) // 2 else "")
        for group in groups
        for at, ledger in enumerate(group)
    )


def _near(one: Ledger, other: Ledger) -> bool:
    return all(abs(a - b) < _NEAR for a, b in zip(one.quadrant, other.quadrant, strict=True))


def _shared(group: list[Ledger], numbers: dict[str, str]) -> str:
    first, last = numbers[group[0].key], numbers[group[-1].key]
    return first if len(group) == 1 else f"{first}-{last}"


def _point(ledger: Ledger, number: str) -> Point:
    x, y = ledger.quadrant
    return Point(number, f"{whole(x * 100) / 100:.2f}", f"{whole(y * 100) / 100:.2f}")


def _row(setting: Setting, ledger: Ledger, number: str) -> Row:
    trust = f"{ledger.trust.word} ({five(ledger.trust.score)})"
    return Row(number, setting.people.name(ledger.key), trust, five(ledger.support.firm), WORDING[ledger.class_])
