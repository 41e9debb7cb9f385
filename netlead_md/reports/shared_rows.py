"""What they said and what came of it, as rows and words (SPEC §3.2, §3.4); shared by several pages."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.analysis.decay import day_of, days_since
from netlead_md.analysis.metrics import TWO_YEARS, follow_through
from netlead_md.analysis.record import record_of
from netlead_md.incremental.memo import ListDiff, apply_diff, diff_mappings
from netlead_md.linking.attribution import is_active
from netlead_md.linking.entries import by_day
from netlead_md.model.book import Book
from netlead_md.model.ledger import FollowThrough, Ledger, SupportItem
from netlead_md.model.network import Entry, Network, Role
from netlead_md.model.vocabulary import TODO
from netlead_md.model.words import DecisionWord, IntroductionOutcome, Rung, StepRule, Unsaid
from netlead_md.reports.formatting import as_sentence, capitalise_first, format_halves, format_late, lower_first
from netlead_md.reports.page_context import NoteLink, PageContext, Redactor
from netlead_md.wording.absence import asked_so_far
from netlead_md.wording.phrases import KIND_WORDS, SIZE_WORDS, format_day, format_duration
from netlead_md.wording.step_sentences import step_words

RUNGS: Final[dict[Rung | IntroductionOutcome | Unsaid, str]] = {
    "verbal": "spoken",
    "informal": "informal",
    "email": "e-mail",
    "letter": "letter",
    "agreement": "agreement",
    "delivered": "delivered",
    "made": "made",
    "met": "met",
}


class PromisedHelp(msgspec.Struct, frozen=True):
    """One pledge of theirs."""

    what: str
    word: str
    """How they said it."""
    due: str
    today: NoteLink
    """What became of it, with a link to the line where that has an id."""


def item_text(people: Redactor, item: SupportItem) -> str:
    """What an item is, in few words of the user's; by its kind where there are none, or where they stay private."""
    words = "" if people.quiet(item.lines[0]) else people.redact(item.label)
    return words or KIND_WORDS.get(item.kind, item.kind)


def window_end(ledger: Ledger, as_of: dt.date) -> dt.date:
    """The day on which windows of 730 days end: that of the last entry, for silence clears nothing (SPEC §3.3)."""
    return min(as_of, day_of(ledger.entries[-1])) if ledger.entries else as_of


def follow_of(ledger: Ledger, as_of: dt.date) -> FollowThrough:
    """`k of n` as it counts for the class (SPEC §3.3, §3.4)."""
    return follow_through(ledger.support.items, as_of, window_end(ledger, as_of))


def judged_pledges(ledger: Ledger, as_of: dt.date) -> tuple[SupportItem, ...]:
    """Those of the last 730 days that `k of n` is about, released ones left out, by due day (SPEC §3.4)."""
    end = window_end(ledger, as_of)
    found = [
        item
        for item in ledger.support.items
        if item.source == "pledge" and item.state != "released" and days_since(item.date, end) <= TWO_YEARS
    ]
    return tuple(sorted(found, key=lambda item: (item.due or item.date, item.date)))


def promised_help(setting: PageContext, item: SupportItem, as_of: dt.date | None) -> PromisedHelp:
    """A row about a pledge; without a day what became of it is told by dates alone."""
    label, size = item_text(setting.people, item), SIZE_WORDS.get(item.size, "")
    return PromisedHelp(
        f"{capitalise_first(label)}, {size}" if size else label,
        RUNGS.get(_rung_text(item), item.rung),
        format_day(item.due or item.date),
        setting.people.anchor(item.lines[0], outcome_text(item, as_of) if as_of is not None else since(item)),
    )


def _rung_text(item: SupportItem) -> Rung | IntroductionOutcome | Unsaid:
    """The rung of their word; a delivery is no word."""
    if item.rung != "delivered":
        return item.rung
    rungs = [entry.line.rung for entry in item.lines if entry.type in ("pledge", "evidence") and entry.line.rung]
    return rungs[-1] if rungs else "verbal"


