"""What a plain line says that binds somebody: proposals, never scored (SPEC §2.5)."""

import datetime as dt
import re
from typing import Final, cast

from netlead_md.model.entry_types import ROWS
from netlead_md.model.plain_line import Proposal
from netlead_md.model.vocabulary import TYPES
from netlead_md.model.words import EntryTypeName, HelpKind, SizeName, Unsaid
from netlead_md.parsing.commitment_rules import HARD_KINDS, Clause, Reading, find_readings, find_rung
from netlead_md.parsing.date_resolution import nearest_year
from netlead_md.parsing.dates import DateMatch, find_line_date, month_number
from netlead_md.parsing.lexicons import Phrase
from netlead_md.parsing.plain_amounts import read_money
from netlead_md.parsing.plain_tokens import Hit, Words

MAX_PROPOSALS: Final = 3
_LABELLED: Final = frozenset(
    {"ask", "pledge", "support", "evidence", "thanks", "offer", "give", "intro", "task", "answer"}
)
_KINDED: Final = frozenset([row.name for row in ROWS if "kind" in row.takes])
_FEW: Final = 6


def find_proposals(words: Words, text: str, date: dt.date | None, languages: tuple[str, ...]) -> tuple[Proposal, ...]:
    """The binding readings of a line, likeliest first, at most three. `date` is the line's day, for `by Friday`."""
    hits = _hits(words)
    label = _label(words, text)
    if label is None and not hits:
        return ()
    money = read_money(text)
    if label is not None:
        return _labelled(words, label, text, date, languages)
    found: dict[str, tuple[float, int, Reading, Clause]] = {}
    for hit in hits:
        clause = _clause(words, hit, money=money is not None)
        for reading in find_readings(words, clause):
            known = found.get(reading.type)
            if known is None or reading.weight > known[0]:
                found[reading.type] = (reading.weight, -hit.start, reading, clause)
    ranked = _without_echoes(sorted(found.values(), key=lambda each: (-each[0], -each[1])))
    return tuple([_proposal(words, each[2], each[3], text, date, languages) for each in ranked[:MAX_PROPOSALS]])


_LABELS: Final[dict[str, EntryTypeName]] = {word: kind for word, kind in TYPES.items() if kind in _LABELLED} | {
    "promise": "pledge",
    "promised": "pledge",
}


def _label(words: Words, text: str) -> EntryTypeName | None:
    """The type that a word before the first colon names, or that an action point is; None where there is none."""
    if len(words.hard) < 2 or words.ends_with.get(0) != ":":  # noqa: PLR2004
        return None
    length = words.hard.count(0)
    if length == 1 and words.low[0] in _LABELS and not is_address(text.partition(":")[2]):
        return _LABELS[words.low[0]]
    if any(hit.start == 0 and hit.end == length and hit.phrase.value == "action" for hit in words.of("bind")):
        return (
            "pledge" if words.is_name(length) or words.low[length] in words.lexicon.sets["people.they"] else "promise"
        )
    return None


def is_address(text: str) -> bool:
    """Whether a text is nothing but an address, a telephone number or a link (SPEC §2.3)."""
    return _ADDRESS.fullmatch(text.strip()) is not None


_ADDRESS: Final = re.compile(
    r"(?:[\w.+-]{1,64}@[\w.-]{1,200}|https?://\S{1,2000}|www\.\S{1,2000}|\+?[0-9(][0-9 ()/.-]{5,30})"
)


def _labelled(
    words: Words, label: EntryTypeName, text: str, date: dt.date | None, languages: tuple[str, ...]
) -> tuple[Proposal, ...]:
    """The proposal of a line that begins `Support:`, `Promise:` or `Action:`."""
    phrase = Phrase((), "bind", "label", 1, "en")
    clause = _clause(words, Hit(0, words.hard.count(0), phrase), money=read_money(text) is not None)
    return (_proposal(words, Reading(label, 7), clause, text, date, languages),)


