"""What a verb or phrase that binds somebody says: it depends on who does it to whom (SPEC §2.5)."""

from collections.abc import Callable
from typing import Final, cast

import msgspec

from netlead_md.model.words import EntryTypeName, HelpKind, Outcome, Rung, TaskOutcome, Unsaid
from netlead_md.parsing.plain_tokens import LINK, Hit, Words

HARD_KINDS: Final = frozenset({"manpower", "finance", "legal", "facilities", "equipment"})
_FEW: Final = 6
"""Words that are looked at behind a verb."""


class Clause(msgspec.Struct, frozen=True):
    """Who does something to whom, around one hit."""

    hit: Hit
    subject: str
    """`me`, `them` or empty."""
    us: bool
    """I or we am named, and not as the one who does it."""
    us_direct: bool
    """… straight behind the verb, or before it where verbs come last."""
    them: bool
    """Somebody else is named as the one to whom it is done."""
    theirs: bool
    kind: HelpKind | Unsaid
    money: bool
    first: bool
    """Nothing stands before it in its part of the clause."""
    signal: bool
    """`for`, `whether`, `if` … stands behind it."""
    word: str
    after: str
    """The next word, or empty."""


class Reading(msgspec.Struct, frozen=True):
    """One thing that a line may say."""

    type: EntryTypeName
    weight: float
    rung: Rung | Unsaid = ""
    outcome: Outcome | Unsaid = ""


# Verbs: who does it decides what it is


def find_readings(words: Words, clause: Clause) -> list[Reading]:
    value = clause.hit.phrase.value
    verb, _, form = value.partition(".")
    private = verb not in _THEIRS_TOO if form else value in _AMONG_THEM
    if private and not clause.us and _in_family(words, clause):
        return []
    if form:
        who = {"me": "me", "them": "them"}.get(form, clause.subject)
        if form == "me" and clause.subject == "them" and (clause.hit.phrase.language == "en" or verb == "ask"):
            if verb == "ask":
                return _ask(words, clause, "them")
            return []
        return _VERBS[verb](words, clause, who)
    return _phrase(words, clause, value)


_THEIRS_TOO: Final = frozenset({"ask", "thank", "help", "introduce"})
"""Verbs that may concern somebody's family and us."""
_AMONG_THEM: Final = frozenset({"answer_yes", "answer_no", "support", "trust_less"})


def _in_family(words: Words, clause: Clause) -> bool:
    """`promised her kids a dog`, `his brother was turned down`: between somebody and their own, and not us."""
    sets, part = words.lexicon.sets, words.soft[clause.hit.start]
    return any(
        words.soft[at] == part and words.low[at] in sets["people.kin"] and words.low[at - 1] in _POSSESSIVES
        for at in range(max(clause.hit.start - _FEW, 1), min(clause.hit.end + _FEW, len(words.low)))
    )


_POSSESSIVES: Final = frozenset(
    {"his", "her", "their", "sein", "seine", "seinem", "seinen", "seiner", "ihr", "ihre", "ihrem", "ihren", "ihrer"}
    | {"son", "sa", "ses", "leur", "leurs", "su", "sus"}
)
_AHEAD: Final = frozenset(
    {"will", "would", "can", "could", "to", "going", "she'll", "he'll", "they'll", "may", "might"}
)
"""Before a verb of giving: it is still to come."""


def _ask(words: Words, clause: Clause, who: str) -> list[Reading]:
    if who == "them":
        wants = clause.hit.phrase.value == "ask.them" and clause.word in {"invites", "invited"}
        return [Reading("trust+", 6)] if (wants and clause.us) or _wants_me(words, clause) else []
    if clause.us_direct:
        return []
    direct = clause.word not in {"asked", "gefragt", "nachgefragt", "fragte", "wondered", "asks", "demandé", "begged"}
    if clause.after == "about" and not clause.kind:
        return []
    if direct or clause.signal or clause.kind or clause.money:
        return [Reading("ask", 7 if direct or clause.signal else 6)]
    return []


def _wants_me(words: Words, clause: Clause) -> bool:
    """`she asked if I would sit for it`: they want me for something."""
    sets = words.lexicon.sets["people.me"]
    places = range(clause.hit.end, min(clause.hit.end + _FEW, len(words.low) - 1))
    return any(words.low[at] in {"whether", "if", "ob", "si"} and words.low[at + 1] in sets | _I for at in places)


