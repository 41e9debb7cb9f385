"""The same thing written twice counts once (SPEC §2.4)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

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
    seen: dict[tuple[Any, ...], list[LogLine]] = {}
    kept: list[LogLine] = []
    faults: list[Fault] = []
    for line in lines:
        earlier = seen.setdefault((line.date, line.text, line.type), [])
        same = (
            next((other for other in earlier if _line_content(other) == _line_content(line)), None) if earlier else None
        )
        if same is None:
            earlier.append(line)
            kept.append(line)
        else:
            place = Range(line.line, line.column)
            faults.append(Fault(FaultKind.SAME_LINE_TWICE, note.path, place, words=(str(same.line),)))
    return kept, faults


def _line_content(line: LogLine) -> tuple[Any, ...]:
    """Everything that the line says, wherever it stands."""
    links = tuple(link.target for link in (*line.links, *line.inherited))
    project = line.project.target if line.project else ""
    said = (line.word, line.form, line.box, line.done, line.hours, line.money, line.currency, line.kind, line.rung)
    return (
        *said,
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
    kept: list[Entry] = []
    by_person: dict[str, list[int]] = {}
    for entry in sorted(same, key=lambda entry: (-len(entry.people), entry.path, entry.line.line)):
        at = next((at for at in by_person.get(entry.people[0], ()) if _are_duplicates(kept[at], entry)), None)
        if at is not None:
            kept[at] = _merge_pair(kept[at], entry)
            continue
        for person in entry.people:
            by_person.setdefault(person, []).append(len(kept))
        kept.append(entry)
    return kept


def _are_duplicates(kept: Entry, entry: Entry) -> bool:
    return (
        entry.path != kept.path
        and all(path != entry.path for path, _ in kept.also)
        and all(person in kept.people for person in entry.people)
    )


def _merge_pair(kept: Entry, twin: Entry) -> Entry:
    hours = [hours for hours in (kept.hours, twin.hours) if hours is not None]
    line = kept.line
    if line.money is None and twin.line.money is not None:
        line = msgspec.structs.replace(line, money=twin.line.money, currency=twin.line.currency)
    return msgspec.structs.replace(
        kept,
        line=line,
        hours=max(hours, default=None),
        named=tuple(dict.fromkeys((*kept.named, *twin.named))),
        reach=_merge_weights((*kept.reach, *twin.reach)),
        project=kept.project or twin.project,
        also=(*kept.also, (twin.path, twin.line.line)),
    )


def _merge_weights(reaches: Iterable[OrganisationWeight]) -> tuple[OrganisationWeight, ...]:
    best: dict[str, OrganisationWeight] = {}
    for each in reaches:
        other = best.get(each.organisation)
        if other is None or (each.weight, each.direct) > (other.weight, other.direct):
            best[each.organisation] = each
    return tuple(best.values())
