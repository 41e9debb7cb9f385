"""Who knows who I am now? How people see me, and whom to meet anew (SPEC §3.8, §4)."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import msgspec

from netlead_md.deriving.standing import YEAR, after
from netlead_md.model.book import Book, Perception, Regard
from netlead_md.model.network import Person
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import listed, month, number, plural

TITLE: Final = "How I am seen"
_LINKS: Final = ("This week", "Introductions and growth", "People I answer for and to", "Notes health")
_STATES: Final = {
    "current": "as you are now",
    "partly": "partly as you are now",
    "old": "as you were before",
    "unknown": "not known",
}
_MOST: Final = 30
_ANEW: Final = 10
_THIN: Final = 3
"""Per cent: the labels of thinner slices cover each other; the table has them all the same."""


class Slice(msgspec.Struct, frozen=True):
    label: str
    people: int
    drawn: bool


class Row(msgspec.Struct, frozen=True):
    person: Name
    seen_as: str
    now: str
    since: str
    check: str


class Anew(msgspec.Struct, frozen=True):
    """Somebody to meet as who I am now."""

    person: Name
    why: str


class View(msgspec.Struct, frozen=True):
    head: Head
    roles: str
    """Mine now; empty: my own note does not say."""
    slices: tuple[Slice, ...]
    drawn: bool
    anew: tuple[Anew, ...]
    anew_more: int
    rows: tuple[Row, ...]
    more: int


def due(book: Book) -> bool:
    return any(regard.perception is not None for regard in book.people.values())


def build(book: Book, setting: Setting) -> View:
    people = book.network.people
    keys = setting.memory.followed("seen: order", lambda last: _ordered(people, last)).keys
    seen = setting.memory.each("seen: each", keys, lambda key: _seen_by(book, book.people[key]))
    every = tuple(seen.values())
    known = setting.memory.once("seen: known", every, lambda: [one for one in every if one is not None and one.view])
    anew = [one for one in known if one.stale and one.active]
    # The table has room for some: those whose view may be worth a talk come in first, and all stand by name.
    chosen = {one.key for one in sorted(known, key=lambda one: not one.stale)[:_MOST]}
    counts = setting.memory.once("seen: counts", every, lambda: _counts(every))
    me = book.network.me
    return View(
        setting.head(book, TITLE, _answer(known, counts), *_LINKS),
        listed(me.roles_now, 6) if me is not None else "",
        counts,
        any(one.drawn for one in counts),
        tuple(_anew(setting, book.people[one.key]) for one in anew[:_ANEW]),
        max(0, len(anew) - _ANEW),
        tuple(_row(setting, book.people[one.key]) for one in known if one.key in chosen),
        len(known) - len(chosen),
    )


class _Order(NamedTuple):
    """Everybody by name."""

    people: Mapping[str, Person]
    keys: list[str]


class _Seen(NamedTuple):
    """Somebody who has a view of me, or whom I met within a year."""

    key: str
    view: Perception | None
    stale: bool
    active: bool


def _seen_by(book: Book, regard: Regard) -> _Seen | None:
    since = after(book.as_of, -YEAR)
    if regard.perception is None and (regard.last_contact is None or regard.last_contact < since):
        return None
    active = book.network.people[regard.key].status == "active"
    return _Seen(regard.key, regard.perception, regard.perception is not None and _stale(regard), active)


def _ordered(people: Mapping[str, Person], last: _Order | None) -> _Order:
    if last is not None and (people is last.people or _same_names(people, last.people)):
        return _Order(people, last.keys)
    return _Order(people, sorted(people, key=lambda key: (people[key].name.casefold(), key)))


def _same_names(now: Mapping[str, Person], before: Mapping[str, Person]) -> bool:
    return now.keys() == before.keys() and all(
        one is before[key] or one.name == before[key].name for key, one in now.items()
    )


def _view(regard: Regard) -> Perception:
    return regard.perception or Perception("unknown", (), None, check_again=False)


def _stale(regard: Regard) -> bool:
    """Whether a talk about what I do now may be in place."""
    view = _view(regard)
    return view.state in ("old", "partly") or view.check_again


def _counts(every: Iterable[_Seen | None]) -> tuple[Slice, ...]:
    """Not known are also those whom I met within a year without a word on how they see me."""
    counts = dict.fromkeys(_STATES, 0)
    for one in every:
        if one is not None:
            counts[one.view.state if one.view is not None else "unknown"] += 1
    whole = sum(counts.values())
    return tuple(
        Slice(_STATES[state], people, 100 * people >= _THIN * whole) for state, people in counts.items() if people
    )


def _answer(known: list[_Seen], counts: tuple[Slice, ...]) -> str:
    found, views = {one.label: one.people for one in counts}, [one.view for one in known if one.view is not None]
    if all(view.state == "unknown" for view in views):
        return "Your own note does not say what you are now, so no view of you can be compared with it."
    parts = [f"{number(found[label])} {label}" for label in tuple(_STATES.values())[:3] if label in found]
    again = sum(view.check_again for view in views)
    check = f"; {plural(again, 'view')} {'is' if again == 1 else 'are'} more than a year old" if again else ""
    return f"By your notes on {plural(len(known), 'person', 'people')}, they see you: {listed(parts)}{check}."


def _roles(setting: Setting, regard: Regard) -> str:
    """Their words for me; of somebody sensitive they stay where they are written."""
    return "" if regard.key in setting.people.hidden else listed(_view(regard).seen_as, 4)


def _anew(setting: Setting, regard: Regard) -> Anew:
    roles, state = _roles(setting, regard), _view(regard).state
    known = f"knows you as {roles}" if roles else f"sees you {_STATES[state]}"
    if state == "old":
        why = f"{known}: tell them what you do now; until then they may rather open doors than help themselves."
    elif state == "partly":
        why = f"{known}: tell them what is new since then."
    else:
        why = f"{known}, by a note of more than a year ago: ask how they would introduce you today."
    return Anew(setting.people.name(regard.key), why)


def _row(setting: Setting, regard: Regard) -> Row:
    view = _view(regard)
    return Row(
        setting.people.name(regard.key),
        _roles(setting, regard) or "—",
        _STATES[view.state],
        month(view.on) if view.on is not None else "no date",
        "yes" if view.check_again else "",
    )
