"""What a bullet begins with that is nearly a date or nearly a type."""

import re
from typing import Final

from netlead_md.model.vocabulary import CONTACT, TYPES
from netlead_md.reading.dates import as_day, month_alone, named_date, other_date
from netlead_md.reading.heads import first_word, read_head, type_of
from netlead_md.reading.slips import slip_of, trust_slip
from netlead_md.reading.words import Words

UNSURE: Final = "unsure"
"""The type is plain, and what stands beside it may be worth keeping."""

_APART: Final = re.compile(r"([A-Za-z]+)[ \t]+([A-Za-z]+)(?=[ \t:])")
"""Two words, of which a hyphen may make one: `seen as`."""
_BEFORE: Final = re.compile(
    r"(?:[0-9]{1,2}[:.][0-9]{2}(?:[ \t]?[ap]m)?|phone|video|zoom|teams|skype|online|quick|short|brief|long)[ \t]+"
    r"(?=[a-z])",
    re.IGNORECASE,
)
"""A time of day, or how it went, before the word for what it was."""
_MARKED: Final = re.compile(r"([A-Za-z][A-Za-z+-]*)[,;.!](?=[ \t]|$)")
_PAST: Final = {
    **{f"{word}ed": word for word in TYPES if word[-1].isalpha() and word[-1] != "e"},
    **{f"{word}d": word for word in TYPES if word.endswith("e")},
    **dict.fromkeys(("gave", "given"), "give"),
    **dict.fromkeys(("thank", "thanked", "thank you"), "thanks"),
    **dict.fromkeys(("met", "meet", "mtg"), "meeting"),
    **dict.fromkeys(("phone", "phoned", "rang"), "call"),
    "broke": "broken",
    "introduced": "intro",
    "introduction": "intro",
}
"""Other forms of our words, which are ours only before a colon."""

_PAIR: Final = re.compile(r"[A-Za-z]+ [A-Za-z]+")

_ODD: Final = (
    re.compile(r"[(\[]?([0-9]{4})[-–—‐‑−_./]([0-9]{1,2})[-–—‐‑−_./]([0-9]{1,2})[)\]]?"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
    re.compile(r"[0-9]{1,2}([-./])[0-9]{1,2}\1[0-9]{2}"),
)
_TIME: Final = re.compile(r"T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z?")
_GAP: Final = re.compile(r"[ \t:,|–—-]*")
_DATELIKE: Final = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}(?=[ \t:,|]|$)")


def misspelt(text: str, words: Words) -> tuple[str, ...] | None:
    """The words with which a text begins and the type that they were meant to be; None where they are their own.

    The type is empty for a sign of trust that nobody can know; a third word says that the cure may cost something.
    """
    if slip := trust_slip(text):
        return slip
    return _marked(text, words) or _near(text, words) or _before(text, words) or _past(text, words)


def _near(text: str, words: Words) -> tuple[str, ...] | None:
    word = first_word(text).partition(":")[0]
    near = slip_of(word.lower(), words.types)
    apart = _APART.match(text) if ":" in text else None
    if apart and (joined := "-".join(apart.groups()).lower()) in words.types:
        return apart[0], joined
    return (word, near) if near else None


def _marked(text: str, words: Words) -> tuple[str, ...] | None:
    """`lunch, 45m: …` and `pledge; a room`: a mark where a blank or the colon should be."""
    found = _MARKED.match(text)
    kind = words.types.get(found[1].lower(), "") if found else ""
    if found is None or kind in {"", "note"}:
        return None
    if found[0][-1] == ";":
        return found[0], f"{found[1]}:"
    return (found[0], found[1]) if kind in CONTACT or _reads(found[1], text[found.end() :], words) else None


def _before(text: str, words: Words) -> tuple[str, ...] | None:
    """`phone call 20m: …` and `10:30 meeting: …`."""
    found = _BEFORE.match(text)
    word = first_word(text[found.end() :]).partition(":")[0] if found else ""
    if found is None or words.types.get(word.lower()) not in CONTACT - {"note"}:
        return None
    return f"{found[0]}{word}", word, UNSURE


def _past(text: str, words: Words) -> tuple[str, ...] | None:
    """`pledged room: …`: a form of our word before what reads as the head of a line."""
    pair = _PAIR.match(text)
    word = pair[0] if pair and pair[0].lower() in _PAST else first_word(text).partition(":")[0]
    near = _PAST.get(word.lower(), "")
    if not near or words.types.get(near) == "note" or not _reads(near, text[len(word) :], words):
        return None
    return (word, near, UNSURE) if near == "intro" else (word, near)


def _reads(word: str, rest: str, words: Words) -> bool:
    """Whether a type and what follows it read as a head with a colon, without a strange word."""
    kind = words.types.get(word.lower(), "")
    head = read_head(word + rest, kind, words) if kind else None
    return head is not None and head.colon and not head.unknown


def odd_date(text: str, words: Words, *, box: bool) -> tuple[str, ...]:
    """A date in a form that is not ours, with which a bullet begins: 03/04/2026, or before a type word also 3 June.

    As `other_date` tells it; empty if there is none.
    """
    found = _DATELIKE.match(text)
    if found and (written := other_date(found[0])):
        return written
    for look in (named_date, month_alone):
        if named := look(text):
            return named if box or _typed(text[len(named[0]) :], words) else ()
    return _odd(text, words)


def _odd(text: str, words: Words) -> tuple[str, ...]:
    for pattern in _ODD:
        found = pattern.match(text)
        if found is None:
            continue
        time = _TIME.match(text, found.end())
        end = time.end() if time else found.end()
        if not _typed(text[end:], words):
            continue
        if found.lastindex == 1:
            return (text[:end],)
        day = as_day("-".join(found.groups()))
        blank = "" if text[end : end + 1] in {" ", "\t", ":", ","} else " "
        return (text[:end], f"{day.date}{blank}") if day and day.date and not time else (text[:end],)
    return ()


def _typed(rest: str, words: Words) -> bool:
    gap = _GAP.match(rest)
    return bool(type_of(rest[gap.end() :] if gap else rest, words))
