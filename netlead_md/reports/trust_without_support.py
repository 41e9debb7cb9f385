"""Where am I waiting? Who trusts me or gave their word, and what came of it (SPEC §3.3, §4)."""

import datetime as dt
from typing import Final

import msgspec

from netlead_md.analysis import trust_signs
from netlead_md.analysis.decay import YEAR
from netlead_md.analysis.organisation_scores import on_the_way
from netlead_md.analysis.record import record_of
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger, SupportItem
from netlead_md.model.words import LedgerClass
from netlead_md.reports.first_lines import first_organisations
from netlead_md.reports.formatting import as_sentence, format_times, join_words, round_half_up
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.reports.shared_rows import (
    RUNGS,
    SHORT,
    NextStepRow,
    PromisedHelp,
    ReviewAdvice,
    asked,
    asks_of_two_years,
    decider_known,
    follow_of,
    item_text,
    judged_pledges,
    kept_text,
    next_step_row,
    promised_help,
    promises_kept,
    review_advice,
    trusted_for,
)
from netlead_md.wording.absence import may_have_asked, never_helped, nothing_came, said_no, state_of
from netlead_md.wording.phrases import KIND_WORDS, format_day, pluralise

TITLE: Final = "Trust without support"
_GROUPS: Final[tuple[tuple[str, str, tuple[LedgerClass, ...]], ...]] = (
    ("Your turn", "tip", ("unasked",)),
    ("Waiting for them", "warning", ("severe", "serious", "words-only", "mild")),
    ("Help on the way", "success", ("on-the-way", "asked")),
    ("They said no", "info", ("said-no",)),
    ("Helped before or in other ways", "info", ("helped",)),
    ("Early days", "note", ("ripening",)),
)
"""Title, kind of call-out, classes."""
_WORD: Final = "You say they trust you"
_ORDER: Final = tuple(class_ for _, _, classes in _GROUPS for class_ in classes)
WAITING: Final = frozenset(_GROUPS[1][2])
"""The classes of those who keep one waiting."""
_PLURAL: Final = {"has": "have", "was": "were", "helps": "help", "trusts": "trust"}
_FITS: Final = 280
"""Characters of an answer that need no cut."""
_BAR: Final = 12
"""Parts of the bar, a month each."""


class OrganisationCard(msgspec.Struct, frozen=True):
    """One organisation or individual, and what is to be known before the next step."""

    organisation: NoteLink
    word: str
    bar: str
    """Empty: they are not trusting."""
    facts: str
    doubt: str
    """What an open question says first; empty: none."""
    story: str
    pledges: tuple[PromisedHelp, ...]
    unknown: str
    """What the notes do not say about the door: who decides, what they gain."""
    step: NextStepRow
    advice: ReviewAdvice
    record: tuple[str, ...]
    """Lines that would put on record what is known only by heart; only where you say that they trust you."""


class Group(msgspec.Struct, frozen=True):
    """Cards under one heading."""

    title: str
    callout: str
    cards: tuple[OrganisationCard, ...]


class WaitingRow(msgspec.Struct, frozen=True):
    organisation: NoteLink
    word: str
    trusted: str
    asked: int
    kept: str
    next: str


class TrustWithoutSupportView(msgspec.Struct, frozen=True):
    head: PageHeader
    empty: bool
    table: tuple[WaitingRow, ...]
    groups: tuple[Group, ...]
    unreadable: int
    names: tuple[str, str, str]
    """Three organisations of the vault, as a line would link them, where no line tells of one yet."""


def build(book: Book, setting: PageContext) -> TrustWithoutSupportView:
    ranks = setting.memory.each("waiting: rank", book.ledgers, lambda key: _card_rank(book, book.ledgers[key]))
    every = tuple(ranks.values())
    ledgers = [book.ledgers[rank[-1]] for rank in setting.memory.once("waiting: order", every, lambda: sorted(every))]
    shown = [(title, callout, [one for one in ledgers if one.class_ in classes]) for title, callout, classes in _GROUPS]
    listed_already = {one.key for _, _, group in shown for one in group}
    own = [one for one in ledgers if one.by_your_word and one.key not in listed_already]
    shown.append((_WORD, "note", own))
    keys = [one.key for _, _, group in shown for one in group]
    cards = setting.memory.each("waiting: card", keys, lambda key: _organisation_card(book, setting, book.ledgers[key]))
    rows = setting.memory.each("waiting: row", keys, lambda key: _waiting_row(book, setting, book.ledgers[key]))
    empty = not any(ledger.entries for ledger in ledgers)
    return TrustWithoutSupportView(
        setting.head(
            book,
            TITLE,
            _answer_text(book, shown),
            "This week",
            "Trust and support map",
            "Review day",
            "Promises",
            "Questions",
            "Notes health",
        ),
        empty,
        tuple(rows[key] for key in keys),
        tuple(
            Group(title, callout, tuple(cards[one.key] for one in group)) for title, callout, group in shown if group
        ),
        len(book.network.unreadable),
        first_organisations(book, setting) if empty else ("", "", ""),
    )


