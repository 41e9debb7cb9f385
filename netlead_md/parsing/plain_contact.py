"""Contact in a plain line: its type, and whether it took place (SPEC §2.5)."""

from typing import Final, cast

import msgspec

from netlead_md.model.words import EntryTypeName, Unsaid
from netlead_md.parsing.plain_amounts import RANGE
from netlead_md.parsing.plain_negation import did_not_happen, is_planned, is_thing, is_withdrawal
from netlead_md.parsing.plain_tokens import LINK, QUOTE, Hit, Words

DID_NOT: Final = "did not take place"
PLAN: Final = "plan"
_CONTACT: Final = ("verb", "noun", "infinitive", "by")
_MAX_BEFORE: Final = 3
"""Words of no known kind that may stand before a noun of contact: `Hydro trade fair`."""
_ALONE_WORDS: Final = 6
_ADJACENT: Final = 3


class Contact(msgspec.Struct, frozen=True):
    """A contact that a line tells of, or that did not take place."""

    type: EntryTypeName | Unsaid = ""
    word: str = ""
    certain: bool = True
    start: int = -1
    end: int = -1
    not_counted: str = ""


def find_contact(words: Words) -> Contact:
    """The contact in the first clause of a line; an empty one if it tells of none."""
    contacts = _contacts(words)
    if contacts:
        dropped = _dropped(words)
        for clause in _first_clauses(words):
            found = _in_clause(words, clause, dropped, contacts)
            if found is not None:
                return _refined(words, found)
    return _without_contact(words)


def _contacts(words: Words) -> list[Hit]:
    """All hits of contact, from left to right, the longer one first."""
    found = [hit for group in _CONTACT for hit in words.of(group)]
    return sorted(found, key=lambda hit: (hit.start, -hit.end, _CONTACT.index(hit.phrase.group)))


def _first_clauses(words: Words) -> list[int]:
    """The clauses in which a contact may stand: the first, and the next where those before are no more than a name."""
    clauses = list(dict.fromkeys(words.hard))
    found = []
    for clause in clauses[:4]:
        found.append(clause)
        at = words.hard.index(clause)
        end = at + words.hard.count(clause)
        light = all(_is_light(words, place) for place in range(at, end))
        if not (light or _is_label(words, at, end)):
            break
    return found


def _is_light(words: Words, at: int) -> bool:
    word = words.low[at]
    return (
        words.is_name(at)
        or word[0].isdigit()
        or word in words.lexicon.sets["people.titles"]
        or word in words.lexicon.sets["people.and"]
        or (words.lexicon.verb_last and word in words.lexicon.sets["people.with"])
        or word in words.lexicon.weekdays
        or word in words.lexicon.sets["people.determiners"]
        or word in words.lexicon.sets["dates.relative"]
        or (word[0] == "w" and word[1:].isdigit())
        or word in _LABELS
    )


_LABELS: Final = frozenset(
    {"update", "note", "log", "fyi", "done", "result", "follow-up", "intro'd", "afternoon", "morning", "evening"}
)


def _is_label(words: Words, at: int, end: int) -> bool:
    """Whether a clause is no more than a word or two in brackets or before a colon: `(intro'd by Owen) first call`."""
    return end - at <= _ADJACENT and words.ends_with.get(words.hard[at]) == ")"


def _dropped(words: Words) -> set[int]:
    """Words that belong to an idiom, or to a phrase that binds, and tell of no contact there."""
    places: set[int] = set()
    for hit in words.of("idioms"):
        places.update(range(hit.start, hit.end))
    for hit in words.of("bind"):
        if hit.end - hit.start > 1 and not hit.phrase.value.startswith("answer"):
            places.update(range(hit.start, hit.end))
    return places


