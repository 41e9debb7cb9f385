"""Who can open which door? Ways to organisations, growth, whom to thank, bridges (SPEC §3.8, §3.9, §4)."""

from collections.abc import Iterable
from itertools import chain
from operator import itemgetter
from typing import Final

import msgspec

from netlead_md.analysis.decay import days_since
from netlead_md.analysis.metrics import TWO_YEARS
from netlead_md.model.book import Book, IntroductionPath, Quarter
from netlead_md.model.network import Entry
from netlead_md.reports.formatting import as_sentence, format_month, number_word
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.reports.shared_rows import count_lines
from netlead_md.wording.hop_sentences import hop_words
from netlead_md.wording.phrases import pluralise

# Whom to thank for an introduction (SPEC §4, Introductions and growth).


class ThanksDue(msgspec.Struct, frozen=True):
    who: NoteLink
    what: str
    whom: tuple[NoteLink, ...]
    """To whom the introduction led, where the line says so."""
    when: str
    line: str
    """To paste; empty for somebody sensitive."""


def unthanked_introductions(book: Book, favours: tuple[Entry, ...]) -> list[tuple[str, Entry]]:
    """Whoever made an introduction in two years and got no thanks since, with the latest line; the latest first."""
    latest: dict[str, Entry] = {}
    thanked: set[str] = set()
    for entry in reversed(favours):  # those that can be thanks come before what they are for
        if days_since(entry.date, book.as_of) > TWO_YEARS:
            break
        if entry.type not in ("intro", "thanks") or entry.plan or entry.date > book.as_of:
            continue
        concerned = (*entry.people, *(reach.organisation for reach in entry.reach))
        if entry.type == "thanks":
            thanked.update(concerned)
            _same_day(latest, entry, concerned)
        elif entry.line.outcome in ("made", "met") and concerned and thanked.isdisjoint(concerned):
            latest.setdefault(concerned[0], entry)
    return list(latest.items())


def _same_day(latest: dict[str, Entry], thanks: Entry, concerned: tuple[str, ...]) -> None:
    """Thanks count from the day of the introduction on, in whatever order the two lines stand."""
    for key in concerned:
        if key in latest and latest[key].date == thanks.date:
            del latest[key]


def thanks_due(setting: PageContext, key: str, entry: Entry) -> ThanksDue:
    met = "a meeting came of their introduction" if entry.line.outcome == "met" else "made an introduction"
    line = "" if key in setting.people.hidden else f"- thanks: {setting.people.written(key)} DETAIL"
    whom = tuple(setting.people.name(one) for one in entry.towards if one != key)
    return ThanksDue(setting.people.name(key), met, whom, format_month(entry.date), line)


TITLE: Final = "Introductions and growth"
_LINKS: Final = ("This week", "How I am seen", "Support pipeline", "Giving and asking", "Notes health")
_DRAWN: Final = 8
_MOST: Final = 30
_THANKED: Final = 10
_QUARTERS: Final = 8
_ACQUAINTED: Final = 2


class GraphNode(msgspec.Struct, frozen=True):
    id: str
    label: str


class GraphEdge(msgspec.Struct, frozen=True):
    source: str
    target: str


class PathStop(msgspec.Struct, frozen=True):
    """Somebody on the way, with what speaks for them."""

    person: NoteLink
    evidence: str


class PathRow(msgspec.Struct, frozen=True):
    """A way to an organisation, from me on, with what speaks for each hop."""

    organisation: NoteLink
    hops: tuple[PathStop, ...]


class BridgePerson(msgspec.Struct, frozen=True):
    person: NoteLink
    organisations: tuple[NoteLink, ...]


class IntroductionsView(msgspec.Struct, frozen=True):
    head: PageHeader
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    rows: tuple[PathRow, ...]
    more: int
    no_path: tuple[NoteLink, ...]
    """People are on record there, but none is to be asked."""
    no_path_more: int
    no_data: tuple[NoteLink, ...]
    """Nobody is on record there."""
    no_data_more: int
    quarters: tuple[Quarter, ...]
    top: int
    """Of the chart's axis."""
    asked: int
    made: int
    met: int
    thanks: tuple[ThanksDue, ...]
    thanks_more: int
    bridges: tuple[BridgePerson, ...]
    bridges_more: int


def due(book: Book) -> bool:
    return (
        any(book.introductions.values())
        or bool(_recent_quarters(book))
        or bool(unthanked_introductions(book, book.network.entries))
    )


def build(book: Book, setting: PageContext) -> IntroductionsView:
    favours = setting.memory.followed("lines", lambda last: count_lines(book.network, last)).favours
    ways = _paths_to_strangers(book)
    names = setting.memory.each("name", book.ledgers, setting.people.name).values()
    given = (book.network.people, *names, *ways, *ways.values())
    paths, best = setting.memory.once("introductions: ranked", given, lambda: _rank_paths(book, ways))
    nodes, edges = _draw_graph(setting, best[:_DRAWN])
    closed = [key for key, found in ways.items() if not found and book.ledgers[key].people]
    blank = [key for key, found in ways.items() if not found and not book.ledgers[key].people]
    quarters = _recent_quarters(book)
    owed = setting.memory.once("introductions: owed", (favours,), lambda: unthanked_introductions(book, favours))
    given = (book.network.people, *ways, *(book.bridges.get(key) for key in ways))
    bridges = setting.memory.once("introductions: bridges", given, lambda: _find_bridges(book, ways))
    return IntroductionsView(
        setting.settled_head(book, TITLE, _answer_text(book, setting, paths, quarters, len(owed)), *_LINKS),
        nodes,
        edges,
        tuple(_path_row(setting, path) for path in paths[:_MOST]),
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
        tuple(thanks_due(setting, key, entry) for key, entry in owed[:_THANKED]),
        max(0, len(owed) - _THANKED),
        tuple(
            BridgePerson(setting.people.name(key), tuple(setting.people.name(one) for one in beyond))
            for key, beyond in bridges[:_MOST]
        ),
        max(0, len(bridges) - _MOST),
    )


