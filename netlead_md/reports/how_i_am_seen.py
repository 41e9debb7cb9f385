"""Who knows who I am now? How people see me, and whom to meet anew (SPEC §3.8, §4)."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import msgspec

from netlead_md.analysis.decay import YEAR, add_days
from netlead_md.model.book import Book, Perception, PersonSummary
from netlead_md.model.network import Person
from netlead_md.model.words import PerceptionState
from netlead_md.reports.formatting import format_month, join_words, number_word
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.wording.phrases import pluralise

TITLE: Final = "How I am seen"
_LINKS: Final = ("This week", "Introductions and growth", "People first", "Notes health")
_STATES: Final[dict[PerceptionState, str]] = {
    "current": "as you are now",
    "partly": "partly as you are now",
    "old": "as you were before",
    "unknown": "not known",
}
_MOST: Final = 30
_ANEW: Final = 10
_THIN: Final = 3
"""Per cent: the labels of thinner slices cover each other; the table has them all the same."""


class PerceptionSlice(msgspec.Struct, frozen=True):
    label: str
    people: int
    drawn: bool


class PerceptionRow(msgspec.Struct, frozen=True):
    person: NoteLink
    seen_as: str
    now: str
    since: str
    check: str


class OldView(msgspec.Struct, frozen=True):
    """Somebody to meet as who I am now."""

    person: NoteLink
    why: str


class HowIAmSeenView(msgspec.Struct, frozen=True):
    head: PageHeader
    roles: str
    """Mine now; empty: my own note does not say."""
    slices: tuple[PerceptionSlice, ...]
    drawn: bool
    anew: tuple[OldView, ...]
    anew_more: int
    rows: tuple[PerceptionRow, ...]
    more: int


def due(book: Book) -> bool:
    return any(regard.perception is not None for regard in book.people.values())


def build(book: Book, setting: PageContext) -> HowIAmSeenView:
    people = book.network.people
    keys = setting.memory.followed("seen: order", lambda last: _order_people(people, last)).keys
    seen = setting.memory.each("seen: each", keys, lambda key: _seen_by(book, book.people[key]))
    every = tuple(seen.values())
    known = setting.memory.once("seen: known", every, lambda: [one for one in every if one is not None and one.view])
    anew = [one for one in known if one.stale and one.active]
    # The table has room for some: those whose view may be worth a talk come in first, and all stand by name.
    chosen = {one.key for one in sorted(known, key=lambda one: not one.stale)[:_MOST]}
    counts = setting.memory.once("seen: counts", every, lambda: _count_views(every))
    me = book.network.me
    return HowIAmSeenView(
        setting.settled_head(book, TITLE, _answer_text(known, counts), *_LINKS),
        join_words(me.roles_now, 6) if me is not None else "",
        counts,
        any(one.drawn for one in counts),
        tuple(_old_view(setting, book.people[one.key]) for one in anew[:_ANEW]),
        max(0, len(anew) - _ANEW),
        tuple(_perception_row(setting, book.people[one.key]) for one in known if one.key in chosen),
        len(known) - len(chosen),
    )


class _PersonOrder(NamedTuple):
    """Everybody by name."""

    people: Mapping[str, Person]
    keys: list[str]


class _PerceptionCounts(NamedTuple):
    """Somebody who has a view of me, or whom I met within a year."""

    key: str
    view: Perception | None
    stale: bool
    active: bool


def _seen_by(book: Book, regard: PersonSummary) -> _PerceptionCounts | None:
    since = add_days(book.as_of, -YEAR)
    if regard.perception is None and (regard.last_contact is None or regard.last_contact < since):
        return None
    active = book.network.people[regard.key].status == "active"
    return _PerceptionCounts(
        regard.key, regard.perception, regard.perception is not None and _is_stale_view(regard), active
    )


def _order_people(people: Mapping[str, Person], last: _PersonOrder | None) -> _PersonOrder:
    if last is not None and (people is last.people or _same_names(people, last.people)):
        return _PersonOrder(people, last.keys)
    return _PersonOrder(people, sorted(people, key=lambda key: (people[key].name.casefold(), key)))


def _same_names(now: Mapping[str, Person], before: Mapping[str, Person]) -> bool:
    return now.keys() == before.keys() and all(
        one is before[key] or one.name == before[key].name for key, one in now.items()
    )


def _perception_of(regard: PersonSummary) -> Perception:
    return regard.perception or Perception("unknown", (), None, check_again=False)


def _is_stale_view(regard: PersonSummary) -> bool:
    """Whether a talk about what I do now may be in place."""
    view = _perception_of(regard)
    return view.state in ("old", "partly") or view.check_again


def _count_views(every: Iterable[_PerceptionCounts | None]) -> tuple[PerceptionSlice, ...]:
    """Not known are also those whom I met within a year without a word on how they see me."""
    counts = dict.fromkeys(_STATES, 0)
    for one in every:
        if one is not None:
            counts[one.view.state if one.view is not None else "unknown"] += 1
    whole = sum(counts.values())
    return tuple(
        PerceptionSlice(_STATES[state], people, 100 * people >= _THIN * whole)
        for state, people in counts.items()
        if people
    )


def _answer_text(known: list[_PerceptionCounts], counts: tuple[PerceptionSlice, ...]) -> str:
    found, views = {one.label: one.people for one in counts}, [one.view for one in known if one.view is not None]
    if all(view.state == "unknown" for view in views):
        return "Your own note does not say what you are now, so no view of you can be compared with it."
    parts = [f"{number_word(found[label])} {label}" for label in tuple(_STATES.values())[:3] if label in found]
    again = sum(view.check_again for view in views)
    check = f"; {pluralise(again, 'view')} {'is' if again == 1 else 'are'} more than a year old" if again else ""
    return f"By your notes on {pluralise(len(known), 'person', 'people')}, they see you: {join_words(parts)}{check}."


def _role_words(setting: PageContext, regard: PersonSummary) -> str:
    """Their words for me; of somebody sensitive they stay where they are written."""
    return "" if regard.key in setting.people.hidden else join_words(_perception_of(regard).seen_as, 4)


def _old_view(setting: PageContext, regard: PersonSummary) -> OldView:
    roles, state = _role_words(setting, regard), _perception_of(regard).state
    known = f"knows you as {roles}" if roles else f"sees you {_STATES[state]}"
    if state == "old":
        why = f"{known}: tell them what you do now; until then they may rather open doors than help themselves."
    elif state == "partly":
        why = f"{known}: tell them what is new since then."
    else:
        why = f"{known}, by a note of more than a year ago: ask how they would introduce you today."
    return OldView(setting.people.name(regard.key), why)


def _perception_row(setting: PageContext, regard: PersonSummary) -> PerceptionRow:
    view = _perception_of(regard)
    return PerceptionRow(
        setting.people.name(regard.key),
        _role_words(setting, regard) or "—",
        _STATES[view.state],
        format_month(view.on) if view.on is not None else "no date",
        "yes" if view.check_again else "",
    )
