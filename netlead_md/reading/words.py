"""Look-up tables: what each word means behind each type (SPEC §2.3)."""

from typing import Final, TypeVar

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.vocabulary import KINDS, OUTCOMES, RUNGS, SIZES, TYPES
from netlead_md.reading.head import Head

Value = TypeVar("Value")

_KINDED: Final = frozenset({"ask", "answer", "pledge", "released", "evidence", "support", "offer", "give"})
"""Types that understand a kind of help and a size."""

_SIZED: Final = _KINDED | {"task"}

_RUNGED: Final = frozenset({"pledge", "evidence"})
"""Types that understand a rung; to any other, `email` is no qualifier (`via email` is)."""


class Words(msgspec.Struct, frozen=True):
    """The contract's words and the user's, ready to be looked up in lower case."""

    types: dict[str, str]
    understood: dict[str, dict[str, tuple[str, str | int]]]
    """By type: a word to (field of `Line`, value). A word that could be two things is, in this order, an outcome, a
    rung, a kind, a size, of those that the type understands at all: `email` is a rung behind `pledge` and nothing
    behind `ask`; `ask` is a decision behind `review`."""
    heads: dict[str, Head | None] = {}
    openings: dict[str, Head | None] = {}
    """What `known_heads.head_of` has read with these words, for most lines begin as others do."""


def words_of(config: Config) -> Words:
    """Build the tables once a run."""
    own = {word: meaning for word, meaning in config.words.items() if word}
    types = _with(TYPES, own)
    tables = {name: _table(name, own) for name in sorted(set(TYPES.values()))}
    return Words(types, tables)


def _table(name: str, own: dict[str, str]) -> dict[str, tuple[str, str | int]]:
    table: dict[str, tuple[str, str | int]] = {}
    if name in _SIZED:
        table |= {word: ("size", size) for word, size in _with(SIZES, own).items()}
    if name in _KINDED:
        table |= {word: ("kind", kind) for word, kind in _with(KINDS, own).items()}
    if name in _RUNGED:
        table |= {word: ("rung", rung) for word, rung in _with(RUNGS, own).items()}
    outcomes = {word: word for word in sorted(OUTCOMES.get(name, ()))}
    return table | {word: ("outcome", outcome) for word, outcome in _with(outcomes, own).items()}


def _with(table: dict[str, Value], own: dict[str, str]) -> dict[str, Value]:
    return table | {word.lower(): table[meaning.lower()] for word, meaning in own.items() if meaning.lower() in table}
