"""Whole names of two words or more that stand in a text without brackets (SPEC §2.5, "Names without brackets")."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

import msgspec

from netlead_md.parsing.lexicons import LANGUAGES, load_lexicon, merge_words

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_MASKED: Final = re.compile(r"!?\[\[[^\[\]\n]*\]\]|\]\([^()\n]{0,400}\)|https?://\S+|`[^`\n]*`")
_LEAST: Final = 2
"""Words of a name; a first name alone names nobody."""
_MOST: Final = 12
"""Words and signs of a name that are compared; longer ones are not looked for."""
_WORD: Final = re.compile(r"\w+")
_BEHIND: Final = re.compile(r"[ \t]*\([^()]{1,60}\)$")
_END: Final = ""
"""Key of the name that ends at a node."""


@lru_cache(maxsize=1)
def _title() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, merge_words("people", "titles"))))
    return re.compile(rf"(?:(?:{titles})\.?[ \t]+)+(?=\S)", re.IGNORECASE)


def without_title(name: str) -> str:
    """A name without `Dr`, `Rev.`, `Frau` before it and without what stands in brackets behind it."""
    bare = _BEHIND.sub("", name) or name
    return _title().sub("", bare, count=1) if _title().match(bare) else bare


@lru_cache(maxsize=1)
def _words_of_ours() -> frozenset[str]:
    """Words of the lexicons and months: with a capital they are still no names."""
    return load_lexicon(LANGUAGES).known


_LINE: Final = 2000
"""Characters of a line in which first names are looked for."""


def find_given_names(text: str) -> Iterator[tuple[str, str]]:
    """(word, title before it with its blank) of the words of a line that may be a first name, or one behind a title."""
    text = text[:_LINE]
    if "[[" in text or "](" in text or "`" in text or "://" in text:
        text = _MASKED.sub(" ", text)
    titles, words = merge_words("people", "titles"), _words_of_ours()
    for found in _CAPITAL.finditer(text):
        name = found[0]
        before = _TITLED.search(text, max(found.start() - _LONGEST_TITLE, 0), found.start())
        title = before[0] if before is not None and before[1].lower() in titles else ""
        if title or name.lower() not in words:
            yield name, title


_CAPITAL: Final = re.compile(r"(?<![\w@#/.-])[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:-[A-ZÀ-ÖØ-Þ][^\W\d_]+)?")
_TITLED: Final = re.compile(r"(?<!\w)([^\W\d_]{1,10})\.?[ \t]$")
_LONGEST_TITLE: Final = 14


class NameMatch(msgspec.Struct, frozen=True):
    """A name in a text."""

    name: str
    """As it was given to `build_name_index`."""
    start: int
    end: int
    """Code points from 0, end exclusive."""


class NameIndex(msgspec.Struct, frozen=True):
    """Names by their words; made once for a vault."""

    tree: dict[str, Any]
    firsts: frozenset[str]


def build_name_index(names: Iterable[str]) -> NameIndex:
    """Index the names of two words or more among `names`, in their own case; the others are left out."""
    tree: dict[str, Any] = {}
    for name in names:
        tokens = _TOKEN.findall(name)
        if len(_WORD.findall(name)) < _LEAST or len(tokens) > _MOST:
            continue
        node = tree
        for token in tokens:
            node = node.setdefault(token, {})
        node.setdefault(_END, name)
    return NameIndex(tree, frozenset(tree))


def find_full_names(text: str, index: NameIndex) -> list[NameMatch]:
    """The names of `index` in `text`, from left to right, the longest at each place; none inside a link, URL or code.

    Linear in the length of the text: at each word at most twelve steps.
    """
    if not index.firsts or index.firsts.isdisjoint(_WORD.findall(text)):
        return []
    if "[[" in text or "](" in text or "`" in text or "://" in text:
        text = _MASKED.sub(lambda found: "\n" * len(found[0]), text)
    tokens = list(_TOKEN.finditer(text))
    found: list[NameMatch] = []
    at = 0
    while at < len(tokens):
        match = _longest(text, tokens, at, index.tree) if tokens[at][0] in index.firsts else None
        if match is None:
            at += 1
            continue
        found.append(match)
        while at < len(tokens) and tokens[at].start() < match.end:
            at += 1
    return found


def _longest(text: str, tokens: list[re.Match[str]], at: int, tree: dict[str, Any]) -> NameMatch | None:
    best: NameMatch | None = None
    start, end = tokens[at].start(), tokens[at].start()
    node = tree
    for token in tokens[at : at + _MOST]:
        if "\n" in text[end : token.start()]:
            break
        following = node.get(token[0])
        if following is None:
            break
        node, end = following, token.end()
        if _END in node and not _goes_on(text, end):
            best = NameMatch(node[_END], start, end)
    return best


def _goes_on(text: str, end: int) -> bool:
    """Whether a hyphen binds another word to the name: `Ada Lark-Smith` is not Ada Lark."""
    return text[end : end + 1] in {"-", "‑"} and text[end + 1 : end + 2].isalpha()
