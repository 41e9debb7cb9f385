"""Where am I waiting? Who trusts me, and has not helped yet (SPEC §3.3, §4)."""

from typing import Final

import msgspec

from netlead_md.deriving import signs
from netlead_md.deriving.standing import YEAR
from netlead_md.model.book import Book
from netlead_md.model.ledger import Item, Ledger
from netlead_md.reports.commitments import WORDING, Promised, kept, pledges, promised, promises_kept, trusted_for
from netlead_md.reports.frame import Head, Name, fitting
from netlead_md.reports.ledger_people import decider_known
from netlead_md.reports.setting import Setting
from netlead_md.reports.steps import SHORT, Advice, Next, advice, next_step
from netlead_md.reports.words import listed, number, plural, sentence, times, whole

TITLE: Final = "Trust without support"
_THEIRS: Final = ("severe", "serious", "mild")
_ORDER: Final = ("unasked", *_THEIRS)
_PLURAL: Final = {"trusts": "trust", "has": "have", "was": "were", "stands": "stand", "helps": "help"}
_BAR: Final = 12
"""Parts of the bar, a month each."""


class Card(msgspec.Struct, frozen=True):
    """One organisation that trusts me and has not helped."""

    organisation: Name
    word: str
    bar: str
    trusted: str
    asked: str
    kept: str
    story: str
    pledges: tuple[Promised, ...]
    unknown: str
    """What the notes do not say about the door: who decides, what they gain."""
    step: Next
    advice: Advice
    record: tuple[str, ...]
    """Lines that would put on record what is known only by heart."""


class Row(msgspec.Struct, frozen=True):
    organisation: Name
    word: str
    trusted: str
    asked: int
    kept: str
    next: str


class View(msgspec.Struct, frozen=True):
    head: Head
    empty: bool
    yours: tuple[Card, ...]
    theirs: tuple[Card, ...]
    own_word: tuple[Card, ...]
    early: tuple[Card, ...]
    table: tuple[Row, ...]
    unreadable: int


def build(book: Book, setting: Setting) -> View:
    ranks = setting.memory.each("waiting: rank", book.ledgers, lambda key: _rank(book, book.ledgers[key]))
    every = tuple(ranks.values())
    ledgers = [book.ledgers[rank[-1]] for rank in setting.memory.once("waiting: order", every, lambda: sorted(every))]
    yours = [one for one in ledgers if one.class_ == "unasked"]
    theirs = [one for one in ledgers if one.class_ in _THEIRS]
    own = [one for one in ledgers if one.by_your_word]
    early = [one for one in ledgers if one.class_ == "ripening"]
    shown = (yours, theirs, own, early)
    keys = [one.key for group in shown for one in group]
    cards = setting.memory.each("waiting: card", keys, lambda key: _card(book, setting, book.ledgers[key]))
    rows = setting.memory.each("waiting: row", keys, lambda key: _row(setting, book.ledgers[key]))
    return View(
        setting.head(
            book,
            TITLE,
            _answer(book, shown),
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


def _rank(book: Book, ledger: Ledger) -> tuple[int, int, str, str]:
    """Severe before serious before mild, the longest clock first, then by name."""
    place = _ORDER.index(ledger.class_) if ledger.class_ in _ORDER else len(_ORDER)
    name = book.network.organisations[ledger.key].name
    return place, -(ledger.clock.days if ledger.clock else 0), name.lower(), ledger.key


def _answer(book: Book, shown: tuple[list[Ledger], ...]) -> str:
    helping = [ledger for ledger in book.ledgers.values() if ledger.class_ == "supported"]
    answer = fitting(lambda most: sentence("; ".join(_parts(book, shown, helping, most))))
    if answer:
        return answer
    if any(ledger.entries for ledger in book.ledgers.values()):
        return "Nobody keeps you waiting: no organisation in your notes trusts you without helping."
    return "Nothing can be said yet: your notes hold no dated line about an organisation."


def _parts(book: Book, shown: tuple[list[Ledger], ...], helping: list[Ledger], most: int) -> list[str]:
    """What the answer says of each group, with so many names of it."""
    yours, theirs, own, early = shown
    parts = []
    if theirs:
        parts.append(f"{_names(book, theirs, most)} {_do(theirs, 'trusts you and has')} not helped yet")
    if yours:
        parts.append(f"{_names(book, yours, most)} {_do(yours, 'trusts you and was')} not asked: yours to move")
    if own:
        parts.append(f"{number(len(own))} {_do(own, 'stands')} here by your own word")
    if early:
        days = "organisation is in its early days" if len(early) == 1 else "organisations are in their early days"
        parts.append(f"{number(len(early))} {'more ' if parts else ''}{days}")
    if helping:
        parts.append(f"{_names(book, helping, most)} {_do(helping, 'helps')}")
    return parts


def _do(ledgers: list[Ledger], words: str) -> str:
    """A phrase in the singular, or in the plural if they are several."""
    return words if len(ledgers) == 1 else " ".join(_PLURAL.get(word, word) for word in words.split())


def _names(book: Book, ledgers: list[Ledger], most: int) -> str:
    return listed([_name(book, ledger) for ledger in ledgers], most)


def _name(book: Book, ledger: Ledger) -> str:
    return book.network.organisations[ledger.key].name


def _card(book: Book, setting: Setting, ledger: Ledger) -> Card:
    said = pledges(ledger, book.as_of)
    rows = tuple(promised(setting, item, book.as_of) for item in said)
    months = whole(ledger.clock.days / (YEAR / _BAR)) if ledger.clock else 0
    link = setting.people.written(ledger.key)
    full = min(_BAR, months)
    return Card(
        setting.people.name(ledger.key),
        WORDING[ledger.class_],
        "▰" * full + "▱" * (_BAR - full),
        trusted_for(ledger),
        f"asked {times(ledger.hard_asks)}" if ledger.hard_asks else "nothing asked",
        promises_kept(ledger.follow_through),
        _story(setting, ledger, said),
        rows,
        _unknown(book, ledger),
        next_step(setting, ledger),
        advice(ledger),
        tuple(
            f"- {line}"
            for line in (f"trust+: {link} DETAIL", f"support KIND: {link} DETAIL", f"ask KIND by DATE: {link} DETAIL")
        ),
    )


def _story(setting: Setting, ledger: Ledger, said: tuple[Item, ...]) -> str:
    """What their trust rests on, in the user's own words, and what came of their promises."""
    told = [quote for entry in signs(ledger) if (quote := setting.people.quote(entry))]
    parts = [sentence(f"Their trust shows in: {'; '.join(told[-3:])}")] if told else []
    waiting, words = [item for item in said if item.delivered is None], len(said)
    if words and len(waiting) == words:
        parts.append(f"They gave their word {times(words)}; nothing has arrived yet.")
    elif words:
        parts.append(f"They gave their word {times(words)}; {plural(words - len(waiting), 'promise')} arrived.")
    return " ".join(parts)


def _unknown(book: Book, ledger: Ledger) -> str:
    benefit = book.network.organisations[ledger.key].benefit_to_them
    if decider_known(book, ledger):
        return "" if benefit else "your notes do not say what they gain."
    return f"your notes name nobody there who decides{'' if benefit else ', nor what they gain'}."


def _row(setting: Setting, ledger: Ledger) -> Row:
    word = "by your own word" if ledger.by_your_word else WORDING[ledger.class_]
    return Row(
        setting.people.name(ledger.key),
        word,
        trusted_for(ledger) or "—",
        ledger.hard_asks,
        kept(ledger.follow_through),
        SHORT.get(ledger.step.rule, ledger.step.rule),
    )