def _card_rank(book: Book, ledger: Ledger) -> tuple[int, int, str, str]:
    """By group, the heaviest class first, the longest clock first, then by name."""
    place = _ORDER.index(ledger.class_) if ledger.class_ in _ORDER else len(_ORDER)
    name = book.organisations[ledger.key].name
    return place, -(ledger.clock.days if ledger.clock else 0), name.lower(), ledger.key


def _answer_text(book: Book, shown: list[tuple[str, str, list[Ledger]]]) -> str:
    helping = [ledger for ledger in book.ledgers.values() if ledger.class_ == "supported"]
    groups = {title: group for title, _, group in shown}
    for most in (2, 1):
        sentences = _sentences(book, groups, helping, most)
        if sum(map(len, sentences)) + len(sentences) <= _FITS:
            break
    while sum(map(len, sentences)) + len(sentences) > _FITS:
        sentences.pop()  # the table has them all
    if sentences:
        return " ".join(sentences)
    if any(ledger.entries for ledger in book.ledgers.values()):
        return "Nobody keeps you waiting: nobody in your notes trusts you without helping."
    return "Nothing can be said yet: your notes hold no dated line about an organisation."


def _sentences(book: Book, groups: dict[str, list[Ledger]], helping: list[Ledger], most: int) -> list[str]:
    """What the answer says of each group, with so many names of it."""
    turn, waiting, coming, refused, helped, early, own = groups.values()
    found = []
    if waiting:
        found.append(f"You are waiting for {_waited(book, waiting, most)}.")
    if turn:
        found.append(f"Your turn: {_join_names(book, turn, most)}.")
    if coming:
        found.append(f"Help is on the way or your ask is open: {_join_names(book, coming, most)}.")
    if refused:
        found.append(f"{_join_names(book, refused, most)} said no.")
    if helped:
        found.append(f"{_join_names(book, helped, most)} {_verb_phrase(helped, 'has')} helped before or in other ways.")
    if early:
        found.append(f"Early days: {_join_names(book, early, most)}.")
    if own:
        found.append(f"You say that {_join_names(book, own, most)} {_verb_phrase(own, 'trusts')} you.")
    if helping:
        found.append(f"{_join_names(book, helping, most)} {_verb_phrase(helping, 'helps')}.")
    return found


def _waited(book: Book, ledgers: list[Ledger], most: int) -> str:
    if len(ledgers) > 1:
        return _join_names(book, ledgers, most)
    only = ledgers[0]
    follow = follow_of(only, book.as_of)
    promises = f", {promises_kept(follow)}" if follow.due else ""
    return f"{_organisation_name(book, only)}: {asked(only, book.as_of)}{promises}"


def _verb_phrase(ledgers: list[Ledger], word: str) -> str:
    return word if len(ledgers) == 1 else _PLURAL[word]


def _join_names(book: Book, ledgers: list[Ledger], most: int) -> str:
    return join_words([_organisation_name(book, ledger) for ledger in ledgers], most)


def _organisation_name(book: Book, ledger: Ledger) -> str:
    return book.organisations[ledger.key].name


def _organisation_card(book: Book, setting: PageContext, ledger: Ledger) -> OrganisationCard:
    said = judged_pledges(ledger, book.as_of)
    months = round_half_up(ledger.clock.days / (YEAR / _BAR)) if ledger.clock else 0
    full = min(_BAR, months)
    waiting = ledger.class_ in WAITING
    return OrganisationCard(
        setting.people.party(ledger.key),
        _word(book, ledger),
        "▰" * full + "▱" * (_BAR - full) if ledger.clock else "",
        _facts(book, ledger),
        may_have_asked(record_of(ledger, book.as_of)),
        _story_text(book, setting, ledger, said),
        tuple(promised_help(setting, item, book.as_of) for item in said) if waiting else (),
        "" if ledger.individual or not waiting else _unknown_facts(book, ledger),
        next_step_row(setting, ledger),
        review_advice(ledger),
        _lines(setting, ledger) if ledger.by_your_word else (),
    )


def _word(book: Book, ledger: Ledger) -> str:
    if ledger.by_your_word and ledger.class_ == "building":
        return f"you say that they trust you; {never_helped(record_of(ledger, book.as_of)) or 'some help is on record'}"
    return state_of(ledger, book.as_of)


