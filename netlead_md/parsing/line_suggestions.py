"""What a bullet begins with that is nearly a date or nearly a type."""

import re
from typing import Final

from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.entry_types import TAKING_PLACE
from netlead_md.model.vocabulary import CONTACT, TYPES
from netlead_md.parsing.blocks import Bullet
from netlead_md.parsing.date_suggestions import explain_month, explain_named_date, explain_numeric_date
from netlead_md.parsing.dates import iso_date_pattern, parse_date_word, parse_iso_date
from netlead_md.parsing.entry_head import first_word, parse_head, parse_head_cached, type_of
from netlead_md.parsing.keywords import EntryCollector, KeywordTable
from netlead_md.parsing.qualifier_suggestions import closest_trust_sign
from netlead_md.parsing.suggestions import suggest_line_word

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


def suggest_type(text: str, words: KeywordTable) -> tuple[str, ...] | None:
    """The words with which a text begins and the type that they were meant to be; None where they are their own.

    The type is empty for a sign of trust that nobody can know; a third word says that the cure may cost something.
    """
    if slip := closest_trust_sign(text):
        return slip
    return (
        _suggest_after_mark(text, words)
        or _suggest_near_type(text, words)
        or _suggest_second_word(text, words)
        or _suggest_past_form(text, words)
    )


def _suggest_near_type(text: str, words: KeywordTable) -> tuple[str, ...] | None:
    word = first_word(text).partition(":")[0]
    near = suggest_line_word(word.lower(), words.types)
    apart = _APART.match(text) if ":" in text else None
    if apart and (joined := "-".join(apart.groups()).lower()) in words.types:
        return apart[0], joined
    return (word, near) if near else None


def _suggest_after_mark(text: str, words: KeywordTable) -> tuple[str, ...] | None:
    """`lunch, 45m: …` and `pledge; a room`: a mark where a blank or the colon should be."""
    found = _MARKED.match(text)
    kind = words.types.get(found[1].lower(), "") if found else ""
    if found is None or kind in {"", "note"}:
        return None
    if found[0][-1] == ";":
        return found[0], f"{found[1]}:"
    return (found[0], found[1]) if kind in CONTACT or _reads_as_head(found[1], text[found.end() :], words) else None


def _suggest_second_word(text: str, words: KeywordTable) -> tuple[str, ...] | None:
    """`phone call 20m: …` and `10:30 meeting: …`."""
    found = _BEFORE.match(text)
    word = first_word(text[found.end() :]).partition(":")[0] if found else ""
    if found is None or words.types.get(word.lower()) not in TAKING_PLACE:
        return None
    return f"{found[0]}{word}", word, UNSURE


def _suggest_past_form(text: str, words: KeywordTable) -> tuple[str, ...] | None:
    """`pledged room: …`: a form of our word before what reads as the head of a line."""
    pair = _PAIR.match(text)
    word = pair[0] if pair and pair[0].lower() in _PAST else first_word(text).partition(":")[0]
    near = _PAST.get(word.lower(), "")
    if not near or words.types.get(near) == "note" or not _reads_as_head(near, text[len(word) :], words):
        return None
    return (word, near, UNSURE) if near == "intro" else (word, near)


def _reads_as_head(word: str, rest: str, words: KeywordTable) -> bool:
    """Whether a type and what follows it read as a head with a colon, without a strange word."""
    kind = words.types.get(word.lower())
    head = parse_head(word + rest, kind, words) if kind else None
    return head is not None and head.colon and not head.unknown


def suggest_date(text: str, words: KeywordTable, *, box: bool) -> tuple[str, ...]:
    """A date in a form that is not ours, with which a bullet begins: 03/04/2026, or before a type word also 3 June.

    As `other_date` tells it; empty if there is none.
    """
    found = _DATELIKE.match(text)
    if found and (written := explain_numeric_date(found[0])):
        return written
    for look in (explain_named_date, explain_month):
        if named := look(text):
            return named if box or _begins_with_type(text[len(named[0]) :], words) else ()
    return _explain_odd_date(text, words)


def _explain_odd_date(text: str, words: KeywordTable) -> tuple[str, ...]:
    for pattern in _ODD:
        found = pattern.match(text)
        if found is None:
            continue
        time = _TIME.match(text, found.end())
        end = time.end() if time else found.end()
        if not _begins_with_type(text[end:], words):
            continue
        if found.lastindex == 1:
            return (text[:end],)
        day = parse_date_word("-".join(found.groups()))
        blank = "" if text[end : end + 1] in {" ", "\t", ":", ","} else " "
        return (text[:end], f"{day.date}{blank}") if day and day.date and not time else (text[:end],)
    return ()


def _begins_with_type(rest: str, words: KeywordTable) -> bool:
    gap = _GAP.match(rest)
    return bool(type_of(rest[gap.end() :] if gap else rest, words))


# Lines that would be entries if they began with a proper bullet or box.


_DATE: Final = iso_date_pattern("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_BARE: Final = re.compile(
    rf"\n(?![-*+] |[A-Za-z\n#|])[ \t]*+(?P<all>(?P<mark>[-*+–—•·‣◦]?)[ \t]*+"
    rf"(?P<box>(?<=[-*+–—•·‣◦])\[[ xX]?\][ \t]*+)?{_DATE})"
    r"(?:[ \t]|[:,–—-](?=[ \t]))[ \t:,–—-]*+(?P<rest>[^\n]+)"
)
_FEW: Final = re.compile(r"\n(?:[ \t]++|[-*+])?[0-9\[–—•·‣◦]")
"""What few notes hold, and found in a third of the time."""
_BOX: Final = re.compile(rf"\[[ \t]*+(?P<box>[xX]?)[ \t]*+\][ \t]*+(?P<day>{_DATE})(?=[ \t:]|$)")


def find_malformed_bullets(log: EntryCollector, visible: str) -> None:
    """Report lines that begin with a date and a type, and not with a bullet: `-2026-06-03 call: …`, `• …`."""
    text = f"\n{visible}"
    if not _FEW.search(text):
        return
    line, before = log.first, 0
    for found in _BARE.finditer(text):
        line += visible.count("\n", before, found.start())
        before = found.start()
        day = parse_iso_date(found["plain"] or found["linked"]).date
        head = None if found["box"] else parse_head_cached(found["rest"], log.words)
        if day is None or not (found["box"] or (head and head.colon and not head.unknown)):
            continue
        written = found["all"]
        bare = written.removeprefix(found["mark"]).lstrip()
        right = f"- {bare.replace(found['box'], _repair_box(found['box'].strip()[1:-1]), 1) if found['box'] else bare}"
        column = found.start("all") - found.start()
        linked = ("linked",) if "[[" in found["rest"] else ()
        log.fault(FaultKind.LOOSE_BULLET, line, column, (written, right, *linked))


def check_malformed_box(log: EntryCollector, item: Bullet) -> None:
    """Report a box that is none: `- [] 2026-07-03 …`, `- [x]2026-07-03 …`."""
    if found := _BOX.match(item.text):
        right = f"{_repair_box(found['box'])}{found['day']}"
        log.fault(FaultKind.LOOSE_BULLET, log.first + item.line, item.column, (found[0], right))


def _repair_box(ticked: str) -> str:
    return f"[{ticked.strip().lower() or ' '}] "
