"""What is coming, for each project? Stages, needs, hard support by kind, and what the notes lack (SPEC §3.5, §4)."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

import msgspec

from netlead_md.deriving import pipeline
from netlead_md.deriving.stage import STAGES
from netlead_md.deriving.wording import KIND_WORDS, SIZE_WORDS
from netlead_md.model.book import Book
from netlead_md.model.ledger import Item, Ledger
from netlead_md.reports.commitments import RUNGS
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import listed, number, plural, sentence, whole

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


class NeedRow(msgspec.Struct, frozen=True):
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
    needs: tuple[NeedRow, ...]
    needs_more: int
    slices: tuple[Slice, ...]
    kinds: tuple[Kind, ...]
    gaps: tuple[Gap, ...]
    gaps_more: int


def due(book: Book) -> bool:
    return any(one.stage >= _ASKED for one in book.ledgers.values()) or bool(pipeline.sought(book))


def build(book: Book, setting: Setting) -> View:
    network = book.network
    items = (one.support.items for one in book.ledgers.values())
    names = network.projects, network.targets, *setting.memory.each("name", book.ledgers, setting.people.name).values()
    needs = setting.memory.once("pipeline: needs", (*names, *items), lambda: _needs(book, setting))
    lacking = setting.memory.each("pipeline: gap", book.ledgers, lambda key: _gap(book, setting, book.ledgers[key]))
    gaps = [gap for gap in lacking.values() if gap is not None]
    given = setting.memory.each("pipeline: help", book.ledgers, lambda key: _given(book.ledgers[key]))
    every = tuple(given.values())
    weights = setting.memory.once("pipeline: weights", every, lambda: _weights(every))
    return View(
        setting.head(book, TITLE, _answer(book, needs, gaps), *_LINKS),
        _stages(book, setting),
        needs[:_MOST],
        max(0, len(needs) - _MOST),
        _slices(weights),
        setting.memory.once("pipeline: kinds", (*names, *every), lambda: _kinds(setting, given, weights)),
        tuple(gaps[:_MOST]),
        max(0, len(gaps) - _MOST),
    )


def _stages(book: Book, setting: Setting) -> tuple[Stage, ...]:
    """The furthest first; those let go are on no way any more."""
    stages: dict[int, list[str]] = {}
    for key, one in book.ledgers.items():
        if one.side != "let-go":
            stages.setdefault(one.stage, []).append(key)
    found = []
    for stage, there in sorted(stages.items(), reverse=True):
        names = tuple(setting.people.name(key) for key in there[:_NAMES])
        found.append(Stage(STAGES[stage], len(there), names, max(0, len(there) - _NAMES)))
    return tuple(found)


def _needs(book: Book, setting: Setting) -> tuple[NeedRow, ...]:
    return tuple(_need(setting, one) for one in pipeline.sought(book))


def _need(setting: Setting, found: pipeline.Sought) -> NeedRow:
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
    return NeedRow(
        setting.people.name(found.project.key),
        f"{KIND_WORDS.get(kind, kind)}, {SIZE_WORDS[size]}" if size in SIZE_WORDS else KIND_WORDS.get(kind, kind),
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
        told.append(f"{setting.people.plain(item.organisation)} ({SIZE_WORDS.get(item.size, 'some')}{word}{late})")
    return listed(told, _GIVERS)


def _given(ledger: Ledger) -> tuple[tuple[str, float], ...]:
    """Kind and value of all hard help."""
    return tuple((item.kind, item.value) for item in ledger.support.items if item.hard and item.value > 0)


def _weights(given: Iterable[tuple[tuple[str, float], ...]]) -> dict[str, float]:
    """Hard support H by kind, the largest first (SPEC §3.2)."""
    weights: dict[str, float] = {}
    for kind, value in chain.from_iterable(given):
        weights[kind] = weights.get(kind, 0.0) + value
    return dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])))


def _kind(kind: str) -> str:
    return KIND_WORDS[kind] if kind else "not said"


def _slices(weights: dict[str, float]) -> tuple[Slice, ...]:
    """The thin ones are folded into one, drawn where it is not thin itself; the table has them all."""
    total = sum(weights.values())
    shares = {kind: 100 * weight / total for kind, weight in weights.items()}
    slices = [Slice(_kind(kind), whole(share)) for kind, share in shares.items() if share >= _THIN]
    rest = sum(share for share in shares.values() if share < _THIN)
    if rest >= _THIN:
        slices.append(Slice("other kinds", whole(rest)))
    return tuple(slices)


def _kinds(
    setting: Setting, given: Mapping[str, tuple[tuple[str, float], ...]], weights: dict[str, float]
) -> tuple[Kind, ...]:
    total = sum(weights.values())
    givers: dict[str, dict[str, None]] = {kind: {} for kind in weights}
    for key, parts in given.items():
        for kind, _ in parts:
            givers[kind][key] = None
    rows = []
    for kind, weight in weights.items():
        share = whole(100 * weight / total)
        names = listed([setting.people.plain(key) for key in givers[kind]], _GIVERS)
        rows.append(Kind(_kind(kind), f"{share} %" if share else "less than 1 %", names))
    return tuple(rows)


def _gap(book: Book, setting: Setting, ledger: Ledger) -> Gap | None:
    found = pipeline.gaps(book, ledger)
    if found is None:
        return None
    missing = [_MISSING[name] for name, lacks in found._asdict().items() if lacks]
    return Gap(setting.people.name(ledger.key), listed(missing, len(missing)))


def _answer(book: Book, needs: tuple[NeedRow, ...], gaps: list[Gap]) -> str:
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
    return sentence("; ".join(parts))


def _are(count: int) -> str:
    if not count:
        return "none is"
    return f"{number(count)} {'is' if count == 1 else 'are'}"
