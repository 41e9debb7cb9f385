"""What each project needs beside what is promised and has come; what the notes lack where help is awaited (SPEC §4)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from netlead_md.analysis.support import is_live
from netlead_md.linking.attribution import is_active
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger, SupportItem
from netlead_md.model.network import Need, Project

_OVER = frozenset({"done", "closed", "finished", "complete", "completed", "cancelled", "canceled", "dropped", "ended"})
"""A project's status is free text; these words say that it seeks nothing any more."""
_WAITING = frozenset({"open", "overdue"})
_CHAMPION = 3
"""Trust level of somebody who speaks for me."""


class ProjectNeed(NamedTuple):
    """One need of a project, with the help that is meant for it."""

    project: Project
    need: Need
    promised: tuple[SupportItem, ...]
    arrived: tuple[SupportItem, ...]


class MissingInformation(NamedTuple):
    """What the notes do not say about an organisation whose help is awaited."""

    champion: bool
    decider: bool
    benefit: bool
    process: bool
    date: bool


def project_needs(book: Book) -> tuple[ProjectNeed, ...]:
    """The needs of all projects that are not over, by the project's name, then as written.

    An item belongs to the project that its line names, else to the only project that seeks its kind.
    """
    projects = sorted(
        (one for one in book.network.projects.values() if one.status.strip().casefold() not in _OVER),
        key=lambda one: (one.name.casefold(), one.key),
    )
    given = _by_project(projects, (item for ledger in book.ledgers.values() for item in ledger.support.items))
    found = []
    for project in projects:
        for need in project.seeks:
            items = given[project.key, need.kind]
            arrived = tuple(item for item in items if has_come(item, book.as_of))
            promised = tuple(item for item in items if is_awaited(item))
            found.append(ProjectNeed(project, need, promised, arrived))
    return tuple(found)


def _by_project(projects: list[Project], items: Iterable[SupportItem]) -> dict[tuple[str, str], list[SupportItem]]:
    seekers: dict[str, set[str]] = defaultdict(set)
    for project in projects:
        for need in project.seeks:
            seekers[need.kind].add(project.key)
    given: dict[tuple[str, str], list[SupportItem]] = defaultdict(list)
    for item in items:
        only = seekers.get(item.kind, set())
        project_key = item.project or (next(iter(only)) if len(only) == 1 else "")
        if project_key:
            given[project_key, item.kind].append(item)
    return given


def has_come(item: SupportItem, as_of: dt.date) -> bool:
    """Whether it is there: delivered and not at its end; an endorsement is its own delivery."""
    if item.source == "evidence" and item.kind == "endorsement":
        return item.fade > 0
    return item.delivered is not None and item.fade > 0 and (item.ended is None or item.ended >= as_of)


def is_awaited(item: SupportItem) -> bool:
    """Whether it is promised and may still come."""
    return item.delivered is None and item.state in _WAITING and is_live(item)


def missing_information(book: Book, ledger: Ledger) -> MissingInformation | None:
    """What is missing; None where no help of theirs is awaited, or nothing is missing."""
    asks = [ask for ask in ledger.asks if ask.state == "open"]
    items = [item for item in ledger.support.items if is_awaited(item)]
    if ledger.side == "let-go" or not (asks or items):
        return None
    organisation = book.network.organisations[ledger.key]
    missing = MissingInformation(
        champion=not any(_has_speaker(book, ledger, key) for key in ledger.people),
        decider=not organisation.decides
        and not any(_has_role(book, ledger, key, "", "decides") for key in ledger.people),
        benefit=not organisation.benefit_to_them,
        process=not organisation.decision_process,
        date=any(ask.by is None for ask in asks) or any(not item.due_written for item in items),
    )
    return missing if any(missing) else None


def _has_speaker(book: Book, ledger: Ledger, key: str) -> bool:
    return book.people[key].trust.level >= _CHAMPION and _has_role(book, ledger, key, "high", "")


def _has_role(book: Book, ledger: Ledger, key: str, influence: str, decision_role: str) -> bool:
    """Whether somebody has such a role there today; an empty word asks for nothing."""
    return any(
        role.organisation == ledger.key
        and is_active(role, book.as_of)
        and influence in ("", role.influence)
        and decision_role in ("", role.decision_role)
        for role in book.network.people[key].roles
    )
