"""Asks and their answers (SPEC §2.3 and §3.6)."""

import datetime as dt
from dataclasses import dataclass, field

from tests.reference.entries import Entry

DAY = dt.timedelta(1)


@dataclass
class Ask:
    entry: Entry
    kind: str | None
    state: str = "open"  # yes, no, met, closed
    closed_on: dt.date | None = None
    later: dt.date | None = None  # answer later: in time until then
    answers: list[Entry] = field(default_factory=list)

    @property
    def day(self) -> dt.date:
        return self.entry.day

    @property
    def by(self) -> dt.date | None:
        return self.entry.line.by

    def in_time(self, on: dt.date) -> bool:
        end = self.by + 30 * DAY if self.by else self.day + 60 * DAY
        return on <= max(end, self.later or end)


def find_by_id(entry: Entry, entries: list[Entry], everything: list[Entry]) -> Entry | None:
    """`re ID`: in the same note, else among the entries of the same organisation, else in the vault if unique."""
    wanted = entry.line.re
    if wanted is None:
        return None
    same_note = [e for e in everything if e.line.id == wanted and e.line.note == entry.line.note]
    same_organisation = [e for e in entries if e.line.id == wanted]
    anywhere = [e for e in everything if e.line.id == wanted]
    if same_note:
        return same_note[0]
    if same_organisation:
        return same_organisation[0]
    return anywhere[0] if len(anywhere) == 1 else None


def later_until(answer: Entry) -> dt.date:
    return answer.line.by or answer.day + 90 * DAY


@dataclass
class Answered:
    asks: list[Ask]
    answers: list[Entry]  # those that count in the windows of §3.3 and §3.6
    rests: list[Entry]  # `answer later re` a pledge
    yes: list[tuple[Entry, Ask]]


def match_answers(entries: list[Entry], everything: list[Entry], as_of: dt.date) -> Answered:
    asks = [Ask(e, e.line.kind) for e in entries if e.type == "ask"]
    result = Answered(asks, [], [], [])
    for answer in [e for e in entries if e.type == "answer"]:
        target = find_by_id(answer, entries, everything)
        if target is not None and target.type != "ask":
            if target.type == "pledge" and answer.line.word == "later":
                result.rests.append(answer)
            continue
        result.answers.append(answer)
        ask = _ask_of(answer, target, asks, entries, everything)
        if ask is None:
            continue
        ask.answers.append(answer)
        _take(ask, answer, named=target is not None)
        if answer.line.word == "yes":
            result.yes.append((answer, ask))
    for ask in asks:
        _close(ask, entries, everything, as_of)
    return result


def _ask_of(
    answer: Entry, target: Entry | None, asks: list[Ask], entries: list[Entry], everything: list[Entry]
) -> Ask | None:
    if target is not None:
        return next((ask for ask in asks if ask.entry is target), None)
    kind = answer.line.kind
    possible = [a for a in asks if a.day <= answer.day and _open_for(a, answer.day, entries, everything)]
    if kind is not None:
        possible = [a for a in possible if a.kind == kind]
    same_note = [a for a in possible if a.entry.line.note == answer.line.note]
    same_person = [a for a in possible if a.entry.people and a.entry.people == answer.people]
    return next(iter(same_note or same_person or possible), None)


def _open_for(ask: Ask, day: dt.date, entries: list[Entry], everything: list[Entry]) -> bool:
    """Open for an answer of that day: a pledge of the same day does not yet take the place of the answer."""
    met = met_on(ask, entries, everything)
    return ask.state == "open" and (day - ask.day).days <= 365 and not (met and met < day)


def met_on(ask: Ask, entries: list[Entry], everything: list[Entry]) -> dt.date | None:
    """The first day on which something of its kind came; asks older than 365 days are closed."""
    near = [e for e in entries if 0 <= (e.day - ask.day).days <= 365]
    days = [e.day for e in near if meets(e, ask.kind, entries, everything)]
    return min(days, default=None)


def meets(entry: Entry, kind: str | None, entries: list[Entry], everything: list[Entry]) -> bool:
    """A pledge, evidence or support of that kind; an introduction made or met is help of its kind."""
    if entry.type == "intro":
        return kind == "introduction" and entry.line.word in {"made", "met"}
    if entry.type == "support":
        return entry.line.kind == kind
    if entry.type == "evidence":
        return kind_of_evidence(entry, entries, everything) == kind
    return entry.type == "pledge" and kind_of_pledge(entry, entries, everything) == kind


def kind_of_evidence(entry: Entry, entries: list[Entry], everything: list[Entry]) -> str | None:
    """The written kind, else that of the pledge that it is `re`, else an endorsement."""
    if entry.line.kind:
        return entry.line.kind
    target = find_by_id(entry, entries, everything)
    if target is not None and target.type == "pledge" and target is not entry:
        return kind_of_pledge(target, entries, everything)
    return "endorsement"


def kind_of_pledge(entry: Entry, entries: list[Entry], everything: list[Entry]) -> str | None:
    """The written kind; `re` another line without one, the kind of that line, an endorsement where it names none."""
    target = find_by_id(entry, entries, everything)
    if target is None or target is entry:
        return entry.line.kind
    if target.type == "pledge":
        return kind_of_pledge(target, entries, everything)
    return entry.line.kind or target.line.kind or "endorsement"


def _take(ask: Ask, answer: Entry, *, named: bool) -> None:
    word = answer.line.word
    if word in {"yes", "no"} and (named or ask.state == "open"):
        ask.state, ask.closed_on = word, None if named else answer.day
    if word == "later":
        ask.later = max(later_until(answer), ask.later or later_until(answer))


def _close(ask: Ask, entries: list[Entry], everything: list[Entry], as_of: dt.date) -> None:
    met = met_on(ask, entries, everything)
    if met and (ask.state == "open" or (ask.closed_on is not None and met < ask.closed_on)):
        ask.state, ask.closed_on = "met", met
    if ask.state == "open" and (as_of - ask.day).days > 365:
        ask.state = "closed"