def _in_clause(words: Words, clause: int, dropped: set[int], contacts: list[Hit]) -> Hit | None:
    """The first hit of contact in a clause that tells of one."""
    best: Hit | None = None
    governed = _governors_at(words, clause)
    for hit in contacts:
        if words.hard[hit.start] != clause:
            continue
        if best is not None and hit.start >= best.end:
            break
        if best is not None and hit.end <= best.end:
            continue
        if _overlaps(words, hit, dropped) or not _holds(words, hit, clause, governed):
            continue
        best = hit
    return best


def _overlaps(words: Words, hit: Hit, dropped: set[int]) -> bool:
    if hit.start not in dropped:
        return False
    if hit.phrase.group == "verb" and hit.phrase.value != "message":
        return any(
            other.phrase.group == "idioms" or not other.phrase.value.startswith("thank")
            for other in (*words.of("idioms"), *words.of("bind"))
            if other.start <= hit.start < other.end and other.end - other.start > 1
        )
    return True


def _governors_at(words: Words, clause: int) -> int:
    """Place of the first verb that binds somebody in a clause: nouns and infinitives behind it are its objects."""
    for hit in words.of("bind"):
        if words.hard[hit.start] == clause and _is_verb(hit):
            return hit.start
    return len(words.low)


def _is_verb(hit: Hit) -> bool:
    value = hit.phrase.value
    return "." in value or value in {"trust", "evidence", "trust_less", "promise"}


def _holds(words: Words, hit: Hit, clause: int, governed: int) -> bool:
    group = hit.phrase.group
    first = words.hard.index(clause)
    if group == "verb":
        return _verb_holds(words, hit, first)
    if hit.start >= governed and not words.lexicon.verb_last:
        return False
    if group == "by":
        return (hit.phrase.value in {"event", "call"} or hit.start == first) and _before_is_light(
            words, hit.start, first
        )
    if group == "infinitive":
        return _infinitive_holds(words, hit, first)
    return _noun_holds(words, hit, first, governed)


def _before_is_light(words: Words, at: int, first: int) -> bool:
    return all(words.may_precede(place) or _is_light(words, place) for place in range(first, at))


def _verb_holds(words: Words, hit: Hit, first: int) -> bool:
    """Whether a verb of contact has me, them or nobody as its subject, and me, them or nobody as its object."""
    soft = words.soft[hit.start]
    start = hit.start
    while start > first and words.soft[start - 1] == soft:
        start -= 1
    if not words.lexicon.verb_last or hit.phrase.language == "en":
        for at in range(start, hit.start):
            if not (words.may_precede(at) or words.is_name(at)):
                return False
    if words.low[hit.start] in _NEEDS_SOMEBODY and hit.end - hit.start == 1 and not _has_object(words, hit):
        return False
    if any(
        words.low[at] in {"wurde", "wird", "not", "nicht", "never", "nie", "no"}
        for at in range(max(start, hit.start - 3), hit.start)
    ):
        return False
    return not _is_of_others(words, hit, start)


_NEEDS_SOMEBODY: Final = frozenset({"wrote", "saw"})


def _has_object(words: Words, hit: Hit) -> bool:
    """Whether `wrote` and `saw` are followed by somebody: `wrote 800 words` and `saw action` tell of no contact."""
    at = hit.end
    if at >= len(words.low) or words.soft[at] != words.soft[hit.start]:
        return words.low[hit.start] == "wrote"
    sets = words.lexicon.sets
    word = words.low[at]
    return words.is_name(at) or word in {
        *sets["people.them"],
        *sets["people.us"],
        *sets["people.with"],
        "each",
        "about",
        "back",
        "again",
        "re",
        "both",
        "their",
        "his",
    }


