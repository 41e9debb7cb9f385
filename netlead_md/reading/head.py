"""What the words before the text of a line say (SPEC §2.3)."""

from typing import Any

import msgspec

from netlead_md.model.place import Trouble


class Unknown(msgspec.Struct, frozen=True):
    """A word that is no qualifier."""

    at: int
    """Index of the word."""
    trouble: Trouble
    words: tuple[str, ...]
    first: int
    """Index of the first word that belongs to it: the `by` of a date that no calendar has."""


class Head(msgspec.Struct, frozen=True):
    """What the words before the text of a line say."""

    type: str
    word: str = ""
    values: dict[str, Any] = {}
    """Fields of `Line`: qualifiers and what was assumed."""
    offset: int = 0
    """Of the text in what was read."""
    unknown: tuple[Unknown, ...] = ()
    tokens: tuple[str, ...] = ()
    colon: bool = False
    left: tuple[str, ...] = ()
    """Strange words before the colon, which the text keeps."""
    places: tuple[tuple[str, int], ...] = ()
    """Where in what was read the words behind `re`, `by` and `until` begin."""

    @property
    def understood(self) -> bool:
        """Whether a qualifier was written, or every strange word is a mere slip: enough for a line without a date."""
        if not self.unknown:
            return True
        slips = all(len(strange.words) == 2 and strange.words[1] for strange in self.unknown)  # noqa: PLR2004
        return slips or len(self.tokens) - 1 > len(self.unknown)

    def text_of(self, rest: str) -> str:
        """Text of the line that begins with this head."""
        text = rest[self.offset :]
        if self.colon:
            text = text.lstrip()
        return " ".join([*self.left, text]).rstrip() if self.left else text
