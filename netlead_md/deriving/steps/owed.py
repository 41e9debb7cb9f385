"""Steps that settle what stands between us: promises, thanks, late pledges, open asks (SPEC §3.6)."""

from netlead_md.deriving.drafts import LAPSES
from netlead_md.deriving.standing import HALF_YEAR, age, day_of
from netlead_md.deriving.steps.case import Case, Step
from netlead_md.deriving.support import IN_TIME
from netlead_md.deriving.wording import KIND_WORDS, SIZE_WORDS, day, label, quoted
from netlead_md.model.ledger import Item
from netlead_md.model.network import Entry

_FORGOTTEN = 60
_TOO_FRESH = 8


def keep_promise(case: Case) -> Step | None:
    """A promise of mine 1 to 60 days overdue; the oldest first."""
    late = [each for each in case.promises if each.state == "overdue" and each.days <= _FORGOTTEN]
    if not late:
        return None
    oldest = min(late, key=lambda each: (each.due, each.entry.path, each.entry.line.line))
    what = quoted(label(oldest.entry, case.network)) or "what you promised"
    return Step(
        text=f"Do it first: {what}.",
        reason=f"You promised it for {day(oldest.due)}, and a kept word is what trust is made of.",
        people=oldest.entry.people,
    )


def thank(case: Case) -> Step | None:
    """Hard support or an intro made or met 8 to 180 days ago, and no `thanks` since."""
    thanked = case.last("thanks")
    given = [
        (line.date, line.path, line.line.line, line, item.kind)
        for item in case.support.items
        for line in item.lines
        if _is_gift(line, item)
        if _TOO_FRESH <= case.ago(line.date) <= HALF_YEAR
        if thanked is None or day_of(thanked) < line.date
    ]
    if not given:
        return None
    *_, last, kind = max(given, key=lambda gift: gift[:3])
    words = quoted(label(last, case.network))
    return Step(
        text="Thank them, and say what it made possible.",
        reason=f"They gave {KIND_WORDS.get(kind, 'help')} on {day(last.date)}{words and f' ({words})'}; "
        "no thanks are on record since.",
        lines=(f"thanks: {case.link} ",),
        people=last.people,
    )


def _is_gift(line: Entry, item: Item) -> bool:
    if line.type == "intro":
        return line.line.outcome in ("made", "met")
    return line.type == "support" and item.hard


def frank_talk(case: Case) -> Step | None:
    """Severe, and no written review in force."""
    if case.class_ != "severe" or (case.decision is not None and case.decision.in_force):
        return None
    return Step(
        text="Have one frank, kind conversation; then decide.",
        reason="They have trusted you for more than a year, you asked three times or more, and few promises were kept.",
        lines=(f"meeting 1h: {case.link} ", f"review pause: {case.link} "),
        people=tuple(person.key for person in case.people[:1]),
    )


def late_pledge(case: Case) -> Step | None:
    """A pledge 31 to 120 days overdue; the one in the strongest words, then the smallest, then the oldest."""
    late = [item for item in case.support.items if item.state == "overdue" and _days_late(item, case) > IN_TIME]
    if not late:
        return None
    item = max(late, key=lambda each: (each.credit, -each.size, -each.date.toordinal()))
    what = item.label or KIND_WORDS.get(item.kind, "support")
    size = SIZE_WORDS.get(item.size, "")
    kind = " ".join(part for part in (item.kind, size) if part)
    lapsed = any(each.state == "lapsed" for each in case.support.items)
    besides = "; it is the one that has not lapsed" if lapsed and len(late) == 1 else ""
    return Step(
        text=f"Ask whether it is still possible ({what}), or something smaller; offer to let them off.",
        reason=f"Due on {day(item.due or item.date)}{besides}.",
        lines=(
            f"support {kind}: {case.link} {what} arrived",
            f"{f'released {item.kind}'.strip()}: {case.link} let them off, gladly",
        ),
        people=(item.person,) if item.person else (),
    )


def _days_late(item: Item, case: Case) -> int:
    late = age(item.due or item.date, case.as_of)
    return late if late <= LAPSES else 0


def settle_answer(case: Case) -> Step | None:
    """An open ask that is no longer in time; the oldest first."""
    stale = next((ask for ask in case.asked.asks if ask.state == "open" and not ask.in_time), None)
    if stale is None:
        return None
    what = label(stale.entry, case.network) or KIND_WORDS.get(stale.kind, "support")
    return Step(
        text=f"Ask for a plain yes or no ({what}); a clear no is a gift.",
        reason=f"You asked on {day(stale.date)}, and no yes or no is on record.",
        lines=(f"answer yes: {case.link} {what}", f"answer no: {case.link} {what}"),
        people=stale.entry.people,
    )


def receive(case: Case) -> Step | None:
    """A live agreement that is due ahead; the next first."""
    ahead = [
        item for item in case.waiting if item.rung == "agreement" and item.due is not None and item.due >= case.as_of
    ]
    if not ahead:
        return None
    item = min(ahead, key=lambda each: (each.due or each.date, each.date))
    what = item.label or KIND_WORDS.get(item.kind, "support")
    size = SIZE_WORDS.get(item.size, "")
    words = " ".join(part for part in ("support", item.kind, size) if part)
    return Step(
        text=f"Prepare to receive it ({what}): date, owner, paperwork.",
        reason=f"It is agreed, and due on {day(item.due or item.date)}.",
        lines=(f"{words}: {case.link} {what} arrived",),
        people=(item.person,) if item.person else (),
    )


RULES = (
    ("keep-promise", keep_promise),
    ("thank", thank),
    ("frank-talk", frank_talk),
    ("late-pledge", late_pledge),
    ("settle-answer", settle_answer),
    ("receive", receive),
)
"""In the order of the contract."""
