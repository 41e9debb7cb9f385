"""Heads that were read before: most lines begin as others do, and no head is read twice."""

from collections.abc import Callable
from typing import Final

from netlead_md.model.vocabulary import CONTACT
from netlead_md.reading.dates import as_day
from netlead_md.reading.head import Head
from netlead_md.reading.heads import LONGEST, first_word, places_in, read_head, type_of
from netlead_md.reading.qualifiers import LEADING
from netlead_md.reading.words import Words

_SHORT: Final = 30
"""Words before a link that are longer than this hardly ever come again."""

MOST: Final = 8_000
"""Heads to be remembered at once: 10,000 notes have about as many."""


def head_of(rest: str, words: Words) -> Head | None:
    """Read `rest`; None if its first word names no type."""
    head = None
    if (end := rest.find(": ", 0, LONGEST)) > 0:
        head = _remembered(words.heads, rest[:end], words, _closed)
    elif (end := rest.find("[[", 0, _SHORT)) > 0 and ":" not in rest[:LONGEST]:
        head = _remembered(words.openings, rest[:end], words, _open)
    if head is None and (kind := type_of(rest, words)):
        return read_head(rest, kind, words)
    return head


def _remembered(
    known: dict[str, Head | None], before: str, words: Words, read: Callable[[str, Words], Head | None]
) -> Head | None:
    try:
        return known[before]
    except KeyError:
        if len(known) >= MOST:
            known.clear()
        head = known[before] = read(before, words)
        return head


def _closed(before: str, words: Words) -> Head | None:
    """Head `call 20m` of all the lines that begin with it and `: `; None where what follows may change it."""
    if "[[" in before or before[-1] == ":":
        return None
    due = _due(before, words)
    if due is not None:
        return due
    rest = before + ": "
    kind = type_of(rest, words)
    head = read_head(rest, kind, words) if kind else None
    return head if head is not None and head.colon else None


def _due(before: str, words: Words) -> Head | None:
    """Head that ends in ` by DATE`, made of the common one before it, for hardly two lines are due on the same day."""
    start, by, written = before[:-14], before[-14:-10], before[-10:]
    date = as_day(written) if start and by == " by " else None
    if date is None or date.date is None:
        return None
    head = _remembered(words.heads, start, words, _closed)
    if head is None or head.unknown or head.tokens[-1].lower() in LEADING:
        return None
    if "by" in head.values or "by" in words.understood[head.type]:
        return None
    values, tokens = head.values | {"by": date.date}, (*head.tokens, "by", written)
    return Head(head.type, head.word, values, len(before) + 2, (), tokens, colon=True, places=places_in(before, values))


def _open(before: str, words: Words) -> Head | None:
    """Head `call 20m` of all the contacts that begin with `call 20m with ` and a link and have no colon; None as above.

    The first word that is no qualifier must stand before the link, and must not be one that takes another with it.
    """
    kind = type_of(before, words)
    if kind not in CONTACT or before[-1] not in {" ", "\t"}:
        return None
    head = read_head(before, kind, words)
    stop = first_word(before[head.offset :]).lower()
    return None if not stop or stop in LEADING else head