def _is_of_others(words: Words, hit: Hit, start: int) -> bool:
    """`Tom met the mayor`: both subject and object are somebody else."""
    sets = words.lexicon.sets
    subject = _subject(words, hit.start, start)
    if subject != "them":
        return False
    if words.lexicon.verb_last and hit.phrase.language != "en":
        they = any(words.low[at] in sets["people.they"] for at in range(start, hit.start))
        return they and hit.phrase.value in {"meeting", "visit"} and not _names_us(words, start, hit)
    if hit.phrase.value == "visit" and words.low[hit.start] in _COME:
        return False
    after = hit.end
    if any(words.low[at] in sets["people.us"] for at in range(start, min(after + _ADJACENT, len(words.low)))):
        return False
    if after >= len(words.low) or words.soft[after] != words.soft[hit.start]:
        return False
    if hit.phrase.value == "message" and not hit.phrase.rest and words.low[hit.start] not in {"wrote", "written"}:
        return False
    word = words.low[after]
    if hit.phrase.language == "en":
        if word in {"at", "in", "on"} and words.low[hit.start] in {"spoke", "talked", "wrote"}:
            return True
        if word in {"to", "with"}:
            return not any(words.low[at] in sets["people.us"] for at in range(after, min(after + 2, len(words.low))))
    return words.is_name(after) or word in sets["people.determiners"] or word in sets["people.them"]


_COME: Final = frozenset({"came", "dropped", "popped", "stopped", "swung"})
"""Whoever comes by comes to me."""


def _names_us(words: Words, start: int, hit: Hit) -> bool:
    """Whether I or we am named in the part of a clause around a verb that comes last."""
    us = words.lexicon.sets["people.us"] | words.lexicon.sets["people.me"]
    return any(words.low[at] in us for at in range(start, min(hit.end + _ADJACENT, len(words.low))))


def _subject(words: Words, at: int, start: int) -> str:
    """`me`, `them` or nothing: who does what the verb at `at` says; `start` is where its part of the clause begins."""
    sets = words.lexicon.sets
    found = ""
    for place in range(at - 1, start - 1, -1):
        word = words.low[place]
        if word in sets["people.me"]:
            return "me"
        if found:
            continue
        if word in sets["people.they"]:
            found = "them"
        elif words.is_name(place):
            before = words.low[place - 1] if place > start else ""
            if before not in sets["people.prepositions"] or before in sets["people.and"]:
                found = "them"
    return found


def _infinitive_holds(words: Words, hit: Hit, first: int) -> bool:
    """A bare verb at the head of a line, straight before somebody: `meet Ada`, `see her`; a plan of mine as a rule."""
    if words.lexicon.verb_last and hit.phrase.language != "en":
        return (
            hit.start == first
            or hit.end == len(words.low)
            or words.soft[hit.end] != words.soft[hit.start]
            or words.is_name(hit.start - 1)
        )
    if is_planned(words, hit.start, first):
        return True
    if hit.start != first:
        return False
    after = hit.end
    if after >= len(words.low):
        return hit.phrase.language != "en"
    word = words.low[after]
    sets = words.lexicon.sets
    if words.low[hit.start] == "see":
        return words.low[after] == LINK or word in sets["people.them"]
    return words.is_name(after) or word in sets["people.them"] or word in sets["people.with"]


def _noun_holds(words: Words, hit: Hit, first: int, governed: int) -> bool:
    if hit.start >= governed and words.soft[hit.start] == words.soft[governed]:
        return False
    if any(other.start == hit.end for other in words.of("compounds")):
        next_clause = hit.end < len(words.hard) and words.hard[hit.end] != words.hard[hit.start]
        if not next_clause:
            return False
    soft = words.soft[hit.start]
    start = hit.start
    while start > first and words.soft[start - 1] == soft:
        start -= 1
    return _noun_stands_free(words, hit, start, first)


def _noun_stands_free(words: Words, hit: Hit, start: int, first: int) -> bool:
    """Whether nothing around a noun makes it a part of something else."""
    weak = words.low[hit.start] in _WEAK and hit.end - hit.start == 1
    if not _may_follow(words, hit):
        return False
    sets = words.lexicon.sets
    unknown = 0
    open_phrase = True
    for at in range(hit.start - 1, start - 1, -1):
        word = words.low[at]
        if word in sets["not.governors"]:
            return False
        if word in words.lexicon.articles:
            open_phrase = open_phrase and not _is_article_of_noun(words, at, start)
            continue
        if open_phrase and word in sets["people.prepositions"] and word not in sets["people.and"]:
            return False
        if words.is_name(at):
            open_phrase = False
        elif not (word in sets["people.prepositions"] or word in sets["not.plans"] or words.may_precede(at)):
            unknown += 1 if word != QUOTE else _MAX_BEFORE + 1
    if start > first and (weak or hit.start - start > 2):  # noqa: PLR2004
        return False
    return unknown <= (2 if weak else _MAX_BEFORE)


