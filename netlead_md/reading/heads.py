"""A type word, its qualifiers and the colon: the part of a line that decides what it is (SPEC §2.3)."""

import re
from collections.abc import Sequence
from typing import Any, Final

from netlead_md.model.place import Trouble
from netlead_md.model.vocabulary import CONTACT
from netlead_md.reading.head import Head, Unknown
from netlead_md.reading.qualifiers import Read, read_qualifiers
from netlead_md.reading.words import Words

LONGEST: Final = 400
"""A head ends within so many characters, or there is none."""


_MARK: Final = re.compile(r"[ \t]*[;,-][ \t]+")
_MANY: Final = 3
"""More strange words than this before a colon are a sentence, not qualifiers."""

_ASSUMED: Final[dict[str, dict[str, str | None]]] = {
    "task": {"outcome": "fair"},
    "connect": {"outcome": "made"},
    "intro": {"outcome": "asked"},
    "answer": {"outcome": None},
    "review": {"outcome": None},
    "ask": {"kind": None, "size": None},
    "pledge": {"rung": "verbal", "kind": None, "size": None},
    "support": {"kind": None, "size": None},
    "evidence": {"rung": "informal"},
}
"""What a type would have, and what it is taken for where the line leaves it out; None: nothing is."""

_TOKEN: Final = re.compile(r"(?:[^\s\[]++|\[\[[^\[\]\n]*\]\]|\[)++")
_COLON: Final = re.compile(r"(?<!:):(?=[ \t]|$)")
_TIGHT: Final = re.compile(r"(?<![:0-9]):(?![:/])")
_WIKI: Final = re.compile(r"\[\[[^\[\]\n]*\]\]")

_BEFORE: Final = {name: re.compile(rf"\s{name}\s+", re.IGNORECASE) for name in ("re", "by", "until")}


def type_of(rest: str, words: Words) -> str:
    """Type that the first word of `rest` names, or an empty text."""
    first = first_word(rest)
    return words.types.get(first.partition(":")[0].lower() if ":" in first else first.lower(), "")


def first_word(text: str) -> str:
    """Up to the first white space; empty if there is nothing else."""
    first = text.split(None, 1)
    return first[0] if first else ""


def read_head(rest: str, kind: str, words: Words) -> Head:
    """Read `rest`, whose first word names the type `kind`."""
    end = _colon(rest)
    if end >= 0:
        before = rest[:end]
        tokens = _tokens(before)
        read = read_qualifiers(kind, tokens, words)
        if read.stop == len(tokens) and len(read.unknown) <= _MANY:
            return _with_colon(rest, end, kind, tokens, read)
        if kind in CONTACT and read.stop == len(tokens) - 1 and "[" not in tokens[-1]:
            return _with_colon(rest, end, kind, tokens, read)
    if kind not in CONTACT:
        return Head(kind, _word(rest), offset=_strange(rest, kind, words))
    return _without_colon(rest, kind, words)


def _colon(rest: str) -> int:
    """Place of the colon that ends the head, outside links; -1 if there is none."""
    at = rest.find(": ", 0, LONGEST)
    if at > 0 and rest[at - 1] != ":" and rest.find("[[", 0, at) < 0:
        return at
    rest = rest[:LONGEST]
    if ":" not in rest:
        return -1
    masked = _WIKI.sub(lambda link: "x" * len(link[0]), rest) if "[[" in rest else rest
    at = masked.find(": ")
    if at < 0 or masked[at - 1] == ":":
        found = _COLON.search(masked) or _TIGHT.search(masked)
        at = found.start() if found else -1
    return at


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text) if "[" in text else text.split())


def _word(rest: str) -> str:
    return first_word(rest).partition(":")[0].lower()


def _with_colon(rest: str, end: int, kind: str, tokens: tuple[str, ...], read: Read) -> Head:
    offset = len(rest) - len(rest[end + 1 :].lstrip())
    values, unknown = read.values, read.unknown
    places = places_in(rest, values)
    if not unknown:
        return Head(kind, tokens[0].lower(), _assume(kind, values), offset, (), tokens, colon=True, places=places)
    left = tuple(
        word
        for strange in unknown
        if not (kind == "seen-as" and _is_role(strange))
        for word in tokens[strange.first : strange.at + 1]
    )
    if kind == "seen-as":
        values["role"] = " ".join(tokens[strange.at] for strange in unknown if _is_role(strange)).lower()
        unknown = tuple(strange for strange in unknown if not _is_role(strange))
    return Head(
        kind, tokens[0].lower(), _assume(kind, values), offset, unknown, tokens, colon=True, left=left, places=places
    )


def _is_role(strange: Unknown) -> bool:
    return strange.trouble is Trouble.UNKNOWN_QUALIFIER


def _without_colon(rest: str, kind: str, words: Words) -> Head:
    """Read a contact whose qualifiers end at the first word that is none."""
    tokens = _tokens(rest[:LONGEST])
    read = read_qualifiers(kind, tokens, words)
    unknown = tuple([strange for strange in read.unknown if strange.trouble is not Trouble.UNKNOWN_QUALIFIER])
    stop = min([read.stop, *(each.first for each in unknown)])
    word, offset = tokens[0].partition(":")[0].lower(), _offset(rest, tokens, stop)
    return Head(kind, word, _assume(kind, read.values), offset, unknown, tokens, places=places_in(rest, read.values))


def mark_for_colon(rest: str, kind: str, words: Words) -> tuple[int, str]:
    """Where a mark with the blank behind it stands in the place of the colon, and what it is; (-1, "") if none does."""
    for found in _MARK.finditer(rest, 0, LONGEST):
        head = read_head(f"{rest[: found.start()]}: ", kind, words)
        if head.colon and head.tokens and not head.unknown:
            return found.start(), found[0]
    return -1, ""


def _strange(rest: str, kind: str, words: Words) -> int:
    """Place of the first word behind the type that is no qualifier: there a missing colon belongs."""
    tokens = _tokens(rest[:LONGEST])
    read = read_qualifiers(kind, tokens, words)
    return _offset(rest, tokens, min((each.at for each in read.unknown), default=read.stop))


def _offset(rest: str, tokens: Sequence[str], at: int) -> int:
    """Where a token begins, of which only white space parts each from the next; the end behind the last."""
    if at >= len(tokens):
        return len(rest)
    end = 0
    for token in tokens[:at]:
        end = rest.index(token, end) + len(token)
    return rest.index(tokens[at], end)


def _assume(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    wanted = _ASSUMED.get(kind)
    if wanted is None:
        return values
    missing = tuple(name for name in wanted if name not in values)
    if missing:
        values |= {name: wanted[name] for name in missing if wanted[name]}
        values["assumed"] = missing
    return values


def places_in(rest: str, values: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    """Where the words behind `re`, `by` and `until` begin, of those that were read."""
    return tuple(
        [(name, at.end()) for name, before in _BEFORE.items() if name in values and (at := before.search(rest))]
    )
