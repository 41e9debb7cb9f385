"""What was promised and what came: pledges joined with the evidence and support that followed (SPEC §2.3, §3.2)."""

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import count
from typing import Final, TypeAlias, cast

import msgspec

from netlead_md.analysis.decay import YEAR, add_days, days_since
from netlead_md.analysis.references import References, kind_of_entry
from netlead_md.analysis.support import (
    WITHOUT_A_DAY,
    Delivery,
    SupportItemBuilder,
    delivers_by_word,
    mark_delivered,
    raise_rung,
)
from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.entry_types import COMMITMENTS, FRUITS, meets_condition
from netlead_md.model.ledger import Ask
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import SOFT
from netlead_md.model.words import AnswerOutcome, AskState, EntryTypeName, HelpKind, Unsaid

# Asks and their answers (SPEC §2.3, §3.6): what is open, what was answered, what was met.


BEYOND_ITS_DAY = 30
ASKS_WITHOUT_A_DAY = 60
LATER = 90
"""Days that `answer later` keeps an ask in time where it names no day."""
_ASKING: Final = COMMITMENTS - {"released"}
_ASKS_ORDER: Final[dict[EntryTypeName, int]] = {"ask": 0, "answer": 1}


class AskHistory(msgspec.Struct, frozen=True):
    """All asks of one organisation, oldest first."""

    asks: tuple[Ask, ...]
    granted: tuple[tuple[Entry, Ask], ...]
    """Each `answer yes` with its ask."""
    last_answer: AnswerOutcome | Unsaid
    """Of any time; empty: none. An answer that is `re` something else than an ask is none here."""
    last_answered: dt.date | None
    faults: tuple[Fault, ...] = ()
    introductions: tuple[Entry, ...] = ()
    """Each `intro asked`: an ask in every window of §3.3–3.7."""
    answers: tuple[Entry, ...] = ()
    """Those that count, oldest first."""
    rests: tuple[tuple[Entry, dt.date], ...] = ()
    """The line that each `answer later` is `re`, if that is no ask, with the day until which it rests."""

    def asked_since(self, day: dt.date) -> bool:
        """Whether anything was asked on this day or later, an introduction too."""
        return any(each[-1].date >= day for each in (self.asks, self.introductions) if each)


NOTHING_ASKED: Final = AskHistory((), (), "", None)


class _OpenAsk(msgspec.Struct):
    """An ask while its story is being told."""

    entry: Entry
    state: AskState = "open"
    answer: AnswerOutcome | Unsaid = ""
    answered: dt.date | None = None
    later: dt.date | None = None
    """Until when it is in time whatever its day: `answer later`."""

    def is_open(self, day: dt.date) -> bool:
        return self.state == "open" and days_since(self.entry.date, day) <= YEAR


class _Queues:
    """The asks that may be open, oldest first, by note, by person and all; each also by kind.

    An ask that is settled or older than a year never opens again, so whatever stands at the front and is not open goes.
    """

    def __init__(self) -> None:
        self._queues: dict[tuple[str, str, HelpKind | Unsaid | None], deque[_OpenAsk]] = {}
        self.by_place: dict[tuple[str, int], _OpenAsk] = {}

    def add(self, draft: _OpenAsk) -> None:
        entry = draft.entry
        self.by_place[entry.path, entry.line.line] = draft
        for sort, name in (("note", entry.path), ("", ""), *(("person", key) for key in entry.people)):
            for kind in (None, entry.line.kind):
                self._queues.setdefault((sort, name, kind), deque()).append(draft)

    def oldest(self, answer: Entry) -> _OpenAsk | None:
        """The open ask that an answer goes to: of its note, else of its people, else of all (SPEC §2.3)."""
        kind = answer.line.kind or None
        found = self._first("note", answer.path, kind, answer.date)
        of_people = [self._first("person", key, kind, answer.date) for key in answer.people] if found is None else []
        known = [draft for draft in of_people if draft is not None]
        if known:
            return min(known, key=lambda draft: (draft.entry.date, draft.entry.path, draft.entry.line.line))
        return found or self._first("", "", kind, answer.date)

    def of_kind(self, kind: HelpKind | Unsaid, day: dt.date) -> Iterator[_OpenAsk]:
        """Every open ask of a kind; each is looked at once, so it must be settled by whoever takes it."""
        while (draft := self._first("", "", kind, day)) is not None:
            yield draft

    def _first(self, sort: str, name: str, kind: HelpKind | Unsaid | None, day: dt.date) -> _OpenAsk | None:
        queue = self._queues.get((sort, name, kind))
        while queue and not queue[0].is_open(day):
            queue.popleft()
        return queue[0] if queue else None