_I: Final = frozenset({"i'd", "i'll", "we'd", "je", "yo"})


def _promise(words: Words, clause: Clause, who: str) -> list[Reading]:
    agreed = clause.word in {"agreed", "agrees"}
    if who == "them" and clause.subject != "them" and _is_bare_form(words, clause):
        return []
    if who == "me":
        return [] if agreed else [Reading("promise", 7)]
    if who == "them" or clause.us:
        return [Reading("pledge", 7)]
    if agreed and (_meets(words, clause) or (clause.after != "to" and clause.hit.end - clause.hit.start < 2)):  # noqa: PLR2004
        return []
    if clause.them and clause.word in {"promised", "pledged", "assured", "versprochen", "promis", "prometido"}:
        return [Reading("promise", 7), Reading("pledge", 5)]
    return [Reading("pledge", 6.5)]


def _is_bare_form(words: Words, clause: Clause) -> bool:
    """`pledge`, `promises`, `offers` without anybody who does it: a noun, or what somebody always does."""
    if clause.us or clause.hit.phrase.language != "en" or clause.word not in _BARE_FORMS:
        return False
    ends = clause.hit.end >= len(words.low) or words.hard[clause.hit.end] != words.hard[clause.hit.start]
    return not (clause.first and (ends or clause.money))


_BARE_FORMS: Final = frozenset(
    {"promise", "pledge", "promises", "pledges", "commits", "offers", "volunteered", "is", "are", "in"}
)


def _meets(words: Words, clause: Clause) -> bool:
    """`agreed to meet`: a contact to come, no help."""
    return any(hit.start in {clause.hit.end, clause.hit.end + 1} for hit in words.of("infinitive"))


def _offer(words: Words, clause: Clause, who: str) -> list[Reading]:
    if who == "them" and clause.subject != "them" and _is_bare_form(words, clause):
        return []
    if clause.us or who == "them":
        return [Reading("pledge", 7)]
    if who == "me" or clause.them or clause.theirs or clause.after == "to" or _is_bare_participle(words, clause):
        return [Reading("offer", 7)]
    return [Reading("pledge", 6), Reading("offer", 5.8)]


def _is_bare_participle(words: Words, clause: Clause) -> bool:
    """`angeboten, dass ich …`: without anybody who did it and a helping verb, I did."""
    if not clause.hit.phrase.value.endswith(".participle") or clause.subject:
        return False
    start = max(clause.hit.start - _FEW, 0)
    return _HELPING.isdisjoint(words.low[start : clause.hit.start]) and not (
        clause.hit.end < len(words.low) and words.low[clause.hit.end] in _HELPING
    )


_HELPING: Final = frozenset(
    {"hat", "haben", "hatte", "hatten", "wird", "wurde", "wurden", "a", "ont", "avait", "ha", "han"}
)


def _future(words: Words, clause: Clause, who: str) -> list[Reading]:
    value = clause.hit.phrase.value
    if value in {"future.me", "future.them"} and clause.hit.phrase.language == "en" and not _delivers(words, clause):
        return []
    if who == "me":
        return [Reading("promise", 6.5)]
    if clause.word == "to" and not (clause.hit.start and words.is_name(clause.hit.start - 1)):
        return []
    if who == "them":
        return [Reading("pledge", 6)]
    if clause.us:
        return [Reading("pledge", 6)]
    if clause.word == "to":
        return []
    if clause.them:
        return [Reading("promise", 6)]
    return [Reading("pledge", 5)] if clause.kind in HARD_KINDS else []


def _delivers(words: Words, clause: Clause) -> bool:
    """Whether `she'll` is followed by something that helps."""
    place = clause.hit.end
    for at in range(place, min(place + 3, len(words.low))):
        if words.low[at] in _DELIVER:
            return True
    return words.low[clause.hit.end - 1] in _DELIVER or clause.word == "owe"


_DELIVER: Final = frozenset({
    "give", "lend", "send", "provide", "help", "pay", "host", "share", "introduce", "ask", "check", "push",
    "circulate", "finish", "write", "cover", "sponsor", "donate", "let", "review", "read", "sign", "support",
    "take", "put", "look", "contribute", "fund", "bring", "supply", "chair", "join", "match", "draft", "arrange",
    "deliver", "make", "recommend", "endorse", "raise", "speak", "print", "talk", "find", "connect", "forward",
    "intro", "advise", "prepare", "book", "organise", "organize", "fix", "set", "update", "post", "report",
    "chase", "owe", "return", "do", "confirm", "wire", "invest", "mention", "vouch", "testify", "proofread",
    "judge", "loan", "build", "cook", "drive", "teach", "coach",
})  # fmt: skip


