"""What the entries of one organisation or person come to (SPEC §3.1, §3.3, §3.4, §3.8).

It takes half of the time of this package and hands over nothing but figures, so another core can make it.
"""

import datetime as dt

import msgspec

from netlead_md.analysis.decay import YEAR, day_of, in_window
from netlead_md.analysis.effort import of_a_year, spent_on
from netlead_md.analysis.entry_groups import NO_SHARE, EntityEntries
from netlead_md.analysis.metrics import (
    GoalFocus,
    contact_status,
    count_advances,
    count_gives_and_asks,
    first_touch,
    goal_focus,
    last_contact,
    perception_of,
    person_cadence,
)
from netlead_md.analysis.network_index import NetworkIndex
from netlead_md.analysis.promises import list_promises
from netlead_md.analysis.trust import RecentEntries, breadth_of, trust_clock, trust_on_day, trust_points
from netlead_md.model.book import PersonSummary
from netlead_md.model.entry_types import OPENING_LEDGER
from netlead_md.model.ledger import Breadth, Clock, Trust
from netlead_md.model.network import Organisation, Person


class EntityScores(msgspec.Struct, frozen=True, omit_defaults=True):
    trust: Trust

    # Of an organisation:
    clock: Clock | None = None
    advance: tuple[int, int] = (0, 0)
    gives: int = 0
    asks: int = 0

    alone: Breadth | None = None
    """Of an individual (SPEC §2.4), who has the figures of an organisation too: how many people he is; else None."""

    # Of a person:
    focus: GoalFocus = GoalFocus(0, 0, goal_focused=False)
    hours: float = 0.0
    """Mine, of the last 365 days."""


def score_entity(
    of: Organisation | Person, share: EntityEntries, world: NetworkIndex, own: EntityEntries = NO_SHARE
) -> EntityScores:
    """How far somebody trusts me by the entries that concern them, since when, and what else can be counted there.

    `own`: of a person, the entries in which he stands for himself.
    """
    as_of, made = world.as_of, trust_points(share.happened)
    entries = [entry for entry, _ in share.happened]
    recent = in_window(entries, as_of, YEAR)
    days = {day_of(entry).toordinal() for entry in entries}
    if isinstance(of, Person):
        person = EntityScores(
            trust=trust_on_day(made, share.boxes, as_of, RecentEntries(recent), of.trust),
            focus=goal_focus(entries, as_of),
            hours=spent_on(of_a_year(entries, share.reviews, as_of), "", world.config).hours,
        )
        if not is_individual(own):
            return person
        mine = [entry for entry, _ in own.happened]
        gives, asks, _ = count_gives_and_asks(mine, as_of)
        return msgspec.structs.replace(
            person,
            clock=trust_clock(made, share.boxes, days, as_of),
            advance=count_advances(mine, as_of),
            gives=gives,
            asks=asks,
            alone=breadth_of(in_window(mine, as_of, YEAR), {of.key: ((None, None),)}),
        )
    breadth = breadth_of(recent, world.spans.get(of.key, {}))
    gives, asks, _ = count_gives_and_asks(entries, as_of)
    return EntityScores(
        trust=trust_on_day(made, share.boxes, as_of, RecentEntries(recent, breadth), of.trust),
        clock=trust_clock(made, share.boxes, days, as_of),
        advance=count_advances(entries, as_of),
        gives=gives,
        asks=asks,
    )


def is_individual(own: EntityEntries) -> bool:
    """Whether somebody stands for himself: an ask, an answer or a commitment concerns him, or a task (SPEC §2.4)."""
    return any(entry.type in OPENING_LEDGER for entry, _ in own.happened)


# The regard of a person: their trust, care and view of me (SPEC §3.1, §3.8). Shown, never ranked.


def summarise_person(person: Person, share: EntityEntries, figures: EntityScores, world: NetworkIndex) -> PersonSummary:
    """Everything about one person, from the entries that concern them."""
    as_of = world.as_of
    entries = tuple([entry for entry, _ in share.happened])
    last = last_contact(entries, as_of, person.last_contact)
    cadence = person_cadence(person)
    return PersonSummary(
        key=person.key,
        entries=entries,
        trust=figures.trust,
        last_contact=last,
        care=contact_status(cadence, last, as_of) if cadence is not None else None,
        perception=perception_of(person, entries, world.network.me, as_of),
        goal_focused=figures.focus.goal_focused,
        contacts=figures.focus.contacts,
        free=figures.focus.free,
        hours=figures.hours,
        promises=list_promises((entry for entry, _ in share.boxes), as_of),
        plans=tuple(share.plans),
        first_contact=_first_contact(first_touch(entries), person.met, as_of),
        review=share.reviews[-1] if share.reviews else None,
    )


def _first_contact(touch: dt.date | None, met: dt.date | None, as_of: dt.date) -> dt.date | None:
    """The day in `met` counts where it is earlier than the first contact that is written down."""
    return met if met is not None and met <= as_of and (touch is None or met < touch) else touch
