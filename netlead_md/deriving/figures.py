"""What the entries of one organisation or person come to (SPEC §3.1, §3.3, §3.4, §3.8).

It takes half of the time of this room and hands over nothing but figures, so another core can make it.
"""

import msgspec

from netlead_md.deriving.balance import Focus, goal_focus, weigh
from netlead_md.deriving.clock import clock
from netlead_md.deriving.follow import advance
from netlead_md.deriving.grouping import Share
from netlead_md.deriving.payoff import of_a_year, spent_on
from netlead_md.deriving.points import strokes
from netlead_md.deriving.standing import YEAR, day_of, within
from netlead_md.deriving.trust import Recent, breadth_of, trust
from netlead_md.deriving.world import World
from netlead_md.model.ledger import Clock, Trust
from netlead_md.model.network import Organisation, Person


class Figures(msgspec.Struct, frozen=True, omit_defaults=True):
    trust: Trust

    # Of an organisation:
    clock: Clock | None = None
    advance: tuple[int, int] = (0, 0)
    gives: int = 0
    asks: int = 0

    # Of a person:
    focus: Focus = Focus(0, 0, goal_focused=False)
    hours: float = 0.0
    """Mine, of the last 365 days."""


def figures(of: Organisation | Person, share: Share, world: World) -> Figures:
    """How far somebody trusts me by the entries that concern them, since when, and what else can be counted there."""
    as_of, made = world.as_of, strokes(share.happened)
    entries = [entry for entry, _ in share.happened]
    recent = within(entries, as_of, YEAR)
    if isinstance(of, Person):
        return Figures(
            trust=trust(made, share.boxes, as_of, Recent(recent), of.trust),
            focus=goal_focus(entries, as_of),
            hours=spent_on(of_a_year(entries, share.reviews, as_of), "", world.config).hours,
        )
    breadth = breadth_of(recent, world.spans.get(of.key, {}))
    days = {day_of(entry).toordinal() for entry in entries}
    gives, asks, _ = weigh(entries, as_of)
    return Figures(
        trust=trust(made, share.boxes, as_of, Recent(recent, breadth), of.trust),
        clock=clock(made, share.boxes, days, as_of),
        advance=advance(entries, as_of),
        gives=gives,
        asks=asks,
    )
