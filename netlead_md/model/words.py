"""The closed sets of words, as types: a word that stands in none of them fails mypy.

Values are plain text, so nothing is paid for it while netlead runs. Text from outside becomes such a word in the tables
of `parsing.keywords` and `model.vocabulary`, and nowhere else.
"""

from typing import Final, Literal, TypeAlias

Unsaid: TypeAlias = Literal[""]
"""Nothing was written."""

NoteKind: TypeAlias = Literal["me", "person", "organisation", "project", "interaction", "daily", "other"]
"""SPEC §2.1; `daily` and `other` are what no property says."""

EntryTypeName: TypeAlias = Literal[
    "meeting",
    "call",
    "meal",
    "event",
    "visit",
    "message",
    "note",
    "social",
    "trust+",
    "trust++",
    "trust-",
    "trust--",
    "task",
    "offer",
    "give",
    "thanks",
    "kept",
    "broken",
    "ask",
    "answer",
    "pledge",
    "released",
    "evidence",
    "support",
    "intro",
    "connect",
    "seen-as",
    "review",
    "promise",
    "todo",
    "last_contact",
]
"""SPEC §2.3; nobody writes the last three. `model.entry_types` has a row for each."""

Level: TypeAlias = Literal["high", "medium", "low"]
"""Of influence, power and interest (SPEC §2.2)."""
DecisionRole: TypeAlias = Literal["decides", "influences", "gatekeeper", "user"]
Responsibility: TypeAlias = Literal["for", "to", "both", "none"]
Circle: TypeAlias = Literal["inner", "close", "active", "wider"]
AskPolicy: TypeAlias = Literal["ok", "not-now", "never"]
EntityStatus: TypeAlias = Literal["active", "paused", "let-go"]
Engagement: TypeAlias = Literal["unaware", "resistant", "neutral", "supportive", "leading"]
TieStrength: TypeAlias = Literal["strong", "medium", "weak"]

EntryForm: TypeAlias = Literal["dated", "plain", "read", "nested", "undated", "daily", "section"]
"""How a line gets its day and people."""

Box: TypeAlias = Literal["", " ", "x"]
"""What stands in `- [ ]` and `- [x]`; empty: no box."""

HardKind: TypeAlias = Literal["manpower", "finance", "legal", "facilities", "equipment"]
SoftKind: TypeAlias = Literal["introduction", "endorsement", "information", "advice", "publicity"]
HelpKind: TypeAlias = HardKind | SoftKind
"""Kinds of help (SPEC §2.3)."""

Rung: TypeAlias = Literal["verbal", "informal", "email", "letter", "agreement", "delivered"]
"""How firm a promise is, lowest first (SPEC §2.3)."""

SizeName: TypeAlias = Literal["small", "medium", "large"]

TaskOutcome: TypeAlias = Literal["excellent", "good", "fair", "poor", "dropped"]
AnswerOutcome: TypeAlias = Literal["yes", "no", "maybe", "later"]
IntroductionOutcome: TypeAlias = Literal["asked", "made", "met", "declined"]
DecisionWord: TypeAlias = Literal["grow", "maintain", "ask", "pause", "let-go"]
"""What a written or suggested review decides (SPEC §3.7)."""
Outcome: TypeAlias = TaskOutcome | AnswerOutcome | IntroductionOutcome | DecisionWord

KeptPromise: TypeAlias = Literal["kept"]

ItemSource: TypeAlias = Literal["pledge", "support", "evidence", "intro", "part"]
"""What a piece of help began as; `part`: what came of a pledge beside the rest."""
PledgeState: TypeAlias = Literal["open", "overdue", "lapsed", "kept", "late", "released"]
AskState: TypeAlias = Literal["open", "yes", "no", "met", "closed"]
PromiseState: TypeAlias = Literal["open", "overdue", "kept", "kept late"]
FollowThroughFlag: TypeAlias = Literal["", "amber", "red"]

LedgerClass: TypeAlias = Literal[
    "supported",
    "on-the-way",
    "helped",
    "severe",
    "said-no",
    "serious",
    "words-only",
    "asked",
    "mild",
    "unasked",
    "ripening",
    "building",
]
"""SPEC §3.3; `helped` stands for both of its rows."""

LedgerSide: TypeAlias = Literal["", "declined", "paused", "let-go"]

StepRule: TypeAlias = Literal[
    "keep-promise",
    "thank",
    "frank-talk",
    "late-pledge",
    "settle-answer",
    "receive",
    "successor",
    "reintroduce",
    "evidence",
    "ask",
    "offer-task",
    "connect",
    "second-kind",
    "first-ask",
    "warm-up",
    "introduction",
    "stay-in-touch",
]
"""The rules of SPEC §3.6, each by the step that it proposes."""
SkipReason: TypeAlias = Literal[
    "let-go",
    "paused",
    "pause-suggested",
    "unwelcome",
    "introduction-asked",
    "introduction-there",
    "asked-two-months",
    "asked-three-months",
    "asked-six-months",
    "answer-has-time",
    "refused",
    "task-offered",
    "task-done",
    "promises-unkept",
    "connected",
    "maybe-thanks",
    "maybe-support",
    "later-day",
    "met",
]
"""Why a rule that would fit is passed over."""
WaitReason: TypeAlias = Literal[
    "let-go",
    "paused",
    "answer-has-time",
    "word-due",
    "word-late",
    "helping",
    "refused",
    "may-have-asked",
    "trusting",
    "nothing-yet",
    "early",
]
"""Why `stay-in-touch` is all that fits."""

HopKind: TypeAlias = Literal["trusts-me", "colleagues", "acquainted", "works-there"]
"""What speaks for one hop of a path of introductions (SPEC §3.9)."""
AskReason: TypeAlias = Literal["could-give", "gave", "promised", "trusts", "unasked", "path"]
"""Why somebody is among the best to ask for a need (SPEC §4)."""
ContactState: TypeAlias = Literal["fine", "due", "overdue", "no note of contact"]
PerceptionState: TypeAlias = Literal["current", "partly", "old", "unknown"]
TrustGroup: TypeAlias = Literal["contact", "deeds", "signs"]
"""The parts of trust (SPEC §3.1)."""
BalanceWord: TypeAlias = Literal["", "asking more than giving", "giving without asking"]
Severity: TypeAlias = Literal["error", "warning", "info"]

# Names for writing. What users write is read by the lexicons' tables (`parsing.dates`).

MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
