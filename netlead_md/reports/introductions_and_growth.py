"""Who can open which door? Ways to organisations, growth, whom to thank, bridges (SPEC §3.8, §3.9, §4)."""

from collections.abc import Iterable
from itertools import chain
from operator import itemgetter
from typing import Final

import msgspec

from netlead_md.model.book import Book, Path, Quarter
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.lines import lines
from netlead_md.reports.setting import Setting
from netlead_md.reports.thanks import Thanks, thanks, unthanked
from netlead_md.reports.words import number, plural, sentence

TITLE: Final = "Introductions and growth"
_LINKS: Final = ("This week", "How I am seen", "Support pipeline", "Giving and asking", "Notes health")
_DRAWN: Final = 8
_MOST: Final = 30
_THANKED: Final = 10
_QUARTERS: Final = 8
_ACQUAINTED: Final = 2


class Node(msgspec.Struct, frozen=True):
    id: str
    label: str


class Edge(msgspec.Struct, frozen=True):
    source: str
    target: str


class Stop(msgspec.Struct, frozen=True):
    """Somebody on the way, with what speaks for them."""

    person: Name
    evidence: str


class Row(msgspec.Struct, frozen=True):
    """A way to an organisation, from me on, with what speaks for each hop."""

    organisation: Name
    hops: tuple[Stop, ...]


class Bridge(msgspec.Struct, frozen=True):
    person: Name
    organisations: tuple[Name, ...]


class View(msgspec.Struct, frozen=True):
    head: Head
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rows: tuple[Row, ...]
    more: int
    no_path: tuple[Name, ...]
    """People are on record there, but none is to be asked."""
    no_path_more: int
    no_data: tuple[Name, ...]
    """Nobody is on record there."""
    no_data_more: int
    quarters: tuple[Quarter, ...]
    top: int
    """Of the chart's axis."""
    asked: int
    made: int
    met: int
    thanks: tuple[Thanks, ...]
    thanks_more: int
    bridges: tuple[Bridge, ...]
    bridges_more: int


def due(book: Book) -> bool:
    return any(book.introductions.values()) or bool(_quarters(book)) or bool(unthanked(book, book.network.entries))


def build(book: Book, setting: Setting) -> View:
    favours = setting.memory.followed("lines", lambda last: lines(book.network, last)).favours
    ways = _ways(book)
    names = setting.memory.each("name", book.ledgers, setting.people.name).values()
    given = (book.network.people, *names, *ways, *ways.values())
    paths, best = setting.memory.once("introductions: ranked", given, lambda: _ranked(book, ways))
    nodes, edges = _drawing(setting, best[:_DRAWN])
    closed = [key for key, found in ways.items() if not found and book.ledgers[key].people]
    blank = [key for key, found in ways.items() if not found and not book.ledgers[key].people]
    quarters = _quarters(book)
    owed = setting.memory.once("introductions: owed", (favours,), lambda: unthanked(book, favours))
    given = (book.network.people, *ways, *(book.bridges.get(key) for key in ways))
    bridges = setting.memory.once("introductions: bridges", given, lambda: _bridges(book, ways))
    return View(
        setting.head(book, TITLE, _answer(book, setting, paths, quarters, len(owed)), *_LINKS),
        nodes,
        edges,
        tuple(_row(setting, path) for path in paths[:_MOST]),
        max(0, len(paths) - _MOST),
        tuple(setting.people.name(key) for key in closed[:_MOST]),
        max(0, len(closed) - _MOST),
        tuple(setting.people.name(key) for key in blank[:_MOST]),
        max(0, len(blank) - _MOST),
        quarters,
        max((max(one.people, one.organisations) for one in quarters), default=0) + 1,
        sum(one.asked for one in quarters),
        sum(one.made for one in quarters),
        sum(one.met for one in quarters),
        tuple(thanks(setting, key, entry) for key, entry in owed[:_THANKED]),
        max(0, len(owed) - _THANKED),
        tuple(
            Bridge(setting.people.name(key), tuple(setting.people.name(one) for one in beyond))
            for key, beyond in bridges[:_MOST]
        ),
        max(0, len(bridges) - _MOST),
    )


def _ways(book: Book) -> dict[str, tuple[Path, ...]]:
    """Of every organisation that does not trust me yet and that I have not let go."""
    return {key: found for key, found in book.introductions.items() if book.ledgers[key].side != "let-go"}


