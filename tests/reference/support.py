"""SPEC §3.2: pledges, evidence, deliveries and introductions as items; H, soft, D and S."""

import datetime as dt
from dataclasses import dataclass, field
from math import fsum

from tests.reference.asks import Answered, find_by_id, kind_of_pledge, later_until
from tests.reference.entries import Book, Entry
from tests.reference.notes import Person
from tests.reference.trust import fade
from tests.reference.vocabulary import RUNG_ORDER, RUNGS, SIZES, is_hard

DAY = dt.timedelta(1)


@dataclass
class Part:
    """One delivery."""

    entry: Entry
    size: int
    credit: float = 1.0
    replaced: bool = False  # by a later `ongoing` line

    @property
    def day(self) -> dt.date:
        return self.entry.day

    def factor(self, on: dt.date) -> float:
        line = self.entry.line
        if self.replaced:
            return 0.0
        if line.ongoing or (line.until and on <= line.until):
            return 1.0
        return fade(line.until or self.day, on)

    def last_day(self, on: dt.date) -> dt.date:
        """The day of delivery, or the last on which it still ran."""
        line = self.entry.line
        if line.ongoing and not self.replaced:
            return on
        return max(self.day, min(on, line.until)) if line.until else self.day


@dataclass
class Item:
    """A pledge, a stand-alone evidence, support or intro, with all lines that belong to it."""

    first: Entry
    kind: str | None
    size: int
    rung: str | None = None  # None: no promise, only deliveries
    due: dt.date | None = None
    is_pledge: bool = False
    parts: list[Part] = field(default_factory=list)
    lines: list[Entry] = field(default_factory=list)
    released: dt.date | None = None
    rests_until: dt.date | None = None
    started: dt.date | None = None  # a pledge: its day, though an evidence line may be older

    @property
    def day(self) -> dt.date:
        return self.started or self.first.day

    @property
    def hard(self) -> bool:
        return is_hard(self.kind)

    @property
    def rest(self) -> int:
        if self.rung is None:
            return 0
        return max(0, self.size - sum(part.size for part in self.parts))

    @property
    def undelivered(self) -> bool:
        return self.rest > 0 and self.released is None

    def effective_due(self) -> dt.date:
        return self.due or self.day + 90 * DAY

    def overdue_by(self, on: dt.date) -> int:
        return (on - self.effective_due()).days

    def factor(self, on: dt.date) -> float:
        """The f of SPEC §3.2 of what is not delivered."""
        if not self.undelivered:
            return 0.0
        if not self.hard:
            return fade(self.day, on)
        late = self.overdue_by(on)
        return 1.0 if late <= 30 else 0.5 if late <= 120 else 0.0

    def live(self, on: dt.date) -> bool:
        return self.factor(on) >= 0.25

    def promised(self, on: dt.date) -> float:
        return 10 * self.rest * RUNGS[self.rung] * self.factor(on) if self.rung else 0.0

    def delivered(self, on: dt.date) -> float:
        return fsum(10 * part.size * part.credit * part.factor(on) for part in self.parts)

    def value(self, on: dt.date) -> float:
        return fsum([self.promised(on), self.delivered(on)])

    def firm(self, on: dt.date) -> float:
        if not self.hard:
            return 0.0
        return fsum([self.delivered(on), self.promised(on) if self.rung == "agreement" else 0.0])

    def raise_rung(self, rung: str | None) -> None:
        if rung and (self.rung is None or RUNG_ORDER.index(rung) > RUNG_ORDER.index(self.rung)):
            self.rung = rung

    def state(self, on: dt.date) -> str:
        if self.released:
            return "released"
        if self.rest == 0:
            return "late" if (max(p.day for p in self.parts) - self.effective_due()).days > 30 else "kept"
        late = self.overdue_by(on)
        return "open" if late <= 0 else "overdue" if late <= 120 else "lapsed"

    def kept_share(self) -> float:
        """1 for what came by due + 30 days, .5 for what came later, in proportion to the parts (§3.4)."""
        total, left = 0.0, self.size
        for part in self.parts:
            share = min(part.size, left)
            left -= share
            in_time = (part.day - self.effective_due()).days <= 30
            total += share * (1.0 if in_time else 0.5)
        return total / self.size


