"""The same figures on earlier days: twelve month ends, and the day of the last review (SPEC §4)."""

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import TypeAlias

from netlead_md.analysis.commitments import NOTHING_ASKED, follow_asks, reconcile
from netlead_md.analysis.decay import YEAR, add_days, in_window
from netlead_md.analysis.effort import hours_of
from netlead_md.analysis.metrics import TOUCH
from netlead_md.analysis.references import resolve_references
from netlead_md.analysis.support import Piece, is_hard, pieces, score_of
from netlead_md.analysis.trust import TrustGrounds, TrustState, trust_grounds, trust_series
from netlead_md.model.book import Book, Month, PersonSummary, Quarter
from netlead_md.model.entry_types import COMMITMENTS
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Entry, Network

MONTHS = 12


def monthly_history(book: Book, key: str, trust: TrustGrounds | None = None) -> tuple[Month, ...]:
    """Trust and support at the ends of the eleven months before, and on the as-of day."""
    return on_days(book, key, month_ends(book.as_of), trust)


def on_days(book: Book, key: str, days: Sequence[dt.date], trust: TrustGrounds | None = None) -> tuple[Month, ...]:
    """Trust and support of an organisation on some earlier days, ascending, as they would have been derived then.

    `trust`: its grounds, if they are at hand.
    """
    ledger = book.ledgers[key]
    of = book.people[key] if ledger.individual else ledger  # an individual is trusted as a person
    trusts = trust_series(*(trust or trust_grounds(of)), [day.toordinal() for day in days])
    return tuple(
        Month(day, TrustState(*standing).score, *support)
        for day, standing, support in zip(days, trusts, support_on(book, key, days), strict=True)
    )


def month_ends(as_of: dt.date) -> list[dt.date]:
    """The last days of the eleven months before, and the as-of day itself."""
    ends = [as_of]
    while len(ends) < MONTHS:
        ends.append(add_days(ends[-1].replace(day=1), -1))
    return ends[::-1]


def support_on(book: Book, key: str, days: Sequence[dt.date]) -> Iterator[tuple[float, float, float]]:
    """Hard support, S and D on each of the days, ascending; the story is told again where a line has come."""
    commitments = [entry for entry in book.ledgers[key].entries if entry.type in COMMITMENTS]
    dates, size = [entry.date for entry in commitments], book.config.size
    known, worth = 0, list[Piece]()
    for day in days:
        count = bisect_right(dates, day)
        if count != known:
            known, told = count, commitments[:count]
            refs = resolve_references(told)
            granted = any(entry.type == "answer" and entry.line.outcome == "yes" for entry in told)
            asks = follow_asks(told, refs, key, day, size) if granted else NOTHING_ASKED  # their only part in the story
            drafts = reconcile(told, refs, asks, size).drafts
            worth = [piece for draft in drafts for piece in pieces(draft, book.network, size)]
        hard = fsum([piece.value(day) for piece in worth if is_hard(piece.draft)])
        soft = fsum([piece.value(day) for piece in worth if not is_hard(piece.draft)])
        firm = fsum([piece.value(day) for piece in worth if piece.is_firm])
        yield hard, score_of(hard, soft), firm


# Growth: who came new in each quarter, and through whom (SPEC §3.8).


def count_growth(
    network: Network,
    people: Mapping[str, PersonSummary],
    ledgers: Mapping[str, Ledger],
    intros: Sequence[Entry],
    as_of: dt.date,
) -> tuple[Quarter, ...]:
    """Every quarter from the first contact on, quiet ones too, up to that of the as-of day.

    `intros`: all introductions up to the day.
    """
    first_people = {key: each.first_contact for key, each in people.items() if each.first_contact is not None}
    first_organisations = {
        key: each.first_contact
        for key, each in ledgers.items()
        if each.first_contact is not None and not each.individual
    }
    through = {person.key for person in network.people.values() if person.met_through}
    through.update(key for entry in intros if entry.line.outcome == "met" for key in entry.towards)
    new_people = Counter(map(_quarter_number, first_people.values()))
    new_organisations = Counter(map(_quarter_number, first_organisations.values()))
    first = {**first_people, **first_organisations}
    introduced = Counter(_quarter_number(day) for key, day in first.items() if key in through)
    steps = Counter((_quarter_number(entry.date), entry.line.outcome or "asked") for entry in intros)
    start = min((*new_people, *new_organisations), default=_quarter_number(as_of) + 1)
    return tuple(
        Quarter(
            quarter=f"{number // 4} Q{number % 4 + 1}",
            people=new_people[number],
            organisations=new_organisations[number],
            through_introductions=introduced[number],
            asked=steps[number, "asked"],
            made=steps[number, "made"],
            met=steps[number, "met"],
        )
        for number in range(start, _quarter_number(as_of) + 1)
    )


def _quarter_number(day: dt.date) -> int:
    """Quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // 3


# How often I was in touch, week by week, and with whom my hours went (SPEC §4, People first).


WEEKS = 12
Line: TypeAlias = tuple[str, int]
"""Path and number of a line."""


def weekly_contacts(entries: Iterable[Entry], as_of: dt.date) -> tuple[int, ...]:
    """Contacts in each of twelve calendar weeks (Monday to Sunday), the oldest first, the as-of day in the last.

    What a contact is, care says (SPEC §3.8). `entries`: dated on or before the day.
    """
    counts = [0] * WEEKS
    monday = as_of.toordinal() - as_of.weekday()
    for entry in entries:
        back = -((entry.date.toordinal() - monday) // 7)
        if entry.type in TOUCH and 0 <= back < WEEKS:
            counts[WEEKS - 1 - back] += 1
    return tuple(counts)


def hours_by_line(regard: PersonSummary, book: Book) -> dict[Line, float]:
    """My hours with somebody in 365 days."""
    recent = in_window(regard.entries, book.as_of, YEAR)
    return {(entry.path, entry.line.line): hours_of(entry, book.config) for entry in recent}


def hours_of_groups(groups: Iterable[Sequence[Mapping[Line, float]]]) -> tuple[float, ...]:
    """My hours with each group of people; one with several of them counts once, for the first group."""
    seen: set[Line] = set()
    spent = []
    for group in groups:
        hours: dict[Line, float] = {}
        for lines in reversed(group):
            hours.update(lines)
        spent.append(fsum(each for at, each in hours.items() if at not in seen))
        seen.update(hours)
    return tuple(spent)