def outcome_text(item: SupportItem, as_of: dt.date) -> str:
    """What became of a pledge, or how old something given is."""
    due = item.due or item.date
    past = (as_of - due).days
    if item.state == "overdue":
        return format_late(past)
    if item.state == "open":
        return "due today" if past == 0 else f"due in {format_duration(-past)}"
    return settled_text(item)


def settled_text(item: SupportItem) -> str:
    """What became of a pledge that is no longer waited for."""
    due = item.due or item.date
    if item.state == "late" and item.delivered is not None:
        return f"came {format_late((item.delivered - due).days)}"
    return {"kept": "arrived", "released": "let off", "lapsed": "expired"}.get(item.state, item.state)


def since(item: SupportItem) -> str:
    """What became of a pledge in dates, which stay what they are when days pass."""
    due = item.due or item.date
    if item.delivered is not None:
        return f"came on {format_day(item.delivered)}"
    if item.state == "released":
        return "let off"
    return f"{'expired; ' if item.state == 'lapsed' else ''}due {format_day(due)}"


def kept_text(follow: FollowThrough) -> str:
    """`1½ of 3`; a late one counts half."""
    return f"{format_halves(follow.kept)} of {follow.due}" if follow.due else "none due"


def promises_kept(follow: FollowThrough) -> str:
    """`1½ of 3 promises kept`."""
    if follow.due == 1:
        return f"one promise, {'kept' if follow.kept == 1 else 'kept late or in part' if follow.kept else 'not kept'}"
    return f"{kept_text(follow)} promises kept" if follow.due else "no promise due yet"


def asked(ledger: Ledger, as_of: dt.date) -> str:
    """How often they were asked, for whatever kind (SPEC §3.3)."""
    return asked_so_far(record_of(ledger, window_end(ledger, as_of)))


def asks_of_two_years(ledger: Ledger, as_of: dt.date) -> int:
    """Asks of any kind of 730 days, introductions too."""
    days = record_of(ledger, as_of).asked_on()
    return sum(days_since(each, window_end(ledger, as_of)) <= TWO_YEARS for each in days)


def trusted_for(ledger: Ledger) -> str:
    return format_duration(ledger.clock.days) if ledger.clock else ""


# What pages ask of all lines of the vault, counted once; after an edit, only what went and what came is counted.


class LineCounts(msgspec.Struct, frozen=True):
    by_note: dict[str, tuple[Entry, ...]]
    favours: tuple[Entry, ...]
    """Introductions and thanks, oldest first."""
    about: int
    """Lines dated by month only."""
    boxes: int
    """Boxes dated only by 📅."""


def count_lines(network: Network, last: LineCounts | None) -> LineCounts:
    """Count the lines of a network; `last`: of the one before."""
    if last is None:
        return LineCounts(network.by_note, *_count_entries(network.entries))
    if last.by_note is network.by_note:
        return last
    gone, come = diff_mappings(last.by_note, network.by_note)
    less, more = _count_entries(gone), _count_entries(come)
    favours = apply_diff(last.favours, ListDiff(less[0], more[0]), by_day)
    return LineCounts(network.by_note, favours, last.about + more[1] - less[1], last.boxes + more[2] - less[2])


def _count_entries(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], int, int]:
    about = boxes = 0
    favours = []
    for entry in entries:
        about += entry.line.about
        kind = entry.type
        if kind == TODO:
            boxes += 1
        elif kind in ("intro", "thanks"):
            favours.append(entry)
    return tuple(favours), about, boxes


# The next step of an organisation as pages show it (SPEC §3.6, §3.7).


