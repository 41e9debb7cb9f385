"""Entries, people and networks by hand, one line each. A name is its own key here."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from netlead_md.model.ledger import SupportItem
from netlead_md.model.network import Acquaintance, Entry, Network, Organisation, OrganisationWeight, Owner, Person, Role
from netlead_md.model.note import LogLine
from netlead_md.model.vocabulary import HARD
from netlead_md.model.words import EntryTypeName, HelpKind, Level, TieStrength, Unsaid

AS_OF = dt.date(2026, 6, 30)


def ago(days: int) -> str:
    """The day so many days before the as-of day of these tests."""
    return (AS_OF - dt.timedelta(days=days)).isoformat()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def entry(  # noqa: PLR0913 - one keyword for each thing that a test may want to say about a line
    on: str,
    type_: EntryTypeName,
    *organisations: str,
    people: Iterable[str] = (),
    weight: float = 1.0,
    towards: Iterable[str] = (),
    project: str = "",
    hours: float | None = None,
    plan: bool = False,
    path: str = "Log.md",
    at: int = 1,
    **line: Any,  # noqa: ANN401 - whatever a line may hold
) -> Entry:
    """`entry("2026-03-01", "ask", "Acme", kind="finance", by=day("2026-04-01"))`."""
    people = tuple(people)
    return Entry(
        path=path,
        line=LogLine(line=at, column=1, type=type_, form="dated", date=day(on), hours=hours, **line),
        date=day(on),
        type=type_,
        hours=hours,
        plan=plan,
        people=people,
        named=people,
        reach=tuple(OrganisationWeight(organisation, weight, weight == 1) for organisation in organisations),
        towards=tuple(towards),
        project=project,
    )


def person(
    name: str,
    *organisations: str,
    influence: Level | Unsaid = "",
    knows: dict[str, TieStrength | Unsaid] | None = None,
    **fields: Any,  # noqa: ANN401 - whatever a person may have
) -> Person:
    """`person("Ada", "Acme", influence="high", knows={"Bob": "strong"}, circle="inner")`."""
    fields.setdefault("roles", tuple(Role(organisation, influence=influence) for organisation in organisations))
    ties = tuple(Acquaintance(other, strength) for other, strength in (knows or {}).items())
    return Person(key=name, name=name, path=f"{name}.md", knows=ties, **fields)


def organisation(name: str, **fields: Any) -> Organisation:  # noqa: ANN401 - whatever an organisation may have
    return Organisation(key=name, name=name, path=f"{name}.md", **fields)


def network(*parts: Person | Organisation | Entry, me: Owner | None = None) -> Network:
    """`network(person("Ada", "Acme"), organisation("Acme"), entry("2026-03-01", "call", "Acme"))`."""
    entries = [part for part in parts if isinstance(part, Entry)]
    return Network(
        me=me,
        people={part.key: part for part in parts if isinstance(part, Person)},
        organisations={part.key: part for part in parts if isinstance(part, Organisation)},
        projects={},
        entries=tuple(sorted(entries, key=lambda each: (each.date, each.path, each.line.line))),
    )


def item(on: str, value: float, *lines: Entry, kind: HelpKind = "facilities", at: str = "Acme") -> SupportItem:
    """A piece of help that is worth `value` on the as-of day, whatever made it so."""
    return SupportItem(
        organisation=at,
        kind=kind,
        hard=kind in HARD,
        source="pledge",
        size=1,
        rung="verbal",
        credit=0.1,
        fade=1.0,
        value=value,
        date=day(on),
        due=None,
        due_written=False,
        delivered=None,
        ended=None,
        ongoing=False,
        state="open",
        lines=lines,
    )
