"""What was promised and what came: pledges joined with the evidence and support that followed (SPEC §3.2)."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from netlead_md.analysis.decay import YEAR, add_days, days_since
from netlead_md.analysis.references import References, same_line
from netlead_md.analysis.support import WITHOUT_A_DAY, SupportItemBuilder, delivers_by_word, mark_delivered, raise_rung
from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.ledger import Ask
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import SOFT

# Asks and their answers (SPEC §3.6): what is open, what was answered, what was met.


BEYOND_ITS_DAY = 30
ASKS_WITHOUT_A_DAY = 60
MEETING = ("pledge", "evidence", "support", "intro")
_ASKS_ORDER = {"ask": 0, "answer": 1}


class AskHistory(msgspec.Struct, frozen=True):
    """All asks of one organisation, oldest first."""

    asks: tuple[Ask, ...]
    granted: tuple[tuple[Entry, Ask], ...]
    """Each `answer yes` with its ask."""
    last_answer: str
    """Of any time; empty: none."""
    last_answered: dt.date | None
    faults: tuple[Fault, ...] = ()


class _OpenAsk(msgspec.Struct):
    """An ask while its story is being told."""

    entry: Entry
    state: str = "open"
    answer: str = ""
    answered: dt.date | None = None


def follow_asks(entries: Iterable[Entry], refs: References, as_of: dt.date, default_size: int) -> AskHistory:
    """Tell the story of an organisation's asks up to the as-of day."""
    story = sorted(
        (entry for entry in entries if entry.type in ("ask", "answer", *MEETING)),
        key=lambda entry: (entry.date, _ASKS_ORDER.get(entry.type, 2), entry.path, entry.line.line),
    )
    drafts: list[_OpenAsk] = []
    granted: list[tuple[Entry, _OpenAsk]] = []
    faults: list[Fault] = []
    last: Entry | None = None
    for entry in story:
        if entry.type == "ask":
            drafts.append(_OpenAsk(entry))
        elif entry.type == "answer":
            last = entry
            draft = _find_answered(entry, drafts, refs)
            if draft is None:
                faults.append(
                    Fault(FaultKind.ANSWER_WITHOUT_ASK, entry.path, Range(entry.line.line, entry.line.column))
                )
            elif entry.line.outcome == "yes":
                granted.append((entry, draft))
        elif entry.type != "intro" or entry.line.outcome in ("made", "met"):
            _mark_met(entry, drafts, refs)
    asks = {id(draft): _freeze_ask(draft, as_of, default_size) for draft in drafts}
    return AskHistory(
        asks=tuple(asks.values()),
        granted=tuple((entry, asks[id(draft)]) for entry, draft in granted),
        last_answer=last.line.outcome if last else "",
        last_answered=last.date if last else None,
        faults=tuple(faults),
    )


def _find_answered(entry: Entry, drafts: list[_OpenAsk], refs: References) -> _OpenAsk | None:
    target = refs.of(entry)
    chosen = next((draft for draft in drafts if target is not None and same_line(draft.entry, target)), None)
    if chosen is None:
        chosen = next((draft for draft in drafts if _open_on(draft, entry.date)), None)
    if chosen is not None:
        chosen.answer, chosen.answered = entry.line.outcome, entry.date
        if entry.line.outcome in ("yes", "no"):
            chosen.state = entry.line.outcome
    return chosen


def _mark_met(entry: Entry, drafts: list[_OpenAsk], refs: References) -> None:
    kind = kind_of(entry, refs)
    for draft in drafts:
        if draft.entry.line.kind == kind and _open_on(draft, entry.date):
            draft.state = "met"


def kind_of(entry: Entry, refs: References) -> str:
    """The kind of help of a line: its own, that of the pledge or ask it is `re`; of bare evidence an endorsement."""
    target = refs.of(entry)
    if entry.type == "intro":
        return "introduction"
    if entry.type == "evidence" and not entry.line.kind and target is None:
        return "endorsement"
    return entry.line.kind or (target.line.kind if target is not None else "")


def _open_on(draft: _OpenAsk, day: dt.date) -> bool:
    return draft.state == "open" and days_since(draft.entry.date, day) <= YEAR


