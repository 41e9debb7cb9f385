"""Contact that did not take place: no entry, but a remark (SPEC §2.3, NL317)."""

import re
from typing import Final

from netlead_md.model.entry_types import TAKING_PLACE
from netlead_md.parsing.lexicon import Lexicon

_CONTACT: Final = (
    "meeting|call|lunch|dinner|coffee|breakfast|drinks|meal|event|visit|chat|conversation|appointment|catch-up"
    "|it|them|him"
)
_TIME: Final = (
    "next|later|tomorrow|another|the (?:day|week|month|[0-9])|[0-9]|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    "|(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn"
    "|winter)\\b"
)
_ARTICLE: Final = "our|the|their|his|her|my|your|a|an|all|any|its|both|every"
_AFTER: Final = (
    "by|again|at|on|to|until|till|because|due|as|since|for|last|and|so|she|he|they|when|after|from|in|with|without"
    "|this|that"
)
"""What may stand behind `cancelled` where it is the contact that was."""
_OFF: Final = "cancell?ed|called off|postponed|rescheduled|put off"
_NO: Final = (
    "(?:did not|didn['’]t|never) (?:come|turn up|show up|show|answer|pick up|take place|happen|appear|make it)\\b"
    "|no[- ]show\\b"
)
_NOTHING: Final = re.compile(
    rf"(?:(?:{_OFF})\b(?! (?:(?:{_ARTICLE}) (?!(?:{_CONTACT})\b)[a-z]|(?!(?:{_ARTICLE}|{_CONTACT}|{_AFTER})\b)[a-z]))"
    r"|missed(?: (?:him|her|them|us|me|it|each other|again|call)\b|(?=\s*(?:$|[.,;:!)(–—-])))"
    rf"|{_NO}|(?:he|she|they|nobody|no one|we|i|\[\[[^\[\]]*\]\]) (?:{_NO}|(?:was|were) not (?:in|there)\b"
    r"|cancell?ed\s*(?:$|[.,;]))"
    r"|no (?:answer|reply|response)\b|(?:nobody|no one) (?:answered|came|there|picked up)\b"
    r"|(?:left a |went to |only )?voice ?mail\b|engaged\s*(?:$|[.,;])|(?:was|were) (?:supposed|meant) to\b"
    r"|tried to (?:ring|call|reach|meet|phone)\b|fell through\b|(?:not|wasn['’]t|weren['’]t) in\s*(?:$|[.,;])"
    rf"|moved to (?:{_TIME})|(?:next (?:week|month|year|time)|tomorrow)\b(?!['’])"
    r"|to (?:call|ring|phone|meet|visit|see|write to|e-?mail)\b)",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(rf"(?:{_OFF}|missed|no|unanswered)[ \t]+([a-z-]+)", re.IGNORECASE)
_LOOK: Final = frozenset("cpramdnhswvelftiu[CPRAMDNHSWVELFTIU")
"""Letters with which such words begin."""


def did_not_take_place(text: str) -> str:
    """The words with which the text of a contact says that it did not take place; else empty."""
    if text[:1] not in _LOOK:
        return ""
    found = _NOTHING.match(text)
    return found[0].strip(" ,.;:(") if found else ""


def cancelled_contact(text: str, words: Lexicon) -> tuple[str, str] | None:
    """`cancelled lunch with Ada`, `missed call`: the words before a contact, and its type; None if they are none."""
    found = _BEFORE.match(text)
    if found is None:
        return None
    type_ = words.types.get(found[1].lower(), "")
    return (found[0], type_) if type_ in TAKING_PLACE else None
