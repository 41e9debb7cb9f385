"""Words before a colon that are no qualifiers, and what they were meant to be, as far as that is plain."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

import msgspec

from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.entry_types import CONTACT, DAY_WORDS
from netlead_md.model.words import EntryTypeName
from netlead_md.parsing.amounts import CURRENCIES, MONEY, parse_duration
from netlead_md.parsing.date_suggestions import explain_named_date, explain_numeric_date, explain_vague_date
from netlead_md.parsing.dates import parse_date_word
from netlead_md.parsing.keywords import UnknownToken
from netlead_md.parsing.suggestions import suggest_line_word

_TRUST: Final = re.compile(
    r"trust(?:[+\-−–—]+(?=[:\s]|$)|(?=:)|[ \t]+(?P<far>[+\-−–—]+(?=:)|\+\+(?=\s)))", re.IGNORECASE
)
"""`trust` with signs that are none of ours, without one, or with a blank before them."""


def closest_trust_sign(text: str) -> tuple[str, str] | None:
    """What a line begins with that is nearly a sign of trust, and the sign that was meant; None if it is no such slip.

    No sign is guessed, so what was meant is empty, unless there is a mere blank before one or two plus signs.
    """
    found = _TRUST.match(text)
    if found is None:
        return None
    return found[0], f"trust{found['far']}" if found["far"] in {"+", "++"} else ""


_KEYWORDS: Final = ("ongoing", "until")
"""Of the keywords, those long enough for a near miss."""
_SHORT: Final = 4
"""Before a colon fewer words are anybody's own, so that shorter ones may be slips."""

_SPELT_OUT: Final = re.compile(r"([0-9.,]+) ?(?:(m)(?:ins?|inutes?)?|(h)(?:rs?|ours?)?)\.?", re.IGNORECASE)
_HOUR: Final = "h(?:rs?|ours?)?"
_CLOCK: Final = re.compile(
    rf"([0-9]{{1,2}})(?:(?<=[0-4]):([0-5][0-9]) ?{_HOUR}| ?{_HOUR} ?([0-5]?[0-9]) ?(?:m(?:ins?|inutes?)?)?)",
    re.IGNORECASE,
)
_PRIMES: Final = re.compile("([0-9]{1,3})['\N{PRIME}\N{RIGHT SINGLE QUOTATION MARK}]")
_HALVES: Final = {
    **{f"{written}h": meant for written, meant in (("½", "30m"), ("1/2", "30m"), ("¼", "15m"), ("¾", "45m"))},
    "1½h": "1h30",
    "2½h": "2h30",
    "half an hour": "30m",
    "half hour": "30m",
}
_UNITS: Final = re.compile(r"[0-9]+ (?:days?|weeks?|months?|years?)", re.IGNORECASE)
_COUNTED: Final = re.compile(r"[0-9]+ [^\W\d_]+")

_COINS: Final = {
    **dict.fromkeys(("pound", "pounds", "quid"), "GBP"),
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("dollar", "dollars"), "USD"),
    **dict.fromkeys(("franc", "francs"), "CHF"),
}
_THOUSANDS: Final = re.compile(r"([^\d\s]?)([0-9]+(?:\.[0-9])?)k([^\d\s]?)", re.IGNORECASE)
_GAPS: Final = re.compile(r"([^\d\s]?)([0-9]{1,3}(?: [0-9]{3})+)( ?[^\w\s]| [A-Z]{3})?")

_DUE: Final = frozenset({"due", "before", "deadline", "till", "til"})
_DAYS: Final = frozenset({*_DUE, "on", "from", "since", "starting"})
_TAKES: Final = {name: word for name, word in DAY_WORDS.items() if name not in {"answer", "evidence"}}
"""Types of which a bare day is likely to be their own, and the word before it."""

_MARKS: Final = ".,;!()~"
_ENDINGS: Final = ("s", "ed", "d", "ing")
_JOINTS: Final = frozenset({"and", "or", "&", "+"})


