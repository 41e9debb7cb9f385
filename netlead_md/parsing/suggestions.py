"""Near misses: a word that is probably one of ours, written wrongly. One measure of each sort, one set of cut-offs."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

# How like two words must be, of 100, from "perhaps" to "surely".


POSSIBLE: Final = 60
"""The user meant one of these and is only asked: a value, a command, a code, a person's name."""
LIKELY: Final = 75
"""The user may have meant something else: a config key, an id, a word before a colon, a fix that nobody looks at."""
SURE: Final = 85
"""Anybody's word among many: the name in a link."""

# How many letters may have slipped: in a word that may well be a word of its own.


_SHORTEST: Final = 5
"""Shorter words are one letter away from too many others."""
_SLIP: Final = 6
"""From this length on one slip is told from another word; of a shorter one only two letters may have changed places."""
_LONG: Final = 9
"""From this length on two slips."""
_LEAST: Final = 4
_MOST: Final = 60
"""Letters of a word that a slip can be told in."""
_NEGATED: Final = re.compile(r"(?:in|un|dis|non|not|no|mis|anti)[ _-]?")
"""`inactive` is spelt nearly like `active`, and says the contrary."""
_INNOCENT: Final = frozenset({
    "aside", "commend", "comments", "courage", "donner", "flavour", "innuendo", "into", "latter", "launch", "litter",
    "massage", "melting", "offers", "outro", "rather", "supports", "tanks", "thank", "thanks", "tasks", "visits",
})  # fmt: skip
"""Words of their own that happen to be one letter away from a word of ours."""
_INFLECTIONS: Final = ("s", "d", "r", "y", "n")
"""`meetings`, `liked`: grammar, not a slip."""


def suggest_close(word: str, known: Iterable[str], cutoff: int = LIKELY) -> str:
    """The nearest of `known` that is at least so like `word`, or empty; of two that are as near, the first."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=cutoff)
    return found[0] if found else ""


def is_close(word: str, other: str) -> bool:
    """Whether one word is likely the other, written wrongly."""
    return bool(suggest_close(word, (other,)))


def suggest_choice(word: str, choices: Iterable[str]) -> str:
    """The nearest of a few values that a field takes; here the user meant one of them, so half of it may be wrong."""
    found = suggest_close(word, choices, POSSIBLE)
    return found if found and not is_negated(word, (found,)) else ""


def is_negated(word: str, choices: Iterable[str]) -> bool:
    """Whether a word says the contrary of one of a few values."""
    bare = _NEGATED.sub("", word)
    return bare != word and bare in choices


def suggest_names(name: str, names: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Those spelt nearly like a name, nearest first; then those of which it is a part, `maria` of `maria schmidt`."""
    from rapidfuzz import fuzz, process

    known = sorted(names)
    found = process.extract(name, known, scorer=fuzz.ratio, limit=limit, score_cutoff=POSSIBLE)
    near = [text for text, _, _ in found]
    return (*near, *(text for text in known if f" {name}" in f" {text}" and text not in near))[:limit]


def suggest_keyword(word: str, known: Iterable[str]) -> str:
    """The nearest of `known` within a slip of the pen, or empty."""
    if len(word) < _SHORTEST:
        return ""
    best, best_slips = "", 3
    for other in known:
        allowed = _allowed_slips(word, other)
        if allowed and (slips := _count_slips(word, other, allowed)) <= allowed and slips < best_slips:
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


def suggest_line_word(word: str, choices: Iterable[str], shortest: int = _SHORTEST) -> str:
    """First of the choices of which a word on a line is a slip; empty if it is none, or may be a word of its own.

    Stricter than `suggest_keyword`: a field is meant for us, and a word on a line may be anybody's.
    """
    if len(word) < shortest or word in _INNOCENT:
        return ""
    first, signs = word[0], _trailing_signs(word)
    for choice in choices:
        if (
            choice[:1] == first
            and len(choice) >= _SHORTEST
            and abs(len(word) - len(choice)) <= 1
            and _trailing_signs(choice) == signs
            and not (word[:-1] == choice and word[-1] in _INFLECTIONS)
            and _count_slips(word, choice, 1) == 1
        ):
            return choice
    return ""


def _count_slips(word: str, other: str, most: int) -> int:
    """Letters too many, too few, wrong or swapped with the next; `most` + 1 where there are more than `most`."""
    from rapidfuzz.distance import OSA

    return OSA.distance(word, other, score_cutoff=most)


def _trailing_signs(word: str) -> str:
    """The signs of `trust++`: they are the whole sense of the word, so no other word is a slip of it."""
    return word[len(word.rstrip("+-")) :]


def _allowed_slips(word: str, other: str) -> int:
    if _same_but_ending(word, other):
        return 0
    if len(other) < _SLIP:
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
