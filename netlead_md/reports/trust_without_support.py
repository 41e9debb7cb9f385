"""Where am I waiting? Who trusts me, and has not helped yet (SPEC §3.3, §4)."""

from typing import Final

import msgspec

from netlead_md.analysis import trust_signs
from netlead_md.analysis.decay import YEAR
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger, SupportItem
from netlead_md.reports.formatting import as_sentence, format_times, join_words, number_word, pluralise, round_half_up
from netlead_md.reports.ledger import decider_known
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader, fit_answer
from netlead_md.reports.shared_rows import (
    SHORT,
    WORDING,
    NextStepRow,
    PromisedHelp,
    ReviewAdvice,
    judged_pledges,
    kept_text,
    next_step,
    promised_help,
    promises_kept,
    review_advice,
    trusted_for,
)

TITLE: Final = "Trust without support"
_THEIRS: Final = ("severe", "serious", "mild")
_ORDER: Final = ("unasked", *_THEIRS)
_PLURAL: Final = {"trusts": "trust", "has": "have", "was": "were", "stands": "stand", "helps": "help"}
_BAR: Final = 12
"""Parts of the bar, a month each."""


class OrganisationCard(msgspec.Struct, frozen=True):
    """One organisation that trusts me and has not helped."""

    organisation: NoteLink
    word: str
    bar: str
    trusted: str
    asked: str
    kept: str
    story: str
    pledges: tuple[PromisedHelp, ...]
    unknown: str
    """What the notes do not say about the door: who decides, what they gain."""
    step: NextStepRow
    advice: ReviewAdvice
    record: tuple[str, ...]
    """Lines that would put on record what is known only by heart."""


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
    yours: tuple[OrganisationCard, ...]
    theirs: tuple[OrganisationCard, ...]
    own_word: tuple[OrganisationCard, ...]
    early: tuple[OrganisationCard, ...]
    table: tuple[WaitingRow, ...]
    unreadable: int


def build(book: Book, setting: PageContext) -> TrustWithoutSupportView:
    ranks = setting.memory.each("waiting: rank", book.ledgers, lambda key: _card_rank(book, book.ledgers[key]))
    every = tuple(ranks.values())
    ledgers = [book.ledgers[rank[-1]] for rank in setting.memory.once("waiting: order", every, lambda: sorted(every))]
    yours = [one for one in ledgers if one.class_ == "unasked"]
    theirs = [one for one in ledgers if one.class_ in _THEIRS]
    own = [one for one in ledgers if one.by_your_word]
    early = [one for one in ledgers if one.class_ == "ripening"]
    shown = (yours, theirs, own, early)
    keys = [one.key for group in shown for one in group]
    cards = setting.memory.each("waiting: card", keys, lambda key: _organisation_card(book, setting, book.ledgers[key]))
    rows = setting.memory.each("waiting: row", keys, lambda key: _waiting_row(setting, book.ledgers[key]))
    return TrustWithoutSupportView(
        setting.head(
            book,
            TITLE,
            _answer_text(book, shown),
            "This week",
            "Trust and support map",
            "Review day",
            "Words and deeds",
            "Notes health",
        ),
        not any(ledger.entries for ledger in ledgers),
        tuple(cards[one.key] for one in yours),
        tuple(cards[one.key] for one in theirs),
        tuple(cards[one.key] for one in own),
        tuple(cards[one.key] for one in early),
        tuple(rows[one.key] for group in shown for one in group),
        len(book.network.unreadable),
    )


def _card_rank(book: Book, ledger: Ledger) -> tuple[int, int, str, str]:
    """Severe before serious before mild, the longest clock first, then by name."""
    place = _ORDER.index(ledger.class_) if ledger.class_ in _ORDER else len(_ORDER)
    name = book.network.organisations[ledger.key].name
    return place, -(ledger.clock.days if ledger.clock else 0), name.lower(), ledger.key


def _answer_text(book: Book, shown: tuple[list[Ledger], ...]) -> str:
    helping = [ledger for ledger in book.ledgers.values() if ledger.class_ == "supported"]
    answer = fit_answer(lambda most: as_sentence("; ".join(_answer_parts(book, shown, helping, most))))
    if answer:
        return answer
    if any(ledger.entries for ledger in book.ledgers.values()):
        return "Nobody keeps you waiting: no organisation in your notes trusts you without helping."
    return "Nothing can be said yet: your notes hold no dated line about an organisation."


