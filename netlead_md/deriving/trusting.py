"""Who trusts me, and since when: of each organisation and person by itself (SPEC §3.1, §3.3).

It takes half of the time of this room and hands over nothing but figures, so another core can make it.
"""

import msgspec

from netlead_md.deriving.clock import clock
from netlead_md.deriving.grouping import Share
from netlead_md.deriving.points import strokes
from netlead_md.deriving.standing import YEAR, day_of, within
from netlead_md.deriving.trust import Recent, breadth_of, trust
from netlead_md.deriving.world import World
from netlead_md.model.ledger import Clock, Trust
from netlead_md.model.network import Organisation, Person


class Trusting(msgspec.Struct, frozen=True):
    trust: Trust
    clock: Clock | None = None
    """Of an organisation."""


def trusting(of: Organisation | Person, share: Share, world: World) -> Trusting:
    """How far somebody trusts me, by the entries that concern them; an organisation: since when it does."""
    as_of, made = world.as_of, strokes(share.happened)
    entries = [entry for entry, _ in share.happened]
    recent = within(entries, as_of, YEAR)
    if isinstance(of, Person):
        return Trusting(trust(made, share.boxes, as_of, Recent(recent), of.trust))
    breadth = breadth_of(recent, world.spans.get(of.key, {}))
    days = {day_of(entry).toordinal() for entry in entries}
    return Trusting(
        trust(made, share.boxes, as_of, Recent(recent, breadth), of.trust), clock(made, share.boxes, days, as_of)
    )
