"""Everything about one organisation or individual that the later sections ask for."""

import datetime as dt

from tests.reference.asks import Ask, match_answers
from tests.reference.entries import Book, Entry, open_on
from tests.reference.notes import Person
from tests.reference.support import Commitments, Item, sum_firm, sum_hard, sum_soft
from tests.reference.trust import Weighed, measure_trust, run_clock
from tests.reference.vocabulary import INFLUENCE, is_hard


class Ledger:
    def __init__(self, book: Book, name: str, *, individual: bool) -> None:
        self.book, self.name, self.individual, self.as_of = book, name, individual, book.as_of
        self.entries = [e for e in book.entries if self._concerns(e)]
        self.boxes = [box for box in book.boxes if self._concerns(box)]
        self._measure_trust()
        self.answered = match_answers(self.entries, book.entries, self.as_of)
        self.items: list[Item] = Commitments(book, self.entries, self.answered, name).items
        self.hard = sum_hard(self.items, self.as_of)
        self.soft = sum_soft(self.items, self.as_of)
        self.firm = sum_firm(self.items, self.as_of)

    def _concerns(self, entry: Entry) -> bool:
        return self.name in (entry.alone if self.individual else entry.reach)

    def _weighed(self, entries: list[Entry]) -> Weighed:
        """An individual's trust is his trust as a person: all that concerns him, with weight 1."""
        if self.individual:
            return [(e, 1.0) for e in entries if self.name in e.people]
        return [(e, e.reach[self.name]) for e in entries if self.name in e.reach]

    def _measure_trust(self) -> None:
        entries, boxes = self._weighed(self.book.entries), self._weighed(self.book.boxes)
        self.weighed = entries
        self.trust = measure_trust(entries, boxes, self.as_of)
        self.since = run_clock(entries, boxes, self.as_of)
        recent = [e for e, _ in entries if e.type != "review" and self.age(e.day) <= 365]
        self.thin = len(recent) < 5

    def age(self, day: dt.date) -> int:
        return (self.as_of - day).days

    def within(self, days: int, *types: str) -> list[Entry]:
        """Entries of 0 to `days` days ago, reviews aside; of these types, if any are named."""
        return [
            e for e in self.entries
            if e.type != "review" and self.age(e.day) <= days and (not types or e.type in types)
        ]  # fmt: skip

    @property
    def trusting(self) -> bool:
        return self.since is not None

    @property
    def asks(self) -> list[Ask]:
        return self.answered.asks

    def asked(self, days: int) -> list[Entry]:
        """Asks of any kind; `intro asked` is an ask in every window (§3.3)."""
        return [e for e in self.within(days, "ask", "intro") if e.type == "ask" or e.line.word == "asked"]

    def hard_asks(self, days: int, end: dt.date | None = None) -> int:
        end = end or self.as_of
        return sum(is_hard(ask.kind) and 0 <= (end - ask.day).days <= days for ask in self.asks)

    def last_answer_is_no(self) -> bool:
        answers = [e for e in self.answered.answers if self.age(e.day) <= 365]
        return bool(answers) and answers[-1].line.word == "no"

    def open_in_time(self) -> list[Ask]:
        return [ask for ask in self.asks if ask.state == "open" and ask.in_time(self.as_of)]

    def overdue_boxes(self) -> list[int]:
        """My open promises past their day: days late."""
        return [late for box in self.boxes if open_on(box, self.as_of) and (late := self.age(box.line.day)) > 0]

    def live_contact_within(self, days: int) -> bool:
        return any(e.live for e in self.within(days))

    # People there

    def people_now(self) -> list[Person]:
        people = self.book.vault.people
        if self.individual:
            return [people[self.name]]
        return [p for p in people.values() if self.weight_of(p) is not None]

    def weight_of(self, person: Person) -> float | None:
        """A person's influence there on the as-of day; None for who has no role there."""
        if self.individual:
            return 1.0 if person.name == self.name else None
        weights = [INFLUENCE[r.influence] for r in person.roles_on(self.as_of) if r.organisation == self.name]
        return max(weights, default=None)

    # Fields of the note

    @property
    def power(self) -> str | None:
        """Of an individual, his influence (where he has `roles`: none)."""
        if self.individual:
            person = self.book.vault.people[self.name]
            return None if person.has_role_list else person.influence
        return self.book.vault.organisations[self.name].power

    @property
    def status(self) -> str | None:
        vault = self.book.vault
        return vault.people[self.name].status if self.individual else vault.organisations[self.name].status

    # Breadth, §3.1

    def breadth(self) -> tuple[int, float | None]:
        counts: dict[str, int] = {}
        entries = 0
        for entry in self.within(365):
            there = [name for name in entry.named if self._had_role(name, entry.day)]
            entries += bool(there)
            for name in there:
                counts[name] = counts.get(name, 0) + 1
        return len(counts), max(counts.values()) / entries if counts else None

    def _had_role(self, name: str, day: dt.date) -> bool:
        if self.individual:
            return name == self.name
        return any(role.organisation == self.name for role in self.book.vault.people[name].roles_on(day))