def _answer_parts(book: Book, shown: tuple[list[Ledger], ...], helping: list[Ledger], most: int) -> list[str]:
    """What the answer says of each group, with so many names of it."""
    yours, theirs, own, early = shown
    parts = []
    if theirs:
        parts.append(f"{_join_names(book, theirs, most)} {_verb_phrase(theirs, 'trusts you and has')} not helped yet")
    if yours:
        parts.append(
            f"{_join_names(book, yours, most)} {_verb_phrase(yours, 'trusts you and was')} not asked: yours to move"
        )
    if own:
        parts.append(f"{number_word(len(own))} {_verb_phrase(own, 'stands')} here by your own word")
    if early:
        days = "organisation is in its early days" if len(early) == 1 else "organisations are in their early days"
        parts.append(f"{number_word(len(early))} {'more ' if parts else ''}{days}")
    if helping:
        parts.append(f"{_join_names(book, helping, most)} {_verb_phrase(helping, 'helps')}")
    return parts


def _verb_phrase(ledgers: list[Ledger], words: str) -> str:
    """A phrase in the singular, or in the plural if they are several."""
    return words if len(ledgers) == 1 else " ".join(_PLURAL.get(word, word) for word in words.split())


def _join_names(book: Book, ledgers: list[Ledger], most: int) -> str:
    return join_words([_organisation_name(book, ledger) for ledger in ledgers], most)


def _organisation_name(book: Book, ledger: Ledger) -> str:
    return book.network.organisations[ledger.key].name


def _organisation_card(book: Book, setting: PageContext, ledger: Ledger) -> OrganisationCard:
    said = judged_pledges(ledger, book.as_of)
    rows = tuple(promised_help(setting, item, book.as_of) for item in said)
    months = round_half_up(ledger.clock.days / (YEAR / _BAR)) if ledger.clock else 0
    link = setting.people.written(ledger.key)
    full = min(_BAR, months)
    return OrganisationCard(
        setting.people.name(ledger.key),
        WORDING[ledger.class_],
        "▰" * full + "▱" * (_BAR - full),
        trusted_for(ledger),
        f"asked {format_times(ledger.hard_asks)}" if ledger.hard_asks else "nothing asked",
        promises_kept(ledger.follow_through),
        _story_text(setting, ledger, said),
        rows,
        _unknown_facts(book, ledger),
        next_step(setting, ledger),
        review_advice(ledger),
        tuple(
            f"- {line}"
            for line in (f"trust+: {link} DETAIL", f"support KIND: {link} DETAIL", f"ask KIND by DATE: {link} DETAIL")
        ),
    )


def _story_text(setting: PageContext, ledger: Ledger, said: tuple[SupportItem, ...]) -> str:
    """What their trust rests on, in the user's own words, and what came of their promises."""
    told = [quote for entry in trust_signs(ledger) if (quote := setting.people.quote(entry))]
    parts = [as_sentence(f"Their trust shows in: {'; '.join(told[-3:])}")] if told else []
    waiting, words = [item for item in said if item.delivered is None], len(said)
    if words and len(waiting) == words:
        parts.append(f"They gave their word {format_times(words)}; nothing has arrived yet.")
    elif words:
        parts.append(
            f"They gave their word {format_times(words)}; {pluralise(words - len(waiting), 'promise')} arrived."
        )
    return " ".join(parts)


def _unknown_facts(book: Book, ledger: Ledger) -> str:
    benefit = book.network.organisations[ledger.key].benefit_to_them
    if decider_known(book, ledger):
        return "" if benefit else "your notes do not say what they gain."
    return f"your notes name nobody there who decides{'' if benefit else ', nor what they gain'}."


def _waiting_row(setting: PageContext, ledger: Ledger) -> WaitingRow:
    word = "by your own word" if ledger.by_your_word else WORDING[ledger.class_]
    return WaitingRow(
        setting.people.name(ledger.key),
        word,
        trusted_for(ledger) or "—",
        ledger.hard_asks,
        kept_text(ledger.follow_through),
        SHORT.get(ledger.step.rule, ledger.step.rule),
    )
