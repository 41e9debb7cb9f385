"""What may stand between a type and its colon (SPEC §2.3)."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.vocabulary import CONTACT
from netlead_md.model.words import EntryTypeName
from netlead_md.parsing.amounts import STARTS, read_amount
from netlead_md.parsing.dates import parse_date_word
from netlead_md.parsing.keywords import KeywordTable, UnknownToken
from netlead_md.parsing.links import find_links
from netlead_md.parsing.qualifier_suggestions import QualifierContext, explain_unknown

LEADING: Final = frozenset({"by", "until", "re", "via", "for"})
"""Of the keywords, those that take the next word with them."""


_AMOUNTS: Final = frozenset({FaultKind.UNCLEAR_DURATION, FaultKind.UNCLEAR_MONEY})


class Qualifiers(msgspec.Struct, frozen=True):
    """What a run of words says."""

    values: dict[str, Any]
    """Fields of `Line`."""
    unknown: tuple[UnknownToken, ...]
    stop: int
    """Of a contact: index of the first word that is none; else their number."""


def read_qualifiers(kind: EntryTypeName, tokens: Sequence[str], words: KeywordTable) -> Qualifiers:
    """Read the tokens behind the type word `kind`, the first. Contacts stop at the first that is none."""
    table = words.understood[kind]
    contact = kind in CONTACT
    values: dict[str, Any] = {}
    unknown: list[UnknownToken] = []
    at = 1
    while at < len(tokens):
        low = tokens[at].lower()
        hit = table.get(low)
        if hit and hit[0] not in values:
            values[hit[0]] = hit[1]
            at += 1
            continue
        used = read_amount(low, tokens, at, values) if low[0] in STARTS else 0
        used = used or _read_keyword(low, tokens, at, values, contact, words)
        if used:
            at += used
            continue
        unknown.append(explain_unknown(QualifierContext(kind, tokens, at, values, table)))
        if contact and (unknown[-1].trouble not in _AMOUNTS or unknown[-1].at == at):
            break
        at = unknown[-1].at + 1
    return Qualifiers(values, tuple(unknown), at)


def _channel(written: str, words: KeywordTable) -> str:
    """What stands behind `via`: a type, another word, or the name of the note that a link names."""
    if written[:2] != "[[":
        return words.types.get(written.lower(), written.lower()) if written[0].isalpha() else ""
    links = find_links(written)
    return links[0].target.rpartition("/")[2].removesuffix(".md") if links else ""


def _read_keyword(  # noqa: PLR0913, PLR0917
    low: str,
    tokens: Sequence[str],
    at: int,
    values: dict[str, Any],
    contact: bool,  # noqa: FBT001
    words: KeywordTable,
) -> int:
    """Read `by`, `until`, `ongoing`, `re`, `via`, `for`; return how many words it took."""
    if low == "ongoing" and not contact:
        values["ongoing"] = True
        return 1
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if not after or low in values:
        return 0
    if low in {"by", "until"}:
        day = parse_date_word(after)
        if day and day.date:
            values[low] = day.date
            return 2
    elif low == "re" and not contact and after[0] != "[":
        values["re"] = after.removeprefix("^")
        return 2
    elif low == "via" and (channel := _channel(after, words)):
        values["via"] = channel
        return 2
    elif low == "for" and after[:2] == "[[" and "project" not in values:
        links = find_links(after)
        if links:
            values["project"] = links[0]
            return 2
    return 0
