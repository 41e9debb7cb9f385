"""Who can introduce me to whom, and what speaks for each hop (SPEC §3.9)."""

import datetime as dt
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final, TypeAlias

from netlead_md.analysis.decay import days_since
from netlead_md.linking.attribution import is_active
from netlead_md.model.book import Book, HopEvidence, IntroductionHop, IntroductionPath
from netlead_md.model.network import Entry, Network, Person
from netlead_md.model.vocabulary import INFLUENCE
from netlead_md.model.words import IntroductionOutcome, Level, TieStrength, Unsaid

# The search for the best paths of at most three people (SPEC §3.9), over plain numbers.
#
# Strengths are whole numbers, so that equal scores are equal whatever the order of multiplication: my edges count in
# 200ths (half of .05 is the smallest), all others in tenths. People are numbers in order of name, so that a tuple of
# numbers breaks ties by name.


COLLEAGUES: Final = 3
WHOLE: Final = 200 * 10**3

Key: TypeAlias = tuple[int, int, tuple[int, ...]]
"""Minus the score, hops, people: the smaller the better. A full path's score is in 200,000ths."""


@dataclass(frozen=True, slots=True)
class PersonGraph:
    """Everybody as of the day, by number."""

    me: list[int]
    """My edge to each, in 200ths."""
    ways: list[bool]
    """Whether a path may lead through each."""
    ties: list[dict[int, int]]
    """Who knows whom, both ways, in tenths; at least `COLLEAGUES` for those who also work together."""
    staff: dict[str, dict[int, Level | Unsaid]]
    """Influence of each person with a role there now."""
    works: list[list[str]]
    """The organisations where each has a role now."""


@dataclass(frozen=True, slots=True)
class PathStarts:
    """Whom a path may begin with, and the best ways of one or two hops from there to anybody, found when asked for.

    Colleagues stay lists in order of their best way, so that no organisation is ever multiplied out into pairs.
    """

    web: PersonGraph
    me: list[int]
    """0: no path begins here."""
    without: frozenset[int] = frozenset()
    everybody: "PathStarts | None" = None
    """The same with nobody left out, which keeps what does not depend on who is."""
    near: dict[str, list[int]] = field(default_factory=dict)
    far: dict[str, list[tuple[Key, int]]] = field(default_factory=dict)
    ways: dict[int, Key | None] = field(default_factory=dict)
    firsts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    middles: dict[int, list[tuple[Key, int, int]]] = field(default_factory=dict)

    def direct(self, person: int) -> int:
        return 0 if person in self.without else self.me[person]

    def by_direct(self, organisation: str) -> Iterator[int]:
        """Those there with whom a path can begin, best first."""
        every = self.everybody or self
        if organisation not in every.near:
            there = [each for each in self.web.staff[organisation] if self.web.ways[each] and self.me[each]]
            every.near[organisation] = sorted(there, key=lambda each: (-self.me[each], each))
        return (each for each in every.near[organisation] if each not in self.without)

    def by_way(self, organisation: str) -> list[tuple[Key, int]]:
        """Those there whom a path of one or two hops reaches, best first."""
        if organisation not in self.far:
            there = [(self.way(each), each) for each in self.web.staff[organisation] if self.web.ways[each]]
            self.far[organisation] = sorted((way, each) for way, each in there if way is not None)
        return self.far[organisation]

    def by_first(self, middle: int) -> Iterator[tuple[int, int]]:
        """Those whom somebody knows and a path can begin with: (minus the edge times the tie, person), best first."""
        every = self.everybody or self
        if middle not in every.firsts:
            ties = self.web.ties[middle].items()
            found = [(-self.me[each] * tie, each) for each, tie in ties if self.web.ways[each] and self.me[each]]
            every.firsts[middle] = sorted(found)
        return (found for found in every.firsts[middle] if found[1] not in self.without)

    def by_middle(self, last: int) -> list[tuple[Key, int, int]]:
        """Those whom somebody knows and whom a path reaches: (its way on to the last, person, tie), best first."""
        if last not in self.middles:
            found = []
            for other, tie in self.web.ties[last].items():
                if self.web.ways[other] and (way := self.way(other)) is not None:
                    found.append((_extend_path(way, tie, last), other, tie))
            self.middles[last] = sorted(found)
        return self.middles[last]

    def way(self, person: int) -> Key | None:
        """The best way of one or two hops, its score in 2,000ths."""
        if person not in self.ways:
            self.ways[person] = min(self._ways(person), default=None)
        return self.ways[person]

    def _ways(self, person: int) -> Iterator[Key]:
        if self.direct(person):
            yield -10 * self.me[person], 1, (person,)
        for score, other in islice(self.by_first(person), 1):
            yield score, 2, (other, person)
        for organisation in self.web.works[person]:
            best = next((each for each in self.by_direct(organisation) if each != person), None)
            if best is not None:
                yield -COLLEAGUES * self.me[best], 2, (best, person)


