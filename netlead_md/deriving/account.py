"""The first half of a ledger: help, trust, clock and class, which need nobody else (SPEC §3.1–3.4, §3.6)."""

import datetime as dt

import msgspec

from netlead_md.deriving.asks import Asked, asked
from netlead_md.deriving.commitments import story
from netlead_md.deriving.figures import Figures
from netlead_md.deriving.follow import follow_through
from netlead_md.deriving.grouping import Share
from netlead_md.deriving.references import References
from netlead_md.deriving.standing import YEAR, age
from netlead_md.deriving.support import items, support
from netlead_md.deriving.warning import class_of
from netlead_md.deriving.wording import label
from netlead_md.deriving.world import World
from netlead_md.model.ledger import Clock, FollowThrough, Item, Support, Trust
from netlead_md.model.network import Entry, Network, Organisation
from netlead_md.model.place import Fault


class Help(msgspec.Struct, frozen=True):
    """What one organisation was asked for, promised and gave."""

    entries: tuple[Entry, ...]
    asked: Asked
    support: Support
    follow_through: FollowThrough
    faults: tuple[Fault, ...]


class Account(msgspec.Struct, frozen=True):
    """What the entries of one organisation say on a day."""

    entries: tuple[Entry, ...]
    figures: Figures
    asked: Asked
    support: Support
    follow_through: FollowThrough
    class_: str
    faults: tuple[Fault, ...]

    @property
    def trust(self) -> Trust:
        return self.figures.trust

    @property
    def clock(self) -> Clock | None:
        return self.figures.clock


def help_of(organisation: Organisation, share: Share, refs: References, world: World) -> Help:
    """Everything about help, from the entries that concern one organisation."""
    as_of, size = world.as_of, world.config.size
    entries = tuple([entry for entry, _ in share.happened])
    asks = asked(entries, refs, as_of, size)
    told = story(entries, refs, asks)
    frozen = items(told.drafts, organisation.key, world.network, as_of, size)
    helped = support(_labelled(item, asks, world.network) for item in frozen)
    return Help(
        entries=entries,
        asked=asks,
        support=helped,
        follow_through=follow_through(helped.items, as_of),
        faults=(*asks.faults, *told.faults),
    )


def account(helped: Help, figures: Figures, as_of: dt.date) -> Account:
    """Open the account of one organisation: its help beside its trust."""
    asks, follow = helped.asked, helped.follow_through
    return Account(
        entries=helped.entries,
        figures=figures,
        asked=asks,
        support=helped.support,
        follow_through=follow,
        class_=class_of(figures.clock, helped.support, asks.asks, follow, as_of),
        faults=helped.faults,
    )


def _labelled(item: Item, asks: Asked, network: Network) -> Item:
    """Named by the ask that it answers, if its words are few, else by its own first line."""
    before = [ask.entry for ask in asks.asks if ask.kind == item.kind and 0 <= age(ask.date, item.date) <= YEAR]
    words = (label(before[-1], network) if before else "") or label(item.lines[0], network)
    return msgspec.structs.replace(item, label=words)