def _hits(words: Words) -> list[Hit]:
    """Hits that bind, without those inside a longer one."""
    hits = words.of("bind")
    asked = _indirect_questions(words)
    return [
        hit
        for hit in hits
        if (
            hit.start not in asked
            and not any(
                other.start <= hit.start and hit.end <= other.end and _exactness(other) > _exactness(hit)
                for other in hits
            )
        )
        or hit.phrase.value in {"trust_more", "trust"}
    ]


def _indirect_questions(words: Words) -> set[int]:
    """Places behind `asked him whether`: what is asked there, nobody has promised or done yet."""
    places: set[int] = set()
    for hit in words.of("bind"):
        if not hit.phrase.value.startswith("ask."):
            continue
        for at in range(hit.end, min(hit.end + _FEW, len(words.low))):
            if words.hard[at] != words.hard[hit.start]:
                break
            if words.low[at] in _WHETHER:
                places.update(range(at + 1, _end_of_clause(words, at)))
                break
    return places


_WHETHER: Final = frozenset({"whether", "if", "ob", "si"})


def _end_of_clause(words: Words, at: int) -> int:
    end = at
    while end < len(words.low) and words.soft[end] == words.soft[at]:
        end += 1
    return end


def _exactness(hit: Hit) -> tuple[int, int]:
    """The longer phrase is meant; of two of one length, the one with more of its own words."""
    gaps = sum(element.gap for element in hit.phrase.rest)
    return hit.end - hit.start, -gaps


def _without_echoes(ranked: list[tuple[float, int, Reading, Clause]]) -> list[tuple[float, int, Reading, Clause]]:
    """Leave out what is only another word for the same: a letter that was asked for is no evidence."""
    if not ranked:
        return ranked
    best = ranked[0]
    kept = [best]
    for other in ranked[1:]:
        if best[0] - other[0] >= _CLEAR and other[3].hit.start >= best[3].hit.start and _same_part(best, other):
            continue
        kept.append(other)
    return kept


_CLEAR: Final = 1.0


def _same_part(best: tuple[float, int, Reading, Clause], other: tuple[float, int, Reading, Clause]) -> bool:
    return abs(best[1] - other[1]) < 3 * _FEW


def _clause(words: Words, hit: Hit, *, money: bool) -> Clause:
    sets = words.lexicon.sets
    soft = words.soft[hit.start]
    start, end = hit.start, hit.end
    while start > 0 and words.soft[start - 1] == soft:
        start -= 1
    while end < len(words.low) and words.soft[end] == soft:
        end += 1
    subject = _subject(words, hit, start, end)
    us = any(
        _is_us(words, at, end)
        for at in range(start if words.lexicon.verb_last or hit.phrase.language == "es" else hit.start, end)
    )
    return Clause(
        hit=hit,
        subject=subject or _inherited(words, start),
        us=us or (hit.phrase.language == "en" and any(words.low[at] in {"us", "me"} for at in range(start, hit.start))),
        us_direct=_us_direct(words, hit, start, end),
        them=_has_them(words, hit, start, end),
        theirs=any(words.low[at] in sets["people.their"] for at in range(start, end)),
        kind=_kind(words, hit),
        money=money,
        first=hit.start == start,
        signal=_has_signal(words, hit, end),
        word=words.low[hit.start],
        after=words.low[hit.end] if hit.end < end else "",
    )


def _has_signal(words: Words, hit: Hit, end: int) -> bool:
    """Whether `for`, `whether` … stands behind a verb; where verbs come last, behind the comma too."""
    if words.lexicon.verb_last:
        end = len(words.low)
    return any(
        words.low[at] in words.lexicon.sets["grammar.ask_signals"] and words.hard[at] == words.hard[hit.start]
        for at in range(hit.end, min(hit.end + _FEW, end))
    )


def _us_direct(words: Words, hit: Hit, start: int, end: int) -> bool:
    first = start if hit.phrase.language != "en" else hit.end
    last = hit.start if hit.phrase.language != "en" else min(hit.end + 1, end)
    return any(_is_us(words, at, end) for at in range(first, last))


def _is_us(words: Words, at: int, end: int) -> bool:
    if words.low[at] not in words.lexicon.sets["people.us"]:
        return False
    following = words.low[at + 1] if at + 1 < end else ""
    return not any(following.endswith(ending) for ending in words.lexicon.sets["grammar.we_endings"])


