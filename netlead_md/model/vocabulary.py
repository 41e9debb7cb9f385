"""The words of the contract: entry types, kinds of help, rungs, sizes and their synonyms (SPEC §2.1, §2.3).

Every table maps a word as users write it (lower case) to the one word that all other code uses.
Words of other languages arrive through `Config.words`.
"""

from typing import Final, cast, get_args

from netlead_md.model import entry_types
from netlead_md.model.words import EntryTypeName, HardKind, HelpKind, NoteKind, Outcome, Rung, SizeName, SoftKind


def _synonyms(*rows: str) -> dict[str, str]:
    """Each word of a row to the first one, which all other code uses."""
    return {word: words[0] for row in rows if (words := row.split()) for word in words}


TYPES: Final[dict[str, EntryTypeName]] = {
    word: row.name for row in entry_types.WRITTEN for word in (row.name, *row.aliases)
}
"""Entry types and their aliases (SPEC §2.3)."""

PROMISE: Final = "promise"
"""The type of `- [ ] DATE text` and `- [x] DATE text`: my promise, due that day. Nobody writes this word."""

TODO: Final = "todo"
"""The type of a box dated only by `📅 DATE`: listed, never scored."""

LAST_CONTACT: Final = "last_contact"
"""The type of the entry that stands for a `last_contact` field (SPEC §2.2)."""

LIVE: Final = entry_types.LIVE
"""Live contact."""

CONTACT: Final = entry_types.CONTACT
"""Contact types: these need no colon. `social` is none of them: it gives no contact points."""

HARD: Final[frozenset[HelpKind]] = frozenset(get_args(HardKind))
"""Kinds of hard support."""

SOFT: Final[frozenset[HelpKind]] = frozenset(get_args(SoftKind))
"""Kinds of soft support."""

KINDS: Final = cast(
    "dict[str, HelpKind]",
    _synonyms(
        "manpower staff people time",
        "finance money funding",
        "legal insurance",
        "facilities room space desk premises",
        "equipment kit",
        *sorted(SOFT),
    ),
)
"""Kinds of help and their synonyms."""

RUNGS: Final = cast(
    "dict[str, Rung]",
    _synonyms("verbal", "informal", "email e-mail", "letter", "agreement contract mou", "delivered"),
)

CREDIT: Final[dict[Rung, float]] = {
    "verbal": 0.10,
    "informal": 0.20,
    "email": 0.35,
    "letter": 0.50,
    "agreement": 0.75,
    "delivered": 1.00,
}
"""Rungs of evidence, lowest first, with their credit (SPEC §2.3)."""

SIZES: Final[dict[SizeName, int]] = {"small": 1, "medium": 2, "large": 4}

OUTCOMES: Final[dict[EntryTypeName, frozenset[Outcome]]] = {
    row.name: frozenset(row.outcomes) for row in entry_types.ROWS if row.outcomes
}
"""The outcome words that each type understands."""

NOTE_KINDS: Final = cast(
    "dict[str, NoteKind]",
    _synonyms(
        "person people contact contacts",
        "organisation organization org company companies institution firm",
        "project endeavour initiative",
        "interaction meeting call event meal visit",
        "me self owner",
    ),
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

HOURS: Final[dict[str, float]] = {row.name: row.hours for row in entry_types.ROWS if row.hours is not None}
"""Hours assumed for an entry that states none (SPEC §3.10); other types take none."""

INFLUENCE: Final = {"high": 10, "medium": 7, "low": 4, "": 7}
"""What somebody's word weighs in an organisation, in tenths; where it is not stated, as medium (SPEC §2.4, §3.8)."""

CURRENCIES: Final = {"£": "GBP", "€": "EUR", "$": "USD"}
"""Signs, each with the code that stands for it."""