def follow_asks(entries: Iterable[Entry], refs: References, key: str, as_of: dt.date, default_size: int) -> AskHistory:
    """Tell the story of the asks of one organisation, `key`, up to the as-of day."""
    story = sorted(
        (entry for entry in entries if entry.type in _ASKING),
        key=lambda entry: (entry.date, _ASKS_ORDER.get(entry.type, 2), entry.path, entry.line.line),
    )
    told = _Told(refs)
    for entry in story:
        if entry.type == "ask":
            told.drafts.append(_OpenAsk(entry))
            told.queues.add(told.drafts[-1])
        elif entry.type == "answer":
            told.answer(entry)
        elif meets_condition(FRUITS, entry.type, entry.line.outcome):
            for draft in told.queues.of_kind(kind_of_entry(entry, refs), entry.date):
                draft.state = "met"
        elif entry.line.outcome in ("", "asked"):
            told.introductions.append(entry)
    asks = {id(draft): _freeze_ask(draft, key, as_of, default_size) for draft in told.drafts}
    last = told.answers[-1] if told.answers else None
    return AskHistory(
        asks=tuple(asks.values()),
        granted=tuple((entry, asks[id(draft)]) for entry, draft in told.granted),
        last_answer=_answer_of(last) if last else "",
        last_answered=last.date if last else None,
        faults=tuple(told.faults),
        introductions=tuple(told.introductions),
        answers=tuple(told.answers),
        rests=tuple(told.rests),
    )


def _answer_of(entry: Entry) -> AnswerOutcome | Unsaid:
    return cast("AnswerOutcome | Unsaid", entry.line.outcome)


class _Told:
    """What the story comes to."""

    def __init__(self, refs: References) -> None:
        self.drafts: list[_OpenAsk] = []
        self.queues = _Queues()
        self.granted: list[tuple[Entry, _OpenAsk]] = []
        self.introductions: list[Entry] = []
        self.answers: list[Entry] = []
        self.rests: list[tuple[Entry, dt.date]] = []
        self.faults: list[Fault] = []
        self._refs = refs

    def answer(self, entry: Entry) -> None:
        target, until = self._refs.of(entry), entry.line.by or add_days(entry.date, LATER)
        if target is not None and target.type != "ask":
            if entry.line.outcome == "later":
                self.rests.append((target, until))
            else:
                self._unasked(entry)
            return
        self.answers.append(entry)
        draft = self.queues.by_place.get((target.path, target.line.line)) if target else self.queues.oldest(entry)
        if draft is None:
            self._unasked(entry)
            return
        draft.answer, draft.answered = _answer_of(entry), entry.date
        if entry.line.outcome in ("yes", "no"):
            draft.state = entry.line.outcome
        if entry.line.outcome == "later":
            draft.later = max(draft.later or until, until)
        if entry.line.outcome == "yes":
            self.granted.append((entry, draft))

    def _unasked(self, entry: Entry) -> None:
        place = Range(entry.line.line, entry.line.column)
        self.faults.append(Fault(FaultKind.ANSWER_WITHOUT_ASK, entry.path, place))


def _freeze_ask(draft: _OpenAsk, key: str, as_of: dt.date, default_size: int) -> Ask:
    line, made = draft.entry.line, draft.entry.date
    state = "closed" if draft.state == "open" and days_since(made, as_of) > YEAR else draft.state
    waited = days_since(line.by, as_of) <= BEYOND_ITS_DAY if line.by else days_since(made, as_of) <= ASKS_WITHOUT_A_DAY
    rests = draft.later is not None and as_of <= draft.later
    return Ask(
        organisation=key,
        kind=line.kind,
        hard=line.kind not in SOFT,
        size=line.size or default_size,
        date=made,
        by=line.by,
        state=state,
        in_time=state == "open" and (waited or rests),
        answer=draft.answer,
        answered=draft.answered,
        entry=draft.entry,
    )


_ORDER: Final[dict[EntryTypeName, int]] = {"pledge": 0, "evidence": 1, "intro": 2, "support": 3, "released": 4}
_SHOWN: Final = 6
"""Of so many pledges that may be meant the days are told."""
_ANY: Final = None


class Commitments(msgspec.Struct):
    """All items of one organisation, in the order of their first lines, and what was odd about them."""

    drafts: list[SupportItemBuilder]
    faults: list[Fault]


