"""The tables of SPEC §2.3, §3.1, §3.2, §3.8 and §3.10."""

LIVE = frozenset({"meeting", "call", "meal", "event", "visit"})
LIGHT = frozenset({"message", "note", "last_contact"})
CONTACT = LIVE | LIGHT
WITH_ALL_PEOPLE = CONTACT | {"connect"}
"""Types that concern all people of a line (§2.4)."""

HARD = frozenset({"manpower", "finance", "legal", "facilities", "equipment"})
SOFT = frozenset({"introduction", "endorsement", "information", "advice", "publicity"})
SIZES = {"small": 1, "medium": 2, "large": 4}
RUNGS = {"verbal": 0.10, "informal": 0.20, "email": 0.35, "letter": 0.50, "agreement": 0.75, "delivered": 1.00}
RUNG_ORDER = list(RUNGS)

INFLUENCE = {"high": 1.0, "medium": 0.7, "low": 0.4, None: 0.7}
SIGNS = {"trust+": 8, "trust++": 15, "trust-": -8, "trust--": -15}
TASKS = {"excellent": 12, "good": 8, "fair": 3, "poor": -8, "dropped": -15}
HOURS = {
    "meeting": 1, "call": 0.5, "meal": 2, "event": 3, "visit": 2, "message": 0.1, "social": 0.1, "task": 2,
    "connect": 0.5, "give": 0.25,
}  # fmt: skip
COSTLY = CONTACT | {"social", "task", "offer", "give", "thanks", "connect"}
ALIASES = {
    "lunch": "meal", "dinner": "meal", "coffee": "meal", "breakfast": "meal", "drinks": "meal", "conference": "event",
    "fair": "event", "email": "message", "letter": "message", "text": "message", "dm": "message", "chat": "message",
    "post": "social", "like": "social", "comment": "social", "favour": "give", "favor": "give", "gift": "give",
}  # fmt: skip
KIND_WORDS = {
    "staff": "manpower", "people": "manpower", "time": "manpower", "money": "finance", "funding": "finance",
    "insurance": "legal", "room": "facilities", "space": "facilities", "desk": "facilities", "premises": "facilities",
    "kit": "equipment",
}  # fmt: skip
RUNG_WORDS = {"contract": "agreement", "mou": "agreement"}


def is_hard(kind: str | None) -> bool:
    """An ask, pledge or support without a kind is hard and unnamed."""
    return kind is None or kind in HARD