def _ranked(book: Book, ways: dict[str, tuple[Path, ...]]) -> tuple[list[Path], list[Path]]:
    """All paths, best first, and the best one to each organisation."""
    placed = [[(_rank(book, path), path) for path in found] for found in ways.values() if found]
    paths = sorted(chain.from_iterable(placed), key=itemgetter(0))
    best = sorted((found[0] for found in placed), key=itemgetter(0))
    return [path for _, path in paths], [path for _, path in best]


def _rank(book: Book, path: Path) -> tuple[float, int, str, str, list[str]]:
    """Best first (SPEC §3.9); ties by fewer hops, then name."""
    names = [book.network.people[key].name for key in path.people]
    return -path.score, len(path.people), book.network.organisations[path.target].name.casefold(), path.target, names


def _drawing(setting: Setting, paths: Iterable[Path]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Each person and organisation once, under ids of our own: names of any kind are labels only."""
    ids: dict[str, str] = {}
    edges: dict[Edge, None] = {}
    for path in paths:
        for hop in path.hops:
            source, target = (ids.setdefault(key, f"n{len(ids)}") for key in (hop.source, hop.target))
            edges.setdefault(Edge(source, target))
    labels = {key: setting.people.plain(key) if key else "You" for key in ids}
    return tuple(Node(ids[key], labels[key]) for key in ids), tuple(edges)


def _row(setting: Setting, path: Path) -> Row:
    evidence = [setting.people.redact(hop.evidence) for hop in path.hops]
    evidence[-2:] = [f"{evidence[-2]}; {evidence[-1]}"]  # the last hop is the post that the last person holds
    hops = zip(path.people, evidence, strict=True)
    return Row(setting.people.name(path.target), tuple(Stop(setting.people.name(key), words) for key, words in hops))


def _quarters(book: Book) -> tuple[Quarter, ...]:
    """The latest two years, from two quarters on, unless nothing happened in them."""
    last = book.growth[-_QUARTERS:]
    busy = any(one.people or one.organisations or one.asked or one.made or one.met for one in last)
    return last if busy and len(last) > 1 else ()


def _bridges(book: Book, ways: dict[str, tuple[Path, ...]]) -> list[tuple[str, list[str]]]:
    """People on whom alone an organisation hangs; those with the most first, then by name."""
    beyond: dict[str, list[str]] = {}
    for organisation in ways:
        for person in book.bridges.get(organisation, ()):
            beyond.setdefault(person, []).append(organisation)
    people = book.network.people
    return sorted(beyond.items(), key=lambda one: (-len(one[1]), people[one[0]].name.casefold(), one[0]))


def _answer(book: Book, setting: Setting, paths: list[Path], quarters: tuple[Quarter, ...], owed: int) -> str:
    parts, ways = [], _ways(book)
    best = next((path for path in paths if _introduces(book, path)), None)
    if best is not None:
        first, last, where = (setting.people.plain(key) for key in (best.people[0], best.people[-1], best.target))
        parts.append(f"{first} may open the door to {where}, where {last} works")
    if ways:
        parts.append(_reached(len(ways), sum(bool(found) for found in ways.values())))
    else:
        people = plural(sum(one.people for one in quarters), "person", "people")
        organisations = plural(sum(one.organisations for one in quarters), "organisation")
        parts.append(f"new in your notes within two years: {people} and {organisations}")
    if owed:
        waits = "introduction waits" if owed == 1 else "introductions wait"
        parts.append(f"{number(owed)} {waits} for your thanks")
    return sentence("; ".join(parts))


def _reached(ways: int, reached: int) -> str:
    if ways == 1:
        return f"the one organisation that may not trust you yet has {'a' if reached else 'no'} path on record"
    verb, few = "has" if reached == 1 else "have", number(reached) if reached else "none"
    if reached == ways:
        few = "both" if ways == 2 else "all"  # noqa: PLR2004  (both are two)
    return f"of {number(ways)} organisations that may not trust you yet, {few} {verb} a path on record"


def _introduces(book: Book, path: Path) -> bool:
    """Whether somebody who knows me well enough stands between me and the person there."""
    return len(path.people) > 1 and book.people[path.people[0]].trust.level >= _ACQUAINTED
