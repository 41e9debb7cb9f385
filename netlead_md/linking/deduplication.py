"""The same thing written twice counts once (SPEC §2.4)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec

from netlead_md.incremental.memo import ListDiff, diff_lists, reuse_equal_items, split_diff
from netlead_md.linking.entries import counts_as_contact
from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.network import Entry, OrganisationWeight
from netlead_md.model.note import LogLine, Note


def drop_duplicate_lines(note: Note, lines: Sequence[LogLine]) -> tuple[Sequence[LogLine], list[Fault]]:
    """The lines of a note without those that stand there before, and a fault for each of these."""
    if len({(line.date, line.text) for line in lines}) == len(lines):
        return lines, []
    seen: dict[tuple[Any, ...], LogLine] = {}
    kept: list[LogLine] = []
    faults: list[Fault] = []
    for line in lines:
        same = seen.setdefault((line.date, line.text, line.type, *_line_content(line)), line)
        if same is line:
            kept.append(line)
        else:
            place = Range(line.line, line.column)
            faults.append(Fault(FaultKind.SAME_LINE_TWICE, note.path, place, words=(str(same.line),)))
    return kept, faults


def _line_content(line: LogLine) -> tuple[Any, ...]:
    """Everything that the line says, wherever it stands."""
    links = tuple(link.target for link in (*line.links, *line.inherited))
    project = line.project.target if line.project else ""
    unsure = (line.reading.date, line.reading.date_choices) if line.date is None and line.reading is not None else ()
    said = (
        unsure,
        line.word,
        line.form,
        line.box,
        line.done,
        line.hours,
        line.money,
        line.currency,
        line.kind,
        line.rung,
    )
    return (
        *said,
        unsure,
        line.size,
        line.outcome,
        line.by,
        line.until,
        line.ongoing,
        line.re,
        line.via,
        line.role,
        links,
        project,
    )


Day: TypeAlias = tuple[dt.date, str]
"""A day and a type of contact."""


class ContactGroups(msgspec.Struct, frozen=True):
    """Contacts with somebody, by day and type."""

    told: dict[Day, Sequence[Entry]]
    """As notes tell them."""
    merged: dict[Day, Sequence[Entry]]
    """Those of which two or more notes may tell, made one where they do."""


def merge_duplicates(last: ContactGroups, change: ListDiff[Entry]) -> tuple[ContactGroups, ListDiff[Entry]]:
    """The contacts after some lines changed, and what changed among all entries; the others are the same objects."""
    told, merged = dict(last.told), dict(last.merged)
    lost, new = (list(filter(_may_have_twin, each)) for each in change)
    gone = [entry for entry in change.gone if not _may_have_twin(entry)]
    moved: set[int] = set()
    come: list[Entry] = []
    for day, left, same_day in split_diff(ListDiff(lost, new), _contact_day):
        same: Sequence[Entry] = same_day
        if standing := told.pop(day, ()):
            same = [*(entry for entry in standing if id(entry) not in left), *same_day]
        before = merged.pop(day, standing)
        if same:
            told[day] = same
        joined = same
        if len(same) > 1:
            joined = _merged_day(same)
            merged[day] = reuse_equal_items(before, joined, _entry_position)
        if joined is not same_day:  # else they stay where they stand, in order of path
            own = diff_lists(before, merged.get(day, same))
            gone += own.gone
            come += own.come
            moved.update(map(id, same_day))
    return ContactGroups(told, merged), ListDiff(
        gone, [*(each for each in change.come if id(each) not in moved), *come]
    )


def _may_have_twin(entry: Entry) -> bool:
    return bool(entry.people) and counts_as_contact(entry)


def _contact_day(entry: Entry) -> Day:
    return entry.date, entry.type


def _entry_position(entry: Entry) -> tuple[str, int]:
    return entry.path, entry.line.line


def _merged_day(same: Sequence[Entry]) -> Sequence[Entry]:
    """The contacts of a day and type with twins made one.

    Twins name the same people: those of one, not none, are among those of the other. The one that names most people
    stays, then the first by path and line; it takes over organisations, the longer duration and the cost.
    """
    named = [person for entry in same for person in entry.people]
    if len(set(named)) == len(named):
        return same
    kept: list[_Twins] = []
    by_person: dict[str, list[_Twins]] = {}
    passed: dict[tuple[tuple[str, ...], str, str], int] = {}
    for entry in sorted(same, key=lambda entry: (-len(entry.people), entry.path, entry.line.line)):
        twins = _twins_of(entry, by_person, passed)
        if twins is not None:
            twins.others.append(entry)
            twins.paths.add(entry.path)
            continue
        twins = _Twins(entry, set(entry.people), {entry.path}, [])
        for person in twins.people:
            by_person.setdefault(person, []).append(twins)
        kept.append(twins)
    return [_merge_pair(each.first, each.others) if each.others else each.first for each in kept]


class _Twins(NamedTuple):
    """A contact that stays, and those of other notes that tell of it."""

    first: Entry
    people: set[str]
    paths: set[str]
    others: list[Entry]


def _twins_of(
    entry: Entry, by_person: dict[str, list[_Twins]], passed: dict[tuple[tuple[str, ...], str, str], int]
) -> _Twins | None:
    """The first contact that tells of the same, in another note.

    `passed`: how many were looked at in vain for the same people and note. None of these can fit later, so that a day
    of many contacts is walked along once.
    """
    rarest = min(entry.people, key=lambda person: len(by_person.get(person, ())))
    told, key = by_person.get(rarest, []), (tuple(sorted(set(entry.people))), entry.path, rarest)
    for at in range(passed.get(key, 0), len(told)):
        if entry.path not in told[at].paths and told[at].people.issuperset(entry.people):
            passed[key] = at
            return told[at]
    passed[key] = len(told)
    return None


def _merge_pair(kept: Entry, twins: Sequence[Entry]) -> Entry:
    every = (kept, *twins)
    line = kept.line
    if line.money is None and (paid := next((each for each in every if each.line.money is not None), None)):
        line = msgspec.structs.replace(line, money=paid.line.money, currency=paid.line.currency)
    if not line.via and (by := next((each.line.via for each in every if each.line.via), "")):
        line = msgspec.structs.replace(line, via=by)
    return msgspec.structs.replace(
        kept,
        line=line,
        hours=max((each.hours for each in every if each.hours is not None), default=None),
        named=tuple(dict.fromkeys(key for each in every for key in each.named)),
        reach=_merge_weights(reach for each in every for reach in each.reach),
        project=next((each.project for each in every if each.project), ""),
        also=tuple((each.path, each.line.line) for each in twins),
    )


def _merge_weights(reaches: Iterable[OrganisationWeight]) -> tuple[OrganisationWeight, ...]:
    best: dict[str, OrganisationWeight] = {}
    for each in reaches:
        other = best.get(each.organisation)
        if other is None or (each.weight, each.direct) > (other.weight, other.direct):
            best[each.organisation] = each
    return tuple(best.values())
