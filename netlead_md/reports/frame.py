"""What every page has in common (SPEC §4): its head, and the names that it mentions."""

import msgspec


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


def short(sentence: str, limit: int = 290) -> str:
    """The sentence within the 300 characters of SPEC §4 (escapes included), cut at a word: only long names need it."""
    if len(sentence) <= limit:
        return sentence
    return sentence[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
