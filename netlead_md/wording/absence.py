"""The guard of every sentence that says that something is not there (SPEC §2.5, §3.3).

Whoever wants to say "not asked", "nothing came" or "no thanks" asks here. The words are true by the entries of one
organisation or individual, and say so where an open question makes them doubtful. Nothing else may claim an absence.
"""

import datetime as dt
from typing import Final

from netlead_md.analysis.decay import YEAR, days_since
from netlead_md.analysis.record import ASKING, Record, count_doubts, has_come, next_due, record_of
from netlead_md.model.entry_types import GIVEN_BY_THEM
from netlead_md.model.ledger import Ask, Ledger
from netlead_md.model.words import EntryTypeName, LedgerClass
from netlead_md.wording.phrases import format_day, pluralise

_TWO_YEARS: Final = 2 * YEAR
_HELPED: Final = 2.5
_STATES: Final[dict[LedgerClass, str]] = {
    "supported": "helping",
    "on-the-way": "help is on the way",
    "severe": "time to decide",
    "said-no": "they said no",
    "serious": "goodwill is not becoming help",
    "words-only": "promises, none kept yet",
    "asked": "asked, their answer is due",
    "mild": "friendly, no help of late",
    "ripening": "trusted of late",
    "building": "no settled trust on record",
}
"""The classes of SPEC §3.3 in words; `helped` and `unasked` are told by what the notes hold."""
_DELIVERING: Final[frozenset[EntryTypeName]] = frozenset({"support", "intro"})


def state_of(ledger: Ledger, as_of: dt.date) -> str:
    """The one word of every page for the class of an organisation or individual (SPEC §3.3)."""
    if ledger.class_ == "helped":
        given = sum(item.value for item in ledger.support.items if item.hard and item.delivered is not None)
        return "has helped before" if given >= _HELPED else "has helped in other ways"
    if ledger.class_ == "unasked":
        return asked_so_far(record_of(ledger, as_of))
    return _STATES[ledger.class_]


def _doubted(words: str, count: int) -> str:
    """The words with the lines that may say otherwise; `words` is of the form `nothing asked`."""
    return f"{words} that could be read; {pluralise(count, 'line')} may say otherwise"


def may_have_asked(record: Record) -> str:
    """What the card of somebody says first while questions sound like an ask; else empty."""
    count = count_doubts(record, ("ask",))
    return f"You may have asked already: {pluralise(count, 'line')}" if count else ""


def asked_so_far(record: Record) -> str:
    """How often they were asked: `asked 3 times`, `not asked for two years`, `not asked yet`."""
    days = record.asked_on()
    recent = [each for each in days if days_since(each, record.as_of) <= _TWO_YEARS]
    if recent:
        return "asked once" if len(recent) == 1 else f"asked {len(recent)} times"
    if doubts := count_doubts(record, ASKING):
        return _doubted("nothing asked", doubts)
    return "not asked for two years" if days else "not asked yet"


def not_asked_since(record: Record, since: dt.date, span: str) -> str:
    """`you have not asked in the last six months`, where that is true; else what is known."""
    days = record.asked_on()
    if days and days[-1] >= since:
        return f"you asked on {format_day(days[-1])}"
    if doubts := count_doubts(record, ASKING):
        return f"no ask of {span} could be read, and {pluralise(doubts, 'line')} may say otherwise"
    return f"you have not asked in {span}"


def nothing_came(record: Record) -> str:
    """`nothing came`; `nothing has come yet, due 31 Oct 2026` where it still has time; empty where something did."""
    if has_come(record):
        return ""
    if doubts := count_doubts(record, GIVEN_BY_THEM):
        return _doubted("nothing came", doubts)
    ahead = next_due(record.items, record.as_of)
    if ahead is not None and ahead.due is not None:
        return f"nothing has come yet, due {format_day(ahead.due)}"
    if any(ask.in_time for ask in record.asks):
        return "nothing has come yet, and their answer has time"
    return "nothing came"


def never_helped(record: Record) -> str:
    """`no help is on record`, where nothing was delivered, made or met; else empty."""
    if any(item.delivered is not None for item in record.items):
        return ""
    if doubts := count_doubts(record, _DELIVERING):
        return _doubted("no help", doubts)
    return "no help is on record"


def no_thanks_since(record: Record, on: dt.date) -> str:
    """`no thanks are noted since`, where that is true of this day; else empty."""
    if any(entry.type == "thanks" and entry.date >= on for entry in record.entries):
        return ""
    if doubts := count_doubts(record, ("thanks",)):
        return _doubted("no thanks", doubts)
    return "no thanks are noted since"


def no_answer(record: Record, ask: Ask) -> str:
    """What is known of the answer to an open ask: `no yes or no is noted`, `they said later on 5 Mar`."""
    if ask.answer and ask.answered is not None:
        return f"they said {ask.answer} on {format_day(ask.answered)}"
    if doubts := count_doubts(record, ("answer",)):
        return _doubted("no answer", doubts)
    return "no yes or no is noted"


def said_no(record: Record) -> str:
    """`they said no on 10 Mar 2026`, of the latest answer no; empty where there is none."""
    refused = [ask.answered for ask in record.asks if ask.answer == "no" and ask.answered is not None]
    days = [*refused, *(each.date for each in record.entries if each.type == "answer" and each.line.outcome == "no")]
    return f"they said no on {format_day(max(days))}" if days else ""