OWED: Final[frozenset[StepRule]] = frozenset({"keep-promise", "thank"})
GIVE: Final[frozenset[StepRule]] = frozenset({"offer-task", "warm-up", "connect", "stay-in-touch"})
"""Every other rule asks for something or settles it."""
FORGOTTEN: Final = 60
"""Days after which a promise of mine stands in Notes health instead of among the next steps (SPEC §3.6)."""
ADVICE: Final[dict[DecisionWord | Unsaid, str]] = {
    "grow": "worth growing.",
    "maintain": "keep it as it is.",
    "ask": "ask once, plainly and with a date.",
    "pause": "pause the asking, not the friendship.",
    "let-go": "let go, or simply stay in touch.",
}
"""The suggested decision in words (SPEC §3.7)."""
SHORT: Final[dict[StepRule, str]] = {
    "keep-promise": "Keep your promise",
    "thank": "Say thank you",
    "frank-talk": "One frank, kind talk",
    "late-pledge": "Still possible?",
    "settle-answer": "A plain yes or no?",
    "receive": "Prepare to receive it",
    "successor": "Ask who follows",
    "reintroduce": "Be introduced anew",
    "evidence": "Ask for it in writing",
    "ask": "Ask once",
    "offer-task": "Offer a small task",
    "connect": "Introduce somebody to them",
    "second-kind": "Propose a second kind",
    "first-ask": "Ask for a small written yes",
    "warm-up": "Offer a small task",
    "introduction": "Ask for an introduction",
    "stay-in-touch": "Stay in touch",
}
"""Each rule of SPEC §3.6 in the few words that a table has room for."""


class NextStepRow(msgspec.Struct, frozen=True):
    organisation: NoteLink
    text: str
    """Begins in lower case, ends with a full stop."""
    reason: str
    lines: tuple[str, ...]
    """To paste into a daily note, each with its bullet."""
    why: NoteLink | None


def next_step_row(setting: PageContext, ledger: Ledger) -> NextStepRow:
    people, step = setting.people, ledger.step
    if people.silent:  # its sentence and its lines quote what was asked or promised
        reason = "the notes say why, and are not shared."
        return NextStepRow(
            people.name(ledger.key),
            lower_first(as_sentence(SHORT[step.rule].rstrip("?"))),
            reason,
            (),
            setting.why(ledger.key),
        )
    words = step_words(ledger, people.book.as_of)
    return NextStepRow(
        people.name(ledger.key),
        lower_first(as_sentence(strip_field_marks(people.redact(words.text)))),
        lower_first(as_sentence(strip_field_marks(people.redact(words.reason)))),
        tuple(f"- {people.redact(line).strip()}" for line in words.lines),
        setting.why(ledger.key),
    )


def strip_field_marks(text: str) -> str:
    """Without the marks that a terminal sets around the name of a field."""
    return text.replace("`", "")


class ReviewAdvice(msgspec.Struct, frozen=True):
    """What a review would say, or what the written one says."""

    label: str
    text: str


def decision_in_force(ledger: Ledger) -> str:
    """The decision in force, else the suggested one."""
    if ledger.decision is not None and ledger.decision.in_force:
        return ledger.decision.decision
    return ledger.suggestion or "maintain"


def review_advice(ledger: Ledger) -> ReviewAdvice:
    decision = ledger.decision
    if decision is not None and decision.in_force:
        word = decision.decision.replace("let-go", "let go, or simply stay in touch")
        return ReviewAdvice(
            f"Your review of {format_day(decision.date)}:", f"{word}, until {format_day(decision.until)}."
        )
    return ReviewAdvice("At your review:", ADVICE.get(ledger.suggestion, "too early to say."))


def current_roles(book: Book, ledger: Ledger, person: str) -> Iterator[Role]:
    """What somebody is there today; what they were, or will be, is left out."""
    for role in book.network.people[person].roles:
        if role.organisation == ledger.key and is_active(role, book.as_of):
            yield role


def decider_known(book: Book, ledger: Ledger) -> bool:
    """Whether the notes name somebody who decides there."""
    if book.organisations[ledger.key].decides:
        return True
    roles = (role for person in ledger.people for role in current_roles(book, ledger, person))
    return any(role.decision_role == "decides" for role in roles)
