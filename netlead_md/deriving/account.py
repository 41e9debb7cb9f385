"""The first half of a ledger: trust, clock, asks, support and class, which need nobody else (SPEC §3.1–3.4)."""

import msgspec

from netlead_md.deriving.asks import Asked, asked
from netlead_md.deriving.clock import clock
from netlead_md.deriving.commitments import story
from netlead_md.deriving.follow import follow_through
from netlead_md.deriving.grouping import Share
from netlead_md.deriving.points import strokes
from netlead_md.deriving.references import References
from netlead_md.deriving.standing import YEAR, age, day_of, within
from netlead_md.deriving.support import items, support
from netlead_md.deriving.trust import Recent, breadth_of, trust
from netlead_md.deriving.warning import class_of
from netlead_md.deriving.wording import label
from netlead_md.deriving.world import World
from netlead_md.model.ledger import Clock, FollowThrough, Item, Support, Trust
from netlead_md.model.network import Entry, Network, Organisation
from netlead_md.model.place import Fault


class Account(msgspec.Struct, frozen=True):
    """What the entries of one organisation say on a day."""

    entries: tuple[Entry, ...]
    trust: Trust
    clock: Clock | None
    asked: Asked
    support: Support
    follow_through: FollowThrough
    class_: str
    faults: tuple[Fault, ...]


def account(organisation: Organisation, share: Share, refs: References, world: World) -> Account:
    """Open the account of one organisation."""
    as_of, size = world.as_of, world.config.size
    entries = tuple([entry for entry, _ in share.happened])
    recent = within(entries, as_of, YEAR)
    made = strokes(share.happened)
    breadth = breadth_of(recent, world.spans.get(organisation.key, {}))
    days = {day_of(entry).toordinal() for entry in entries}
    ticking = clock(made, share.boxes, days, as_of)
    asks = asked(entries, refs, as_of, size)
    told = story(entries, refs, asks)
    frozen = items(told.drafts, organisation.key, world.network, as_of, size)
    helped = support(_labelled(item, asks, world.network) for item in frozen)
    follow = follow_through(helped.items, as_of)
    return Account(
        entries=entries,
        trust=trust(made, share.boxes, as_of, Recent(recent, breadth), organisation.trust),
        clock=ticking,
        asked=asks,
        support=helped,
        follow_through=follow,
        class_=class_of(ticking, helped, asks.asks, follow, as_of),
        faults=(*asks.faults, *told.faults),
    )


def _labelled(item: Item, asks: Asked, network: Network) -> Item:
    """Named by the ask that it answers, if its words are few, else by its own first line."""
    before = [ask.entry for ask in asks.asks if ask.kind == item.kind and 0 <= age(ask.date, item.date) <= YEAR]
    words = (label(before[-1], network) if before else "") or label(item.lines[0], network)
    return msgspec.structs.replace(item, label=words)
