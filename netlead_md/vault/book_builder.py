"""From notes to the book, again and again: what did not change is taken over from the time before."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from netlead_md.analysis import AnalysisResult, EntityScores, finish_analysis, start_analysis
from netlead_md.linking import LinkResult, link_incremental
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.vault.parallel import parallel_map

MANY: Final = 2_000
"""People and organisations from which on a second process pays."""


class BookBuilder:
    """One vault under one config; another config or day is a new beginning, as far as it reaches."""

    def __init__(self) -> None:
        self._config: Config | None = None
        self._linked: LinkResult | None = None
        self._analysis: AnalysisResult | None = None

    def __call__(
        self, notes: Iterable[Note], config: Config, files: Sequence[str], unreadable: Sequence[str], as_of: dt.date
    ) -> Book:
        """The book of a day; `files` and `unreadable` as `link` takes them."""
        if (context := msgspec.structs.replace(config, as_of=None)) != self._config:
            self._config, self._linked, self._analysis = context, None, None
        self._linked = link_incremental(notes, config, files, unreadable, self._linked)
        half = start_analysis(self._linked.network, as_of, config, self._analysis)
        with parallel_map(half.due, half.figures, EntityScores, MANY) as figures:
            self._analysis = finish_analysis(half, lambda: dict(zip(half.due, figures(), strict=True)))
        return self._analysis.book