def _freeze_ask(draft: _OpenAsk, as_of: dt.date, default_size: int) -> Ask:
    line, made = draft.entry.line, draft.entry.date
    state = "closed" if draft.state == "open" and days_since(made, as_of) > YEAR else draft.state
    waited = days_since(line.by, as_of) <= BEYOND_ITS_DAY if line.by else days_since(made, as_of) <= ASKS_WITHOUT_A_DAY
    return Ask(
        organisation=draft.entry.reach[0].organisation,
        kind=line.kind,
        hard=line.kind not in SOFT,
        size=line.size or default_size,
        date=made,
        by=line.by,
        state=state,
        in_time=state == "open" and waited,
        answer=draft.answer,
        answered=draft.answered,
        entry=draft.entry,
    )


_ORDER = {"pledge": 0, "evidence": 1, "intro": 2, "support": 3, "released": 4}


class Commitments(msgspec.Struct):
    """All items of one organisation, in the order of their first lines, and what was odd about them."""

    drafts: list[SupportItemBuilder]
    faults: list[Fault]


def reconcile(entries: Iterable[Entry], refs: References, asked: AskHistory) -> Commitments:
    """Tell the story of an organisation's commitments in order of time; within a day: word, evidence, deed, release."""
    lines = sorted(
        (entry for entry in entries if entry.type in _ORDER),
        key=lambda entry: (entry.date, _ORDER[entry.type], entry.path, entry.line.line),
    )
    told = Commitments([], [])
    for entry in lines:
        if entry.type == "pledge" and not _moves_pledge(entry, refs):
            told.drafts.append(_new_pledge(entry))
    told.drafts += _pledges_from_answers(asked, told.drafts)
    told.drafts.sort(key=lambda draft: draft.date)
    for entry in lines:
        _apply_line(entry, told, refs)
    told.drafts.sort(key=lambda draft: draft.date)
    return told


def _apply_line(entry: Entry, told: Commitments, refs: References) -> None:
    match entry.type:
        case "pledge":
            if _moves_pledge(entry, refs):
                _move_pledge(entry, told, refs)
        case "evidence":
            _add_evidence(entry, told, refs)
        case "support":
            _add_support(entry, told, refs)
        case "intro":
            _add_intro(entry, told, refs)
        case _:
            _release_pledge(entry, told, refs)


def _moves_pledge(entry: Entry, refs: References) -> bool:
    target = refs.of(entry)
    return target is not None and target.type in ("pledge", "evidence", "support")


def _new_pledge(entry: Entry) -> SupportItemBuilder:
    line = entry.line
    draft = SupportItemBuilder("pledge", line.kind, line.rung or "verbal", entry.date, [entry], line.size)
    draft.due = line.by or add_days(entry.date, WITHOUT_A_DAY)
    draft.due_written = line.by is not None
    delivers_by_word(draft, entry)
    return draft


def _pledges_from_answers(asked: AskHistory, pledges: list[SupportItemBuilder]) -> list[SupportItemBuilder]:
    """`answer yes` is a verbal pledge, unless one of that kind stands on the same day or later."""
    made = []
    for answer, ask in asked.granted:
        if any(pledge.kind == ask.kind and pledge.date >= answer.date for pledge in pledges):
            continue
        draft = SupportItemBuilder("pledge", ask.kind, "verbal", answer.date, [ask.entry, answer], ask.entry.line.size)
        due = answer.line.by or ask.by
        draft.due = due or add_days(answer.date, WITHOUT_A_DAY)
        draft.due_written = due is not None
        made.append(draft)
    return made


def _find_referenced(entry: Entry, told: Commitments, refs: References) -> SupportItemBuilder | None:
    target = refs.of(entry)
    if target is None:
        return None
    return next((draft for draft in told.drafts if any(same_line(target, line) for line in draft.lines)), None)


def _find_waiting(entry: Entry, kind: str, told: Commitments) -> SupportItemBuilder | None:
    waiting = [draft for draft in told.drafts if draft.kind == kind and draft.waits_on(entry.date)]
    if len(waiting) > 1:
        days = ", ".join(draft.date.isoformat() for draft in waiting)
        place = Range(entry.line.line, entry.line.column)
        told.faults.append(Fault(FaultKind.TWO_MATCHES, entry.path, place, words=(kind, days)))
    return waiting[0] if waiting else None


