"""The words of the contract: entry types, kinds of help, rungs, sizes and their synonyms (SPEC §2.1, §2.3).

Every table maps a word as users write it (lower case) to the one word that all other code uses.
Words of other languages arrive through `Config.words`.
"""

from typing import Final


def _synonyms(*rows: str) -> dict[str, str]:
    """Each word of a row to the first one, which all other code uses."""
    return {word: words[0] for row in rows if (words := row.split()) for word in words}


TYPES: Final[dict[str, str]] = _synonyms(
    "meeting",
    "call",
    "meal lunch dinner coffee breakfast drinks",
    "event conference fair",
    "visit",
    "message email letter text dm chat",
    "note",
    "social post like comment",
    *("trust+", "trust++", "trust-", "trust--"),
    "task",
    "offer",
    "give favour favor gift",
    *("thanks", "kept", "broken", "ask", "answer", "pledge", "released", "evidence"),
    *("support", "intro", "connect", "seen-as", "review"),
)
"""Entry types and their aliases (SPEC §2.3)."""

PROMISE: Final = "promise"
"""The type of `- [ ] DATE text` and `- [x] DATE text`: my promise, due that day. Nobody writes this word."""

TODO: Final = "todo"
"""The type of a box dated only by `📅 DATE`: listed, never scored."""

LAST_CONTACT: Final = "last_contact"
"""The type of the entry that stands for a `last_contact` field (SPEC §2.2)."""

LIVE: Final = frozenset({"meeting", "call", "meal", "event", "visit"})
"""Live contact."""

CONTACT: Final = LIVE | {"message", "note"}
"""Contact types: these need no colon. `social` is none of them: it gives no contact points."""

HARD: Final = frozenset({"manpower", "finance", "legal", "facilities", "equipment"})
"""Kinds of hard support."""

SOFT: Final = frozenset({"introduction", "endorsement", "information", "advice", "publicity"})
"""Kinds of soft support."""

KINDS: Final[dict[str, str]] = _synonyms(
    "manpower staff people time",
    "finance money funding",
    "legal insurance",
    "facilities room space desk premises",
    "equipment kit",
    *sorted(SOFT),
)
"""Kinds of help and their synonyms."""

RUNGS: Final[dict[str, str]] = _synonyms(
    "verbal", "informal", "email e-mail", "letter", "agreement contract mou", "delivered"
)

CREDIT: Final[dict[str, float]] = {
    "verbal": 0.10,
    "informal": 0.20,
    "email": 0.35,
    "letter": 0.50,
    "agreement": 0.75,
    "delivered": 1.00,
}
"""Rungs of evidence, lowest first, with their credit (SPEC §2.3)."""

SIZES: Final[dict[str, int]] = {"small": 1, "medium": 2, "large": 4}

OUTCOMES: Final[dict[str, frozenset[str]]] = {
    "task": frozenset({"excellent", "good", "fair", "poor", "dropped"}),
    "answer": frozenset({"yes", "no", "maybe", "later"}),
    "intro": frozenset({"asked", "made", "met", "declined"}),
    "connect": frozenset({"made", "met"}),
    "review": frozenset({"grow", "maintain", "ask", "pause", "let-go"}),
}
"""The outcome words that each type understands."""

NOTE_KINDS: Final[dict[str, str]] = _synonyms(
    "person people contact contacts",
    "organisation organization org company companies institution firm",
    "project endeavour initiative",
    "interaction meeting call event meal visit",
    "me self owner",
)
"""Words for the kind of a note (SPEC §2.1); plurals are the business of linking."""

FIELDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "me": {"roles_now": (), "roles_before": (), "hours_per_week": (), "capacity_orgs": (), "currency": ()},
    "person": {
        "organisation": ("org", "organization", "organizations", "organisations", "company", "employer", "work"),
        "title": ("role", "position", "job_title"),
        "influence": (),
        "decision_role": (),
        "roles": (),
        "responsibility": (),
        "circle": (),
        "cadence": ("prm_cadence", "cadence_days", "stay_in_touch"),
        "trust": (),
        "trust_on": (),
        "seen_as": (),
        "seen_as_on": (),
        "knows": (),
        "met": ("first_met",),
        "met_through": ("introduced_by",),
        "ask_policy": (),
        "status": (),
        "sensitive": (),
        "email": ("emails",),
        "phone": ("phones",),
        "linkedin": (),
        "website": (),
        "birthday": (),
        "address": (),
        "location": (),
    },
    "organisation": {
        "power": (),
        "interest": (),
        "engagement": (),
        "engagement_wanted": (),
        "decides": (),
        "decision_process": (),
        "benefit_to_them": (),
        "could_give": (),
        "trust": (),
        "trust_on": (),
        "cadence": ("prm_cadence", "cadence_days", "stay_in_touch"),
        "review_every": (),
        "status": (),
        "parent": (),
        "website": (),
        "industry": (),
    },
    "project": {"seeks": (), "start": (), "due": (), "status": ()},
    "interaction": {
        "date": (),
        "people": ("attendees", "with", "participants"),
        "organisation": ("org", "organization", "organizations", "organisations", "company"),
        "type": ("channel",),
        "duration": (),
        "cost": (),
    },
    "any": {"last_contact": ("last_chat", "last_met", "last_interaction", "last_contacted", "prm_last_contacted")},
}
"""Fields by kind of note, each with its synonyms (SPEC §2.2). Names are lower case, `_` for `-` and space."""

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "influence": ("high", "medium", "low"),
    "power": ("high", "medium", "low"),
    "interest": ("high", "medium", "low"),
    "decision_role": ("decides", "influences", "gatekeeper", "user"),
    "responsibility": ("for", "to", "both", "none"),
    "circle": ("inner", "close", "active", "wider"),
    "ask_policy": ("ok", "not-now", "never"),
    "status": ("active", "paused", "let-go"),
    "engagement": ("unaware", "resistant", "neutral", "supportive", "leading"),
    "engagement_wanted": ("unaware", "resistant", "neutral", "supportive", "leading"),
    "strength": ("strong", "medium", "weak"),
}
"""The values that an enumerated field takes (SPEC §2.2). A project's `status` is free text."""

HOURS: Final[dict[str, float]] = {
    "meeting": 1.0,
    "call": 0.5,
    "meal": 2.0,
    "event": 3.0,
    "visit": 2.0,
    "message": 0.1,
    "social": 0.1,
    "task": 2.0,
    "connect": 0.5,
    "give": 0.25,
}
"""Hours assumed for an entry that states none (SPEC §3.10); other types take none."""

INFLUENCE: Final = {"high": 10, "medium": 7, "low": 4, "": 7}
"""What somebody's word weighs in an organisation, in tenths; where it is not stated, as medium (SPEC §2.4, §3.8)."""

CURRENCIES: Final = {"£": "GBP", "€": "EUR", "$": "USD"}
"""Signs, each with the code that stands for it."""