@dataclass(slots=True)
class PathSearch:
    """The best paths so far; whatever cannot beat the last of them is not looked at."""

    starts: PathStarts
    limit: int
    least: int
    """People on a path."""
    found: list[Key] = field(default_factory=list)

    def beaten(self, bound: Key) -> bool:
        return len(self.found) == self.limit and bound >= self.found[-1]

    def offer(self, key: Key) -> None:
        if not self.beaten(key) and key not in self.found:
            insort(self.found, key)
            del self.found[self.limit :]

    def through(self, last: int, weight: int) -> None:
        """Every path that ends with this person."""
        starts, web = self.starts, self.starts.web
        if self.least == 1 and starts.direct(last):
            self.offer((-100 * starts.me[last] * weight, 1, (last,)))
        ties = web.ties[last]
        for (score, hops, people), other, tie in starts.by_middle(last):
            if self.beaten((score * weight, hops, people)):
                break
            self._before(other, tie * weight, last)
        for organisation in web.works[last]:
            for way, other in starts.by_way(organisation):
                if self.beaten(_extend_path(way, COLLEAGUES * weight, last)):
                    break
                if other != last and other not in ties:
                    self._before(other, COLLEAGUES * weight, last)

    def _before(self, middle: int, weight: int, last: int) -> None:
        """Every path that ends with these two; `weight` is that of all from the middle on."""
        starts, web = self.starts, self.starts.web
        if starts.direct(middle):
            self.offer((-10 * starts.me[middle] * weight, 2, (middle, last)))
        ties = web.ties[middle]
        for score, first in starts.by_first(middle):
            key = (score * weight, 3, (first, middle, last))
            if self.beaten(key):
                break
            if first != last:
                self.offer(key)
        for organisation in web.works[middle]:
            for first in starts.by_direct(organisation):
                key = (-starts.me[first] * COLLEAGUES * weight, 3, (first, middle, last))
                if self.beaten(key):
                    break
                if first not in (middle, last) and first not in ties:
                    self.offer(key)


def _extend_path(way: Key, weight: int, last: int) -> Key:
    return way[0] * weight, way[1] + 1, (*way[2], last)


_TRUST: Final = (10, 40, 80, 120, 160, 180)
"""My edge to a person by trust level 0 to 5, in 200ths."""
_ACQUAINTED: Final = 2
_INTRODUCED: Final = 120
_TIES: Final[dict[TieStrength | Unsaid, int]] = {"strong": 7, "medium": 5, "weak": 3}
_UNSET_TIE: Final = 2
_SINCE_INTRODUCED: Final = 730
_SINCE_ASKED: Final = 90


