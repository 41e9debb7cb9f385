"""What was promised and what came: pledges joined with the evidence and support that followed (SPEC §3.2)."""

from collections.abc import Iterable

import msgspec

from netlead_md.deriving.asks import Asked, kind_of
from netlead_md.deriving.drafts import WITHOUT_A_DAY, Draft, deliver, delivers_by_word, raise_rung
from netlead_md.deriving.references import References, same_line
from netlead_md.deriving.standing import after
from netlead_md.model.network import Entry
from netlead_md.model.place import Fault, Place, Trouble

_ORDER = {"pledge": 0, "evidence": 1, "intro": 2, "support": 3, "released": 4}


class Story(msgspec.Struct):
    """All items of one organisation, in the order of their first lines, and what was odd about them."""

    drafts: list[Draft]
    faults: list[Fault]


def story(entries: Iterable[Entry], refs: References, asked: Asked) -> Story:
    """Tell the story of an organisation's commitments in order of time; within a day: word, evidence, deed, release."""
    lines = sorted(
        (entry for entry in entries if entry.type in _ORDER),
        key=lambda entry: (entry.date, _ORDER[entry.type], entry.path, entry.line.line),
    )
    told = Story([], [])
    for entry in lines:
        if entry.type == "pledge" and not _moves(entry, refs):
            told.drafts.append(_pledge(entry))
    told.drafts += _granted(asked, told.drafts)
    told.drafts.sort(key=lambda draft: draft.date)
    for entry in lines:
        _tell(entry, told, refs)
    told.drafts.sort(key=lambda draft: draft.date)
    return told


def _tell(entry: Entry, told: Story, refs: References) -> None:
    match entry.type:
        case "pledge":
            if _moves(entry, refs):
                _move(entry, told, refs)
        case "evidence":
            _evidence(entry, told, refs)
        case "support":
            _support(entry, told, refs)
        case "intro":
            _intro(entry, told, refs)
        case _:
            _release(entry, told, refs)


def _moves(entry: Entry, refs: References) -> bool:
    target = refs.of(entry)
    return target is not None and target.type in ("pledge", "evidence", "support")


def _pledge(entry: Entry) -> Draft:
    line = entry.line
    draft = Draft("pledge", line.kind, line.rung or "verbal", entry.date, [entry], line.size)
    draft.due = line.by or after(entry.date, WITHOUT_A_DAY)
    draft.due_written = line.by is not None
    delivers_by_word(draft, entry)
    return draft


def _granted(asked: Asked, pledges: list[Draft]) -> list[Draft]:
    """`answer yes` is a verbal pledge, unless one of that kind stands on the same day or later."""
    made = []
    for answer, ask in asked.granted:
        if any(pledge.kind == ask.kind and pledge.date >= answer.date for pledge in pledges):
            continue
        draft = Draft("pledge", ask.kind, "verbal", answer.date, [ask.entry, answer], ask.entry.line.size)
        due = answer.line.by or ask.by
        draft.due = due or after(answer.date, WITHOUT_A_DAY)
        draft.due_written = due is not None
        made.append(draft)
    return made


def _named(entry: Entry, told: Story, refs: References) -> Draft | None:
    target = refs.of(entry)
    if target is None:
        return None
    return next((draft for draft in told.drafts if any(same_line(target, line) for line in draft.lines)), None)


def _waiting(entry: Entry, kind: str, told: Story) -> Draft | None:
    waiting = [draft for draft in told.drafts if draft.kind == kind and draft.waits_on(entry.date)]
    if len(waiting) > 1:
        days = ", ".join(draft.date.isoformat() for draft in waiting)
        place = Place(entry.line.line, entry.line.column)
        told.faults.append(Fault(Trouble.TWO_MATCHES, entry.path, place, words=(kind, days)))
    return waiting[0] if waiting else None


def _move(entry: Entry, told: Story, refs: References) -> None:
    draft = _named(entry, told, refs)
    if draft is None or draft.source not in ("pledge", "evidence"):
        told.drafts.append(_pledge(entry))
        told.drafts.sort(key=lambda each: each.date)
        return
    draft.source = "pledge"  # what stood alone until now was evidence of this word
    draft.lines.append(entry)
    raise_rung(draft, entry.line.rung)
    delivers_by_word(draft, entry)
    if entry.line.by is not None:
        draft.due, draft.due_written = entry.line.by, True


def _evidence(entry: Entry, told: Story, refs: References) -> None:
    kind = kind_of(entry, refs)
    rung = entry.line.rung or "informal"
    draft = _named(entry, told, refs) or _waiting(entry, kind, told)
    if draft is None:
        draft = Draft("evidence", kind, rung, entry.date, [entry], entry.line.size)
        draft.due = entry.line.by or after(entry.date, WITHOUT_A_DAY)
        draft.due_written = entry.line.by is not None
        told.drafts.append(draft)
    else:
        draft.lines.append(entry)
        raise_rung(draft, rung)
    delivers_by_word(draft, entry)


def _support(entry: Entry, told: Story, refs: References) -> None:
    line, kind = entry.line, kind_of(entry, refs)
    draft = _named(entry, told, refs)
    if draft is None:
        draft = _waiting(entry, kind, told) or (_running(kind, told) if line.ongoing or line.until else None)
    if draft is None:
        draft = Draft("support", kind, "delivered", entry.date, [entry])
        told.drafts.append(draft)
    else:
        draft.lines.append(entry)
    if line.ongoing:
        for other in told.drafts:
            if other is not draft and other.kind == kind and other.ongoing:
                other.ongoing, other.replaced = False, True
    if entry.date < draft.date:
        place = Place(line.line, line.column)
        words = (draft.date.isoformat(),)
        told.faults.append(Fault(Trouble.SUPPORT_BEFORE_PLEDGE, entry.path, place, words=words))
    draft.size = line.size or draft.size
    draft.rung = "delivered"
    deliver(draft, entry.date)
    draft.ongoing, draft.ended = line.ongoing and line.until is None, line.until


def _intro(entry: Entry, told: Story, refs: References) -> None:
    outcome = entry.line.outcome
    if outcome not in ("made", "met"):
        return
    draft = _named(entry, told, refs) or (_earlier_made(entry, told) if outcome == "met" else None)
    draft = draft or _waiting(entry, "introduction", told)
    if draft is None:
        draft = Draft("intro", "introduction", outcome, entry.date, [entry])
        told.drafts.append(draft)
    else:
        draft.lines.append(entry)
        draft.rung = "met" if "met" in (outcome, draft.rung) else "made"
    draft.size = entry.line.size or draft.size
    deliver(draft, entry.date)


def _earlier_made(entry: Entry, told: Story) -> Draft | None:
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


def _release(entry: Entry, told: Story, refs: References) -> None:
    draft = _named(entry, told, refs)
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


def _running(kind: str, told: Story) -> Draft | None:
    return next((draft for draft in told.drafts if draft.kind == kind and draft.ongoing), None)
