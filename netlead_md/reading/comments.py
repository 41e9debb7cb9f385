"""`%%` comments, which Markdown knows nothing of."""

import re
from typing import Final

_BLOCKS: Final = re.compile(
    r"(?P<code>^[ \t>]*(?P<fence>`{3,}|~{3,})(?s:.*?)(?:^[ \t>]*(?P=fence)|\Z)|(?<!`)(?P<ticks>`++)[^`\n]+(?P=ticks))"
    r"|%%(?s:.*?)%%",
    re.MULTILINE,
)
_COMMENT: Final = re.compile(r"%%(?s:.*?)%%")
_INK: Final = re.compile(r"[^\n]+")


def blank(found: re.Match[str]) -> str:
    """Spaces in place of a match; line ends stay."""
    return _INK.sub(lambda ink: " " * len(ink[0]), found[0])


def without_code(body: str) -> str:
    """Blank out code, comments left aside."""
    return _BLOCKS.sub(lambda found: blank(found) if found["code"] else found[0], body)


def without_comments(body: str) -> str:
    """Blank out what stands between `%%` and `%%`, code left aside. A `%%` that is never closed is text."""
    if "`" not in body and "~" not in body:
        return _COMMENT.sub(blank, body)
    return _BLOCKS.sub(lambda found: found[0] if found["code"] else blank(found), body)
