"""Page properties in the manner of Logseq: `type:: person` at the top of a note, or in its first bullet (SPEC §2.1)."""

import re
from typing import Final

from netlead_md.model.note import Field

_PROPERTY: Final = re.compile(r"[ \t]*(?:[-*+][ \t]+)?[^\W_][^\n:\[\]()*`|]{0,60}::(?:[ \t]|$)")


def last_property_line(body: str) -> int:
    """How many lines of a body, counted from its top, are blank or page properties; 0 where it begins otherwise."""
    count = found = 0
    bullet = False
    for text in body.split("\n"):
        count += 1
        if not text.strip():
            if found:
                break
            continue
        if not _PROPERTY.match(text) or (text.lstrip()[:1] in "-*+" and (found or bullet)):
            break
        bullet = bullet or text.lstrip()[:1] in "-*+"
        found = count
    return found


def split_fields(inline: tuple[Field, ...], body: str, first: int) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """The page properties among the inline fields of a body that begins on line `first`, and the other fields."""
    last = first + last_property_line(body) - 1
    if last < first:
        return (), inline
    on_page = [each.place is not None and each.place.line <= last for each in inline]
    page = tuple(each for each, there in zip(inline, on_page, strict=True) if there)
    return page, tuple(each for each, there in zip(inline, on_page, strict=True) if not there)
