"""What every page has in common (SPEC §4): its head, and the names that it mentions."""

from collections.abc import Callable
from typing import Final

import msgspec

_FITS: Final = 280
"""Characters of an answer that need no cut."""


class Name(msgspec.Struct, frozen=True):
    """A mention. The filter `wikilink` turns the first one on a page into a link."""

    text: str
    target: str = ""
    """What stands inside `[[ ]]`, an anchor (`#^id`) included; empty: plain text."""


class Head(msgspec.Struct, frozen=True):
    """Top and foot of a page."""

    title: str
    answer: str
    """One sentence, at most 300 characters, without Markdown."""
    links: tuple[Name, ...] = ()
    """The neighbouring pages of this run."""
    unreadable: int = 0
    changed: tuple[str, ...] = ()
    """Constants that the user changed, in words."""
    properties: tuple[tuple[str, str], ...] = ()
    """Further front matter, in order: property and its text."""


def fitting(say: Callable[[int], str]) -> str:
    """An answer with two names of each group, or with one where two do not fit."""
    text = say(2)
    return text if len(text) <= _FITS else say(1)


def short(text: str, limit: int = 290) -> str:
    """The text within a limit, cut at a word. Answers have the 300 characters of SPEC §4, escapes included."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