def _subject(words: Words, hit: Hit, start: int, end: int) -> str:
    """Who does it: the nearest word before the verb; where verbs come last, a word for me anywhere before it."""
    sets = words.lexicon.sets
    them = ""
    for at in range(hit.start - 1, start - 1, -1):
        word = words.low[at]
        if word in sets["people.me"]:
            return "" if word == "haben" and them else "me"
        if word == "sie" and _is_object(words, hit, start):
            continue
        if word in sets["people.us"] and not _is_us(words, at, end):
            return "me"
        if them and not words.lexicon.verb_last:
            continue
        if word in sets["people.they"] or (words.is_name(at) and _is_actor(words, at, start, hit)):
            them = "them"
    return them


def _is_object(words: Words, hit: Hit, start: int) -> bool:
    """`sie gefragt`: without a helping verb a participle tells of what I did, and `sie` is whom I did it to."""
    return hit.phrase.value.endswith(".participle") and not any(
        words.low[at] in {"hat", "haben", "hatte", "hatten"} for at in range(start, hit.start)
    )


def _is_actor(words: Words, at: int, start: int, hit: Hit) -> bool:
    before = words.low[at - 1] if at > start else ""
    sets = words.lexicon.sets
    if any(verb.start == start and verb.end == at and verb.phrase.language == "en" for verb in words.of("verb")):
        return False  # `called Ellie and asked`: I did both
    if before in sets["people.prepositions"] and before not in sets["people.and"]:
        return False
    return not (
        words.lexicon.nouns_capitalised and hit.phrase.value.endswith(".participle") and words.low[at][0] != "\0"
    )


def _inherited(words: Words, start: int) -> str:
    """A part without a subject has that of the part before it, if a pronoun says it: `she rang, promised the room`."""
    at = start - 1
    if at < 0 or words.hard[at] != words.hard[start]:
        return ""
    soft = words.soft[at]
    while at >= 0 and words.soft[at] == soft:
        if words.low[at] in words.lexicon.sets["people.they"]:
            return "them"
        at -= 1
    return ""


def _has_them(words: Words, hit: Hit, start: int, end: int) -> bool:
    sets = words.lexicon.sets
    for at in range(hit.end, min(hit.end + 2, end)):
        if words.low[at] in sets["people.them"] or words.is_name(at):
            return True
        if words.low[at] in sets["people.prepositions"]:
            break
    for at in range(hit.end, min(hit.end + _FEW, end)):
        if (
            words.low[at] in sets["people.with"]
            and at + 1 < end
            and (words.low[at + 1] in sets["people.them"] or words.is_name(at + 1))
        ):
            return True
    if any(words.low[at] in sets["people.them"] for at in range(hit.start, hit.end)):
        return True
    languages = hit.phrase.language
    return languages != "en" and any(
        words.low[at] in sets["people.them"] - sets["people.determiners"] for at in range(start, hit.start)
    )


def _kind(words: Words, hit: Hit) -> HelpKind | Unsaid:
    """Kind of help: of the first word for one behind the hit, else of the nearest before it."""
    before: HelpKind | Unsaid = ""
    for other in words.of("kind"):
        kind = cast("HelpKind", other.phrase.value)
        if other.start >= hit.start:
            if other.start < hit.end and other.end <= hit.end and kind not in {"introduction", "endorsement"}:
                if not before:
                    before = kind
                continue
            return kind
        if words.hard[other.start] >= words.hard[hit.start] - 1:
            before = kind
    return before


# Qualifiers


