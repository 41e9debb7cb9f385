"""SPEC §3.9: paths of at most three hops, by walking all of them."""

from tests.reference.entries import Book
from tests.reference.trust import level_of, measure_trust
from tests.reference.vocabulary import INFLUENCE

BY_LEVEL = [0.05, 0.2, 0.4, 0.6, 0.8, 0.9]
BY_STRENGTH = {"strong": 0.7, "medium": 0.5, "weak": 0.3, None: 0.2}
Path = tuple[float, list[str]]


class Paths:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.people = {
            name: person for name, person in book.vault.people.items()
            if person.ask_policy != "never" and person.status not in {"paused", "let-go"}
        }  # fmt: skip
        self.level = {name: level_of(self._trust(name)) for name in book.vault.people}
        self.edges = {name: self._edges(name) for name in self.people}
        self.found = [path for name in self.people for path in self._from(name)]

    def _trust(self, name: str) -> float:
        entries = [(e, 1.0) for e in self.book.entries if name in e.people]
        boxes = [(b, 1.0) for b in self.book.boxes if name in b.people]
        return measure_trust(entries, boxes, self.book.as_of).score

    def _intro(self, name: str, days: int, *words: str) -> bool:
        return any(
            e.type == "intro" and e.line.word in words and name in e.people and name not in e.other_side
            and (self.book.as_of - e.day).days <= days
            for e in self.book.entries
        )  # fmt: skip

    def _first_hop(self, name: str) -> float:
        score = BY_LEVEL[self.level[name]]
        if self._intro(name, 730, "made", "met"):
            score = max(score, 0.6)
        return score * 0.5 if self._intro(name, 90, "asked") else score

    def _works(self, name: str) -> set[str]:
        return {role.organisation for role in self.book.vault.people[name].roles_on(self.book.as_of)}

    def _edges(self, name: str) -> dict[str, float]:
        edges: dict[str, float] = {}
        for other, person in self.people.items():
            if other == name:
                continue
            strengths = [BY_STRENGTH[s] for who, s in self.people[name].knows if who == other]
            strengths += [BY_STRENGTH[s] for who, s in person.knows if who == name]
            strengths += [0.3] if self._works(name) & self._works(other) else []
            if strengths:
                edges[other] = max(strengths)
        return edges

    def _from(self, name: str) -> list[Path]:
        paths: list[Path] = [(self._first_hop(name), [name])]
        for score, path in paths:
            if len(path) < 3:
                paths += [(score * s, [*path, to]) for to, s in self.edges[path[-1]].items() if to not in path]
        return paths

    def to(self, organisation: str) -> list[Path]:
        """All paths there, best first; ties by fewer hops, then name."""
        result: list[Path] = []
        for score, path in self.found:
            roles = self.book.vault.people[path[-1]].roles_on(self.book.as_of)
            weights = [INFLUENCE[role.influence] for role in roles if role.organisation == organisation]
            if weights:
                result.append((score * max(weights), path))
        return sorted(result, key=lambda found: (-round(found[0], 12), len(found[1]), found[1]))

    def opens(self, organisation: str) -> bool:
        """A path of two people or more that begins with somebody of trust level 2 or more who works elsewhere."""
        return any(
            len(path) >= 2 and self.level[path[0]] >= 2 and organisation not in self._works(path[0])
            for _, path in self.to(organisation)
        )