_WEAK: Final = frozenset(
    [
        "text",
        "letter",
        "mail",
        "message",
        "email",
        "e-mail",
        "tel",
        "phone",
        "telephone",
        "chat",
        "walk",
        "tea",
        "drinks",
        "drink",
        "beer",
        "wine",
        "party",
        "fair",
        "panel",
        "interview",
        "teams",
        "launch",
        "festival",
        "retreat",
        "sync",
        "talk",
        "reply",
        "dm",
        "brief",
        "schreiben",
        "karte",
        "antwort",
        "nachricht",
        "zoom",
        "slack",
        "signal",
        "linkedin",
        "carte",
        "message",
        "verre",
        "pot",
        "point",
        "forum",
        "carta",
        "mensaje",
        "acto",
        "curso",
        "cita",
        "tour",
        "retreat",
        "congress",
        "session",
        "tel",
        "tél",
        "telefon",
    ]
)
"""Words that tell of a contact only where little stands before them and nothing of a kind behind them."""


def _is_article_of_noun(words: Words, at: int, start: int) -> bool:
    """Whether no preposition stands straight before an article: then the noun is nobody's object."""
    return not (at > start and words.low[at - 1] in words.lexicon.sets["people.prepositions"])


def _may_follow(words: Words, hit: Hit) -> bool:
    """Whether what stands behind a noun leaves it a contact: `dinner jacket` and `message queue` are none."""
    at = hit.end
    if at >= len(words.low) or words.soft[at] != words.soft[hit.start]:
        return not _is_data(words, at)
    word = words.low[at]
    if hit.phrase.language != "en" or not word[0].isalpha() or words.is_name(at) or words.caps[at]:
        return not _is_data(words, at)
    return word in words.lexicon.known or word.endswith(("ed", "ing", "ly")) or word in _FOLLOWERS


_FOLLOWERS: Final = frozenset(
    [
        "went",
        "was",
        "were",
        "lasted",
        "ran",
        "over",
        "where",
        "when",
        "because",
        "while",
        "instead",
        "which",
        "who",
        "that",
        "there",
        "here",
        "too",
        "tonight",
        "so",
        "but",
    ]
)


def _is_data(words: Words, at: int) -> bool:
    """Whether a telephone number, an address or a link is all that follows: `Tel. 0161 496 0103`."""
    rest = words.low[at : at + _DATA]
    if not rest:
        return False
    if rest[0].startswith(("http", "www.")) or "@" in rest[0]:
        return True
    digits = 0
    for word in rest:
        if not word.isdigit():
            break
        digits += len(word)
    return digits >= _PHONE_DIGITS


_DATA: Final = 6
_PHONE_DIGITS: Final = 6


def _refined(words: Words, hit: Hit) -> Contact:
    """The contact of a hit, with what the rest of its clause says of how, and whether it took place."""
    kind = cast("EntryTypeName", _kind_of(words, hit))
    first = words.hard.index(words.hard[hit.start])
    contact = Contact(kind, words.span(hit.start, hit.end), start=hit.start, end=hit.end)
    if did_not_happen(words, hit):
        return msgspec.structs.replace(contact, not_counted=DID_NOT)
    if _is_plan(words, hit, first):
        return msgspec.structs.replace(contact, not_counted=PLAN)
    return msgspec.structs.replace(contact, certain=_is_certain(words, hit))


