"""Asks and their answers (SPEC §3.6): what is open, what was answered, what was met."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from netlead_md.deriving.references import References, same_line
from netlead_md.deriving.standing import YEAR, age
from netlead_md.model.ledger import Ask
from netlead_md.model.network import Entry
from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.model.vocabulary import SOFT

BEYOND_ITS_DAY = 30
WITHOUT_A_DAY = 60
MEETING = ("pledge", "evidence", "support", "intro")
_ORDER = {"ask": 0, "answer": 1}


class Asked(msgspec.Struct, frozen=True):
    """All asks of one organisation, oldest first."""

    asks: tuple[Ask, ...]
    granted: tuple[tuple[Entry, Ask], ...]
    """Each `answer yes` with its ask."""
    last_answer: str
    """Of any time; empty: none."""
    last_answered: dt.date | None
    faults: tuple[Fault, ...] = ()


class _Open(msgspec.Struct):
    """An ask while its story is being told."""

    entry: Entry
    state: str = "open"
    answer: str = ""
    answered: dt.date | None = None


def asked(entries: Iterable[Entry], refs: References, as_of: dt.date, default_size: int) -> Asked:
    """Tell the story of an organisation's asks up to the as-of day."""
    story = sorted(
        (entry for entry in entries if entry.type in ("ask", "answer", *MEETING)),
        key=lambda entry: (entry.date, _ORDER.get(entry.type, 2), entry.path, entry.line.line),
    )
    drafts: list[_Open] = []
    granted: list[tuple[Entry, _Open]] = []
    faults: list[Fault] = []
    last: Entry | None = None
    for entry in story:
        if entry.type == "ask":
            drafts.append(_Open(entry))
        elif entry.type == "answer":
            last = entry
            draft = _answered(entry, drafts, refs)
            if draft is None:
                faults.append(Fault(Trouble.ANSWER_WITHOUT_ASK, entry.path, Place(entry.line.line, entry.line.column)))
            elif entry.line.outcome == "yes":
                granted.append((entry, draft))
        elif entry.type != "intro" or entry.line.outcome in ("made", "met"):
            _met(entry, drafts, refs)
    asks = {id(draft): _frozen(draft, as_of, default_size) for draft in drafts}
    return Asked(
        asks=tuple(asks.values()),
        granted=tuple((entry, asks[id(draft)]) for entry, draft in granted),
        last_answer=last.line.outcome if last else "",
        last_answered=last.date if last else None,
        faults=tuple(faults),
    )


def _answered(entry: Entry, drafts: list[_Open], refs: References) -> _Open | None:
    target = refs.of(entry)
    chosen = next((draft for draft in drafts if target is not None and same_line(draft.entry, target)), None)
    if chosen is None:
        chosen = next((draft for draft in drafts if _open_on(draft, entry.date)), None)
    if chosen is not None:
        chosen.answer, chosen.answered = entry.line.outcome, entry.date
        if entry.line.outcome in ("yes", "no"):
            chosen.state = entry.line.outcome
    return chosen


def _met(entry: Entry, drafts: list[_Open], refs: References) -> None:
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


def _open_on(draft: _Open, day: dt.date) -> bool:
    return draft.state == "open" and age(draft.entry.date, day) <= YEAR


def _frozen(draft: _Open, as_of: dt.date, default_size: int) -> Ask:
    line, made = draft.entry.line, draft.entry.date
    state = "closed" if draft.state == "open" and age(made, as_of) > YEAR else draft.state
    waited = age(line.by, as_of) <= BEYOND_ITS_DAY if line.by else age(made, as_of) <= WITHOUT_A_DAY
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
