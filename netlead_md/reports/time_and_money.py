"""Which efforts pay? Where hours and money went, and what help they went before (SPEC §3.10, §4)."""

from math import fsum
from typing import Final

import msgspec

from netlead_md.model.book import Book, EffortByType
from netlead_md.model.entry_types import ROWS
from netlead_md.model.ledger import Ledger
from netlead_md.reports.formatting import as_sentence, format_money, number_word, round_half_up, round_to_five
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.wording.phrases import pluralise

TITLE: Final = "Time and money"
_LINKS: Final = (
    "This week",
    "Trust and support map",
    "People first",
    "Giving and asking",
    "Notes health",
)
_BARS: Final = 12
_MOST: Final = 30
_PLURALS: Final[dict[str, str]] = {row.name: row.plural for row in ROWS if row.plural}
_JUDGED: Final = 0.5
"""Support units from which a channel is judged (SPEC §3.10)."""
_MUCH: Final = 5.0
"""Hours from which a channel is worth an experiment."""
_WORSE: Final = 2.0
"""How many times the hours of the best channel a unit must cost before less of it is proposed."""
_MAY_REST: Final = frozenset([row.name for row in ROWS if row.may_rest])
"""What may be dropped for a while: gifts, thanks, introductions and tasks never, for steps suggest them."""


class ParetoRow(msgspec.Struct, frozen=True):
    number: str
    """In the chart; empty for those that it has no room for."""
    organisation: NoteLink
    help: str
    help_share: str
    hours: str
    hours_share: str


class HoursBar(msgspec.Struct, frozen=True):
    number: str
    help: int
    """Share of all firm help, per cent, to the nearest five but never 0 where there is some."""
    hours: int
    """Share of all hours with organisations, per cent."""


class EffortRow(msgspec.Struct, frozen=True):
    """One channel of twelve months."""

    name: str
    hours: str
    assumed: str
    money: str
    help: str
    rate: str


class TimeAndMoneyView(msgspec.Struct, frozen=True):
    head: PageHeader
    few: str
    """Who gives most, in a sentence; empty: nobody gives firm help yet."""
    bars: tuple[HoursBar, ...]
    rows: tuple[ParetoRow, ...]
    more: int
    channels: tuple[EffortRow, ...]
    unattributed: str
    do_more: str
    drop: str
    judged: bool
    """Whether two channels or more had enough help after them to be compared."""


def due(book: Book) -> bool:
    return any(one.hours or one.cost for one in book.channels)


def build(book: Book, setting: PageContext) -> TimeAndMoneyView:
    known = _known_organisations(book)
    sums = fsum(one.support.firm for one in known), fsum(one.hours for one in known)
    drawn = _count_bars(known)
    channels = sorted(book.channels, key=lambda one: (-one.hours, one.name))
    more, less = _choose_experiments(book.channels)
    loose = book.portfolio.unattributed
    return TimeAndMoneyView(
        setting.settled_head(book, TITLE, _answer_text(book, known, more), *_LINKS),
        _few_notes_text(book, setting),
        tuple(HoursBar(str(at), *_help_and_hours_shares(one, sums)) for at, one in enumerate(known[:drawn], 1)),
        tuple(
            _pareto_row(setting, one, sums, str(at) if at <= drawn else "") for at, one in enumerate(known[:_MOST], 1)
        ),
        max(0, len(known) - _MOST),
        tuple(_effort_row(one, book.portfolio.currency) for one in channels),
        _units_text(loose) if loose >= _JUDGED else "",
        f"{_plural_channel(more)}, {_rate_text(more)}" if more is not None else "",
        f"{_plural_channel(less)}, {_hours_text(less.hours)} with {_units_text(less.units)} after them"
        if less is not None
        else "",
        sum(one.hours_per_unit is not None for one in book.channels) > 1,
    )


def _known_organisations(book: Book) -> list[Ledger]:
    """Organisations that gave firm help or took hours; the most helpful first, then those that took most hours."""
    some = [one for one in book.ledgers.values() if one.support.firm or one.hours]
    return sorted(some, key=lambda one: (-one.support.firm, -one.hours))  # equals stay in order of name


def _share_of(part: float, total: float) -> float:
    return 100 * part / total if total else 0.0


def _help_and_hours_shares(one: Ledger, sums: tuple[float, float]) -> tuple[int, int]:
    """Of all firm help, to the nearest five but never 0 where there is some; of all hours with organisations."""
    firm = int(round_to_five(_share_of(one.support.firm, sums[0]))) or (1 if one.support.firm else 0)
    return firm, round_half_up(_share_of(one.hours, sums[1]))


