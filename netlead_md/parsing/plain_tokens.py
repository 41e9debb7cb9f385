"""A plain line as words: clauses, names, and what of the lexicon stands in it (SPEC §2.5)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from netlead_md.parsing.lexicons import ELISION, GAP, Element, Lexicon, Phrase

_TOKEN: Final = re.compile(
    r"#\[\[[^\[\]\n]{1,80}\]\]"
    r"|!?\[\[[^\[\]\n]{1,300}\]\]"
    r"|https?://\S+|www\.\S+|[\w.+-]{1,64}+@[\w.-]+"
    r"|[0-9]+(?:[.,:h][0-9]+)*[^\W_]*(?:-[0-9a-zA-Z]+)*"
    r"|[wW]/"
    r"|[^\W_]+(?:['’‑-][^\W_]+)*['’+]*"
    r"|[£€$&]"
    r"|[.;:!?,()|–—\"“”„«»]|-(?=\s)"
)
_HARD: Final = frozenset(".;:!?()|–—-")
_SIGNS: Final = _HARD | frozenset(',"“”„«»')
_QUOTED: Final = re.compile(r"[\"“„«](?P<said>[^\"“”„«»\n]{12,400})[\"”“»]")
_QUOTE_WORDS: Final = 4
_LONGEST: Final = 600
"""Characters of a line that are read for what they say; its day is looked for in all of it."""
LINK: Final = "\0link"
QUOTE: Final = "qzquote"
"""Stands in the place of what somebody said or wrote word for word."""
_SHORT: Final = frozenset(
    {"min", "mr", "mrs", "dr", "prof", "std", "st", "tel", "hr", "mme", "re", "ms", "fr", "bzgl", "ca"}
)


class Hit(msgspec.Struct, frozen=True):
    """A phrase of the lexicon in a line: words `start` to `end` (exclusive)."""

    start: int
    end: int
    phrase: Phrase


class Words:
    """The words of one line. Made for each line and thrown away."""

    __slots__ = ("caps", "ends_with", "groups", "hard", "lexicon", "low", "soft")

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.low: list[str] = []
        """In lower case; LINK for a link, QUOTE for what somebody said or wrote."""
        self.caps: list[bool] = []
        self.hard: list[int] = []
        """Number of the clause: up to a full stop, semicolon, colon, dash or bracket."""
        self.soft: list[int] = []
        """Number of the part between commas."""
        self.ends_with: dict[int, str] = {}
        """By clause: the sign that ends it."""
        self._split(text[:_LONGEST])
        self.groups = _find_hits(self)
        """Hits by group, in order of their first words."""

    def _split(self, text: str) -> None:
        if '"' in text or "“" in text or "„" in text or "«" in text:
            text = _QUOTED.sub(_mask_quote, text)
        low, caps, hards, softs = self.low, self.caps, self.hard, self.soft
        hard = soft = 0
        for raw in _TOKEN.findall(text):
            first = raw[0]
            if first not in _SIGNS:
                for word, capital in _read_token(raw):
                    low.append(word)
                    caps.append(capital)
                    hards.append(hard)
                    softs.append(soft)
            elif first == ",":
                soft += 1
            elif first in _HARD and not (first == "." and self._is_short(hard)):
                if hards and hards[-1] == hard:
                    self.ends_with[hard] = raw
                elif first != "(":
                    continue
                hard += 1
                soft += 1

    def _is_short(self, hard: int) -> bool:
        """Whether the word before a full stop is a short form."""
        if not self.low or self.hard[-1] != hard:
            return False
        last = self.low[-1]
        return last in _SHORT or (len(last) == 1 and last.isalpha() and self.caps[-1])

    def of(self, group: str) -> Sequence[Hit]:
        """The hits of one group, from left to right."""
        return self.groups.get(group, ())

    def may_precede(self, at: int) -> bool:
        """Whether a word may stand before a verb of contact: an adverb, a pronoun, a time."""
        word = self.low[at]
        return word in self.lexicon.before or word[0].isdigit()

    def is_name(self, at: int) -> bool:
        """Whether a word is a link, or a name by its capital."""
        word = self.low[at]
        if word == LINK:
            return True
        if not self.caps[at] or word in self.lexicon.known:
            return False
        return not (self.lexicon.nouns_capitalised and at and not (at + 1 < len(self.low) and self.caps[at + 1]))

    def span(self, start: int, end: int) -> str:
        return " ".join(self.low[start:end])


def _mask_quote(found: re.Match[str]) -> str:
    return f" {QUOTE} " if len(found["said"].split()) >= _QUOTE_WORDS else found[0]


@lru_cache(maxsize=65536)
def _read_token(raw: str) -> tuple[tuple[str, bool], ...]:
    """(word in lower case, whether it has a capital) for each word of a token: `j'ai` is two."""
    first = raw[0]
    if first in "[!":
        return ((LINK, True),)
    if first == "#":
        return ((raw.strip("#[]").casefold(), False),)
    low = raw.lower().replace("’", "'")
    if low == "w/":
        return (("w", False),)
    words = []
    at = 0
    while "'" in low[at : at + 6] and (found := ELISION.match(low, at)):
        words.append((found[0], False))
        at = found.end()
    return (*words, (low[at:], raw[at : at + 1].isupper()))


def _find_hits(words: Words) -> dict[str, list[Hit]]:
    """All phrases of the lexicon in a line, by group."""
    groups: dict[str, list[Hit]] = {}
    lexicon, low, hard = words.lexicon, words.low, words.hard
    index, last = lexicon.index, len(low) - 1
    for at, word in enumerate(low):
        entry = index.get(word)
        if entry is None:
            continue
        for phrase in entry.single:
            groups.setdefault(phrase.group, []).append(Hit(at, at + 1, phrase))
        if at == last or hard[at + 1] != hard[at]:
            continue
        for phrase in entry.open:
            end = _match(words, at + 1, phrase.rest, 0, hard[at])
            if end > 0:
                groups.setdefault(phrase.group, []).append(Hit(at, end, phrase))
        for phrase in entry.by_second.get(low[at + 1], ()):
            end = _match(words, at + 2, phrase.rest, 1, hard[at])
            if end > 0:
                groups.setdefault(phrase.group, []).append(Hit(at, end, phrase))
    return groups


def _match(words: Words, at: int, rest: tuple[Element, ...], place: int, clause: int) -> int:
    """End of the words that fit the elements from `place` on; -1 if they do not. Bounded: a phrase has few places."""
    while place < len(rest):
        element = rest[place]
        if element.gap:
            return _match_gap(words, at, rest, place + 1, clause)
        if at < len(words.low) and words.hard[at] == clause and _fits(words, at, element):
            at += 1
        elif not element.optional:
            return -1
        place += 1
    return at


def _match_gap(words: Words, at: int, rest: tuple[Element, ...], place: int, clause: int) -> int:
    for skipped in range(GAP + 1):
        end = _match(words, at + skipped, rest, place, clause)
        if end > 0:
            return end
    return -1


def _fits(words: Words, at: int, element: Element) -> bool:
    word = words.low[at]
    return word in element.words or (element.name and words.is_name(at))
