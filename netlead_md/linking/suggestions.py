"""Near misses: a word that is probably one of ours, written wrongly. Doubt is decided against a warning."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_SURE: Final = 6
"""From this length on one slip is told from another word; of a shorter one only two letters may have changed places."""
_LONG: Final = 9
"""From this length on two slips."""

_LEAST: Final = 4
_MOST: Final = 60
"""Letters of a word that a slip can be told in."""

_NEGATED: Final = re.compile(r"(?:in|un|dis|non|not|no|mis|anti)[ _-]?")
"""`inactive` is spelt nearly like `active`, and says the contrary."""


def suggest_keyword(word: str, known: Iterable[str]) -> str:
    """The nearest of `known` within a slip of the pen, or empty."""
    if len(word) < _SURE - 1:
        return ""
    from rapidfuzz.distance import OSA

    best, best_slips = "", 3
    for other in known:
        allowed = _slips_between(word, other)
        if allowed and (slips := OSA.distance(word, other, score_cutoff=allowed)) <= allowed and slips < best_slips:
            best, best_slips = other, slips
    return best


class NearWords:
    """Finds the word of many that is one slip of the pen from another, without a look at each of them."""

    def __init__(self, known: Iterable[str]) -> None:
        self._without: dict[str, str] = {}
        """By each word, and by each of its rests without one letter: the first word by the alphabet."""
        for word in sorted(set(known)):
            for rest in (word, *_without_a_letter(word)):
                self._without.setdefault(rest, word)

    def nearest(self, word: str) -> str:
        """The word itself, or one with a letter more, less, other, or two of them swapped; empty if there is none."""
        for rest in (word, *_without_a_letter(word)):
            if near := self._without.get(rest, ""):
                return near
        return ""


def _without_a_letter(word: str) -> Iterator[str]:
    """Of a word of a usual length: what is left of it without each of its letters."""
    if _LEAST <= len(word) <= _MOST:
        yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def suggest_field(key: str, known: Iterable[str]) -> str:
    """The same for the name of a field: each part between underlines must be the same or a slip away."""
    parts = key.split("_")
    for other in known:
        if other.replace("_", "") == key.replace("_", ""):
            return other
        theirs = other.split("_")
        if len(theirs) == len(parts) and all(
            a == b or suggest_keyword(a, (b,)) for a, b in zip(parts, theirs, strict=True)
        ):
            return other
    return ""


def suggest_choice(word: str, choices: Iterable[str]) -> str:
    """The nearest of a few values that a field takes; here the user meant one of them, so half of it may be wrong."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(choices), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found and not is_negated(word, (found[0],)) else ""


def is_negated(word: str, choices: Iterable[str]) -> bool:
    """Whether a word says the contrary of one of a few values."""
    bare = _NEGATED.sub("", word)
    return bare != word and bare in choices


def suggest_names(name: str, names: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Those spelt nearly like a name, nearest first; then those of which it is a part, `maria` of `maria schmidt`."""
    from rapidfuzz import fuzz, process

    known = sorted(names)
    found = process.extract(name, known, scorer=fuzz.ratio, limit=limit, score_cutoff=65)
    near = [text for text, _, _ in found]
    return (*near, *(text for text in known if f" {name}" in f" {text}" and text not in near))[:limit]


def _slips_between(word: str, other: str) -> int:
    if _same_but_ending(word, other):
        return 0
    if len(other) < _SURE:
        return int(sorted(word) == sorted(other))
    return 2 if min(len(word), len(other)) >= _LONG else 1


def _same_but_ending(word: str, other: str) -> bool:
    """`interests`, `decided` and `decider` are words of their own."""
    short, long = sorted((word, other), key=len)
    return (
        word != other
        and (
            (long.startswith(short) and len(long) - len(short) <= 2)  # noqa: PLR2004 - `s` and `es`
            or (len(word) == len(other) and word[:-1] == other[:-1])
        )
    )