def _paths_to_strangers(book: Book) -> dict[str, tuple[IntroductionPath, ...]]:
    """Of every organisation that does not trust me yet and that I have not let go."""
    return {key: found for key, found in book.introductions.items() if book.ledgers[key].side != "let-go"}


def _rank_paths(
    book: Book, ways: dict[str, tuple[IntroductionPath, ...]]
) -> tuple[list[IntroductionPath], list[IntroductionPath]]:
    """All paths, best first, and the best one to each organisation."""
    placed = [[(_path_rank(book, path), path) for path in found] for found in ways.values() if found]
    paths = sorted(chain.from_iterable(placed), key=itemgetter(0))
    best = sorted((found[0] for found in placed), key=itemgetter(0))
    return [path for _, path in paths], [path for _, path in best]


def _path_rank(book: Book, path: IntroductionPath) -> tuple[float, int, str, str, list[str]]:
    """Best first (SPEC §3.9); ties by fewer hops, then name."""
    names = [book.network.people[key].name for key in path.people]
    return -path.score, len(path.people), book.organisations[path.target].name.casefold(), path.target, names


def _draw_graph(
    setting: PageContext, paths: Iterable[IntroductionPath]
) -> tuple[tuple[GraphNode, ...], tuple[GraphEdge, ...]]:
    """Each person and organisation once, under ids of our own: names of any kind are labels only."""
    ids: dict[str, str] = {}
    edges: dict[GraphEdge, None] = {}
    for path in paths:
        for hop in path.hops:
            source, target = (ids.setdefault(key, f"n{len(ids)}") for key in (hop.source, hop.target))
            edges.setdefault(GraphEdge(source, target))
    labels = {key: setting.people.plain(key) if key else "You" for key in ids}
    return tuple(GraphNode(ids[key], labels[key]) for key in ids), tuple(edges)


def _path_row(setting: PageContext, path: IntroductionPath) -> PathRow:
    evidence = [setting.people.redact(hop_words(hop.evidence, setting.people.book.network)) for hop in path.hops]
    evidence[-2:] = [f"{evidence[-2]}; {evidence[-1]}"]  # the last hop is the post that the last person holds
    hops = zip(path.people, evidence, strict=True)
    return PathRow(
        setting.people.name(path.target), tuple(PathStop(setting.people.name(key), words) for key, words in hops)
    )


def _recent_quarters(book: Book) -> tuple[Quarter, ...]:
    """The latest two years, from two quarters on, unless nothing happened in them."""
    last = book.growth[-_QUARTERS:]
    busy = any(one.people or one.organisations or one.asked or one.made or one.met for one in last)
    return last if busy and len(last) > 1 else ()


def _find_bridges(book: Book, ways: dict[str, tuple[IntroductionPath, ...]]) -> list[tuple[str, list[str]]]:
    """People on whom alone an organisation hangs; those with the most first, then by name."""
    beyond: dict[str, list[str]] = {}
    for organisation in ways:
        for person in book.bridges.get(organisation, ()):
            beyond.setdefault(person, []).append(organisation)
    people = book.network.people
    return sorted(beyond.items(), key=lambda one: (-len(one[1]), people[one[0]].name.casefold(), one[0]))


def _answer_text(
    book: Book, setting: PageContext, paths: list[IntroductionPath], quarters: tuple[Quarter, ...], owed: int
) -> str:
    parts, ways = [], _paths_to_strangers(book)
    best = next((path for path in paths if _needs_introducer(book, path)), None)
    if best is not None:
        first, last, where = (setting.people.plain(key) for key in (best.people[0], best.people[-1], best.target))
        parts.append(f"{first} may open the door to {where}, where {last} works")
    if ways:
        parts.append(_reached_text(len(ways), sum(bool(found) for found in ways.values())))
    else:
        people = pluralise(sum(one.people for one in quarters), "person", "people")
        organisations = pluralise(sum(one.organisations for one in quarters), "organisation")
        parts.append(f"new in your notes within two years: {people} and {organisations}")
    if owed:
        waits = "introduction waits" if owed == 1 else "introductions wait"
        parts.append(f"{number_word(owed)} {waits} for your thanks")
    return as_sentence("; ".join(parts))


def _reached_text(ways: int, reached: int) -> str:
    if ways == 1:
        return f"the one organisation that may not trust you yet has {'a' if reached else 'no'} path on record"
    verb, few = "has" if reached == 1 else "have", number_word(reached) if reached else "none"
    if reached == ways:
        few = "both" if ways == 2 else "all"  # noqa: PLR2004  (both are two)
    return f"of {number_word(ways)} organisations that may not trust you yet, {few} {verb} a path on record"


def _needs_introducer(book: Book, path: IntroductionPath) -> bool:
    """Whether somebody who knows me well enough stands between me and the person there."""
    return len(path.people) > 1 and book.people[path.people[0]].trust.level >= _ACQUAINTED