class QualifierContext(msgspec.Struct, frozen=True):
    """Where a strange word stands."""

    kind: EntryTypeName
    """Type of the line."""
    tokens: Sequence[str]
    at: int
    values: dict[str, Any]
    """What was read before it."""
    table: dict[str, tuple[str, str | int]]
    """The qualifiers of the type."""

    def words(self, count: int) -> str:
        """So many words from here on; empty if there are not so many."""
        return " ".join(self.tokens[self.at : self.at + count]) if self.at + count <= len(self.tokens) else ""


def explain_unknown(here: QualifierContext) -> UnknownToken:
    """Tell what a word, and those that belong to it, may have been meant for."""
    for look in _LOOKS:
        found = look(here)
        if found is not None:
            return found
    word = here.tokens[here.at]
    if word[0] in CURRENCIES or word[-1] in CURRENCIES:
        return UnknownToken(here.at, FaultKind.UNCLEAR_MONEY, (word,), here.at)
    if word[0].isdigit():
        return UnknownToken(here.at, FaultKind.UNCLEAR_DURATION, (word,), here.at)
    known = word.lower() in here.table  # it says nothing a second time, and is no slip of another
    near = "" if known else suggest_line_word(word.lower(), (*here.table, *_KEYWORDS), _SHORT)
    return UnknownToken(here.at, FaultKind.UNKNOWN_QUALIFIER, (word, near), here.at)


def _bad_date(here: QualifierContext) -> UnknownToken | None:
    """Tell `by 2026-02-30`, `by 03/04/2026` and `by September` from a `by` that is a word like any other."""
    tokens, at = here.tokens, here.at
    if at + 1 == len(tokens) or tokens[at].lower() not in {"by", "until"}:
        return None
    word = tokens[at + 1]
    day = parse_date_word(word)
    if day and day.date is None:
        return UnknownToken(at + 1, FaultKind.IMPOSSIBLE_DATE, (word,), at)
    if other := explain_numeric_date(word):
        return UnknownToken(at + 1, FaultKind.AMBIGUOUS_DATE, other, at)
    said = " ".join(tokens[at + 1 : at + 6])
    other = explain_named_date(said) or (() if here.kind in CONTACT else explain_vague_date(said))
    return UnknownToken(at + len(other[0].split()), FaultKind.AMBIGUOUS_DATE, other, at) if other else None


def _lone_date(here: QualifierContext) -> UnknownToken | None:
    """`due 2026-09-01`, and a day without a word before it: with the word that takes it, if the type has one."""
    tokens, at, word = here.tokens, here.at, here.tokens[here.at].lower()
    before = word in _DAYS and at + 1 < len(tokens)
    written = tokens[at + before]
    day = parse_date_word(written)
    if day is None or day.date is None or here.kind == "seen-as":
        return None
    takes = _TAKES.get(here.kind, "")
    plain = takes and takes not in here.values and (not before or word in _DUE)
    near = f"{takes} {written}" if plain and (before or here.kind != "support") else ""
    return UnknownToken(at + before, FaultKind.UNKNOWN_QUALIFIER, (here.words(1 + before), near), at)


def _spelt_out(here: QualifierContext) -> UnknownToken | None:
    """`20 min`, `2 hours`, `1h 30m`, `1:30`, `90'` and `half an hour`, with what they should be."""
    for count in (1, 2, 3):
        written = here.words(count)
        meant = _HALVES.get(written.lower(), "") or _time_of(written)
        if written and meant and meant != written.lower() and parse_duration(meant) is not None:
            return UnknownToken(here.at + count - 1, FaultKind.UNCLEAR_DURATION, (written, meant), here.at)
    before = here.tokens[here.at - 1]
    if here.at > 1 and parse_duration(before.lower()) is not None and (meant := _time_of(f"{before} {here.words(1)}")):
        return UnknownToken(here.at, FaultKind.UNCLEAR_DURATION, (f"{before} {here.words(1)}", meant), here.at - 1)
    return None


def _time_of(written: str) -> str:
    if found := _SPELT_OUT.fullmatch(written):
        return found[1] + (found[2] or found[3]).lower()
    if found := _CLOCK.fullmatch(written):
        return f"{found[1]}h{found[2] or found[3]}"
    found = _PRIMES.fullmatch(written)
    return f"{found[1]}m" if found else ""


