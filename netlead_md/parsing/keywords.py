"""Look-up tables: what each word means behind each type (SPEC §2.3)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.entry_types import ENTRY_TYPES
from netlead_md.model.note import LogLine
from netlead_md.model.vocabulary import KINDS, OUTCOMES, RUNGS, SIZES, TYPES
from netlead_md.model.words import EntryTypeName
from netlead_md.parsing.blocks import Bullet
from netlead_md.parsing.dates import DateOrder

# What the words before the text of a line say (SPEC §2.3).


class UnknownToken(msgspec.Struct, frozen=True):
    """A word that is no qualifier."""

    at: int
    """Index of the word."""
    trouble: FaultKind
    words: tuple[str, ...]
    first: int
    """Index of the first word that belongs to it: the `by` of a date that no calendar has."""


class EntryHead(msgspec.Struct, frozen=True):
    """What the words before the text of a line say."""

    type: EntryTypeName
    word: str = ""
    values: dict[str, Any] = {}
    """Fields of `Line`: qualifiers and what was assumed."""
    offset: int = 0
    """Of the text in what was read."""
    unknown: tuple[UnknownToken, ...] = ()
    tokens: tuple[str, ...] = ()
    colon: bool = False
    left: tuple[str, ...] = ()
    """Strange words before the colon, which the text keeps."""
    places: tuple[tuple[str, int], ...] = ()
    """Where in what was read the words behind `re`, `by` and `until` begin."""

    @property
    def understood(self) -> bool:
        """Whether a qualifier was written, or every strange word is a mere slip: enough for a line without a date."""
        if not self.unknown:
            return True
        slips = all(len(strange.words) == 2 and strange.words[1] for strange in self.unknown)  # noqa: PLR2004
        return slips or len(self.tokens) - 1 > len(self.unknown)

    def text_of(self, rest: str) -> str:
        """Text of the line that begins with this head."""
        text = rest[self.offset :]
        if self.colon:
            text = text.lstrip()
        return " ".join([*self.left, text]).rstrip() if self.left else text


Value = TypeVar("Value")


class KeywordTable(msgspec.Struct, frozen=True):
    """The contract's words and the user's, ready to be looked up in lower case."""

    types: dict[str, EntryTypeName]
    understood: dict[EntryTypeName, dict[str, tuple[str, str | int]]]
    """By type: a word to (field of `Line`, value). A word that could be two things is, in this order, an outcome, a
    rung, a kind, a size, of those that the type understands at all: `email` is a rung behind `pledge` and nothing
    behind `ask`; `ask` is a decision behind `review`."""
    languages: tuple[str, ...] = ()
    """`Config.languages`."""
    date_order: DateOrder | None = None
    heads: dict[str, EntryHead | None] = {}
    openings: dict[str, EntryHead | None] = {}
    """What `known_heads.head_of` has read with these words, for most lines begin as others do."""


def build_keywords(config: Config) -> KeywordTable:
    """Build the tables once a run."""
    own = {word: meaning for word, meaning in config.words.items() if word}
    types = _with(TYPES, own)
    tables = {name: _table(name, own) for name in sorted(set(TYPES.values()))}
    return KeywordTable(types, tables, config.languages, config.date_order or None)


def _table(name: EntryTypeName, own: dict[str, str]) -> dict[str, tuple[str, str | int]]:
    table: dict[str, tuple[str, str | int]] = {}
    takes = ENTRY_TYPES[name].takes
    if "size" in takes:
        table |= {word: ("size", size) for word, size in _with(SIZES, own).items()}
    if "kind" in takes:
        table |= {word: ("kind", kind) for word, kind in _with(KINDS, own).items()}
    if "rung" in takes:
        table |= {word: ("rung", rung) for word, rung in _with(RUNGS, own).items()}
    outcomes = {word: word for word in sorted(OUTCOMES.get(name, ()))}
    return table | {word: ("outcome", outcome) for word, outcome in _with(outcomes, own).items()}


def _with(table: Mapping[Any, Value], own: dict[str, str]) -> dict[str, Value]:
    added = {word.lower(): table[meaning.lower()] for word, meaning in own.items() if meaning.lower() in table}
    return {**table, **added}


# What is gathered of one body on the way through its lines.


class EntryCollector:
    """Gathers the lines and faults of one body; made anew for each."""

    def __init__(self, path: str, first: int, today: dt.date | None, words: KeywordTable) -> None:
        self.path = path
        self.first = first
        """Line of the file on which the body begins."""
        self.today = today
        self.words = words
        self.lines: list[LogLine] = []
        self.faults: list[Fault] = []
        self.by_line: dict[int, LogLine] = {}
        """Entries that others may be nested under, by line of the body."""
        self.parents: dict[int, int] = {}
        """Of bullets: the line of the bullet above, both of the body."""
        self._nearest: dict[int, int] = {}
        """Of bullets that are no entries: the line of the nearest entry above, -1 for none."""
        self.bare: set[int] = set()
        """Lines of the file with a contact by the grammar that has no colon."""
        self.ids: dict[str, int] = {}
        """In lower case, with the line of the file on which each stands first."""

    def fault(self, trouble: FaultKind, line: int, column: int, words: tuple[str, ...], length: int = 0) -> None:
        place = Range(line, column, 0, column + (length or len(words[0])))
        self.faults.append(Fault(trouble, self.path, place, words=words))

    def add(self, line: LogLine, at: int) -> None:
        """Keep an entry that stands on line `at` of the body."""
        self.lines.append(line)
        self.by_line[at] = line
        if not line.id:
            return
        known = self.ids.setdefault(line.id.lower(), line.line)
        if known != line.line:
            column = dict(line.columns).get("id", line.column)
            self.fault(FaultKind.DUPLICATE_ID, line.line, column, (line.id, str(known)), len(line.id) + 1)

    def above(self, item: Bullet) -> LogLine | None:
        """Nearest entry that a bullet is nested under."""
        at, passed = item.parent, []
        while at >= 0 and at not in self.by_line and at not in self._nearest:
            passed.append(at)
            at = self.parents.get(at, -1)
        found = at if at in self.by_line else self._nearest.get(at, -1)
        self._nearest.update(dict.fromkeys(passed, found))
        return self.by_line.get(found)
