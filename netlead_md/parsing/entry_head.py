"""A type word, its qualifiers and the colon: the part of a line that decides what it is (SPEC §2.3)."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.entry_types import CONTACT, EXPECTS
from netlead_md.model.words import EntryTypeName, Unsaid
from netlead_md.parsing.dates import parse_date_word
from netlead_md.parsing.keywords import EntryHead, KeywordTable, UnknownToken
from netlead_md.parsing.qualifiers import LEADING, Qualifiers, read_qualifiers

LONGEST: Final = 400
"""A head ends within so many characters, or there is none."""


_MARK: Final = re.compile(r"(?:(?<![ \t])[ \t]++)?[;,-][ \t]+")
_SIGNS: Final = ("+", "-")
_MANY: Final = 3
"""More strange words than this before a colon are a sentence, not qualifiers."""

_TOKEN: Final = re.compile(r"(?:[^\s\[]++|\[\[[^\[\]\n]*\]\]|\[)++")
_COLON: Final = re.compile(r"(?<!:):(?=[ \t]|$)")
_TIGHT: Final = re.compile(r"(?<![:0-9]):(?![:/])")
_WIKI: Final = re.compile(r"\[\[[^\[\]\n]*\]\]")

_BEFORE: Final = {name: re.compile(rf"\s{name}\s+", re.IGNORECASE) for name in ("re", "by", "until")}


def type_of(rest: str, words: KeywordTable) -> EntryTypeName | Unsaid:
    """Type that the first word of `rest` names, or an empty text."""
    first = first_word(rest)
    return words.types.get(first.partition(":")[0].lower() if ":" in first else first.lower(), "")


def first_word(text: str) -> str:
    """Up to the first white space; empty if there is nothing else."""
    first = text.split(None, 1)
    return first[0] if first else ""


def parse_head(rest: str, kind: EntryTypeName, words: KeywordTable) -> EntryHead:
    """Read `rest`, whose first word names the type `kind`."""
    end = _find_colon(rest)
    if end >= 0:
        before = rest[:end]
        tokens = _split_tokens(before)
        read = read_qualifiers(kind, tokens, words)
        if read.stop == len(tokens) and len(read.unknown) <= _MANY:
            return _parse_head_with_colon(rest, end, kind, tokens, read)
        if kind in CONTACT and read.stop == len(tokens) - 1 and "[" not in tokens[-1]:
            return _parse_head_with_colon(rest, end, kind, tokens, read)
    if kind not in CONTACT:
        return EntryHead(kind, _first_word_lower(rest), offset=_find_unknown_token(rest, kind, words))
    return _parse_head_without_colon(rest, kind, words)


def _find_colon(rest: str) -> int:
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


def _split_tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text) if "[" in text else text.split())


def _first_word_lower(rest: str) -> str:
    return first_word(rest).partition(":")[0].lower()


def _parse_head_with_colon(
    rest: str, end: int, kind: EntryTypeName, tokens: tuple[str, ...], read: Qualifiers
) -> EntryHead:
    offset = len(rest) - len(rest[end + 1 :].lstrip())
    values, unknown = read.values, read.unknown
    places = qualifier_positions(rest, values)
    if not unknown:
        return EntryHead(
            kind, tokens[0].lower(), _add_assumptions(kind, values), offset, (), tokens, colon=True, places=places
        )
    left = tuple(
        word
        for strange in unknown
        if not (kind == "seen-as" and _is_role(strange))
        for word in tokens[strange.first : strange.at + 1]
    )
    if kind == "seen-as":
        values["role"] = " ".join(tokens[strange.at] for strange in unknown if _is_role(strange)).lower()
        unknown = tuple(strange for strange in unknown if not _is_role(strange))
    return EntryHead(
        kind,
        tokens[0].lower(),
        _add_assumptions(kind, values),
        offset,
        unknown,
        tokens,
        colon=True,
        left=left,
        places=places,
    )


def _is_role(strange: UnknownToken) -> bool:
    return strange.trouble is FaultKind.UNKNOWN_QUALIFIER


def _parse_head_without_colon(rest: str, kind: EntryTypeName, words: KeywordTable) -> EntryHead:
    """Read a contact whose qualifiers end at the first word that is none."""
    tokens = _split_tokens(rest[:LONGEST])
    read = read_qualifiers(kind, tokens, words)
    unknown = tuple([strange for strange in read.unknown if strange.trouble is not FaultKind.UNKNOWN_QUALIFIER])
    stop = min([read.stop, *(each.first for each in unknown)])
    word, offset = tokens[0].partition(":")[0].lower(), _token_offset(rest, tokens, stop)
    return EntryHead(
        kind,
        word,
        _add_assumptions(kind, read.values),
        offset,
        unknown,
        tokens,
        places=qualifier_positions(rest, read.values),
    )


def mark_for_colon(rest: str, kind: EntryTypeName, words: KeywordTable) -> tuple[int, str]:
    """Where a mark with the blank behind it stands in the place of the colon, and what it is; (-1, "") if none does."""
    for found in _MARK.finditer(rest, 0, LONGEST):
        before = rest[: found.start()].rstrip()
        if type_of(before, words) != kind or before.endswith(_SIGNS):
            continue  # the hyphen of `trust-` is its sign
        head = parse_head(f"{before}: ", kind, words)
        if head.colon and head.tokens and not head.unknown:
            return len(before), rest[len(before) : found.end()]
    return -1, ""


def _find_unknown_token(rest: str, kind: EntryTypeName, words: KeywordTable) -> int:
    """Place of the first word behind the type that is no qualifier: there a missing colon belongs."""
    tokens = _split_tokens(rest[:LONGEST])
    read = read_qualifiers(kind, tokens, words)
    return _token_offset(rest, tokens, min((each.at for each in read.unknown), default=read.stop))


def _token_offset(rest: str, tokens: Sequence[str], at: int) -> int:
    """Where a token begins, of which only white space parts each from the next; the end behind the last."""
    if at >= len(tokens):
        return len(rest)
    end = 0
    for token in tokens[:at]:
        end = rest.index(token, end) + len(token)
    return rest.index(tokens[at], end)


def _add_assumptions(kind: EntryTypeName, values: dict[str, Any]) -> dict[str, Any]:
    wanted = EXPECTS.get(kind)
    if wanted is None:
        return values
    missing = tuple(name for name in wanted if name not in values)
    if missing:
        values |= {name: wanted[name] for name in missing if wanted[name]}
        values["assumed"] = missing
    return values


def qualifier_positions(rest: str, values: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    """Where the words behind `re`, `by` and `until` begin, of those that were read."""
    return tuple(
        [(name, at.end()) for name, before in _BEFORE.items() if name in values and (at := before.search(rest))]
    )


# Heads that were read before: most lines begin as others do, and no head is read twice.


_SHORT: Final = 30
"""Words before a link that are longer than this hardly ever come again."""

MOST: Final = 8_000
"""Heads to be remembered at once: 10,000 notes have about as many."""


def parse_head_cached(rest: str, words: KeywordTable) -> EntryHead | None:
    """Read `rest`; None if its first word names no type."""
    head = None
    if (end := rest.find(": ", 0, LONGEST)) > 0:
        head = _recall_head(words.heads, rest[:end], words, _head_before_colon)
    elif (end := rest.find("[[", 0, _SHORT)) > 0 and ":" not in rest[:LONGEST]:
        head = _recall_head(words.openings, rest[:end], words, _head_without_colon)
    if head is None and (kind := type_of(rest, words)):
        return parse_head(rest, kind, words)
    return head


def _recall_head(
    known: dict[str, EntryHead | None],
    before: str,
    words: KeywordTable,
    read: Callable[[str, KeywordTable], EntryHead | None],
) -> EntryHead | None:
    try:
        return known[before]
    except KeyError:
        if len(known) >= MOST:
            known.clear()
        head = known[before] = read(before, words)
        return head


def _head_before_colon(before: str, words: KeywordTable) -> EntryHead | None:
    """Head `call 20m` of all the lines that begin with it and `: `; None where what follows may change it."""
    if "[[" in before or before[-1] == ":":
        return None
    due = _head_with_due_date(before, words)
    if due is not None:
        return due
    rest = before + ": "
    kind = type_of(rest, words)
    head = parse_head(rest, kind, words) if kind else None
    return head if head is not None and head.colon else None


def _head_with_due_date(before: str, words: KeywordTable) -> EntryHead | None:
    """Head that ends in ` by DATE`, made of the common one before it, for hardly two lines are due on the same day."""
    start, by, written = before[:-14], before[-14:-10], before[-10:]
    date = parse_date_word(written) if start and by == " by " else None
    if date is None or date.date is None:
        return None
    head = _recall_head(words.heads, start, words, _head_before_colon)
    if head is None or head.unknown or head.tokens[-1].lower() in LEADING:
        return None
    if "by" in head.values or "by" in words.understood[head.type]:
        return None
    values, tokens = head.values | {"by": date.date}, (*head.tokens, "by", written)
    return EntryHead(
        head.type,
        head.word,
        values,
        len(before) + 2,
        (),
        tokens,
        colon=True,
        places=qualifier_positions(before, values),
    )


def _head_without_colon(before: str, words: KeywordTable) -> EntryHead | None:
    """Head `call 20m` of all the contacts that begin with `call 20m with ` and a link and have no colon; None as above.

    The first word that is no qualifier must stand before the link, and must not be one that takes another with it.
    """
    kind = type_of(before, words)
    if kind not in CONTACT or before[-1] not in {" ", "\t"}:
        return None
    head = parse_head(before, kind, words)
    stop = first_word(before[head.offset :]).lower()
    return None if not stop or stop in LEADING else head