def _move_pledge(entry: Entry, told: Commitments, refs: References) -> None:
    draft = _find_referenced(entry, told, refs)
    if draft is None or draft.source not in ("pledge", "evidence"):
        told.drafts.append(_new_pledge(entry))
        told.drafts.sort(key=lambda each: each.date)
        return
    draft.source = "pledge"  # what stood alone until now was evidence of this word
    draft.lines.append(entry)
    raise_rung(draft, entry.line.rung)
    delivers_by_word(draft, entry)
    if entry.line.by is not None:
        draft.due, draft.due_written = entry.line.by, True


def _add_evidence(entry: Entry, told: Commitments, refs: References) -> None:
    kind = kind_of(entry, refs)
    rung = entry.line.rung or "informal"
    draft = _find_referenced(entry, told, refs) or _find_waiting(entry, kind, told)
    if draft is None:
        draft = SupportItemBuilder("evidence", kind, rung, entry.date, [entry], entry.line.size)
        draft.due = entry.line.by or add_days(entry.date, WITHOUT_A_DAY)
        draft.due_written = entry.line.by is not None
        told.drafts.append(draft)
    else:
        draft.lines.append(entry)
        raise_rung(draft, rung)
    delivers_by_word(draft, entry)


def _add_support(entry: Entry, told: Commitments, refs: References) -> None:
    line, kind = entry.line, kind_of(entry, refs)
    draft = _find_referenced(entry, told, refs)
    if draft is None:
        draft = _find_waiting(entry, kind, told) or (_find_ongoing(kind, told) if line.ongoing or line.until else None)
    if draft is None:
        draft = SupportItemBuilder("support", kind, "delivered", entry.date, [entry])
        told.drafts.append(draft)
    else:
        draft.lines.append(entry)
    if line.ongoing:
        for other in told.drafts:
            if other is not draft and other.kind == kind and other.ongoing:
                other.ongoing, other.replaced = False, True
    if entry.date < draft.date:
        place = Range(line.line, line.column)
        words = (draft.date.isoformat(),)
        told.faults.append(Fault(FaultKind.SUPPORT_BEFORE_PLEDGE, entry.path, place, words=words))
    draft.size = line.size or draft.size
    draft.rung = "delivered"
    mark_delivered(draft, entry.date)
    draft.ongoing, draft.ended = line.ongoing and line.until is None, line.until


def _add_intro(entry: Entry, told: Commitments, refs: References) -> None:
    outcome = entry.line.outcome
    if outcome not in ("made", "met"):
        return
    draft = _find_referenced(entry, told, refs) or (_earlier_made(entry, told) if outcome == "met" else None)
    draft = draft or _find_waiting(entry, "introduction", told)
    if draft is None:
        draft = SupportItemBuilder("intro", "introduction", outcome, entry.date, [entry])
        told.drafts.append(draft)
    else:
        draft.lines.append(entry)
        draft.rung = "met" if "met" in (outcome, draft.rung) else "made"
    draft.size = entry.line.size or draft.size
    mark_delivered(draft, entry.date)


def _earlier_made(entry: Entry, told: Commitments) -> SupportItemBuilder | None:
    mine = _other_side(entry)
    return next(
        (
            draft
            for draft in told.drafts
            if draft.rung == "made" and any(each.type == "intro" and mine & _other_side(each) for each in draft.lines)
        ),
        None,
    )


def _other_side(entry: Entry) -> set[str]:
    """Those to whom the introduction leads, not who made it and may make several; the only one named otherwise."""
    if entry.towards:
        return set(entry.towards)
    links = [link.target.lower() for link in entry.line.links]
    if len(links) == 1:  # resolved or not: the first line may have named them as the other side
        return {*links, *entry.people} - {entry.path}
    return set(links[1:])


def _release_pledge(entry: Entry, told: Commitments, refs: References) -> None:
    draft = _find_referenced(entry, told, refs)
    if draft is None:
        kind = entry.line.kind
        held = [
            each
            for each in told.drafts
            if each.source == "pledge" and not each.delivered and not each.released and each.date <= entry.date
            if not kind or each.kind == kind
        ]
        draft = next((each for each in held if each.waits_on(entry.date)), held[0] if held else None)
    if draft is not None:
        draft.lines.append(entry)
        draft.released = draft.released or draft.delivered is None


def _find_ongoing(kind: str, told: Commitments) -> SupportItemBuilder | None:
    return next((draft for draft in told.drafts if draft.kind == kind and draft.ongoing), None)
