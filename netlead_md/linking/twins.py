"""The same thing written twice counts once (SPEC §2.4)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from netlead_md.linking.entries import counts_as_contact
from netlead_md.model.network import Entry, Reach
from netlead_md.model.note import Line, Note
from netlead_md.model.place import Fault, Place, Trouble


def once_each(note: Note) -> tuple[Sequence[Line], list[Fault]]:
    """The lines of a note without those that stand there before, and a fault for each of these."""
    seen: dict[tuple[Any, ...], list[Line]] = {}
    kept: list[Line] = []
    faults: list[Fault] = []
    for line in note.lines:
        earlier = seen.setdefault((line.date, line.text, line.type), [])
        same = next((other for other in earlier if _content(other) == _content(line)), None) if earlier else None
        if same is None:
            earlier.append(line)
            kept.append(line)
        else:
            place = Place(line.line, line.column)
            faults.append(Fault(Trouble.SAME_LINE_TWICE, note.path, place, words=(str(same.line),)))
    return kept, faults


def _content(line: Line) -> tuple[Any, ...]:
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


def merged(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with contacts that two or more notes tell made one, in no order.

    Twins have the same day and type, and the people of one, not none, are among those of the other. The one that names
    most people stays, then the first by path and line; it takes over organisations, the longer duration and the cost.
    """
    days: dict[tuple[dt.date, str], list[Entry]] = {}
    result: list[Entry] = []
    for entry in entries:
        if entry.people and counts_as_contact(entry):
            days.setdefault((entry.date, entry.type), []).append(entry)
        else:
            result.append(entry)
    for same in days.values():
        result += same if len(same) == 1 else _merged_day(same)
    return result


def _merged_day(same: list[Entry]) -> list[Entry]:
    same.sort(key=lambda entry: (-len(entry.people), entry.path, entry.line.line))
    kept: list[Entry] = []
    by_person: dict[str, list[int]] = {}
    for entry in same:
        at = next((at for at in by_person.get(entry.people[0], ()) if _twins(kept[at], entry)), None)
        if at is not None:
            kept[at] = _joined(kept[at], entry)
            continue
        for person in entry.people:
            by_person.setdefault(person, []).append(len(kept))
        kept.append(entry)
    return kept


def _twins(kept: Entry, entry: Entry) -> bool:
    return (
        entry.path != kept.path
        and all(path != entry.path for path, _ in kept.also)
        and all(person in kept.people for person in entry.people)
    )


def _joined(kept: Entry, twin: Entry) -> Entry:
    hours = [hours for hours in (kept.hours, twin.hours) if hours is not None]
    line = kept.line
    if line.money is None and twin.line.money is not None:
        line = msgspec.structs.replace(line, money=twin.line.money, currency=twin.line.currency)
    return msgspec.structs.replace(
        kept,
        line=line,
        hours=max(hours, default=None),
        named=tuple(dict.fromkeys((*kept.named, *twin.named))),
        reach=_reach((*kept.reach, *twin.reach)),
        project=kept.project or twin.project,
        also=(*kept.also, (twin.path, twin.line.line)),
    )


def _reach(reaches: Iterable[Reach]) -> tuple[Reach, ...]:
    best: dict[str, Reach] = {}
    for each in reaches:
        other = best.get(each.organisation)
        if other is None or (each.weight, each.direct) > (other.weight, other.direct):
            best[each.organisation] = each
    return tuple(best.values())