def reconcile(entries: Iterable[Entry], refs: References, asked: AskHistory, default_size: int) -> Commitments:
    """Tell the story of an organisation's commitments in order of time; within a day: word, evidence, deed, release."""
    lines = sorted(
        (entry for entry in entries if entry.type in _ORDER),
        key=lambda entry: (entry.date, _ORDER[entry.type], entry.path, entry.line.line),
    )
    teller = _Teller(refs, default_size)
    pledges = [entry for entry in lines if entry.type == "pledge"]
    ahead = [_new_pledge(entry, refs) for entry in pledges if not _may_move(entry, refs)]
    ahead += _pledges_from_answers(asked, pledges, refs)
    ahead.sort(key=lambda draft: draft.date)
    for draft in ahead:
        teller.keep(draft)
    at = 0
    for entry in lines:
        while at < len(ahead) and ahead[at].date <= entry.date:
            teller.waiting.add(ahead[at])
            at += 1
        teller.tell(entry)
    for target, until in asked.rests:
        if (resting := teller.by_place.get(_place(target))) is not None:
            resting.rests_until = max(resting.rests_until or until, until)
    teller.drafts.sort(key=lambda draft: draft.date)
    return Commitments(teller.drafts, teller.faults)


def _place(entry: Entry) -> tuple[str, int]:
    return entry.path, entry.line.line


def _may_move(entry: Entry, refs: References) -> bool:
    """Whether a pledge may move another, or take evidence over, instead of standing by itself from the first."""
    target = refs.of(entry)
    return target is not None and target.type in ("pledge", "evidence")


def _new_pledge(entry: Entry, refs: References) -> SupportItemBuilder:
    line = entry.line
    draft = SupportItemBuilder(
        "pledge", kind_of_entry(entry, refs), line.rung or "verbal", entry.date, [entry], line.size
    )
    draft.due = line.by or add_days(entry.date, WITHOUT_A_DAY)
    draft.due_written = line.by is not None
    delivers_by_word(draft, entry)
    return draft


def _pledges_from_answers(asked: AskHistory, pledges: Iterable[Entry], refs: References) -> list[SupportItemBuilder]:
    """`answer yes` is a verbal pledge, unless one of that kind stands on the same day or later."""
    latest = {
        kind_of_entry(entry, refs): entry.date  # oldest first
        for entry in pledges
        if (target := refs.of(entry)) is None or target.type != "pledge"
    }
    made = []
    for answer, ask in asked.granted:
        standing = latest.get(ask.kind)
        if standing is not None and standing >= answer.date:
            continue
        draft = SupportItemBuilder("pledge", ask.kind, "verbal", answer.date, [ask.entry, answer], ask.entry.line.size)
        due = answer.line.by or ask.by
        draft.due = due or add_days(answer.date, WITHOUT_A_DAY)
        draft.due_written = due is not None
        made.append(draft)
    return made


Running: TypeAlias = tuple[SupportItemBuilder, "SupportItemBuilder | Delivery"]
"""A draft, and what of it is ongoing: itself, or one part."""


class _Waiting:
    """The pledges that something may still belong to, oldest first, by kind and all.

    Whoever is delivered or released goes for good; who has lapsed goes until its day is moved.
    """

    def __init__(self) -> None:
        self._heaps: dict[str | None, list[tuple[int, int, SupportItemBuilder]]] = {}
        self._lapsed: dict[str | None, list[tuple[int, int, SupportItemBuilder]]] = {}
        self._number = count()
        self._numbers: dict[int, int] = {}

    def add(self, draft: SupportItemBuilder) -> None:
        number = self._numbers.setdefault(id(draft), next(self._number))
        for kind in (_ANY, draft.kind):
            heappush(self._heaps.setdefault(kind, []), (draft.date.toordinal(), number, draft))

    def first(self, kind: HelpKind | Unsaid | None, entry: Entry, many: int = 1) -> list[SupportItemBuilder]:
        """At most so many that wait on the day of an entry, the oldest first."""
        heap = self._heaps.get(kind, [])
        lapsed = self._lapsed.setdefault(kind, [])
        found: list[tuple[int, int, SupportItemBuilder]] = []
        while heap and len(found) < many:
            each = heappop(heap)
            if each[2].waits_on(entry.date):
                if not found or found[-1][2] is not each[2]:
                    found.append(each)
            elif each[2].is_open(entry.date):
                heappush(lapsed, each)
        for each in found:
            heappush(heap, each)
        return [draft for _, _, draft in found]

    def first_held(self, kind: HelpKind | Unsaid | None, entry: Entry) -> SupportItemBuilder | None:
        """The oldest that waits, else the oldest that has lapsed."""
        waiting = self.first(kind, entry)
        lapsed = self._lapsed.setdefault(kind, [])
        while not waiting and lapsed:
            if lapsed[0][2].is_open(entry.date):
                return lapsed[0][2]
            heappop(lapsed)
        return waiting[0] if waiting else None


