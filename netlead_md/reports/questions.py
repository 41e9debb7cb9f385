"""What do these lines mean? (SPEC §2.5 and §4, Questions)."""

from collections.abc import Iterable
from typing import Final

import msgspec

from netlead_md.analysis.line_account import open_questions
from netlead_md.model.account import FIRST_NAME, NO_YEAR, NOT_CERTAIN, Suggestion, Telling
from netlead_md.model.book import Book
from netlead_md.model.vocabulary import HARD
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader, Redactor
from netlead_md.wording.phrases import format_day, pluralise

TITLE: Final = "Questions"
MOST: Final = 20
"""Questions at a time."""
YES: Final = "yes"
NO: Final = "no: leave it as it is"
_LINKS: Final = ("This week", "Trust without support", "Notes health")
_ORDER: Final = {
    **dict.fromkeys(("support", "pledge", "answer"), 0),
    **dict.fromkeys(("ask", "evidence"), 1),
    **dict.fromkeys(("trust++", "trust--", "trust-", "released", "thanks", "intro"), 2),
    **dict.fromkeys(("task", "connect", "broken", "kept", "trust+"), 3),
}
"""What moves a page most: hard help, then asks and evidence, then signs and thanks, then deeds."""
_LEAST: Final = 4
_OTHERWISE: Final = {
    "answer": "it was their answer",
    "pledge": "it was a promise of theirs",
    "ask": "it was an ask",
    "support": "it was help that came",
    "evidence": "it was something in writing",
    "thanks": "it was thanks",
    "task": "it was a task for them",
    "offer": "it was an offer of yours",
    "give": "it was a gift of yours",
    "intro": "they introduced you",
    "connect": "you introduced them",
    "promise": "it was a promise of yours",
}


class Choice(msgspec.Struct, frozen=True):
    says: str
    line: str
    """As it would be written, with its bullet."""


class Question(msgspec.Struct, frozen=True):
    quote: str
    choices: tuple[Choice, ...]
    hint: str = ""
    """What the boxes take for granted: a year, or who a first name means."""


class OfNote(msgspec.Struct, frozen=True):
    note: NoteLink
    questions: tuple[Question, ...]


class View(msgspec.Struct, frozen=True):
    head: PageHeader
    notes: tuple[OfNote, ...]
    waiting: int
    """Questions beyond those that are shown."""
    private: int
    """Questions about people whose words are not quoted."""


def due(book: Book) -> bool:
    """Whether the page has anything to ask."""
    return book.config.questions and not book.config.redact and any(_asked(book, frozenset(_sensitive(book))))


def build(book: Book, setting: PageContext) -> View:
    people = setting.people
    every = list(open_questions(book.network, book.as_of))
    asked = _asked(book, people.hidden)
    shown = shown_questions(book, people.hidden)
    notes = tuple(
        OfNote(link_to_note(book, people, path), tuple(_question(each) for each in found))
        for path, found in shown.items()
    )
    count = sum(len(each.questions) for each in notes)
    return View(
        setting.head(book, TITLE, _answer(len(asked), count), *_LINKS),
        notes,
        len(asked) - count,
        len(every) - len(asked),
    )


def shown_questions(book: Book, hidden: frozenset[str]) -> dict[str, list[Telling]]:
    """The questions of the page by note, those first that would change a page most; in a note in order of lines."""
    first = sorted(_asked(book, hidden), key=_weight)[:MOST]
    notes: dict[str, list[Telling]] = {}
    for telling in first:
        notes.setdefault(telling.path, []).append(telling)
    return {path: sorted(found, key=lambda each: each.line) for path, found in notes.items()}


def questions_about(book: Book, key: str, types: Iterable[str]) -> tuple[Telling, ...]:
    """The open questions about an organisation or a person that sound like one of these types (SPEC §2.5).

    A sentence about an absence is said only where this is empty.
    """
    ledger = book.ledgers.get(key) or book.people.get(key)
    wanted = frozenset(types)
    return tuple(
        telling
        for telling in (ledger.questions if ledger is not None else ())
        if any(each.type in wanted and _is_of(each, key) for each in telling.suggestions)
    )


def link_to_note(book: Book, people: Redactor, path: str) -> NoteLink:
    """The note of a question, as a heading links it."""
    shown = people.redact(path.removesuffix(".md"))
    return NoteLink(shown.rpartition("/")[2], book.network.targets.get(path, shown))


def _is_of(suggestion: Suggestion, key: str) -> bool:
    return key in suggestion.organisations or key in suggestion.people


def _sensitive(book: Book) -> Iterable[str]:
    return (key for key, person in book.network.people.items() if person.sensitive)


def _asked(book: Book, hidden: frozenset[str]) -> list[Telling]:
    """The open questions whose words may stand on a page."""
    return [each for each in open_questions(book.network, book.as_of) if not hidden or not _quiet(each, hidden)]


def _quiet(telling: Telling, hidden: frozenset[str]) -> bool:
    people = (key for each in telling.suggestions for key in each.people)
    return not hidden.isdisjoint((telling.path, *telling.people, *people))


def _weight(telling: Telling) -> tuple[object, ...]:
    first = telling.suggestions[0]
    soft = bool(first.proposal.kind) and first.proposal.kind not in HARD
    age = -telling.date.toordinal() if telling.date is not None else 0
    return _ORDER.get(first.type, _LEAST), soft, age, telling.path, telling.line


def _question(telling: Telling) -> Question:
    choices = [
        Choice(YES if not at else _OTHERWISE.get(each.type, f"it was {each.type}"), f"- {each.line}")
        for at, each in enumerate(telling.suggestions)
    ]
    return Question(telling.text, tuple(choices), _hint(telling))


def _hint(telling: Telling) -> str:
    """What a tick also says: the year that a note lacks, or the person behind a first name."""
    if telling.reason == NO_YEAR and telling.date is not None:
        return f"Is this from {telling.date.year}? The note does not say a year. One answer dates its other lines too."
    if telling.reason == NOT_CERTAIN and telling.date is not None:
        return f"Is this of {format_day(telling.date)}? The day can be read in two ways."
    if telling.reason == FIRST_NAME:
        return "The line has only a first name, which one person in your notes has."
    return ""


def _answer(asked: int, shown: int) -> str:
    told = f"{pluralise(asked, 'line')} may mean more than {'it counts' if asked == 1 else 'they count'} as."
    if asked > shown:
        told += f" {shown} are shown; {asked - shown} wait."
    return f"{told} Tick what is right; the line is then written for you."
