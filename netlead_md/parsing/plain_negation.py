"""What did not take place, what is still to come, and what is a wish, in a plain line (SPEC §2.5)."""

from typing import Final

from netlead_md.parsing.plain_tokens import LINK, Hit, Words

_ADJACENT: Final = 3
_NO: Final = frozenset({"no", "keine", "pas", "sans", "sin"})
"""Whoever wrote and got no answer wrote all the same."""


def did_not_happen(words: Words, contact: Hit) -> bool:
    """Whether the contact at `contact` did not take place."""
    for hit in (*words.of("did_not"), *words.of("alone")):
        if is_withdrawal(words, hit) or (contact.phrase.value == "message" and words.low[hit.start] in _NO):
            continue
        if words.soft[hit.start] == words.soft[contact.start]:
            return True
        if hit.start < contact.start:
            if hit.phrase.group == "alone":
                return True
            continue
        own = any(
            words.soft[other.start] == words.soft[hit.start]
            and other.start != contact.start
            and not hit.start <= other.start < hit.end
            for other in (*words.of("noun"), *words.of("verb"))
        )
        near = words.hard[hit.start] - words.hard[contact.start] <= 1 or hit.phrase.group == "alone"
        ends = hit.end >= len(words.low) or words.soft[hit.end] != words.soft[hit.start]
        last = words.lexicon.verb_last and hit.phrase.language != "en" and ends
        leads = last or hit.start - words.soft.index(words.soft[hit.start]) <= _ADJACENT
        if near and leads and not (own and hit.phrase.group != "alone"):
            return True
    return False


def is_withdrawal(words: Words, hit: Hit) -> bool:
    """`cancelled our agreement` tells of something else."""
    return any(
        other.phrase.value in {"trust_less", "broken", "answer_no"} and other.start <= hit.start and other.end > hit.end
        for other in words.of("bind")
    )


def is_planned(words: Words, at: int, first: int) -> bool:
    """Whether `to`, `should`, `must` … governs the word at `at`, with a word or two between."""
    for hit in words.of("plans"):
        if first <= hit.start and hit.end <= at <= hit.end + 2:
            between = range(hit.end, at)
            if all(words.may_precede(place) or words.is_name(place) or _is_article(words, place) for place in between):
                return True
    return False


def _is_article(words: Words, at: int) -> bool:
    word = words.low[at]
    return word in words.lexicon.sets["people.determiners"] or word in words.lexicon.sets["people.them"]


def is_thing(words: Words, at: int) -> bool:
    """Whether what was put off is something else than a contact: `missed deadlines`, `cancelled order`."""
    if at >= len(words.low):
        return False
    word = words.low[at]
    sets = words.lexicon.sets
    fine = {
        *sets["people.prepositions"],
        *sets["people.them"],
        *sets["people.us"],
        *sets["not.adverbs"],
        "until",
        "till",
        "each",
        "due",
    }
    return not (
        word in fine
        or words.is_name(at)
        or word in words.lexicon.weekdays
        or word in words.lexicon.months
        or word[0].isdigit()
        or word == LINK
        or word in sets["dates.coming"]
    )


_SAID: Final = ("answer", "trust", "promise.them")
"""What somebody else says or wants is no wish of mine."""


def is_wish(words: Words) -> bool:
    """Whether a line begins as an idea, an agenda point or something still to do."""
    at = 0
    while at < len(words.low) and (words.is_name(at) or words.low[at] in words.lexicon.sets["people.and"]):
        at += 1
    if any(hit.start == at and hit.phrase.value.startswith(_SAID) for hit in words.of("bind")):
        return False
    return any(hit.start == at and _wish_holds(words, hit) for hit in words.of("wishes"))


def _wish_holds(words: Words, hit: Hit) -> bool:
    """A single noun (`idea`, `agenda`) needs its colon."""
    if hit.end - hit.start > 1 or words.low[hit.start] in words.lexicon.sets["not.plans"]:
        return True
    clause_ends = hit.end >= len(words.low) or words.hard[hit.end] != words.hard[hit.start]
    return clause_ends or words.low[hit.start] in _FREE_WISHES


_FREE_WISHES: Final = frozenset(
    {
        "maybe",
        "perhaps",
        "remember",
        "consider",
        "never",
        "suppose",
        "imagine",
        "hypothetically",
        "don't",
        "could",
        "might",
        "vielleicht",
        "evtl",
        "eventuell",
        "irgendwann",
        "könnte",
        "bitte",
        "peut-être",
        "faudrait",
        "quizá",
        "quizás",
        "ojalá",
    }
)