def _kind_of(words: Words, hit: Hit) -> str:
    """`met … for coffee` is a meal, `spoke … by telephone` a call."""
    kind = hit.phrase.value
    if kind != "meeting":
        return kind
    if hit.phrase.group == "noun" and "meeting" not in words.low[hit.start : hit.end]:
        wanted = {"call"}
    else:
        wanted = {"call", "meal", "event"}
    if hit.phrase.group == "noun":
        wanted = {"call"}
    clauses = (
        {words.hard[hit.start], words.hard[hit.start] + 1}
        if words.ends_with.get(words.hard[hit.start] + 1) == ")"
        else {words.hard[hit.start]}
    )
    for other in words.of("by"):
        if words.hard[other.start] not in clauses or other.phrase.value not in wanted:
            continue
        if other.start >= hit.start or words.lexicon.verb_last:
            return _longest_by(words, other)
    return kind


def _longest_by(words: Words, hit: Hit) -> str:
    same = [other for other in words.of("by") if other.start == hit.start]
    return max(same, key=lambda each: each.end).phrase.value


def _is_plan(words: Words, hit: Hit, first: int) -> bool:
    if hit.phrase.group == "verb":
        return False
    english = hit.phrase.language == "en"
    if hit.phrase.group == "infinitive" and not english:
        return True
    if is_planned(words, hit.start, first):
        return True
    if not words.of("coming"):
        return False
    return (
        hit.phrase.group == "infinitive" or _is_bare(words, hit) or (hit.phrase.group == "noun" and _is_set(words, hit))
    )


def _is_set(words: Words, hit: Hit) -> bool:
    """`call with Ada tomorrow at 10`: the day to come stands straight behind whom the contact is with."""
    return any(
        coming.start >= hit.end
        and words.soft[coming.start] == words.soft[hit.start]
        and (coming.start == hit.end or words.is_name(coming.start - 1))
        for coming in words.of("coming")
    )


def _is_bare(words: Words, hit: Hit) -> bool:
    """Whether a noun stands straight before somebody."""
    after = hit.end
    if after >= len(words.low) or words.soft[after] != words.soft[hit.start]:
        return False
    return words.is_name(after) or words.low[after] in words.lexicon.sets["people.them"]


def _is_certain(words: Words, hit: Hit) -> bool:
    return hit.phrase.group not in {"noun", "infinitive"} or not _is_bare(words, hit)


def _without_contact(words: Words) -> Contact:
    """`left a voicemail`, `cancelled`: what did not take place, without a word for what it would have been."""
    for hit in words.of("alone"):
        if words.hard[hit.start] <= 1 and not is_withdrawal(words, hit):
            return Contact(start=hit.start, end=hit.end, word=words.span(hit.start, hit.end), not_counted=DID_NOT)
    for hit in words.of("did_not"):
        if hit.start <= 1 and not is_withdrawal(words, hit):
            length = words.hard.count(words.hard[0])
            after = (
                words.low[hit.end] if hit.end < len(words.low) and words.soft[hit.end] == words.soft[hit.start] else ""
            )
            others = {
                *words.lexicon.sets["people.our"],
                *words.lexicon.sets["people.their"],
                *words.lexicon.sets["people.determiners"],
            }
            if (
                length <= _ALONE_WORDS
                and after not in others
                and (hit.start == 0 or words.is_name(0) or words.may_precede(0))
                and not is_thing(words, hit.end)
            ):
                return Contact(start=hit.start, end=hit.end, word=words.span(hit.start, hit.end), not_counted=DID_NOT)
    return Contact()


def is_appointment(words: Words, text: str) -> bool:
    """Whether a line begins with no more than a name and from when to when: `[[Ada]] 14:00–15:00: rooms`."""
    found = RANGE.search(text)
    if found is None or not words.low or not words.is_name(0):
        return False
    places = [at for at in range(len(words.low)) if not _is_light(words, at)]
    first = places[0] if places else len(words.low)
    return len(text[: found.end()].split()) <= first + 1