def _facts(book: Book, ledger: Ledger) -> str:
    """How long they have trusted me, how often I asked, what they kept."""
    parts = [f"trusts you for {trusted_for(ledger)}"] if ledger.clock else []
    parts.append(asked(ledger, book.as_of))
    if (follow := follow_of(ledger, book.as_of)).due:
        parts.append(promises_kept(follow))
    best = _best_rung(ledger)
    return " · ".join([*parts, *([f"best word: {best}"] if best else [])])


def _best_rung(ledger: Ledger) -> str:
    """How firm the firmest word of theirs is that has not come."""
    open_ = [item for item in ledger.support.items if item.delivered is None and item.fade > 0]
    best = max(open_, key=lambda item: item.credit, default=None)
    return RUNGS.get(best.rung, best.rung) if best is not None else ""


def _lines(setting: PageContext, ledger: Ledger) -> tuple[str, ...]:
    link = setting.people.written(ledger.key)
    return tuple(
        f"- {line}"
        for line in (f"trust+: {link} DETAIL", f"support KIND: {link} DETAIL", f"ask KIND by DATE: {link} DETAIL")
    )


def _story_text(book: Book, setting: PageContext, ledger: Ledger, said: tuple[SupportItem, ...]) -> str:
    """What their trust rests on, in the user's own words, and what came of their promises."""
    record = record_of(ledger, book.as_of)
    if ledger.class_ == "said-no":
        return f"{as_sentence(said_no(record))} Nothing to do."
    coming = on_the_way(ledger.support.items, ledger.follow_through.flag, book.as_of)
    if coming is not None and coming.due is not None:
        rung = RUNGS.get(coming.rung, coming.rung)
        return f"{_an(rung)} promises {item_text(setting.people, coming)} by {format_day(coming.due)}."
    told = [quote for entry in trust_signs(ledger) if (quote := setting.people.quote(entry))]
    parts = [as_sentence(f"Their trust shows in: {'; '.join(told[-3:])}")] if told else []
    if ledger.class_ == "asked":
        parts += [_in_time(ledger)]
    if ledger.class_ == "helped":
        parts += [_gave(setting, ledger)]
    words, came = len(said), sum(item.delivered is not None for item in said)
    nothing = nothing_came(record)
    if words and nothing:
        parts.append(f"They gave their word {format_times(words)}; {nothing}.")
    elif words and ledger.class_ != "helped":
        arrived = f"{pluralise(came, 'promise')} arrived" if came else "none of it has arrived whole"
        parts.append(f"They gave their word {format_times(words)}; {arrived}.")
    return " ".join(part for part in parts if part)


def _an(rung: str) -> str:
    return f"An {rung}" if rung[0] in "aei" else f"A {rung}"


def _in_time(ledger: Ledger) -> str:
    ask = next((one for one in ledger.asks if one.in_time), None)
    if ask is not None:
        by = f", by {format_day(ask.by)}" if ask.by is not None else ""
        return (
            f"You asked for {KIND_WORDS.get(ask.kind, ask.kind)} on {format_day(ask.date)}{by}; their answer has time."
        )
    return f"You asked for an introduction on {format_day(ledger.introductions_asked[-1].date)}."


def _gave(setting: PageContext, ledger: Ledger) -> str:
    given = [item for item in ledger.support.items if item.delivered is not None]
    told = [
        f"{item_text(setting.people, item)} ({format_day(item.delivered)})"
        for item in given
        if item.delivered is not None
    ]
    return as_sentence(f"They gave: {join_words(told[-3:])}") if told else ""


def _unknown_facts(book: Book, ledger: Ledger) -> str:
    """Which way to the right person the notes do not know."""
    benefit = book.organisations[ledger.key].benefit_to_them
    if decider_known(book, ledger):
        return "" if benefit else "Your notes do not say what they gain."
    return f"Your notes name nobody who decides there{'' if benefit else ', and not what they gain'}."


def _waiting_row(book: Book, setting: PageContext, ledger: Ledger) -> WaitingRow:
    return WaitingRow(
        setting.people.party(ledger.key),
        "you say they trust you"
        if ledger.by_your_word and ledger.class_ == "building"
        else state_of(ledger, book.as_of),
        trusted_for(ledger) or "—",
        asks_of_two_years(ledger, book.as_of),
        kept_text(follow_of(ledger, book.as_of)),
        SHORT.get(ledger.step.rule, ledger.step.rule),
    )


def waits_since(ledger: Ledger) -> dt.date | None:
    """t0 of those who keep one waiting, for the property of a ledger."""
    return ledger.clock.since if ledger.clock is not None and ledger.class_ in WAITING else None
