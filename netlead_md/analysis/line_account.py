"""The account: each line that tells of something, and what became of it on a day (SPEC §2.5, §5.2)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Final

import msgspec

from netlead_md.model.account import NOBODY, PLAN, Coverage, Row, Telling, UncertainDay
from netlead_md.model.network import Entry, Network
from netlead_md.model.vocabulary import LAST_CONTACT, PROMISE, TODO
from netlead_md.parsing.date_resolution import find_numeric_order
from netlead_md.parsing.dates import DateOrder, make_date

_GRACE: Final = dt.timedelta(days=31)
"""So long after the newest dated line of the vault a day without its year may lie, and so far out of order."""
_AHEAD: Final = dt.timedelta(days=120)
"""So far ahead a day may lie whose weekday fits there alone."""
_YEARS: Final = 6

COUNTED: Final = "counted"
NOTE: Final = "note"
QUESTION: Final = "question"
NOT_COUNTED: Final = "not-counted"
LISTED: Final = "a box without a day"


def assume_days(network: Network, as_of: dt.date, before: Network | None = None) -> Network:
    """The network with a likely day for each line that does not say its own in full (SPEC §2.5, "The day").

    A day without its year is the last such day that keeps the order of its note and is not later than a month after
    the newest dated line of the vault, or `as_of`; one with two readings is read as all other dates of the vault show.
    Such a day is a proposal: nothing counts by it.
    """
    unsure = [path for path, tellings in network.tellings_by_note.items() if any(each.uncertain for each in tellings)]
    if not unsure:
        return network
    newest = next((each.date for each in reversed(network.entries) if each.date <= as_of and not each.plan), as_of)
    limit = min(as_of, newest + _GRACE)
    order = find_numeric_order(each.line.source for each in network.entries if each.line.reading is not None)
    old = before.tellings_by_note if before is not None else {}
    again = dict(network.tellings_by_note)
    for path in unsure:
        given = tuple(_with_days(again[path], limit, order))
        again[path] = old[path] if old.get(path) == given else given
    return msgspec.structs.replace(network, tellings_by_note=again)


def _with_days(tellings: Sequence[Telling], limit: dt.date, order: DateOrder | None) -> Iterator[Telling]:
    days = [_reading_in(each.uncertain, order) if each.uncertain is not None else None for each in tellings]
    ahead = [each.plan for each in tellings]
    marked = [(day, *_weekday_of(each)) for day, each in zip(days, tellings, strict=True)]
    for telling, day in zip(tellings, _in_years(marked, ahead, limit), strict=True):
        yield telling if telling.uncertain is None else _on_day(telling, day)


def _weekday_of(telling: Telling) -> tuple[bool, int]:
    uncertain = telling.uncertain
    return (uncertain.yearless, uncertain.weekday) if uncertain is not None else (False, -1)


def _reading_in(uncertain: UncertainDay, order: DateOrder | None) -> dt.date | None:
    """The one reading of a day, or that of two which the order of day and month leaves; None: neither."""
    if len(uncertain.days) == 1:
        return uncertain.days[0]
    if order not in {"dmy", "mdy"} or not uncertain.days:
        return None
    return uncertain.days[0] if order == "dmy" else uncertain.days[-1]


def _in_years(
    days: Sequence[tuple[dt.date | None, bool, int]], ahead: Sequence[bool], limit: dt.date
) -> list[dt.date | None]:
    """Each day in its likely year: the last such day, but for those that the order of the lines puts earlier.

    Lines run up or down; that order is kept where it moves no more lines than would otherwise stand out of it.
    """
    simple = _in_order(days, ahead, limit, range(len(days)), keep=False)
    best, least = simple, len(days) + 1
    for places in (range(len(days) - 1, -1, -1), range(len(days))):
        ordered = _in_order(days, ahead, limit, places, keep=True)
        moved = sum(one != other for one, other in zip(simple, ordered, strict=True))
        strays = _strays([simple[at] for at in places if days[at][1] and not ahead[at]])
        cost = min(moved, strays)
        if cost < least:
            best, least = (ordered if moved <= strays else simple), cost
    return best


def _strays(days: Iterable[dt.date | None]) -> int:
    """How many of these days lie later than one before them, with a little grace."""
    earliest: dt.date | None = None
    count = 0
    for day in days:
        if day is None:
            continue
        if earliest is not None and day > earliest + _GRACE:
            count += 1
        else:
            earliest = day if earliest is None else min(day, earliest)
    return count


def _in_order(
    days: Sequence[tuple[dt.date | None, bool, int]],
    ahead: Sequence[bool],
    limit: dt.date,
    places: Iterable[int],
    *,
    keep: bool,
) -> list[dt.date | None]:
    """The last such day of each; `keep`: not later than the one before it in `places`, with a little grace."""
    found: list[dt.date | None] = [day for day, _, _ in days]
    latest = limit
    for at in places:
        day, yearless, weekday = days[at]
        if not yearless or day is None:
            continue
        if ahead[at]:
            found[at] = _next_such(day, weekday, limit)
            continue
        found[at] = chosen = _last_such(day, weekday, min(latest + _GRACE, limit), limit)
        if keep and chosen is not None and chosen <= limit:
            latest = chosen
    return found


def _last_such(day: dt.date, weekday: int, latest: dt.date, limit: dt.date) -> dt.date | None:
    """The last such day up to `latest`; where its weekday differs, the nearest year in which it fits."""
    years = range(latest.year + 1, latest.year - _YEARS, -1)
    every = [date for year in years if (date := make_date(year, day.month, day.day)) is not None]
    past = [date for date in every if date <= latest]
    if weekday < 0 or not past or past[0].weekday() == weekday:
        return past[0] if past else None
    fitting = [date for date in every if date.weekday() == weekday and date <= limit + _AHEAD]
    return min(fitting, key=lambda date: abs((date - latest).days), default=past[0])


def _next_such(day: dt.date, weekday: int, limit: dt.date) -> dt.date | None:
    """The next such day from `limit` on; where a weekday fits in the year before, that one."""
    every = [date for year in range(limit.year - 1, limit.year + 5) if (date := make_date(year, day.month, day.day))]
    fitting = [date for date in every if date.weekday() == weekday and date >= limit - _AHEAD]
    return next(iter(fitting), None) or next((date for date in every if date >= limit), None)


def _on_day(telling: Telling, day: dt.date | None) -> Telling:
    if day is None or telling.date is None:
        return msgspec.structs.replace(telling, date=None, suggestions=(), open=False)
    was, now = telling.date.isoformat(), day.isoformat()
    readings = tuple(msgspec.structs.replace(each, line=each.line.replace(was, now, 1)) for each in telling.suggestions)
    return msgspec.structs.replace(telling, date=day, suggestions=readings)


def account_lines(network: Network, as_of: dt.date) -> tuple[Row, ...]:
    """Every line that tells of something with its fate, in order of path and line; built in one walk over the vault."""
    asking = {(each.path, each.line): each for each in network.tellings}
    rows = [row for entry in network.entries for row in _of_entry(entry, asking, as_of)]
    told = {(row.path, row.line) for row in rows}
    rows += [_of_telling(each, as_of) for each in network.tellings if (each.path, each.line) not in told]
    return tuple(sorted(rows, key=lambda row: (row.path, row.line, row.type)))


def coverage_of(network: Network, as_of: dt.date) -> Coverage:
    """The sums of `account_lines`, without making the rows: a vault may have a hundred thousand."""
    fates: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    entries = network.entries
    types = Counter(map(attrgetter("type"), entries))
    plain = types.total() - types[NOTE] - types[LAST_CONTACT] - types[TODO]
    fates[COUNTED], fates[NOTE] = plain, types[NOTE]
    for entry in _unusual(entries, as_of):
        fates[NOTE if entry.type == NOTE else COUNTED] -= 1
        fates[NOT_COUNTED] += 1
        reasons[PLAN] += 1
    if types[TODO]:
        ahead = sum(_is_plan_in_box(entry) for entry in entries if entry.type == TODO)
        fates[NOT_COUNTED] += types[TODO]
        reasons[LISTED] += types[TODO] - ahead
        reasons[PLAN] += ahead
    _count_tellings(network, as_of, fates, reasons)
    return Coverage(
        lines=fates.total(),
        counted=fates[COUNTED],
        notes=fates[NOTE],
        questions=fates[QUESTION],
        open_questions=sum(1 for _ in open_questions(network, as_of)),
        not_counted=fates[NOT_COUNTED],
        reasons=tuple(sorted(((why, n) for why, n in reasons.items() if n), key=lambda each: (-each[1], each[0]))),
        meetings_without_people=tuple(_unpeopled(network)),
    )


def _count_tellings(network: Network, as_of: dt.date, fates: Counter[str], reasons: Counter[str]) -> None:
    """Count the lines that are no entries, and move those that are notes and questions to the questions."""
    at = {(each.path, each.line.line) for each in network.entries if each.line.reading is not None}
    for entry in network.entries:
        if entry.also:
            fates[COUNTED] += len(entry.also)
            at.update(entry.also)
    for telling in network.tellings:
        if (telling.path, telling.line) in at:
            if not telling.counted and _asks(telling, as_of):
                fates[NOTE] -= 1
                fates[QUESTION] += 1
            continue
        row = _of_telling(telling, as_of)
        fates[row.fate] += 1
        if row.fate == NOT_COUNTED:
            reasons[row.reason] += 1


def open_questions(network: Network, as_of: dt.date) -> Iterator[Telling]:
    """The questions that are asked on a day, in order of path and line."""
    return (each for each in network.tellings if _asks(each, as_of))


def questions_by_key(network: Network, as_of: dt.date) -> dict[str, tuple[Telling, ...]]:
    """The open questions about each organisation and person, in order of path and line."""
    found: dict[str, list[Telling]] = {}
    for telling in open_questions(network, as_of):
        keys = dict.fromkeys(key for each in telling.suggestions for key in (*each.organisations, *each.people))
        for key in keys:
            found.setdefault(key, []).append(telling)
    return {key: tuple(tellings) for key, tellings in found.items()}


def _asks(telling: Telling, as_of: dt.date) -> bool:
    return telling.open and telling.date is not None and (telling.date <= as_of or telling.promise)


def _is_plan_in_box(entry: Entry) -> bool:
    """Whether a box dated by 📅 alone is a contact to come: `- [ ] call Ada 📅 2026-07-01`."""
    return entry.line.box != "x" and entry.line.reading is not None and bool(entry.line.reading.contact)


def _unusual(entries: tuple[Entry, ...], as_of: dt.date) -> Iterator[Entry]:
    """Entries that are plans: behind an open box, or of a day that is still ahead."""
    return (
        entry
        for entry in entries
        if (entry.plan or entry.date > as_of) and entry.type not in {PROMISE, LAST_CONTACT, TODO}
    )


def _of_entry(entry: Entry, asking: Mapping[tuple[str, int], Telling], as_of: dt.date) -> Iterator[Row]:
    if entry.type == LAST_CONTACT:
        return
    for path, line in ((entry.path, entry.line.line), *entry.also):
        yield _row(entry, path, line, asking.get((path, line)), as_of)


def _row(entry: Entry, path: str, line: int, asked: Telling | None, as_of: dt.date) -> Row:
    boxed = entry.type in {PROMISE, TODO}
    if entry.type == TODO and _is_plan_in_box(entry):
        meant = entry.line.reading.contact if entry.line.reading is not None else ""
        who = entry.named or entry.people
        reach = tuple(each.organisation for each in entry.reach)
        return Row(path, line, entry.date, meant, "", "", who, reach, False, NOT_COUNTED, True, False, PLAN)  # noqa: FBT003
    plan = not boxed and (entry.plan or entry.date > as_of)
    counted = entry.type not in {NOTE, TODO} and not plan
    asks = asked is not None and _asks(asked, as_of) and not plan
    kept = boxed and entry.line.box == "x"
    return Row(
        path,
        line,
        (entry.line.done or entry.date) if kept else entry.date,
        ("kept" if kept else PROMISE) if boxed else entry.type,
        *_asked(asked if asks else None),
        entry.named or entry.people,
        tuple(each.organisation for each in entry.reach),
        counted,
        NOT_COUNTED if plan or entry.type == TODO else COUNTED if counted else QUESTION if asks else NOTE,
        plan,
        boxed,
        PLAN if plan else LISTED if entry.type == TODO else "",
    )


def _asked(telling: Telling | None) -> tuple[str, str]:
    if telling is None:
        return "", ""
    first = telling.suggestions[0]
    return first.type, f"- {first.line}"


def _of_telling(telling: Telling, as_of: dt.date) -> Row:
    asks = _asks(telling, as_of)
    ahead = telling.date is not None and telling.date > as_of and not telling.promise
    reason = telling.reason or (PLAN if ahead else "")
    date = telling.date
    sounds = telling.suggestions[0].proposal if asks else telling.sounds
    if sounds is not None and sounds.type == PROMISE and sounds.by:
        date = sounds.by
    told = _asked(telling if asks else None) if asks or sounds is None else (sounds.type, "")
    return Row(
        telling.path,
        telling.line,
        date,
        telling.type,
        *told,
        telling.people,
        telling.organisations,
        counted=False,
        fate=QUESTION if asks else NOT_COUNTED if reason else NOTE,
        plan=telling.plan or ahead,
        promise=telling.promise,
        reason=reason,
    )


def _unpeopled(network: Network) -> Iterable[str]:
    return (each.path for each in network.tellings if each.line == 1 and each.column == 0 and each.reason == NOBODY)
