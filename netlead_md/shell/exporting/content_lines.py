"""The lines of vCard 4.0 (RFC 6350) and iCalendar (RFC 5545): escaped, and folded at 75 bytes."""

import re
from typing import Final

_LONGEST: Final = 75
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def escaped(text: str) -> str:
    """A text as one value, or as one part of a structured one."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPED)


def address(text: str) -> str:
    """A URI, without white space. Its commas are escaped like all others: readers split at those that are not."""
    return escaped("".join(text.split()))


def folded(line: str) -> str:
    """One line with its end, cut between characters."""
    parts: list[str] = []
    now, size = "", 0
    for character in line:
        width = len(character.encode("utf-8", "replace"))
        if size + width > _LONGEST:
            parts.append(now)
            now, size = " ", 1
        now += character
        size += width
    return "\r\n".join((*parts, now)) + "\r\n"