def _proposal(  # noqa: PLR0913, PLR0917
    words: Words, reading: Reading, clause: Clause, text: str, date: dt.date | None, languages: tuple[str, ...]
) -> Proposal:
    kinded = reading.type in _KINDED
    money = read_money(text) if reading.type in {"ask", "pledge", "support", "answer", "evidence", "give"} else None
    kind = clause.kind if kinded else ""
    if kinded and money and (not kind or kind not in HARD_KINDS):
        kind = "finance"
    if reading.type == "evidence" and kind == "endorsement":
        kind = ""
    rung = reading.rung or (find_rung(words) if reading.type == "pledge" else "")
    due = reading.type in {"ask", "pledge", "answer", "promise", "task", "offer"}
    by = _day_behind(words, text, date, languages, "by") if due else None
    return Proposal(
        type=reading.type,
        kind=kind,
        rung="" if rung == "delivered" and reading.type == "pledge" else rung,
        size=_size(words) if kinded else "",
        outcome=reading.outcome,
        money=money[0] if money else None,
        currency=money[1] if money else "",
        by=by,
        ongoing=reading.type in {"support", "pledge"} and bool(words.of("ongoing")),
    )


def _size(words: Words) -> SizeName | Unsaid:
    """Size, where it stands straight before the thing that helps."""
    kinds = {hit.start for hit in words.of("kind")}
    return next((cast("SizeName", hit.phrase.value) for hit in words.of("size") if kinds & {hit.end, hit.end + 1}), "")


def _day_behind(words: Words, text: str, date: dt.date | None, languages: tuple[str, ...], key: str) -> dt.date | None:
    """The day behind `by`: a day, a day without its year after `date`, the end of a month, or a weekday."""
    low = text.casefold()
    for phrase in sorted(words.lexicon.amounts[key], key=len, reverse=True):
        at = _find_word(low, phrase)
        if at < 0:
            continue
        day = _due_day(text[at + len(phrase) :].lstrip(), date, languages, words)
        if day is not None:
            return day
    return None


def _find_word(low: str, phrase: str) -> int:
    at = low.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not (at and low[at - 1].isalnum()) and not low[end : end + 1].isalnum():
            return at
        at = low.find(phrase, at + 1)
    return -1


def _due_day(rest: str, date: dt.date | None, languages: tuple[str, ...], words: Words) -> dt.date | None:
    rest = rest[:60]
    low = rest.casefold()
    for phrase in sorted(words.lexicon.amounts["end_of"], key=len, reverse=True):
        if low.startswith(f"{phrase} "):
            return _end_of_month(low[len(phrase) + 1 :], date, languages)
    first = low.split()[0].strip(".,;:)") if low.split() else ""
    weekday = words.lexicon.weekdays.get(first, -1)
    found = find_line_date(rest, languages)
    if found is not None and found.start <= 1 and not found.about:
        return _after(found, date)
    if weekday >= 0 and date is not None and len(first) > 3:  # noqa: PLR2004
        return date + dt.timedelta(days=(weekday - date.weekday() - 1) % 7 + 1)
    return None


def _after(found: DateMatch, date: dt.date | None) -> dt.date | None:
    if not (found.yearless or found.choices):
        return found.date
    if date is None:
        return None
    if found.choices:
        near = [day for day in (_on_or_after(each, date, found) for each in found.choices) if day is not None]
        return min(near, default=None)
    return _on_or_after(found.date, date, found)


def _on_or_after(day: dt.date | None, date: dt.date, found: DateMatch) -> dt.date | None:
    """A day that is due, in the year that puts it on or after `date`; None where it has another."""
    if day is None or not found.yearless:
        return day if day is not None and day >= date else None
    near = nearest_year(day, date + dt.timedelta(days=180))
    return near if near is not None and near >= date else None


def _end_of_month(rest: str, date: dt.date | None, languages: tuple[str, ...]) -> dt.date | None:
    parts = rest.split()
    while parts and parts[0] in {"the", "of", "de", "du"}:
        parts = parts[1:]
    month = month_number(parts[0].strip(".,;:)"), languages) if parts else 0
    if not month:
        return None
    year = parts[1].strip(".,;:)") if len(parts) > 1 else ""
    if year.isdigit() and len(year) == 4:  # noqa: PLR2004
        first = dt.date(int(year) or 1, month, 1)
    elif date is None:
        return None
    else:
        first = dt.date(date.year + (month < date.month), month, 1) if date.year < dt.MAXYEAR - 1 else date
    following = first + dt.timedelta(days=31) if first.year < dt.MAXYEAR - 1 else first
    return following.replace(day=1) - dt.timedelta(days=1)
