"""What may stand between a type and its colon (SPEC §2.3)."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from netlead_md.model.place import Trouble
from netlead_md.model.vocabulary import CONTACT
from netlead_md.reading.amounts import STARTS, read_amount
from netlead_md.reading.dates import as_day
from netlead_md.reading.head import Unknown
from netlead_md.reading.links import scan_links
from netlead_md.reading.strange import Around, strange
from netlead_md.reading.words import Words

LEADING: Final = frozenset({"by", "until", "re", "via", "for"})
"""Of the keywords, those that take the next word with them."""


_AMOUNTS: Final = frozenset({Trouble.UNCLEAR_DURATION, Trouble.UNCLEAR_MONEY})


class Read(msgspec.Struct, frozen=True):
    """What a run of words says."""

    values: dict[str, Any]
    """Fields of `Line`."""
    unknown: tuple[Unknown, ...]
    stop: int
    """Of a contact: index of the first word that is none; else their number."""


def read_qualifiers(kind: str, tokens: Sequence[str], words: Words) -> Read:
    """Read the tokens behind the type word `kind`, the first. Contacts stop at the first that is none."""
    table = words.understood[kind]
    contact = kind in CONTACT
    values: dict[str, Any] = {}
    unknown: list[Unknown] = []
    at = 1
    while at < len(tokens):
        low = tokens[at].lower()
        hit = table.get(low)
        if hit and hit[0] not in values:
            values[hit[0]] = hit[1]
            at += 1
            continue
        used = read_amount(low, tokens, at, values) if low[0] in STARTS else 0
        used = used or _keyword(low, tokens, at, values, contact, words)
        if used:
            at += used
            continue
        unknown.append(strange(Around(kind, tokens, at, values, table)))
        if contact and (unknown[-1].trouble not in _AMOUNTS or unknown[-1].at == at):
            break
        at = unknown[-1].at + 1
    return Read(values, tuple(unknown), at)


def _keyword(low: str, tokens: Sequence[str], at: int, values: dict[str, Any], contact: bool, words: Words) -> int:  # noqa: FBT001, PLR0913, PLR0917
    """Read `by`, `until`, `ongoing`, `re`, `via`, `for`; return how many words it took."""
    if low == "ongoing" and not contact:
        values["ongoing"] = True
        return 1
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if not after or low in values:
        return 0
    if low in {"by", "until"}:
        day = as_day(after)
        if day and day.date:
            values[low] = day.date
            return 2
    elif low == "re" and not contact and after[0] != "[":
        values["re"] = after.removeprefix("^")
        return 2
    elif low == "via" and after.lower() in words.types:
        values["via"] = words.types[after.lower()]
        return 2
    elif low == "for" and after[:2] == "[[" and "project" not in values:
        links = scan_links(after)
        if links:
            values["project"] = links[0]
            return 2
    return 0