def _count_bars(known: list[Ledger]) -> int:
    """How many have bars: none for one organisation, and none while nobody gives, for bars of nothing tell nothing."""
    return _BARS if len(known) > 1 and known[0].support.firm else 0


def _pareto_row(setting: PageContext, one: Ledger, sums: tuple[float, float], number: str) -> ParetoRow:
    share, hours_share = _help_and_hours_shares(one, sums)
    return ParetoRow(
        number,
        setting.people.party(one.key),
        round_to_five(one.support.firm),
        "under 5 %" if share == 1 else f"{share} %",
        _hours_text(one.hours),
        f"{hours_share} %",
    )


def _effort_row(channel: EffortByType, currency: str) -> EffortRow:
    return EffortRow(
        channel.name,
        _hours_text(channel.hours),
        _hours_text(channel.assumed) if channel.assumed else "",
        format_money(f"{round_half_up(channel.cost):,}", currency) if channel.cost else "",
        _units_text(channel.units),
        _rate_text(channel),
    )


def _plural_channel(channel: EffortByType) -> str:
    return _PLURALS.get(channel.name, channel.name)


def _hours_text(hours: float) -> str:
    """To the half hour."""
    halves = round_half_up(2 * hours)
    if not halves:
        return "under half an hour" if hours else "none"
    if halves == 1:
        return "half an hour"
    told = f"{halves / 2:.1f}".removesuffix(".0")
    return "1 hour" if told == "1" else f"{told} hours"


def _units_text(units: float) -> str:
    """Support units in words: one is a small piece of help, delivered and fresh."""
    if not units:
        return "no help"
    if units < _JUDGED:
        return "next to no help"
    pieces = round_half_up(units)
    return f"as much as {number_word(pieces)} small {'piece' if pieces == 1 else 'pieces'} of help"


def _rate_text(channel: EffortByType) -> str:
    if channel.hours_per_unit is None:
        return "too little to judge"
    if not channel.hours:
        return "no hours on record"
    hours = round_half_up(channel.hours_per_unit)
    return f"about {pluralise(hours, 'hour')} for each" if hours else "less than an hour for each"


def _choose_experiments(channels: tuple[EffortByType, ...]) -> tuple[EffortByType | None, EffortByType | None]:
    """One channel to do more of and one to drop for a while; none where fewer than two can be compared."""
    judged = [one for one in channels if one.hours_per_unit is not None and one.hours]
    if len(judged) <= 1:
        return None, None
    best = min(judged, key=lambda one: (one.hours_per_unit or 0.0, one.name))
    dear = [one for one in channels if one.name in _MAY_REST and one != best and one.hours >= _MUCH]
    limit = _WORSE * (best.hours_per_unit or 0.0)
    dear = [one for one in dear if one.hours_per_unit is None or one.hours_per_unit >= limit]
    return best, min(dear, key=lambda one: (one.units / one.hours, one.name), default=None)


def _few_notes_text(book: Book, setting: PageContext) -> str:
    chosen = book.portfolio.pareto
    if not chosen:
        return ""
    names = [setting.people.plain(key) for key in chosen[:_MOST]]
    rest = f" and {len(chosen) - _MOST} more" if len(chosen) > _MOST else ""
    return f"{', '.join(names)}{rest}"


def _answer_text(book: Book, known: list[Ledger], more: EffortByType | None) -> str:
    few = "too little to judge one channel against another"
    if more is not None:
        few = f"by your notes, {_plural_channel(more)} took the fewest hours for the help that followed"
    return as_sentence(f"{_helpers_text(book, known)}; {few}")


def _helpers_text(book: Book, known: list[Ledger]) -> str:
    chosen, share = book.portfolio.pareto, book.portfolio.pareto_hours_share
    if not chosen:
        hours = round_half_up(fsum(one.hours for one in book.channels))
        are = "is" if hours == 1 else "are"
        return f"about {pluralise(hours, 'hour')} in twelve months {are} on record, and no firm help yet"
    give = "gives" if len(chosen) == 1 else "give"
    took = "" if share is None else f", after {round_half_up(share)} % of your hours with organisations"
    if len(known) == 1:
        return f"one organisation gives all the firm help{took}"
    few, every = number_word(len(chosen)), number_word(len(known))
    return f"{few} of {every} organisations {give} four fifths of the firm help{took}"
