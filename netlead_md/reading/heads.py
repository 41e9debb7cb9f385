"""A type word, its qualifiers and the colon: the part of a line that decides what it is (SPEC §2.3)."""

import re
from typing import Any, Final, NamedTuple

from netlead_md.model.place import Trouble
from netlead_md.model.vocabulary import CONTACT
from netlead_md.reading.qualifiers import Read, Unknown, read_qualifiers
from netlead_md.reading.words import Words

LONGEST: Final = 400
"""A head ends within so many characters, or there is none."""

MANY: Final = 3
"""More strange words than this before a colon are a sentence, not qualifiers."""

ASSUMED: Final[dict[str, dict[str, str | None]]] = {
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

_TOKEN: Final = re.compile(r"(?:\[\[[^\[\]\n]*\]\]|[^\s\[]|\[(?!\[)|\[(?=\[))+")
_COLON: Final = re.compile(r"(?<!:):(?=[ \t]|$)")
_TIGHT: Final = re.compile(r"(?<![:0-9]):(?![:/])")
_WIKI: Final = re.compile(r"\[\[[^\[\]\n]*\]\]")

_BEFORE: Final = {name: re.compile(rf"\s{name}\s+", re.IGNORECASE) for name in ("re", "by", "until")}


class Head(NamedTuple):
    """A typed line, read."""

    type: str
    word: str
    values: dict[str, Any]
    """Fields of `Line`: qualifiers and what was assumed."""
    text: str
    offset: int
    """Of `text` in what was read."""
    unknown: tuple[Unknown, ...]
    tokens: tuple[str, ...]
    colon: bool

    @property
    def understood(self) -> bool:
        """Whether a qualifier was written, or every strange word is a mere slip: enough for a line without a date."""
        slips = all(len(strange.words) == 2 and strange.words[1] for strange in self.unknown)  # noqa: PLR2004
        return slips or len(self.tokens) - 1 > len(self.unknown)


def type_of(rest: str, words: Words) -> str:
    """Type that the first word of `rest` names, or an empty text."""
    first = rest.split(None, 1)[0] if rest else ""
    return words.types.get(first.partition(":")[0].lower() if ":" in first else first.lower(), "")


def read_head(rest: str, kind: str, words: Words) -> Head:
    """Read `rest`, whose first word names the type `kind`."""
    end = _colon(rest)
    if end >= 0:
        before = rest[:end]
        tokens = tuple(before.split() if "[" not in before else _TOKEN.findall(before))
        read = read_qualifiers(kind, tokens, 1, words)
        if read.stop == len(tokens) and len(read.unknown) <= MANY:
            return _with_colon(rest, end, kind, tokens, read)
        if kind in CONTACT and read.stop == len(tokens) - 1 and "[" not in tokens[-1]:
            return _with_colon(rest, end, kind, tokens, read)
    if kind not in CONTACT:
        return Head(kind, _word(rest), {}, rest, _strange(rest, kind, words), (), (), colon=False)
    return _without_colon(rest, kind, words)


def _colon(rest: str) -> int:
    """Place of the colon that ends the head, outside links; -1 if there is none."""
    at = rest.find(": ", 0, LONGEST)
    if at > 0 and rest[at - 1] != ":" and rest.find("[[", 0, at) < 0:
        return at
    rest = rest[:LONGEST]
    masked = _WIKI.sub(lambda link: "x" * len(link[0]), rest) if "[[" in rest else rest
    at = masked.find(": ")
    if at < 0 or masked[at - 1] == ":":
        found = _COLON.search(masked) or _TIGHT.search(masked)
        at = found.start() if found else -1
    return at


def _word(rest: str) -> str:
    return rest.split(None, 1)[0].partition(":")[0].lower()


def _with_colon(rest: str, end: int, kind: str, tokens: tuple[str, ...], read: Read) -> Head:
    text = rest[end + 1 :].lstrip()
    offset = len(rest) - len(text)
    values = read.values
    if not read.unknown:
        return Head(kind, tokens[0].lower(), _assume(kind, values), text, offset, (), tokens, colon=True)
    left = [
        word
        for strange in read.unknown
        if not (kind == "seen-as" and _is_role(strange))
        for word in tokens[strange.first : strange.at + 1]
    ]
    unknown = read.unknown
    if kind == "seen-as":
        values["role"] = " ".join(tokens[strange.at] for strange in unknown if _is_role(strange)).lower()
        unknown = tuple(strange for strange in unknown if not _is_role(strange))
    if left:
        text = " ".join([*left, text]).rstrip()
    return Head(kind, tokens[0].lower(), _assume(kind, values), text, offset, unknown, tokens, colon=True)


def _is_role(strange: Unknown) -> bool:
    return strange.trouble is Trouble.UNKNOWN_QUALIFIER


def _without_colon(rest: str, kind: str, words: Words) -> Head:
    """Read a contact whose qualifiers end at the first word that is none."""
    found = list(_TOKEN.finditer(rest[:LONGEST]))
    tokens = tuple(token[0] for token in found)
    first = tokens[0].partition(":")[0]
    read = read_qualifiers(kind, tokens, 1, words)
    offset = found[read.stop].start() if read.stop < len(found) else len(rest)
    unknown = tuple(strange for strange in read.unknown if strange.trouble is not Trouble.UNKNOWN_QUALIFIER)
    return Head(kind, first.lower(), _assume(kind, read.values), rest[offset:], offset, unknown, tokens, colon=False)


def _strange(rest: str, kind: str, words: Words) -> int:
    """Place of the first word behind the type that is no qualifier: there a missing colon belongs."""
    found = list(_TOKEN.finditer(rest[:LONGEST]))
    read = read_qualifiers(kind, [token[0] for token in found], 1, words)
    at = min((each.at for each in read.unknown), default=read.stop)
    return found[at].start() if at < len(found) else len(rest)


def _assume(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    wanted = ASSUMED.get(kind)
    if wanted is None:
        return values
    missing = tuple(name for name in wanted if name not in values)
    if missing:
        values |= {name: wanted[name] for name in missing if wanted[name]}
        values["assumed"] = missing
    return values


def columns(source: str, start: int, values: dict[str, Any], mark: str) -> tuple[tuple[str, int], ...]:
    """Where the words stand that a message may have to point at; few lines have any."""
    found = [
        (name, start + at.end()) for name, before in _BEFORE.items() if name in values and (at := before.search(source))
    ]
    return (*found, ("id", start + source.rfind(f"^{mark}"))) if mark else tuple(found)
