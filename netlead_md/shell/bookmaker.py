"""From notes to the book, again and again: what did not change is taken over from the time before."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from netlead_md.deriving import Derived, Figures, begin, finish
from netlead_md.linking import Linked, linked
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.shell.second_core import shared

MANY: Final = 2_000
"""People and organisations from which on a second process pays."""


class Bookmaker:
    """One vault under one config; another config or day is a new beginning, as far as it reaches."""

    def __init__(self) -> None:
        self._config: Config | None = None
        self._linked: Linked | None = None
        self._derived: Derived | None = None

    def __call__(
        self, notes: Iterable[Note], config: Config, files: Sequence[str], unreadable: Sequence[str], as_of: dt.date
    ) -> Book:
        """The book of a day; `files` and `unreadable` as `link` takes them."""
        if (context := msgspec.structs.replace(config, as_of=None)) != self._config:
            self._config, self._linked, self._derived = context, None, None
        self._linked = linked(notes, config, files, unreadable, self._linked)
        half = begin(self._linked.network, as_of, config, self._derived)
        with shared(half.due, half.figures, Figures, MANY) as figures:
            self._derived = finish(half, lambda: dict(zip(half.due, figures(), strict=True)))
        return self._derived.book
