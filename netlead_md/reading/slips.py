"""Slips of the pen on a line: one letter too many, too few, wrong, or two of them swapped.

Stricter than `linking.nearness`: a field is meant for us, and a word on a line may be anybody's.
"""

import re
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

_TRUST: Final = re.compile(
    r"trust(?:[+\-−–—]+(?=[:\s]|$)|(?=:)|[ \t]+(?P<far>[+\-−–—]+(?=:)|\+\+(?=\s)))", re.IGNORECASE
)
"""`trust` with signs that are none of ours, without one, or with a blank before them."""


def trust_slip(text: str) -> tuple[str, str] | None:
    """What a line begins with that is nearly a sign of trust, and the sign that was meant; None if it is no such slip.

    No sign is guessed, so what was meant is empty, unless there is a mere blank before one or two plus signs.
    """
    found = _TRUST.match(text)
    if found is None:
        return None
    return found[0], f"trust{found['far']}" if found["far"] in {"+", "++"} else ""


def slip_of(word: str, choices: Iterable[str], shortest: int = _SHORTEST) -> str:
    """First of the choices of which `word` is a slip; empty if it is none, or may be a word of its own."""
    if len(word) < shortest or word in _INNOCENT:
        return ""
    first, signs = word[0], _signs(word)
    for choice in choices:
        if (
            choice[:1] == first
            and len(choice) >= _SHORTEST
            and _signs(choice) == signs
            and not _inflected(word, choice)
            and _one_slip(word, choice)
        ):
            return choice
    return ""


def _signs(word: str) -> str:
    """The signs of `trust++`: they are the whole sense of the word, so no other word is a slip of it."""
    return word[len(word.rstrip("+-")) :]


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