def _give(words: Words, clause: Clause, who: str) -> list[Reading]:
    sends = clause.word in {
        "sent",
        "sends",
        "shared",
        "geschickt",
        "schickte",
        "gesendet",
        "envoyé",
        "enviado",
        "envié",
        "mandé",
        "envió",
        "provided",
    }
    what = clause.kind in HARD_KINDS or clause.money
    before = words.low[clause.hit.start - 1] if clause.hit.start else ""
    if before in _AHEAD:
        return []
    if not clause.us and (before in _PASSIVE or _to_others(words, clause)):
        return []
    if clause.us and who != "me":
        return [Reading("support", 6.5)] if what or not sends else []
    if who == "them":
        if clause.them and not what:
            return []
        return [Reading("support", 6.2)] if what or _is_loan(clause) or _is_free(words, clause) else []
    if clause.them and not sends:
        return [Reading("give", 6)]
    if clause.word in _PRESENTED and not clause.subject and clause.hit.phrase.value == "give.participle":
        return [Reading("give", 5.7)]
    if who == "me":
        return [Reading("give", 6)] if not sends else []
    helps = what or (_is_loan(clause) and clause.kind) or _is_free(words, clause)
    return [Reading("support", 5.5)] if helps else []


def _is_free(words: Words, clause: Clause) -> bool:
    """`delivered, free of charge`: another word says of what was brought that it was a gift to us."""
    return any(
        (hit.phrase.value == "support" or hit.phrase.value.startswith("give.")) and hit.start >= clause.hit.end
        for hit in words.of("bind")
    )


_PRESENTED: Final = frozenset({"geschenkt", "verschenkt", "überreicht", "vorbeigebracht"})
"""Without anybody who did it, I did."""
_PASSIVE: Final = frozenset({"is", "are", "be", "being", "may", "can", "as", "by", "when", "where", "that", "if"})


def _to_others(words: Words, clause: Clause) -> bool:
    """`gave the land to the council`: somebody else gets it."""
    sets = words.lexicon.sets
    for at in range(clause.hit.end, min(clause.hit.end + _FEW, len(words.low) - 1)):
        if words.soft[at] != words.soft[clause.hit.start]:
            return False
        if words.low[at] == "to" and clause.subject != "me" and not (clause.first and clause.subject != "them"):
            following = words.low[at + 1]
            return following in sets["people.determiners"] or following in sets["people.their"] or words.is_name(at + 1)
    return False


def _is_loan(clause: Clause) -> bool:
    return clause.word in {
        "lent",
        "lends",
        "loaned",
        "donated",
        "sponsored",
        "hosted",
        "seconded",
        "geliehen",
        "gespendet",
        "prêté",
        "prestó",
        "donó",
    }


def _help(words: Words, clause: Clause, who: str) -> list[Reading]:
    if clause.us and (who != "me" or (clause.subject != "me" and clause.hit.phrase.language != "en")):
        return [Reading("support", 6.5)]
    if not clause.first and who != "me" and clause.after in words.lexicon.sets["people.our"]:
        return [Reading("support", 6.5)]
    if who == "them":
        done = clause.word in _WORKED and clause.after in _WHOLE and not (clause.theirs or clause.them)
        return [Reading("support", 5)] if done else []
    mine = clause.hit.phrase.value == "help.me"
    related = mine or clause.theirs or clause.them or _for_somebody(words, clause)
    return [Reading("task", 6.2, outcome=_outcome(words))] if related else []


_WORKED: Final = frozenset(
    {"taught", "led", "painted", "repaired", "fixed", "built", "installed", "unloaded", "hauled", "judged", "moderated"}
)
_WHOLE: Final = frozenset({"the", "our", "all", "it", "them"})
"""`she taught the class`: said of them in a note of mine, it is help of theirs as a rule."""


def _for_somebody(words: Words, clause: Clause) -> bool:
    sets = words.lexicon.sets
    for at in range(clause.hit.end, len(words.low) - 1):
        if words.low[at] in sets["people.with"] and (
            words.low[at + 1] in sets["people.them"]
            or words.low[at + 1] in sets["people.their"]
            or words.is_name(at + 1)
        ):
            return True
    return False


