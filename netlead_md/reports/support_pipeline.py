"""What is coming, for each project? Stages, needs, hard support by kind, and what the notes lack (SPEC §3.5, §4)."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

import msgspec

from netlead_md.analysis import pipeline
from netlead_md.analysis.candidates import ToAsk, best_to_ask
from netlead_md.analysis.organisation_scores import STAGES
from netlead_md.analysis.project_needs import Sought
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger, SupportItem
from netlead_md.model.words import AskReason, HelpKind, Unsaid
from netlead_md.reports.formatting import as_sentence, join_words, number_word, round_half_up
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.reports.shared_rows import RUNGS, item_text
from netlead_md.wording.phrases import KIND_WORDS, SIZE_WORDS, format_day, pluralise

TITLE: Final = "Support pipeline"
_LINKS: Final = ("This week", "Trust without support", "Promises", "Review day", "Notes health")
_MOST: Final = 30
_NAMES: Final = 12
"""Organisations named beside a stage; the rest are counted."""
_GIVERS: Final = 3
_ASKED: Final = 3
"""The stage from which on there is something in the pipeline (SPEC §3.5)."""
_DELIVERING: Final = 6
_LARGE: Final = 4
_THIN: Final = 3
"""Per cent: the labels of thinner slices would cover each other."""
_MISSING: Final = {
    "champion": "a champion",
    "decider": "who decides",
    "benefit": "what they gain",
    "process": "how they decide",
    "date": "a date",
}


class PipelineStage(msgspec.Struct, frozen=True):
    word: str
    count: int
    organisations: tuple[NoteLink, ...]
    more: int


class NeedRow(msgspec.Struct, frozen=True):
    project: NoteLink
    seeks: str
    promised: str
    arrived: str
    word: str


class Candidate(msgspec.Struct, frozen=True):
    """Somebody to ask for what a project still needs."""

    organisation: NoteLink
    reason: str
    line: str
    """To paste into a daily note."""


class Unmet(msgspec.Struct, frozen=True):
    """A need that is neither met nor promised, with the three best to ask."""

    project: NoteLink
    seeks: str
    candidates: tuple[Candidate, ...]


class Loose(msgspec.Struct, frozen=True):
    """Help that no line gives to a project."""

    organisation: NoteLink
    what: str


class KindSlice(msgspec.Struct, frozen=True):
    """A part of the pie, in per cent of all hard support."""

    label: str
    share: int


class KindRow(msgspec.Struct, frozen=True):
    label: str
    share: str
    givers: str


class GapRow(msgspec.Struct, frozen=True):
    organisation: NoteLink
    missing: str


class SupportPipelineView(msgspec.Struct, frozen=True):
    head: PageHeader
    stages: tuple[PipelineStage, ...]
    needs: tuple[NeedRow, ...]
    needs_more: int
    unmet: tuple[Unmet, ...]
    loose: tuple[Loose, ...]
    loose_more: int
    slices: tuple[KindSlice, ...]
    kinds: tuple[KindRow, ...]
    gaps: tuple[GapRow, ...]
    gaps_more: int


def due(book: Book) -> bool:
    return any(one.stage >= _ASKED for one in book.ledgers.values()) or bool(pipeline.project_needs(book))


def build(book: Book, setting: PageContext) -> SupportPipelineView:
    network = book.network
    items = (one.support.items for one in book.ledgers.values())
    names = network.projects, network.targets, *setting.memory.each("name", book.ledgers, setting.people.name).values()
    needs = setting.memory.once("pipeline: needs", (*names, *items), lambda: _need_rows(book, setting))
    lacking = setting.memory.each("pipeline: gap", book.ledgers, lambda key: _gap_row(book, setting, book.ledgers[key]))
    gaps = [gap for gap in lacking.values() if gap is not None]
    given = setting.memory.each("pipeline: help", book.ledgers, lambda key: _help_by_kind(book.ledgers[key]))
    every = tuple(given.values())
    weights = setting.memory.once("pipeline: weights", every, lambda: _weight_by_kind(every))
    loose = pipeline.for_no_project(book) if needs else ()
    return SupportPipelineView(
        setting.settled_head(book, TITLE, _answer_text(book, needs, gaps), *_LINKS),
        _pipeline_stages(book, setting),
        needs[:_MOST],
        max(0, len(needs) - _MOST),
        _unmet(book, setting),
        tuple(_loose(setting, item) for item in loose[:_MOST]),
        max(0, len(loose) - _MOST),
        _pie_slices(weights),
        setting.memory.once("pipeline: kinds", (*names, *every), lambda: _kind_rows(setting, given, weights)),
        tuple(gaps[:_MOST]),
        max(0, len(gaps) - _MOST),
    )


def _pipeline_stages(book: Book, setting: PageContext) -> tuple[PipelineStage, ...]:
    """The furthest first; those let go are on no way any more."""
    stages: dict[int, list[str]] = {}
    for key, one in book.ledgers.items():
        if one.side != "let-go":
            stages.setdefault(one.stage, []).append(key)
    found = []
    for stage, there in sorted(stages.items(), reverse=True):
        names = tuple(setting.people.party(key) for key in there[:_NAMES])
        found.append(PipelineStage(STAGES[stage], len(there), names, max(0, len(there) - _NAMES)))
    return tuple(found)


def _need_rows(book: Book, setting: PageContext) -> tuple[NeedRow, ...]:
    return tuple(_need_row(setting, one) for one in pipeline.project_needs(book))


def _unmet(book: Book, setting: PageContext) -> tuple[Unmet, ...]:
    """Each open need, in the order of the table above it."""
    found = [one for one in pipeline.project_needs(book) if one.open_size > 0][:_MOST]
    best = {kind: best_to_ask(book, kind) for kind in dict.fromkeys(one.need.kind for one in found)}
    return tuple(
        Unmet(
            setting.people.name(one.project.key),
            _seeks(one.need.kind, one.open_size),
            tuple(_candidate(setting, each, one) for each in best[one.need.kind]),
        )
        for one in found
    )


_REASONS: Final[dict[AskReason, str]] = {
    "could-give": "could give it",
    "gave": "gave it before",
    "promised": "promised it before",
    "trusts": "trusts you",
    "unasked": "you have not asked in the last three months",
    "path": "there is a path of introductions",
}


def _candidate(setting: PageContext, asked: ToAsk, found: Sought) -> Candidate:
    people, kind = setting.people, found.need.kind
    size = SIZE_WORDS.get(min(found.open_size, _LARGE), "small")
    line = f"- ask {kind} {size} by DATE for {people.written(found.project.key)}: {people.written(asked.key)}"
    reasons = [_REASONS[each] for each in asked.reasons]
    return Candidate(people.party(asked.key), as_sentence(join_words(reasons, len(reasons))), line)


def _loose(setting: PageContext, item: SupportItem) -> Loose:
    state = "here" if item.delivered is not None else "promised"
    return Loose(setting.people.party(item.organisation), f"{item_text(setting.people, item)} ({state})")


def _seeks(kind: HelpKind, size: int) -> str:
    words = KIND_WORDS.get(kind, kind)
    return f"{words}, {SIZE_WORDS[size]}" if size in SIZE_WORDS else words


def _need_row(setting: PageContext, found: Sought) -> NeedRow:
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
        _seeks(kind, size),
        _givers_text(setting, found.promised) or "—",
        _givers_text(setting, found.arrived) or "—",
        word,
    )


def _givers_text(setting: PageContext, items: tuple[SupportItem, ...]) -> str:
    """Who gives how much, and on what word where it has not come."""
    told = []
    for item in items:
        word = "" if item.delivered is not None else f", {RUNGS.get(item.rung, item.rung)}"
        due = f", due {format_day(item.due)}" if item.delivered is None and item.due is not None else ""
        told.append(f"{setting.people.plain(item.organisation)} ({SIZE_WORDS.get(item.size, 'some')}{word}{due})")
    return join_words(told, _GIVERS)


def _help_by_kind(ledger: Ledger) -> tuple[tuple[HelpKind | Unsaid, float], ...]:
    """Kind and value of all hard help."""
    return tuple((item.kind, item.value) for item in ledger.support.items if item.hard and item.value > 0)


def _weight_by_kind(given: Iterable[tuple[tuple[HelpKind | Unsaid, float], ...]]) -> dict[HelpKind | Unsaid, float]:
    """Hard support H by kind, the largest first (SPEC §3.2)."""
    weights: dict[HelpKind | Unsaid, float] = {}
    for kind, value in chain.from_iterable(given):
        weights[kind] = weights.get(kind, 0.0) + value
    return dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])))


def _kind_label(kind: HelpKind | Unsaid) -> str:
    return KIND_WORDS[kind] if kind else "not said"


def _pie_slices(weights: dict[HelpKind | Unsaid, float]) -> tuple[KindSlice, ...]:
    """The thin ones are folded into one, drawn where it is not thin itself; the table has them all."""
    total = sum(weights.values())
    shares = {kind: 100 * weight / total for kind, weight in weights.items()}
    slices = [KindSlice(_kind_label(kind), round_half_up(share)) for kind, share in shares.items() if share >= _THIN]
    rest = sum(share for share in shares.values() if share < _THIN)
    if rest >= _THIN:
        slices.append(KindSlice("other kinds", round_half_up(rest)))
    return tuple(slices)


def _kind_rows(
    setting: PageContext,
    given: Mapping[str, tuple[tuple[HelpKind | Unsaid, float], ...]],
    weights: dict[HelpKind | Unsaid, float],
) -> tuple[KindRow, ...]:
    total = sum(weights.values())
    givers: dict[str, dict[str, None]] = {kind: {} for kind in weights}
    for key, parts in given.items():
        for kind, _ in parts:
            givers[kind][key] = None
    rows = []
    for kind, weight in weights.items():
        share = round_half_up(100 * weight / total)
        names = join_words([setting.people.plain(key) for key in givers[kind]], _GIVERS)
        rows.append(KindRow(_kind_label(kind), f"{share} %" if share else "less than 1 %", names))
    return tuple(rows)


def _gap_row(book: Book, setting: PageContext, ledger: Ledger) -> GapRow | None:
    found = pipeline.missing_information(book, ledger)
    if found is None:
        return None
    missing = [_MISSING[name] for name, lacks in found._asdict().items() if lacks]
    return GapRow(setting.people.party(ledger.key), join_words(missing, len(missing)))


def _answer_text(book: Book, needs: tuple[NeedRow, ...], gaps: list[GapRow]) -> str:
    there = [one.stage for one in book.ledgers.values() if one.side != "let-go"]
    delivering = sum(stage >= _DELIVERING for stage in there)
    asked = sum(_ASKED <= stage < _DELIVERING for stage in there)
    help_ = "organisation helps" if delivering == 1 else "organisations help"
    parts = [f"{number_word(delivering)} {help_} now and {_are_text(asked)} on the way"]
    if needs:
        here = sum(need.word == "here" for need in needs)
        find = sum(need.word == "still to find" for need in needs)
        parts.append(
            f"of {pluralise(len(needs), 'need')} of your projects {_are_text(here)} met "
            f"and {_are_text(find)} still to find"
        )
    if gaps:
        parts.append(f"with {number_word(len(gaps))} of those whose help you await, your notes lack something")
    return as_sentence("; ".join(parts))


def _are_text(count: int) -> str:
    if not count:
        return "none is"
    return f"{number_word(count)} {'is' if count == 1 else 'are'}"