def _coins(here: QualifierContext) -> UnknownToken | None:
    """`500 pounds`, `£5k` and `1 200 €`, with what they should be."""
    for count in (4, 3, 2, 1):
        written = here.words(count)
        number, _, coin = written.partition(" ")
        if number.isdigit() and coin.lower() in _COINS:
            meant = f"{number} {_COINS[coin.lower()]}"
        elif (found := _THOUSANDS.fullmatch(written)) and (found[1] + found[3]) in CURRENCIES:
            meant = f"{found[1] or found[3]}{round(float(found[2]) * 1000):,}"
        elif (found := _GAPS.fullmatch(written)) and (found[1] or found[3]):
            sign, after = found[1], found[3] or ""
            code = after if after.strip().isalpha() else ""
            meant = f"{sign or (after.strip() if not code else '')}{found[2].replace(' ', ',')}{code}"
            if not code and not MONEY.fullmatch(meant):
                continue
        else:
            continue
        return UnknownToken(here.at + count - 1, FaultKind.UNCLEAR_MONEY, (written, meant), here.at)
    return None


def _counted(here: QualifierContext) -> UnknownToken | None:
    """`2 days`, `3 people`: a number with what it counts."""
    written = here.words(2)
    if not _COUNTED.fullmatch(written):
        return None
    after = here.tokens[here.at + 1].lower()
    known = after in here.table and here.table[after][0] not in here.values
    if _UNITS.fullmatch(written) or not (known or here.kind in CONTACT or after in {"by", "until", "re", "for", "via"}):
        return UnknownToken(here.at + 1, FaultKind.UNCLEAR_DURATION, (written,), here.at)
    return None


def _apart(here: QualifierContext) -> UnknownToken | None:
    """`let go`: two words, of which a hyphen makes one of ours."""
    joined = here.words(2).replace(" ", "-").lower()
    if joined not in here.table:
        return None
    return UnknownToken(here.at + 1, FaultKind.UNKNOWN_QUALIFIER, (here.words(2), joined), here.at)


def _marked(here: QualifierContext) -> UnknownToken | None:
    """`yes.`, `(45m)`, `letters`: a word of ours with a mark or an ending that is none."""
    word = here.tokens[here.at]
    bare = word.strip(_MARKS)
    if word[0] == "." and bare[:1].isdigit():  # `.5h` is half an hour
        bare = word
    low = bare.lower()
    if bare != word and (parse_duration(low) is not None or MONEY.fullmatch(low)):
        trouble = FaultKind.UNCLEAR_MONEY if parse_duration(low) is None else FaultKind.UNCLEAR_DURATION
        return UnknownToken(here.at, trouble, (word, bare), here.at)
    stems = (low, *(low.removesuffix(ending) for ending in _ENDINGS if low.endswith(ending)))
    near = next((stem for stem in stems if _open(here, stem) and stem != word.lower()), "")
    return UnknownToken(here.at, FaultKind.UNKNOWN_QUALIFIER, (word, near), here.at) if near else None


def _open(here: QualifierContext, word: str) -> bool:
    return word in here.table and here.table[word][0] not in here.values


def _second(here: QualifierContext) -> UnknownToken | None:
    """`manpower and finance`, `manpower/finance`: a line says one of each."""
    joint = here.words(1).lower() in _JOINTS and here.at + 1 < len(here.tokens)
    last = here.at + joint
    parts = re.split(r"[/&+,]", here.tokens[last].lower().strip(_MARKS))
    fields = {here.table[part][0] if part in here.table else "" for part in parts}
    if len(fields) != 1 or not (field := fields.pop()):
        return None
    if len(parts) == 1 and here.values.get(field, here.table[parts[0]][1]) == here.table[parts[0]][1]:
        return None  # the same once more, as in `manpower three people`
    return UnknownToken(last, FaultKind.UNKNOWN_QUALIFIER, (here.words(1 + joint), "", field), here.at)


_LOOKS: Final[Collection[Callable[[QualifierContext], UnknownToken | None]]] = (
    _bad_date,
    _lone_date,
    _spelt_out,
    _coins,
    _counted,
    _apart,
    _marked,
    _second,
)
