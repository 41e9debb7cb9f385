"""What a page must know besides the book, and the form in which each page enters the table of pages."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final, TypeAlias

import msgspec

from netlead_md.analysis.labels import link_markup, make_initials
from netlead_md.incremental.memo import ReportMemo
from netlead_md.model.book import Book
from netlead_md.model.diagnostics import Diagnostic
from netlead_md.model.network import Entry
from netlead_md.parsing.plain_text import as_plain_text

# What every page has in common (SPEC §4): its head, and the names that it mentions.


Property: TypeAlias = str | int | dt.date
"""A value in the front matter of a page."""
_FITS: Final = 280
"""Characters of an answer that need no cut."""


class NoteLink(msgspec.Struct, frozen=True):
    """A mention. The filter `wikilink` turns the first one on a page into a link."""

    text: str
    target: str = ""
    """What stands inside `[[ ]]`, an anchor (`#^id`) included; empty: plain text."""
    mark: str = ""
    """What stands behind it: that an individual is a person."""


class PageHeader(msgspec.Struct, frozen=True):
    """Top and foot of a page."""

    title: str
    answer: str
    """One sentence, at most 300 characters, without Markdown."""
    links: tuple[NoteLink, ...] = ()
    """The neighbouring pages of this run."""
    unreadable: int = 0
    changed: tuple[str, ...] = ()
    """Constants that the user changed, in words."""
    properties: tuple[tuple[str, Property], ...] = ()
    """Further front matter, in order: property and its value."""
    settled: bool = False
    """The figures of the page are those of the latest day in the notes."""


def fit_answer(say: Callable[[int], str]) -> str:
    """An answer with two names of each group, or with one where two do not fit."""
    text = say(2)
    return text if len(text) <= _FITS else say(1)


def shorten_text(text: str, limit: int = 290) -> str:
    """The text within a limit, cut at a word. Answers have the 300 characters of SPEC §4, escapes included."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


# How people and their words are shown: `sensitive: true` means initials, no links and no quotations (SPEC §4).


_QUOTED: Final = re.compile(r"'[^'\n]*'(?!\w)|`[^`\n]*`|\[\[[^\[\]]*\]\]|(?<![\w.+-])[\w.+-]++@\S++")
_QUOTE: Final = 90
"""Characters of a user's line that a page repeats."""
_SHORTEST: Final = 3
"""Characters of an alias that is looked for in texts: shorter ones stand inside other words."""


class Redactor(msgspec.Struct, frozen=True):
    """Made once for a book; everything that a page says about people goes through it."""

    book: Book
    hidden: frozenset[str]
    """Keys of the people of whom only initials are shown."""
    initials: dict[str, str]
    """By their names and aliases, folded."""
    pattern: re.Pattern[str] | None
    silent: bool = False
    """Nothing is quoted at all: pages that are shared."""

    def name(self, key: str, anchor: str = "", text: str = "") -> NoteLink:
        """A mention of a person, organisation or project by its key."""
        network = self.book.network
        if key in self.hidden:
            return NoteLink(make_initials(network.people[key].name))
        thing = network.organisations.get(key) or network.people.get(key) or network.projects.get(key)
        shown = text or (thing.name if thing else key)
        target = network.targets.get(key, "")
        return NoteLink(shown, target + anchor if target else "")

    def party(self, key: str) -> NoteLink:
        """A mention of who has a ledger; an individual is marked as a person (SPEC §2.4)."""
        ledger = self.book.ledgers.get(key)
        name = self.name(key)
        return msgspec.structs.replace(name, mark=" (a person)") if ledger is not None and ledger.individual else name

    def written(self, key: str) -> str:
        """A mention as the user would write it in a note."""
        name = self.name(key)
        return link_markup(name.target, name.text) if name.target else name.text

    def plain(self, key: str) -> str:
        return self.name(key).text

    def quiet(self, entry: Entry) -> bool:
        """Whether the words of this line stay where they are written."""
        if not self.hidden:
            return self.silent
        return self.silent or not self.hidden.isdisjoint((entry.path, *entry.named, *entry.people, *entry.towards))

    def quote(self, entry: Entry) -> str:
        """What the user wrote on a line, as plain words; empty where it stays private."""
        return "" if self.quiet(entry) else shorten_text(self.redact(as_plain_text(entry.line.text)), _QUOTE)

    def anchor(self, entry: Entry, text: str) -> NoteLink:
        """A mention that leads to the line itself, where it has an id and stands in a note that may be linked."""
        network = self.book.network
        if not entry.line.id or entry.path in self.hidden or entry.path not in network.targets:
            return NoteLink(text)
        return NoteLink(text, f"{network.targets[entry.path]}#^{entry.line.id}")

    def message(self, text: str) -> str:
        """What a diagnostic says; it quotes what was written, which may name somebody who has no note."""
        return _QUOTED.sub("‘…’", self.redact(text)) if self.silent else self.redact(text)

    def redact(self, text: str) -> str:
        """The text with the names of sensitive people as initials."""
        if self.pattern is None:
            return text
        return self.pattern.sub(lambda found: self.initials[_fold_name(found[1] or found[2])], text)


