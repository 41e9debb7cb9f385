"""Real near misses: one letter too many, too few, wrong, or two of them swapped."""

from collections.abc import Iterable
from typing import Final

SHORTEST: Final = 5
"""Shorter words are one letter away from too many others."""

INNOCENT: Final = frozenset({
    "aside", "commend", "comments", "courage", "donner", "flavour", "innuendo", "into", "latter", "launch", "litter",
    "massage", "melting", "offers", "outro", "rather", "supports", "tanks", "thank", "thanks", "tasks", "visits",
})  # fmt: skip
"""Words of their own that happen to stand one letter beside a word of ours."""

ENDINGS: Final = ("s", "d", "r", "y", "n")
"""`meetings`, `liked`: grammar, not a slip."""


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return the first of the choices that is one slip away from `word`, or an empty text."""
    if len(word) < SHORTEST or word in INNOCENT:
        return ""
    first = word[0]
    for choice in choices:
        if choice[:1] == first and len(choice) >= SHORTEST and not _inflected(word, choice) and _one_slip(word, choice):
            return choice
    return ""


def _inflected(word: str, choice: str) -> bool:
    return word[:-1] == choice and word[-1] in ENDINGS


def _one_slip(word: str, choice: str) -> bool:
    if word == choice or abs(len(word) - len(choice)) > 1:
        return False
    start = 0
    while start < min(len(word), len(choice)) and word[start] == choice[start]:
        start += 1
    left, right = word[start:], choice[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )
