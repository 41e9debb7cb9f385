"""Who can introduce me to whom, and what speaks for each hop (SPEC §3.9)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from netlead_md.deriving.paths import COLLEAGUES, WHOLE, Key, Search, Starts, Web
from netlead_md.deriving.standing import age
from netlead_md.deriving.wording import day, name
from netlead_md.linking.ties import in_force
from netlead_md.model.book import Hop, Path
from netlead_md.model.network import Entry, Network, Person
from netlead_md.model.vocabulary import INFLUENCE

_TRUST: Final = (10, 40, 80, 120, 160, 180)
"""My edge to a person by trust level 0 to 5, in 200ths."""
_WORDS: Final = ("no sign noted", "aware", "acquainted", "trusted", "well trusted", "closely trusted")
_ACQUAINTED: Final = 2
_INTRODUCED: Final = 120
_TIES: Final = {"strong": 7, "medium": 5, "weak": 3}
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
    web: Web
    anybody: Starts
    known: list[int]
    """My edges to those of trust level 2 or more."""

    def paths_to(self, target: str, limit: int = 3) -> tuple[Path, ...]:
        """The best paths to an organisation or a person, best first; ties by fewer hops, then names."""
        return self._paths(target, Search(self.anybody, limit, least=1))

    def opening(self, target: str) -> Path | None:
        """The best path of two people or more that begins with somebody of trust level 2 who works elsewhere."""
        inside = frozenset(self.web.staff.get(target, ()))
        found = self._paths(target, Search(Starts(self.web, self.known, inside), 1, least=2))
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

    def _paths(self, target: str, search: Search) -> tuple[Path, ...]:
        ends = self._ends(target)
        for last in sorted(ends, key=lambda each: (-self.web.me[each] * ends[each], each)):
            search.through(last, ends[last])
        return tuple(self._path(target, key) for key in search.found)

    def _path(self, target: str, key: Key) -> Path:
        hops = [self._first(key[2][0]), *(self._next(before, after) for before, after in pairwise(key[2]))]
        people = tuple(self.people[each].key for each in key[2])
        if target not in self.numbers:
            influence = self.web.staff[target][key[2][-1]]
            evidence = f"works there; influence {influence or 'not written down'}"
            hops.append(Hop(people[-1], target, INFLUENCE[influence] / 10, evidence))
        return Path(target, people, -key[0] / WHOLE, tuple(hops))

    def _first(self, number: int) -> Hop:
        key = self.people[number].key
        words = [f"their trust in you: {_WORDS[self.levels[number]]}"]
        if key in self.introduced:
            words.append(f"introduced you on {day(self.introduced[key])}")
        if key in self.asked:
            words.append(f"asked for an introduction on {day(self.asked[key])}, so counted half")
        return Hop("", key, self.web.me[number] / 200, "; ".join(words))

    def _next(self, before: int, after: int) -> Hop:
        first, second = self.people[before], self.people[after]
        tie = self.web.ties[before].get(after, COLLEAGUES)
        written = {
            known.strength
            for one, other in ((first, second), (second, first))
            for known in one.knows
            if known.person == other.key
        }
        strength = next((word for word in (*_TIES, "") if word in written), None)
        if strength is None or _TIES.get(strength, _UNSET_TIE) < tie:
            shared = next(each for each in self.web.works[before] if each in self.web.works[after])
            evidence = f"both at {name(self.network, shared)}"
        else:
            evidence = f"they know each other: {strength}" if strength else "they know each other, how well is not said"
        return Hop(first.key, second.key, tie / 10, evidence)


def introductions(
    network: Network, levels: Mapping[str, int], as_of: dt.date, intros: Iterable[Entry] | None = None
) -> Introductions:
    """Everybody's edges on the day; `levels` are the trust levels of people, 0 where one is missing.

    `intros`: all introductions up to the day, oldest first, where they are known already.
    """
    if intros is None:
        intros = [each for each in network.entries if each.type == "intro" and not each.plan and each.date <= as_of]
    people = sorted(network.people.values(), key=lambda person: (person.name, person.key))
    numbers = {person.key: number for number, person in enumerate(people)}
    introduced = _latest(intros, ("made", "met"), as_of, _SINCE_INTRODUCED)
    asked = _latest(intros, ("asked", ""), as_of, _SINCE_ASKED)
    trust = [levels.get(person.key, 0) for person in people]
    me = [_mine(person.key, level, introduced, asked) for person, level in zip(people, trust, strict=True)]
    staff, works = _employed(people, as_of)
    ways = [person.ask_policy != "never" and person.status not in ("paused", "let-go") for person in people]
    web = Web(me, ways, _ties(people, numbers, works), staff, works)
    known = [edge if level >= _ACQUAINTED else 0 for edge, level in zip(me, trust, strict=True)]
    return Introductions(network, people, numbers, trust, introduced, asked, web, Starts(web, me), known)


def _latest(intros: Iterable[Entry], outcomes: tuple[str, ...], as_of: dt.date, days: int) -> dict[str, dt.date]:
    latest: dict[str, dt.date] = {}
    for entry in intros:  # oldest first
        if entry.line.outcome in outcomes and age(entry.date, as_of) <= days:
            latest.update(dict.fromkeys(entry.people, entry.date))
    return latest


def _mine(key: str, level: int, introduced: Mapping[str, dt.date], asked: Mapping[str, dt.date]) -> int:
    edge = max(_TRUST[level], _INTRODUCED) if key in introduced else _TRUST[level]
    return edge // 2 if key in asked else edge


def _employed(people: Iterable[Person], as_of: dt.date) -> tuple[dict[str, dict[int, str]], list[list[str]]]:
    staff: dict[str, dict[int, str]] = {}
    works: list[list[str]] = []
    for number, person in enumerate(people):
        mine: list[str] = []
        for role in person.roles:
            if not role.organisation:
                continue
            if in_force(role, as_of):
                there = staff.setdefault(role.organisation, {})
                if number not in there:
                    mine.append(role.organisation)
                    there[number] = role.influence
                elif INFLUENCE[role.influence] > INFLUENCE[there[number]]:
                    there[number] = role.influence
        works.append(mine)
    return staff, works


def _ties(people: Iterable[Person], numbers: Mapping[str, int], works: list[list[str]]) -> list[dict[int, int]]:
    ties: list[dict[int, int]] = [{} for _ in works]
    for number, person in enumerate(people):
        for known in person.knows:
            other = numbers.get(known.person)
            if other is not None and other != number:
                least = COLLEAGUES if set(works[number]).intersection(works[other]) else 0
                tie = max(_TIES.get(known.strength, _UNSET_TIE), least, ties[number].get(other, 0))
                ties[number][other] = ties[other][number] = tie
    return ties