@dataclass(frozen=True, slots=True, eq=False)
class Introductions:
    """Made once for a day; paths are sought when asked for, and never lead through those who are not to be asked."""

    network: Network
    people: list[Person]
    """In order of name; their places are the numbers in the web."""
    numbers: dict[str, int]
    levels: list[int]
    introduced: dict[str, dt.date]
    """The latest introduction of those who made one in 730 days."""
    asked: dict[str, dt.date]
    """The latest ask of those whom I asked for one in 90 days."""
    web: PersonGraph
    anybody: PathStarts
    known: PathStarts
    """With those of trust level 2 or more."""
    strengths: dict[tuple[str, str], set[TieStrength | Unsaid]] = field(default_factory=dict, init=False)
    """By person and whom he knows; made when it is first asked for."""

    def paths_to(self, target: str, limit: int = 3) -> tuple[IntroductionPath, ...]:
        """The best paths to an organisation or a person, best first; ties by fewer hops, then names."""
        return self._paths(target, PathSearch(self.anybody, limit, least=1))

    def opening(self, target: str) -> IntroductionPath | None:
        """The best path of two people or more that begins with somebody of trust level 2 who works elsewhere."""
        inside = frozenset(self.web.staff.get(target, ()))
        found = self._paths(target, PathSearch(PathStarts(self.web, self.known.me, inside, self.known), 1, least=2))
        return found[0] if found else None

    def state(self, target: str) -> str:
        """`path`, `no path` (nobody there is to be asked) or `no data` (nobody there is on record)."""
        if self._ends(target):
            return "path"
        return "no path" if self.web.staff.get(target) else "no data"

    def bridges(self, organisation: str) -> tuple[str, ...]:
        """People without whom it cannot be reached. As I have an edge to everybody, that is one who is alone there."""
        ends = [] if organisation in self.numbers else list(self._ends(organisation))
        return (self.people[ends[0]].key,) if len(ends) == 1 else ()

    def _ends(self, target: str) -> dict[int, int]:
        if target in self.numbers:
            return {self.numbers[target]: 10}
        there = self.web.staff.get(target, {})
        return {each: INFLUENCE[influence] for each, influence in there.items() if self.web.ways[each]}

    def _paths(self, target: str, search: PathSearch) -> tuple[IntroductionPath, ...]:
        ends = self._ends(target)
        for last in sorted(ends, key=lambda each: (-self.web.me[each] * ends[each], each)):
            search.through(last, ends[last])
        return tuple(self._path(target, key) for key in search.found)

    def _path(self, target: str, key: Key) -> IntroductionPath:
        hops = [self._first(key[2][0]), *(self._next(before, after) for before, after in pairwise(key[2]))]
        people = tuple(self.people[each].key for each in key[2])
        if target not in self.numbers:
            influence = self.web.staff[target][key[2][-1]]
            evidence = HopEvidence("works-there", influence=influence)
            hops.append(IntroductionHop(people[-1], target, INFLUENCE[influence] / 10, evidence))
        return IntroductionPath(target, people, -key[0] / WHOLE, tuple(hops))

    def _first(self, number: int) -> IntroductionHop:
        key = self.people[number].key
        level, introduced, asked = self.levels[number], self.introduced.get(key), self.asked.get(key)
        evidence = HopEvidence("trusts-me", level=level, introduced=introduced, asked=asked)
        return IntroductionHop("", key, self.web.me[number] / 200, evidence)

    def _next(self, before: int, after: int) -> IntroductionHop:
        first, second = self.people[before], self.people[after]
        tie = self.web.ties[before].get(after, COLLEAGUES)
        written = self._strengths(first.key, second.key) | self._strengths(second.key, first.key)
        strength = next((word for word in (*_TIES, "") if word in written), None)
        if strength is None or _TIES.get(strength, _UNSET_TIE) < tie:
            shared = next(each for each in self.web.works[before] if each in self.web.works[after])
            evidence = HopEvidence("colleagues", organisation=shared)
        else:
            evidence = HopEvidence("acquainted", strength=strength)
        return IntroductionHop(first.key, second.key, tie / 10, evidence)

    def _strengths(self, one: str, other: str) -> set[TieStrength | Unsaid]:
        """How well somebody is said to know somebody else, in his own note."""
        if not self.strengths:
            self.strengths["", ""] = set()
            for person in self.people:
                for known in person.knows:
                    self.strengths.setdefault((person.key, known.person), set()).add(known.strength)
        return self.strengths.get((one, other), set())