def _outcome(words: Words) -> TaskOutcome | Unsaid:
    return next((cast("TaskOutcome", hit.phrase.value) for hit in words.of("outcome")), "")


def _thank(_: Words, clause: Clause, who: str) -> list[Reading]:
    if who == "them" and clause.subject == "them":
        return []
    if clause.us_direct and clause.hit.phrase.language in {"en", "es"}:
        return []
    return [Reading("thanks", 7)]


def _introduce(words: Words, clause: Clause, who: str) -> list[Reading]:
    form = clause.hit.phrase.value.partition(".")[2]
    names_us = any(words.low[at] in words.lexicon.sets["people.us"] for at in range(clause.hit.start, clause.hit.end))
    if (clause.us and who != "me") or names_us or form == "them":
        return [Reading("intro", 7.5, outcome="made")]
    if form == "me" and words.lexicon.verb_last and clause.us and clause.subject == "them":
        return [Reading("intro", 7.5, outcome="made")]
    if form == "me" and _connects(clause):
        return [Reading("connect", 7, outcome="made")]
    if who == "them" or clause.after == "by":
        return []
    if clause.them and clause.hit.phrase.language == "en" and clause.word == "introduced":
        return [Reading("connect", 7, outcome="made")]
    if clause.hit.end - clause.hit.start > 1 and form == "any":
        return [Reading("intro", 5, outcome="made")]
    return [Reading("connect", 6, outcome="made")] if clause.them and clause.word != "presented" else []


def _connects(clause: Clause) -> bool:
    return clause.hit.end - clause.hit.start > 1 or clause.them or clause.hit.phrase.language != "en"


_VERBS: Final[dict[str, Callable[[Words, Clause, str], list[Reading]]]] = {
    "ask": _ask,
    "promise": _promise,
    "offer": _offer,
    "future": _future,
    "give": _give,
    "help": _help,
    "thank": _thank,
    "introduce": _introduce,
}


# Phrases that say it all


_PHRASES: Final[dict[str, Reading]] = {
    "trust": Reading("trust+", 8),
    "trust_more": Reading("trust++", 9),
    "trust_less": Reading("trust-", 8.5),
    "betrayed": Reading("trust--", 8.5),
    "released": Reading("released", 7.5),
    "kept": Reading("kept", 7),
    "broken": Reading("broken", 8),
    "answer_yes": Reading("answer", 6.4, outcome="yes"),
    "answer_no": Reading("answer", 6.6, outcome="no"),
    "answer_maybe": Reading("answer", 5.5, outcome="maybe"),
    "answer_later": Reading("answer", 6.1, outcome="later"),
    "bare_yes": Reading("answer", 6, outcome="yes"),
    "bare_no": Reading("answer", 6, outcome="no"),
    "support": Reading("support", 5.6),
    "evidence": Reading("evidence", 6.3),
    "ask_nouns": Reading("ask", 6),
    "give_nouns": Reading("give", 6.35),
    "offer_nouns": Reading("offer", 6),
    "waiting": Reading("pledge", 5),
}


def _phrase(words: Words, clause: Clause, value: str) -> list[Reading]:
    reading = _PHRASES.get(value)
    if reading is None or (value in _CHECKS and not _CHECKS[value](words, clause)):
        return []
    if value == "evidence":
        return [msgspec.structs.replace(reading, rung=find_rung(words) or "informal")]
    return [reading]


def _keys_given(words: Words, clause: Clause) -> bool:
    if clause.hit.end - clause.hit.start > 2 or clause.word not in _KEYS:  # noqa: PLR2004
        return True
    given = any(hit.phrase.value.startswith("give.") for hit in words.of("bind")) or any(
        word in _HANDED for word in words.low
    )
    return given or clause.us


_KEYS: Final = frozenset(
    {
        "keys",
        "key",
        "schlüssel",
        "les",
        "la",
        "une",
        "las",
        "llaves",
        "zugang",
        "full",
        "login",
        "spare",
        "generalschlüssel",
        "accès",
    }
)
_HANDED: Final = frozenset(
    {
        "entrusted",
        "gave",
        "given",
        "handed",
        "confié",
        "remis",
        "dio",
        "dieron",
        "anvertraut",
        "gegeben",
        "donné",
        "entregó",
    }
)


def _is_bare_answer(words: Words, clause: Clause) -> bool:
    """`yes, one, from October`, `call back: yes, …`: the first word, and a comma or the end behind it."""
    at = clause.hit.start
    said = at > 0 and words.hard[at] != words.hard[at - 1] and words.ends_with.get(words.hard[at - 1]) == ":"
    return (at == 0 or said) and not clause.after


