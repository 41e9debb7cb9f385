"""Slips of the pen on a line: one letter too many, too few, wrong, or two of them swapped.

Stricter than `linking.nearness`: a field is meant for us, and a word on a line may be anybody's.
"""

from collections.abc import Iterable
from typing import Final

_SHORTEST: Final = 5
"""Shorter words are one letter away from too many others."""

_INNOCENT: Final = frozenset({
    "aside", "commend", "comments", "courage", "donner", "flavour", "innuendo", "into", "latter", "launch", "litter",
    "massage", "melting", "offers", "outro", "rather", "supports", "tanks", "thank", "thanks", "tasks", "visits",
})  # fmt: skip
"""Words of their own that happen to stand one letter beside a word of ours."""

_ENDINGS: Final = ("s", "d", "r", "y", "n")
"""`meetings`, `liked`: grammar, not a slip."""


def slip_of(word: str, choices: Iterable[str]) -> str:
    """First of the choices of which `word` is a slip; empty if it is none, or may be a word of its own."""
    if len(word) < _SHORTEST or word in _INNOCENT:
        return ""
    first = word[0]
    for choice in choices:
        if (
            choice[:1] == first
            and len(choice) >= _SHORTEST
            and not _inflected(word, choice)
            and _one_slip(word, choice)
        ):
            return choice
    return ""


def _inflected(word: str, choice: str) -> bool:
    return word[:-1] == choice and word[-1] in _ENDINGS


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
