"""What is coming, for each project? Stages, needs, hard support by kind, and what the notes lack (SPEC §3.5, §4)."""

from typing import Final

import msgspec

from netlead_md.deriving import pipeline
from netlead_md.deriving.stage import STAGES
from netlead_md.model.book import Book
from netlead_md.model.ledger import Item, Ledger
from netlead_md.reports.commitments import KINDS, RUNGS, SIZES
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import listed, number, plural, whole

TITLE: Final = "Support pipeline"
_LINKS: Final = ("This week", "Trust without support", "Words and deeds", "Review day", "Notes health")
_MOST: Final = 30
_NAMES: Final = 12
"""Organisations named beside a stage; the rest are counted."""
_GIVERS: Final = 3
_ASKED: Final = 3
"""The stage from which on there is something in the pipeline (SPEC §3.5)."""
_DELIVERING: Final = 6
_THIN: Final = 3
"""Per cent: the labels of thinner slices would cover each other."""
_MISSING: Final = {
    "champion": "a champion",
    "decider": "who decides",
    "benefit": "what they gain",
    "process": "how they decide",
    "date": "a date",
}


class Stage(msgspec.Struct, frozen=True):
    word: str
    count: int
    organisations: tuple[Name, ...]
    more: int


class Need(msgspec.Struct, frozen=True):
    project: Name
    seeks: str
    promised: str
    arrived: str
    word: str


class Slice(msgspec.Struct, frozen=True):
    """A part of the pie, in per cent of all hard support."""

    label: str
    share: int


class Kind(msgspec.Struct, frozen=True):
    label: str
    share: str
    givers: str


class Gap(msgspec.Struct, frozen=True):
    organisation: Name
    missing: str


class View(msgspec.Struct, frozen=True):
    head: Head
    stages: tuple[Stage, ...]
    needs: tuple[Need, ...]
    needs_more: int
    slices: tuple[Slice, ...]
    kinds: tuple[Kind, ...]
    gaps: tuple[Gap, ...]
    gaps_more: int


def due(book: Book) -> bool:
    return any(one.stage >= _ASKED for one in book.ledgers.values()) or bool(pipeline.sought(book))


def build(book: Book, setting: Setting) -> View:
    needs = tuple(_need(setting, one) for one in pipeline.sought(book))
    lacking = [(one, pipeline.gaps(book, one)) for one in book.ledgers.values()]
    gaps = [_gap(setting, ledger, found) for ledger, found in lacking if found is not None]
    weights = _weights(book)
    return View(
        setting.head(book, TITLE, _answer(book, needs, gaps), *_LINKS),
        _stages(book, setting),
        needs[:_MOST],
        max(0, len(needs) - _MOST),
        _slices(weights),
        _kinds(book, setting, weights),
        tuple(gaps[:_MOST]),
        max(0, len(gaps) - _MOST),
    )


def _stages(book: Book, setting: Setting) -> tuple[Stage, ...]:
    """The furthest first; those let go are on no way any more."""
    found = []
    for stage in range(len(STAGES) - 1, -1, -1):
        there = [one for one in book.ledgers.values() if one.stage == stage and one.side != "let-go"]
        if there:
            names = tuple(setting.people.name(one.key) for one in there[:_NAMES])
            found.append(Stage(STAGES[stage], len(there), names, max(0, len(there) - _NAMES)))
    return tuple(found)


def _need(setting: Setting, found: pipeline.Sought) -> Need:
    kind, size = found.need.kind, found.need.size
    here = sum(item.size for item in found.arrived)
    coming = sum(item.size for item in found.promised)
    word = "still to find"
    if here >= size:
        word = "here"
    elif here + coming >= size:
        word = "promised" if not here else "here, if the promise holds"
    elif here + coming:
        word = "in part"
    return Need(
        setting.people.name(found.project.key),
        f"{KINDS.get(kind, kind)}, {SIZES[size]}" if size in SIZES else KINDS.get(kind, kind),
        _givers(setting, found.promised) or "—",
        _givers(setting, found.arrived) or "—",
        word,
    )


def _givers(setting: Setting, items: tuple[Item, ...]) -> str:
    """Who gives how much, and on what word where it has not come."""
    told = []
    for item in items:
        word = "" if item.delivered is not None else f", {RUNGS.get(item.rung, item.rung)}"
        late = ", past its day" if item.state == "overdue" else ""
        told.append(f"{setting.people.plain(item.organisation)} ({SIZES.get(item.size, 'some')}{word}{late})")
    return listed(told, _GIVERS)


def _weights(book: Book) -> dict[str, float]:
    """Hard support H by kind, the largest first (SPEC §3.2)."""
    weights: dict[str, float] = {}
    for ledger in book.ledgers.values():
        for item in ledger.support.items:
            if item.hard and item.value > 0:
                weights[item.kind] = weights.get(item.kind, 0.0) + item.value
    return dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])))


def _kind(kind: str) -> str:
    return KINDS[kind] if kind else "not said"


def _slices(weights: dict[str, float]) -> tuple[Slice, ...]:
    """The thin ones are folded into one, drawn where it is not thin itself; the table has them all."""
    total = sum(weights.values())
    shares = {kind: 100 * weight / total for kind, weight in weights.items()}
    slices = [Slice(_kind(kind), whole(share)) for kind, share in shares.items() if share >= _THIN]
    rest = sum(share for share in shares.values() if share < _THIN)
    if rest >= _THIN:
        slices.append(Slice("other kinds", whole(rest)))
    return tuple(slices)


def _kinds(book: Book, setting: Setting, weights: dict[str, float]) -> tuple[Kind, ...]:
    total = sum(weights.values())
    rows = []
    for kind, weight in weights.items():
        givers = [
            setting.people.plain(one.key)
            for one in book.ledgers.values()
            if any(item.hard and item.kind == kind and item.value > 0 for item in one.support.items)
        ]
        share = whole(100 * weight / total)
        rows.append(Kind(_kind(kind), f"{share} %" if share else "less than 1 %", listed(givers, _GIVERS)))
    return tuple(rows)


def _gap(setting: Setting, ledger: Ledger, found: pipeline.Gaps) -> Gap:
    missing = [_MISSING[name] for name, lacks in found._asdict().items() if lacks]
    return Gap(setting.people.name(ledger.key), listed(missing, len(missing)))


def _answer(book: Book, needs: tuple[Need, ...], gaps: list[Gap]) -> str:
    there = [one.stage for one in book.ledgers.values() if one.side != "let-go"]
    delivering = sum(stage >= _DELIVERING for stage in there)
    asked = sum(_ASKED <= stage < _DELIVERING for stage in there)
    help_ = "organisation helps" if delivering == 1 else "organisations help"
    parts = [f"{number(delivering)} {help_} now and {_are(asked)} on the way"]
    if needs:
        here = sum(need.word == "here" for need in needs)
        find = sum(need.word == "still to find" for need in needs)
        parts.append(
            f"of {plural(len(needs), 'need')} of your projects {_are(here)} met and {_are(find)} still to find"
        )
    if gaps:
        parts.append(f"with {number(len(gaps))} of those whose help you await, your notes lack something")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _are(count: int) -> str:
    if not count:
        return "none is"
    return f"{number(count)} {'is' if count == 1 else 'are'}"