def build_redactor(book: Book, *, everybody: bool = False) -> Redactor:
    people = book.network.people
    hidden = {key: person for key, person in people.items() if everybody or person.sensitive}
    words = {
        word: make_initials(person.name)
        for person in hidden.values()
        for name in (person.name, *person.aliases)
        if len(name) >= _SHORTEST or name == person.name
        for word in (name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))
    }
    longest = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, longest))
    link = rf"\[\[(?:[^\[\]|]*/)?({either})(?:[#|][^\[\]]*)?\]\]|(?<!\w)({either})(?!\w)"
    pattern = re.compile(link, re.IGNORECASE)
    by_word = {_fold_name(word): letters for word, letters in words.items()}
    return Redactor(book, frozenset(hidden), by_word, pattern if words else None, everybody)


def _fold_name(name: str) -> str:
    """One key for whatever the pattern takes for the same name: İ, I and ı are one letter to it, and so are s and ſ."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", name).casefold().replace("\u0307", "").replace("ı", "i")


class PageContext(msgspec.Struct, frozen=True):
    """A page's neighbours, the findings, the user's constants, and how people may be shown."""

    people: Redactor
    pages: dict[str, str] = {}
    """Title of each page of this run to its link target."""
    ledgers: dict[str, str] = {}
    """Key of each organisation with a ledger to the link target of that page."""
    diagnostics: tuple[Diagnostic, ...] = ()
    changed: tuple[str, ...] = ()
    memory: ReportMemo = msgspec.field(default_factory=ReportMemo)
    past: Book | None = None
    """The book of the latest day of the notes, for what looks back on a page of today; None: the book itself."""

    def links(self, *titles: str) -> tuple[NoteLink, ...]:
        """Those of the named pages that exist in this run."""
        return tuple(NoteLink(title, self.pages[title]) for title in titles if title in self.pages)

    def why(self, key: str) -> NoteLink | None:
        """The way to the working behind a figure, if that organisation has a ledger."""
        return NoteLink("Why?", self.ledgers[key]) if key in self.ledgers else None

    def head(self, book: Book, title: str, answer: str, *links: str) -> PageHeader:
        """Head of a page whose neighbours have these titles; those that this run does not write are left out."""
        return PageHeader(title, shorten_text(answer), self.links(*links), len(book.network.unreadable), self.changed)

    def settled_head(self, book: Book, title: str, answer: str, *links: str) -> PageHeader:
        """The same for a page that looks back. It names no day, which would change it with every line."""
        return msgspec.structs.replace(self.head(book, title, answer, *links), settled=True)


class PageSpec(msgspec.Struct, frozen=True):
    """One page of the output folder: when it is due, and how its view is made."""

    title: str
    template: str
    """File in `templates/`."""
    due: Callable[[Book], bool]
    build: Callable[[Book, PageContext], Any]
    """Gives a frozen view with a `head`."""
    settled: bool = False
    """It looks back: it is made of the book of the latest day of the notes, so that a quiet day does not change it."""


def is_always_due(book: Book) -> bool:  # noqa: ARG001  # it stands where other pages look at the book
    return True