class Commitments:
    """All items of one organisation or individual."""

    def __init__(self, book: Book, entries: list[Entry], answered: Answered, name: str) -> None:
        self.book, self.entries, self.answered, self.name = book, entries, answered, name
        self.items: list[Item] = []
        self.of_line: dict[int, Item] = {}  # by id() of the entry
        self._claimed: dict[int, Entry] = {}  # evidence that a pledge of the same day is `re`
        for _, entry in sorted(self._steps(), key=lambda step: step[0]):
            self._add_file(entry)
        self._replace_ongoing()
        for answer in answered.rests:
            target = self._target(answer)
            if target is not None and (item := self.of_line.get(id(target))):
                item.rests_until = max(later_until(answer), item.rests_until or later_until(answer))

    def _steps(self) -> list[tuple[tuple[dt.date, int, str, int], Entry]]:
        rank = {"pledge": 0, "answer": 0, "evidence": 1, "support": 2, "intro": 3, "released": 4}
        yes = {id(answer) for answer, _ in self.answered.yes}
        steps = [e for e in self.entries if e.type in rank and (e.type != "answer" or id(e) in yes)]
        return [((e.day, rank[e.type], e.line.note, e.line.number), e) for e in steps]

    def _target(self, entry: Entry) -> Entry | None:
        return find_by_id(entry, self.entries, self.book.entries)

    def _add_file(self, entry: Entry) -> None:
        {
            "pledge": self._pledge, "answer": self._answer_yes, "evidence": self._evidence, "support": self._support,
            "intro": self._intro, "released": self._release,
        }[entry.type](entry)  # fmt: skip

    def _add(self, item: Item) -> Item:
        self.items.append(item)
        self._join(item, item.first)
        return item

    def _join(self, item: Item, entry: Entry) -> None:
        item.lines.append(entry)
        self.of_line[id(entry)] = item

    def _pledge(self, entry: Entry) -> None:
        line, target = entry.line, self._target(entry)
        kind = kind_of_pledge(entry, self.entries, self.book.entries)
        known = self.of_line.get(id(target)) if target is not None else None
        if known and known.is_pledge and (target is None or target.type != "evidence" or known.kind == kind):
            self._move(known, entry)
            return
        item = Item(entry, kind, SIZES[line.size or "small"], line.rung or "verbal", line.by, is_pledge=True)
        self._add(item)
        item.started = entry.day
        if target is not None and target.type == "evidence":
            item.raise_rung(target.line.rung or "informal")
            if known is not None and not known.is_pledge:
                self.items.remove(known)
                item.first = min(item.first, known.first, key=lambda e: e.order)
                self._join(item, known.first)
            self._claimed[id(target)] = entry

    def _move(self, item: Item, entry: Entry) -> None:
        item.due = entry.line.by or item.due
        item.raise_rung(entry.line.rung)
        self._join(item, entry)

    def _answer_yes(self, entry: Entry) -> None:
        """A verbal pledge, unless a pledge of that kind stands on the same day or later."""
        ask = next(ask for answer, ask in self.answered.yes if answer is entry)
        later = [e for e in self.entries if e.type == "pledge" and e.day >= entry.day and not self._moves(e)]
        if any(kind_of_pledge(e, self.entries, self.book.entries) == ask.kind for e in later):
            return
        line = ask.entry.line
        item = Item(entry, ask.kind, SIZES[line.size or "small"], "verbal", entry.line.by or line.by, is_pledge=True)
        self._add(item)

    def _moves(self, entry: Entry) -> bool:
        target = self._target(entry)
        return target is not None and target.type in {"pledge", "answer"}

    def _oldest(self, kind: str | None, day: dt.date) -> Item | None:
        """The oldest pledge of that kind that is neither delivered, released nor lapsed on that day."""
        fit = [i for i in self.items if i.is_pledge and i.kind == kind and i.undelivered]
        return min((i for i in fit if i.overdue_by(day) <= 120), key=lambda i: (i.day, i.first.order), default=None)

    def _pledge_for(self, entry: Entry, kind: str | None) -> Item | None:
        target = self._target(entry)
        if target is not None and (known := self.of_line.get(id(target))) and known.is_pledge:
            return known
        return self._oldest(kind, entry.day)

    def _evidence(self, entry: Entry) -> None:
        line = entry.line
        if claimed := self._claimed.get(id(entry)):
            self._join(self.of_line[id(claimed)], entry)
            return
        item = self._pledge_for(entry, line.kind or "endorsement")
        if item is not None:
            item.raise_rung(line.rung or "informal")
            self._join(item, entry)
            return
        kind, size = line.kind or "endorsement", SIZES[line.size or "small"]
        self._add(Item(entry, kind, size, line.rung or "informal", line.by))

    def _support(self, entry: Entry) -> None:
        item = self._pledge_for(entry, entry.line.kind)
        written = SIZES[entry.line.size] if entry.line.size else None
        if item is None:
            item = self._add(Item(entry, entry.line.kind, written or 1))
        else:
            self._join(item, entry)
        item.parts.append(Part(entry, written or item.rest or item.size))

    def _intro(self, entry: Entry) -> None:
        if entry.line.word not in {"made", "met"}:
            return
        credit = 1.0 if entry.line.word == "met" else 0.5
        if credit == 1.0 and (made := self._made_before(entry)):
            size = max(made.parts[-1].size, self._intro_size(entry))
            self._join(made, entry)
            made.parts[-1] = Part(entry, size, credit)
            return
        item = self._pledge_for(entry, "introduction")
        written = SIZES[entry.line.size] if entry.line.size else None
        if item is None:
            item = self._add(Item(entry, "introduction", written or self._intro_size(entry)))
        else:
            self._join(item, entry)
        item.parts.append(Part(entry, written or item.rest or item.size, credit))

    def _made_before(self, entry: Entry) -> Item | None:
        """An earlier `made` with a common link or `re`."""
        target = self._target(entry)
        for item in self.items:
            last = item.parts[-1].entry if item.parts else None
            if last is None or last.type != "intro" or last.line.word != "made":
                continue
            if target is last or (target is None and set(last.other_side) & set(entry.other_side)):
                return item
        return None

    def _intro_size(self, entry: Entry) -> int:
        """Medium where it leads to an organisation: a linked one, or a person of high influence."""
        vault = self.book.vault
        for name in entry.other_side:
            if name in vault.organisations and name != self.name:
                return 2
            if name in vault.people and _is_influential(vault.people[name]):
                return 2
        return 1

    def _release(self, entry: Entry) -> None:
        target = self._target(entry)
        item = self.of_line.get(id(target)) if target is not None else None
        if target is None:
            fit = [i for i in self.items if i.is_pledge and i.kind == entry.line.kind and i.undelivered]
            item = min(fit, key=lambda i: (i.day, i.first.order), default=None)
        if item is not None and item.is_pledge and item.undelivered:
            item.released = entry.day

    def _replace_ongoing(self) -> None:
        """A new `ongoing` line of a kind replaces the last, unless both are parts of one pledge."""
        last: dict[str | None, tuple[Item, list[Part]]] = {}
        pairs = [(i, p) for i in self.items for p in i.parts if p.entry.line.ongoing]
        for item, part in sorted(pairs, key=lambda pair: pair[1].entry.order):
            before = last.get(item.kind)
            if before and before[0] is item and item.is_pledge:
                before[1].append(part)
                continue
            for old in before[1] if before else []:
                old.replaced = True
            last[item.kind] = (item, [part])


def _is_influential(person: Person) -> bool:
    own = person.influence == "high" and not person.roles
    return own or any(role.influence == "high" for role in person.roles)


def sum_hard(items: list[Item], on: dt.date) -> float:
    return fsum(item.value(on) for item in items if item.hard)


def sum_soft(items: list[Item], on: dt.date) -> float:
    return fsum(item.value(on) for item in items if not item.hard)


def sum_firm(items: list[Item], on: dt.date) -> float:
    return fsum(item.firm(on) for item in items)


def word_for(score: float) -> str:
    words = ["none", "token", "emerging", "solid", "strong", "anchor"]
    return words[sum(score >= bound for bound in (5, 10, 25, 50, 75))]
