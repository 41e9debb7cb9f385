"""The regard of a person: their own trust, care and view of me (SPEC §3.1, §3.8). Shown, never ranked."""

import datetime as dt
from collections.abc import Iterable

from netlead_md.deriving.balance import goal_focus
from netlead_md.deriving.care import care, last_contact, person_cadence
from netlead_md.deriving.grouping import Share
from netlead_md.deriving.payoff import NOTHING, Spending
from netlead_md.deriving.perception import perception
from netlead_md.deriving.points import strokes
from netlead_md.deriving.promises import promises
from netlead_md.deriving.standing import YEAR, within
from netlead_md.deriving.trust import Recent, unworked, working
from netlead_md.model.book import Book, Regard
from netlead_md.model.ledger import Sign
from netlead_md.model.network import Me, Person


def regards(
    people: Iterable[Person], shares: dict[str, Share], spending: Spending, me: Me | None, as_of: dt.date
) -> dict[str, Regard]:
    """The regard of everybody, in the order of the people."""
    return {
        person.key: _regard(person, shares.get(person.key) or Share([], [], [], []), spending, me, as_of)
        for person in people
    }


def _regard(person: Person, share: Share, spending: Spending, me: Me | None, as_of: dt.date) -> Regard:
    entries = tuple(entry for entry, _ in share.happened)
    last = last_contact(entries, as_of, person.last_contact)
    cadence = person_cadence(person)
    focus = goal_focus(entries, as_of)
    return Regard(
        key=person.key,
        entries=entries,
        trust=unworked(strokes(share.happened), share.boxes, as_of, Recent(within(entries, as_of, YEAR)), person.trust),
        last_contact=last,
        care=care(cadence, last, as_of) if cadence is not None else None,
        perception=perception(person, entries, me, as_of),
        goal_focused=focus.goal_focused,
        contacts=focus.contacts,
        free=focus.free,
        hours=spending.people.get(person.key, NOTHING).hours,
        promises=promises((entry for entry, _ in share.boxes), as_of),
        plans=tuple(share.plans),
        review=share.reviews[-1] if share.reviews else None,
    )


def person_working(book: Book, key: str) -> tuple[Sign, ...]:
    """The rows of a person's trust: made when somebody asks, for no page shows those of everybody."""
    regard = book.people[key]
    happened = [(entry, 1.0) for entry in regard.entries]
    return working(strokes(happened), [(promise.entry, 1.0) for promise in regard.promises], book.as_of)
