"""What the projects that are not over seek, with the help that is meant for it (SPEC §3.6, §4)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final, NamedTuple

from netlead_md.analysis.organisation_scores import SupportState
from netlead_md.analysis.support import is_live
from netlead_md.incremental.memo import Memo
from netlead_md.model.ledger import SupportItem
from netlead_md.model.network import Need, Project
from netlead_md.model.words import HelpKind, PledgeState

_OVER: Final = frozenset(
    {"done", "closed", "finished", "complete", "completed", "cancelled", "canceled", "dropped", "ended"}
)
"""A project's status is free text; these words say that it seeks nothing any more."""
_WAITING: Final[frozenset[PledgeState]] = frozenset({"open", "overdue"})


class Sought(NamedTuple):
    """One need of a project, with the help that is meant for it."""

    project: Project
    need: Need
    promised: tuple[SupportItem, ...]
    arrived: tuple[SupportItem, ...]

    @property
    def open_size(self) -> int:
        """What of it is neither here nor promised; 0 or less: nothing."""
        return self.need.size - sum(item.size for item in (*self.promised, *self.arrived))


class Lack(NamedTuple):
    """A kind of help that an active project still seeks."""

    kind: HelpKind
    project: str
    """Key."""
    size: int
    """Of what is open."""


def sought_of(projects: Iterable[Project], items: Iterable[SupportItem], as_of: dt.date) -> tuple[Sought, ...]:
    """The needs of all projects that are not over, by the project's name, then as written.

    An item belongs to the project that its lines name, else to that of its ask or pledge.
    """
    active = sorted(
        (one for one in projects if one.seeks and one.status.strip().casefold() not in _OVER),
        key=lambda one: (one.name.casefold(), one.key),
    )
    given: dict[tuple[str, str], list[SupportItem]] = defaultdict(list)
    for item in items if active else ():
        if item.project:
            given[item.project, item.kind].append(item)
    found = []
    for project in active:
        for need in project.seeks:
            meant = given.get((project.key, need.kind), [])
            arrived = tuple(item for item in meant if item_has_come(item, as_of))
            promised = tuple(item for item in meant if is_awaited(item))
            found.append(Sought(project, need, promised, arrived))
    return tuple(found)


def lacking(projects: Iterable[Project], helped: Mapping[str, Memo[SupportState]], as_of: dt.date) -> tuple[Lack, ...]:
    """What is still sought, in the order of `sought_of`."""
    items = chain.from_iterable(each.value.support.items for each in helped.values())
    return tuple(
        Lack(each.need.kind, each.project.key, each.open_size)
        for each in sought_of(projects, items, as_of)
        if each.open_size > 0
    )


def item_has_come(item: SupportItem, as_of: dt.date) -> bool:
    """Whether it is there: delivered and not at its end; an endorsement is its own delivery."""
    if item.source == "evidence" and item.kind == "endorsement":
        return item.fade > 0
    return item.delivered is not None and item.fade > 0 and (item.ended is None or item.ended >= as_of)


def is_awaited(item: SupportItem) -> bool:
    """Whether it is promised and may still come."""
    return item.delivered is None and item.state in _WAITING and is_live(item)