def _answers(words: Words, clause: Clause) -> bool:
    """Whether `accepted` and its kin are said of something that was asked."""
    if clause.subject == "me":
        return False
    if clause.hit.end - clause.hit.start > 1 or clause.subject == "them":
        return True
    wanted = words.lexicon.sets["grammar.request_nouns"]
    asked = any(word in wanted for word in words.low) or words.low[clause.hit.start - 1] in {
        "has",
        "have",
        "hat",
        "a",
        "ha",
    }
    return asked or clause.first


def _resource(words: Words, clause: Clause) -> bool:
    """Whether something that helps is named beside `arrived` and its kin."""
    if clause.subject == "me" and clause.hit.phrase.language == "en":
        return clause.word in {"we", "moved", "picked", "collected"}
    if not clause.us and (_to_others(words, clause) or _is_ahead(words, clause)):
        return False
    said = words.low[clause.hit.start : clause.hit.end]
    if len(said) > 1 and not _FREE.isdisjoint(said) and (clause.subject == "them" or LINK in words.low):
        return True
    return (
        clause.kind in HARD_KINDS
        or clause.money
        or clause.us
        or any(word in words.lexicon.sets["people.our"] for word in words.low[clause.hit.start : clause.hit.end])
        or (clause.kind in {"advice", "information", "publicity"} and clause.hit.end - clause.hit.start > 1)
        or (clause.kind == "advice" and clause.word == "arrived")
    )


_FREE: Final = frozenset({
    "free", "gratis", "kostenlos", "umsonst", "geschenkt", "bono", "gratuitement", "charge", "cost",
})  # fmt: skip


def _is_ahead(words: Words, clause: Clause) -> bool:
    """`will … drucken`: a verb before it says that it is still to come."""
    part = words.soft[clause.hit.start]
    return any(
        words.low[at] in _MODALS and words.soft[at] == part
        for at in range(max(clause.hit.start - 2 * _FEW, 0), clause.hit.start)
    )


_MODALS: Final = frozenset(
    {"will", "would", "wants", "we'll", "she'll", "he'll", "they'll", "wollen", "möchte", "möchten", "wird", "werden"}
    | {"würde", "würden", "va", "vont", "veut", "veulent", "pourra", "van", "quiere", "quieren", "podrá"}
)


def _evidence_holds(words: Words, clause: Clause) -> bool:
    """A letter that was asked for, promised or written by me is none yet."""
    if (
        clause.word == "signed"
        and clause.hit.end - clause.hit.start == 1
        and clause.after in {"with", "for", "up", "off", "on", "in", "to"}
    ):
        return False
    for hit in words.of("bind"):
        if hit.start >= clause.hit.start or words.hard[hit.start] != words.hard[clause.hit.start]:
            continue
        if hit.phrase.value.split(".")[0] in {"ask", "promise", "offer", "future", "ask_nouns", "thank", "waiting"}:
            return False
    return not (clause.subject == "me" and clause.word in {"signed", "firmado", "signé"} and clause.theirs)


_CHECKS: Final[dict[str, Callable[[Words, Clause], bool]]] = {
    "trust_more": _keys_given,
    "answer_yes": _answers,
    "answer_no": _answers,
    "support": _resource,
    "bare_yes": _is_bare_answer,
    "bare_no": _is_bare_answer,
    "evidence": _evidence_holds,
    "waiting": lambda _, clause: bool(clause.kind),
    "ask_nouns": lambda _, clause: (
        clause.subject != "them" and not clause.us and (clause.word != "asked" or bool(clause.kind) or clause.signal)
    ),
    "give_nouns": lambda _, clause: clause.subject != "them" and not clause.us,
    "offer_nouns": lambda _, clause: clause.subject != "them",
    "answer_maybe": lambda _, clause: clause.subject != "me",
    "answer_later": lambda _, clause: clause.subject != "me",
    "kept": lambda _, clause: clause.subject != "them",
}


def find_rung(words: Words) -> Rung | Unsaid:
    """The highest rung that the words near the hit name."""
    order: tuple[Rung, ...] = ("verbal", "informal", "email", "letter", "agreement", "delivered")
    found = [cast("Rung", hit.phrase.value) for hit in words.of("rung")]
    return max(found, key=order.index, default="")