class _Teller:
    """The story as far as it is told."""

    def __init__(self, refs: References, default_size: int) -> None:
        self.refs = refs
        self.default_size = default_size
        self.drafts: list[SupportItemBuilder] = []
        self.faults: list[Fault] = []
        self.by_place: dict[tuple[str, int], SupportItemBuilder] = {}
        self.waiting = _Waiting()
        self._claimed: dict[tuple[str, int], SupportItemBuilder] = {}
        """Evidence that a pledge is `re`, which stands further below."""
        self._running: dict[str, list[Running]] = {}
        self._made: dict[str, deque[SupportItemBuilder]] = {}
        """Introductions that were made, by each whom they lead to."""

    def keep(self, draft: SupportItemBuilder) -> SupportItemBuilder:
        self.drafts.append(draft)
        for line in draft.lines:
            self.by_place.setdefault(_place(line), draft)
        return draft

    def tell(self, entry: Entry) -> None:
        match entry.type:
            case "pledge":
                if _may_move(entry, self.refs):
                    self._again(entry)
            case "evidence":
                self._evidence(entry)
            case "support":
                self._support(entry)
            case "intro":
                self._intro(entry)
            case _:
                self._release(entry)

    def _named(self, entry: Entry) -> SupportItemBuilder | None:
        target = self.refs.of(entry)
        return None if target is None else self.by_place.get(_place(target))

    def _pledged(self, entry: Entry) -> SupportItemBuilder | None:
        """The pledge that a line is `re`."""
        named = self._named(entry)
        return named if named is not None and named.source == "pledge" else None

    def _joins(self, draft: SupportItemBuilder, entry: Entry) -> None:
        draft.lines.append(entry)
        self.by_place.setdefault(_place(entry), draft)

    def _first_waiting(self, entry: Entry, kind: HelpKind | Unsaid) -> SupportItemBuilder | None:
        waiting = self.waiting.first(kind, entry, _SHOWN)
        if len(waiting) > 1:
            days = ", ".join(draft.date.isoformat() for draft in waiting)
            place = Range(entry.line.line, entry.line.column)
            self.faults.append(Fault(FaultKind.TWO_MATCHES, entry.path, place, words=(kind, days)))
        return waiting[0] if waiting else None

    def _again(self, entry: Entry) -> None:
        """A pledge that is `re` a pledge or evidence."""
        target, named = self.refs.of(entry), self._named(entry)
        kind = kind_of_entry(entry, self.refs)
        by_evidence = target is not None and target.type == "evidence"
        if named is not None and named.source == "pledge" and (named.kind == kind or not by_evidence):
            self._move(named, entry)
        elif named is not None and named.source == "evidence":
            self._take_over(named, entry, kind)
        else:
            draft = self.keep(_new_pledge(entry, self.refs))
            if named is not None:
                raise_rung(draft, target.line.rung if target is not None else "")
            elif by_evidence and target is not None:
                self._claimed[_place(target)] = draft
            self.waiting.add(draft)

    def _move(self, draft: SupportItemBuilder, entry: Entry) -> None:
        self._joins(draft, entry)
        raise_rung(draft, entry.line.rung)
        delivers_by_word(draft, entry)
        if entry.line.by is not None:
            draft.due, draft.due_written = entry.line.by, True
            self.waiting.add(draft)

    def _take_over(self, draft: SupportItemBuilder, entry: Entry, kind: HelpKind | Unsaid) -> None:
        """What stood alone until now was evidence of this word."""
        line = entry.line
        draft.source, draft.kind, draft.date, draft.size = "pledge", kind, entry.date, line.size or draft.size
        draft.due, draft.due_written = line.by or add_days(entry.date, WITHOUT_A_DAY), line.by is not None
        self._joins(draft, entry)
        raise_rung(draft, line.rung)
        delivers_by_word(draft, entry)
        self.waiting.add(draft)

    def _evidence(self, entry: Entry) -> None:
        kind, rung = kind_of_entry(entry, self.refs), entry.line.rung or "informal"
        draft = self._claimed.get(_place(entry)) or self._pledged(entry) or self._first_waiting(entry, kind)
        if draft is None:
            draft = SupportItemBuilder("evidence", kind, rung, entry.date, [entry], entry.line.size)
            draft.due = entry.line.by or add_days(entry.date, WITHOUT_A_DAY)
            draft.due_written = entry.line.by is not None
            self.keep(draft)
        else:
            self._joins(draft, entry)
            raise_rung(draft, rung)
        delivers_by_word(draft, entry)

    def _support(self, entry: Entry) -> None:
        line, kind = entry.line, kind_of_entry(entry, self.refs)
        draft = self._pledged(entry) or self._first_waiting(entry, kind)
        if draft is None:
            if (line.ongoing or line.until) and (running := self._running.get(kind)):
                self._go_on(running[-1], entry)
                return
            draft = self.keep(SupportItemBuilder("support", kind, "delivered", entry.date, [entry], line.size))
            self._arrive(draft, entry)
            return
        if entry.date < draft.date:
            place, words = Range(line.line, line.column), (draft.date.isoformat(),)
            self.faults.append(Fault(FaultKind.SUPPORT_BEFORE_PLEDGE, entry.path, place, words=words))
        if draft.delivered is not None and draft.ongoing and (line.ongoing or line.until):
            self._go_on((draft, draft), entry)
        elif draft.delivered is not None or (line.size is not None and line.size < draft.open_size(self.default_size)):
            part = Delivery(entry, entry.date, line.size, line.ongoing and line.until is None, line.until)
            draft.parts.append(part)
            self.by_place.setdefault(_place(entry), draft)
            self._runs(draft, part)
        else:
            self._joins(draft, entry)
            draft.came, draft.rung = line.size or draft.open_size(self.default_size), "delivered"
            self._arrive(draft, entry)

    def _arrive(self, draft: SupportItemBuilder, entry: Entry) -> None:
        line = entry.line
        mark_delivered(draft, entry.date)
        draft.ongoing, draft.ended = line.ongoing and line.until is None, line.until
        self._runs(draft, draft)

    def _go_on(self, running: Running, entry: Entry) -> None:
        """A line that goes on with what is ongoing, or says when it ends."""
        draft, what = running
        line = entry.line
        self._joins(draft, entry)
        if isinstance(what, Delivery):
            what.size, what.day = line.size or what.size, entry.date
        else:
            if what.source == "pledge":
                what.came = line.size or what.came
            else:
                what.size = line.size or what.size
            mark_delivered(what, entry.date)
        what.ongoing, what.ended = line.ongoing and line.until is None, line.until
        self._runs(draft, what)

    def _runs(self, draft: SupportItemBuilder, what: "SupportItemBuilder | Delivery") -> None:
        """A new `ongoing` line of a kind replaces the last, unless both are parts of one pledge."""
        running = self._running.setdefault(draft.kind, [])
        if not what.ongoing:
            running[:] = [each for each in running if each[1].ongoing]
            return
        for other, each in running:
            if other is not draft:
                each.ongoing, each.replaced = False, True
        running[:] = [each for each in running if each[0] is draft and each[1] is not what]
        running.append((draft, what))

    def _intro(self, entry: Entry) -> None:
        outcome = entry.line.outcome
        if outcome not in ("made", "met"):
            return
        named = self._named(entry)
        draft = named if named is not None and named.kind == "introduction" and named.source != "evidence" else None
        draft = draft or (self._earlier_made(entry) if outcome == "met" else None)
        draft = draft or self._first_waiting(entry, "introduction")
        if draft is None:
            draft = self.keep(SupportItemBuilder("intro", "introduction", outcome, entry.date, [entry]))
        else:
            self._joins(draft, entry)
            draft.rung = "met" if "met" in (outcome, draft.rung) else "made"
        mark_delivered(draft, entry.date)
        if draft.rung == "made":
            for key in _other_side(entry):
                self._made.setdefault(key, deque()).append(draft)

    def _earlier_made(self, entry: Entry) -> SupportItemBuilder | None:
        """The first introduction that was made and leads to one of the same."""
        found = []
        for key in _other_side(entry):
            made = self._made.get(key, deque())
            while made and made[0].rung != "made":
                made.popleft()
            found += [made[0]] if made else []
        return min(found, key=lambda draft: (draft.date, draft.lines[0].path, draft.lines[0].line.line), default=None)

    def _release(self, entry: Entry) -> None:
        draft = self._named(entry)
        if draft is None:
            draft = self.waiting.first_held(kind_of_entry(entry, self.refs) or _ANY, entry)
        if draft is not None:
            self._joins(draft, entry)
            draft.released = draft.released or draft.delivered is None


def _other_side(entry: Entry) -> set[str]:
    """Those to whom the introduction leads, not who made it and may make several; the only one named otherwise."""
    if entry.towards:
        return set(entry.towards)
    links = [link.target.lower() for link in entry.line.links]
    if len(links) == 1:  # resolved or not: the first line may have named them as the other side
        return {*links, *entry.people} - {entry.path}
    return set(links[1:])
