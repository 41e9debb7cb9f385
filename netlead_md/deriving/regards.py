"""The regard of a person: their trust, care and view of me (SPEC §3.1, §3.8). Shown, never ranked."""

import datetime as dt

from netlead_md.deriving.care import care, first_touch, last_contact, person_cadence
from netlead_md.deriving.figures import Figures
from netlead_md.deriving.grouping import Share
from netlead_md.deriving.perception import perception
from netlead_md.deriving.promises import promises
from netlead_md.deriving.world import World
from netlead_md.model.book import Regard
from netlead_md.model.network import Person


def regard_of(person: Person, share: Share, figures: Figures, world: World) -> Regard:
    """Everything about one person, from the entries that concern them."""
    as_of = world.as_of
    entries = tuple([entry for entry, _ in share.happened])
    last = last_contact(entries, as_of, person.last_contact)
    cadence = person_cadence(person)
    return Regard(
        key=person.key,
        entries=entries,
        trust=figures.trust,
        last_contact=last,
        care=care(cadence, last, as_of) if cadence is not None else None,
        perception=perception(person, entries, world.network.me, as_of),
        goal_focused=figures.focus.goal_focused,
        contacts=figures.focus.contacts,
        free=figures.focus.free,
        hours=figures.hours,
        promises=promises((entry for entry, _ in share.boxes), as_of),
        plans=tuple(share.plans),
        first_contact=_first(first_touch(entries), person.met, as_of),
        review=share.reviews[-1] if share.reviews else None,
    )


def _first(touch: dt.date | None, met: dt.date | None, as_of: dt.date) -> dt.date | None:
    """The day in `met` counts where it is earlier than the first contact that is written down."""
    return met if met is not None and met <= as_of and (touch is None or met < touch) else touch
