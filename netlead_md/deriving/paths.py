"""The search for the best paths of at most three people (SPEC §3.9), over plain numbers.

Strengths are whole numbers, so that equal scores are equal whatever the order of multiplication: my edges count in
200ths (half of .05 is the smallest), all others in tenths. People stand as numbers in order of name, so that a tuple of
numbers breaks ties by name.
"""

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

COLLEAGUES: Final = 3
WHOLE: Final = 200 * 10**3

Key: TypeAlias = tuple[int, int, tuple[int, ...]]
"""Minus the score, hops, people: the smaller the better. A full path's score is in 200,000ths."""


@dataclass(frozen=True, slots=True)
class Web:
    """Everybody as of the day, by number."""

    me: list[int]
    """My edge to each, in 200ths."""
    ways: list[bool]
    """Whether a path may lead through each."""
    ties: list[dict[int, int]]
    """Who knows whom, both ways, in tenths; at least `COLLEAGUES` for those who also work together."""
    staff: dict[str, dict[int, str]]
    """Influence of each person with a role there now."""
    works: list[list[str]]
    """The organisations where each has a role now."""


@dataclass(frozen=True, slots=True)
class Starts:
    """Whom a path may begin with, and the best ways of one or two hops from there to anybody, found when asked for.

    Colleagues stay lists in order of their best way, so that no organisation is ever multiplied out into pairs.
    """

    web: Web
    me: list[int]
    """0: no path begins here."""
    without: frozenset[int] = frozenset()
    near: dict[str, list[int]] = field(default_factory=dict)
    far: dict[str, list[tuple[Key, int]]] = field(default_factory=dict)
    ways: dict[int, Key | None] = field(default_factory=dict)

    def direct(self, person: int) -> int:
        return 0 if person in self.without else self.me[person]

    def by_direct(self, organisation: str) -> list[int]:
        """Those there with whom a path can begin, best first."""
        if organisation not in self.near:
            there = [each for each in self.web.staff[organisation] if self.web.ways[each] and self.direct(each)]
            self.near[organisation] = sorted(there, key=lambda each: (-self.me[each], each))
        return self.near[organisation]

    def by_way(self, organisation: str) -> list[tuple[Key, int]]:
        """Those there whom a path of one or two hops reaches, best first."""
        if organisation not in self.far:
            there = [(self.way(each), each) for each in self.web.staff[organisation] if self.web.ways[each]]
            self.far[organisation] = sorted((way, each) for way, each in there if way is not None)
        return self.far[organisation]

    def way(self, person: int) -> Key | None:
        """The best way of one or two hops, its score in 2,000ths."""
        if person not in self.ways:
            self.ways[person] = min(self._ways(person), default=None)
        return self.ways[person]

    def _ways(self, person: int) -> Iterator[Key]:
        if self.direct(person):
            yield -10 * self.me[person], 1, (person,)
        for other, tie in self.web.ties[person].items():
            if self.web.ways[other] and self.direct(other):
                yield -tie * self.me[other], 2, (other, person)
        for organisation in self.web.works[person]:
            best = next((each for each in self.by_direct(organisation) if each != person), None)
            if best is not None:
                yield -COLLEAGUES * self.me[best], 2, (best, person)


@dataclass(slots=True)
class Search:
    """The best paths so far; whatever cannot beat the last of them is not looked at."""

    starts: Starts
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
        for other, tie in ties.items():
            way = starts.way(other) if web.ways[other] else None
            if way is not None and not self.beaten(_onwards(way, tie * weight, last)):
                self._before(other, tie * weight, last)
        for organisation in web.works[last]:
            for way, other in starts.by_way(organisation):
                if self.beaten(_onwards(way, COLLEAGUES * weight, last)):
                    break
                if other != last and other not in ties:
                    self._before(other, COLLEAGUES * weight, last)

    def _before(self, middle: int, weight: int, last: int) -> None:
        """Every path that ends with these two; `weight` is that of all from the middle on."""
        starts, web = self.starts, self.starts.web
        if starts.direct(middle):
            self.offer((-10 * starts.me[middle] * weight, 2, (middle, last)))
        ties = web.ties[middle]
        for first, tie in ties.items():
            if first != last and web.ways[first] and starts.direct(first):
                self.offer((-starts.me[first] * tie * weight, 3, (first, middle, last)))
        for organisation in web.works[middle]:
            for first in starts.by_direct(organisation):
                key = (-starts.me[first] * COLLEAGUES * weight, 3, (first, middle, last))
                if self.beaten(key):
                    break
                if first not in (middle, last) and first not in ties:
                    self.offer(key)


def _onwards(way: Key, weight: int, last: int) -> Key:
    return way[0] * weight, way[1] + 1, (*way[2], last)