def build_introductions(
    network: Network, levels: Mapping[str, int], as_of: dt.date, intros: Iterable[Entry] | None = None
) -> Introductions:
    """Everybody's edges on the day; `levels` are the trust levels of people, 0 where one is missing.

    `intros`: all introductions up to the day, oldest first, where they are known already.
    """
    if intros is None:
        intros = [each for each in network.entries if each.type == "intro" and not each.plan and each.date <= as_of]
    people = sorted(network.people.values(), key=lambda person: (person.name, person.key))
    numbers = {person.key: number for number, person in enumerate(people)}
    introduced = _latest_intros(intros, ("made", "met"), as_of, _SINCE_INTRODUCED)
    asked = _latest_intros(intros, ("asked", ""), as_of, _SINCE_ASKED)
    trust = [levels.get(person.key, 0) for person in people]
    me = [_my_edge(person.key, level, introduced, asked) for person, level in zip(people, trust, strict=True)]
    staff, works = _people_at_work(people, as_of)
    ways = [person.ask_policy != "never" and person.status not in ("paused", "let-go") for person in people]
    web = PersonGraph(me, ways, _acquaintance_edges(people, numbers, works), staff, works)
    known = [edge if level >= _ACQUAINTED else 0 for edge, level in zip(me, trust, strict=True)]
    return Introductions(
        network, people, numbers, trust, introduced, asked, web, PathStarts(web, me), PathStarts(web, known)
    )


def _latest_intros(
    intros: Iterable[Entry], outcomes: tuple[IntroductionOutcome | Unsaid, ...], as_of: dt.date, days: int
) -> dict[str, dt.date]:
    latest: dict[str, dt.date] = {}
    for entry in intros:  # oldest first
        if entry.line.outcome in outcomes and days_since(entry.date, as_of) <= days:
            latest.update(dict.fromkeys(entry.people, entry.date))
    return latest


def _my_edge(key: str, level: int, introduced: Mapping[str, dt.date], asked: Mapping[str, dt.date]) -> int:
    edge = max(_TRUST[level], _INTRODUCED) if key in introduced else _TRUST[level]
    return edge // 2 if key in asked else edge


def _people_at_work(
    people: Iterable[Person], as_of: dt.date
) -> tuple[dict[str, dict[int, Level | Unsaid]], list[list[str]]]:
    staff: dict[str, dict[int, Level | Unsaid]] = {}
    works: list[list[str]] = []
    for number, person in enumerate(people):
        mine: list[str] = []
        for role in person.roles:
            if not role.organisation:
                continue
            if is_active(role, as_of):
                there = staff.setdefault(role.organisation, {})
                if number not in there:
                    mine.append(role.organisation)
                    there[number] = role.influence
                elif INFLUENCE[role.influence] > INFLUENCE[there[number]]:
                    there[number] = role.influence
        works.append(mine)
    return staff, works


def _acquaintance_edges(
    people: Iterable[Person], numbers: Mapping[str, int], works: list[list[str]]
) -> list[dict[int, int]]:
    ties: list[dict[int, int]] = [{} for _ in works]
    for number, person in enumerate(people):
        for known in person.knows:
            other = numbers.get(known.person)
            if other is not None and other != number:
                least = COLLEAGUES if set(works[number]).intersection(works[other]) else 0
                tie = max(_TIES.get(known.strength, _UNSET_TIE), least, ties[number].get(other, 0))
                ties[number][other] = ties[other][number] = tie
    return ties


# Ways of introductions to anybody, when somebody asks for one (SPEC §3.9).


def find_paths(book: Book, target: str, limit: int = 3) -> tuple[tuple[IntroductionPath, ...], str]:
    """The best paths to a person or organisation, and whether there is a `path`, `no path` or `no data`."""
    levels = {key: regard.trust.level for key, regard in book.people.items()}
    found = build_introductions(book.network, levels, book.as_of)
    return found.paths_to(target, limit), found.state(target)
