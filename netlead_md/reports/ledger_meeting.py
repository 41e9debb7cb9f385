"""What to know before meeting an organisation: who owes what, whom to thank, what the notes do not say (SPEC §4)."""

import msgspec

from netlead_md.deriving.standing import YEAR
from netlead_md.model.book import Book
from netlead_md.model.ledger import Item, Ledger
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import CONTACT
from netlead_md.reports.commitments import RUNGS, pledges, what
from netlead_md.reports.ledger_exchange import is_gift
from netlead_md.reports.ledger_people import decider_known
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import day, listed


class Meeting(msgspec.Struct, frozen=True):
    """Each a phrase without a full stop."""

    they_owe: str
    lapsed: str
    you_owe: str
    thank: str
    last: str
    unknown: str


def meeting(book: Book, setting: Setting, ledger: Ledger) -> Meeting:
    said = pledges(ledger, book.as_of)
    owed = [item for item in said if item.state in ("open", "overdue")]
    lapsed = [what(setting.people, item) for item in said if item.state == "lapsed"]
    mine = [one for one in ledger.promises if one.state in ("open", "overdue")]
    return Meeting(
        listed([_owed(setting, item) for item in owed]) or "nothing on record",
        listed(lapsed),
        listed([f"{setting.people.quote(one.entry) or 'a promise'} for {day(one.due)}" for one in mine])
        or "nothing on record",
        _thank(setting, ledger),
        _last(setting, ledger),
        _unknown(book, ledger),
    )


def _owed(setting: Setting, item: Item) -> str:
    since = "since" if item.state == "overdue" else "by"
    return f"{what(setting.people, item)} {since} {day(item.due or item.date)} ({RUNGS.get(item.rung, item.rung)})"


def _thank(setting: Setting, ledger: Ledger) -> str:
    """The latest thing that they gave in a year and were not thanked for since."""
    as_of = setting.people.book.as_of
    thanked = max((entry.date for entry in ledger.entries if entry.type == "thanks"), default=None)
    for entry in reversed(ledger.entries):
        if (thanked is not None and entry.date <= thanked) or (as_of - entry.date).days > YEAR:
            return ""
        if is_gift(entry):
            return _gift(setting, entry)
    return ""


def _gift(setting: Setting, entry: Entry) -> str:
    if entry.type == "support":
        return f"{setting.people.quote(entry) or 'their help'} ({day(entry.date)})"
    gift = "introduction" if entry.type == "intro" else RUNGS.get(entry.line.rung, "word")
    return f"the {gift} of {day(entry.date)}"


def _last(setting: Setting, ledger: Ledger) -> str:
    contact = next((entry for entry in reversed(ledger.entries) if entry.type in CONTACT), None)
    if contact is not None and contact.date == ledger.last_contact:
        return f"{setting.people.quote(contact) or contact.line.word or contact.type}, {day(contact.date)}"
    return day(ledger.last_contact) if ledger.last_contact else "no note of contact"


def _unknown(book: Book, ledger: Ledger) -> str:
    missing = [] if decider_known(book, ledger) else ["who decides"]
    missing += [] if book.network.organisations[ledger.key].benefit_to_them else ["what they gain"]
    return " and ".join(missing)
