"""How people and their words are shown: `sensitive: true` means initials, no links and no quotations (SPEC §4)."""

import re
import unicodedata
from typing import Final

import msgspec

from netlead_md.deriving.wording import initials, written
from netlead_md.model.book import Book
from netlead_md.model.network import Entry
from netlead_md.reports.frame import Name, short

_WIKILINK: Final = re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_QUOTED: Final = re.compile(r"'[^'\n]*'(?!\w)|`[^`\n]*`|\[\[[^\[\]]*\]\]|\S+@\S+")
_QUOTE: Final = 90
"""Characters of a user's line that a page repeats."""
_SHORTEST: Final = 3
"""Characters of an alias that is looked for in texts: shorter ones stand inside other words."""


class Discretion(msgspec.Struct, frozen=True):
    """Made once for a book; everything that a page says about people goes through it."""

    book: Book
    hidden: frozenset[str]
    """Keys of the people of whom only initials are shown."""
    initials: dict[str, str]
    """By their names and aliases, folded."""
    pattern: re.Pattern[str] | None
    silent: bool = False
    """Nothing is quoted at all: pages that are shared."""

    def name(self, key: str, anchor: str = "", text: str = "") -> Name:
        """A mention of a person, organisation or project by its key."""
        network = self.book.network
        if key in self.hidden:
            return Name(initials(network.people[key].name))
        thing = network.organisations.get(key) or network.people.get(key) or network.projects.get(key)
        shown = text or (thing.name if thing else key)
        target = network.targets.get(key, "")
        return Name(shown, target + anchor if target else "")

    def written(self, key: str) -> str:
        """A mention as the user would write it in a note."""
        name = self.name(key)
        return written(name.target, name.text) if name.target else name.text

    def plain(self, key: str) -> str:
        return self.name(key).text

    def quiet(self, entry: Entry) -> bool:
        """Whether the words of this line stay where they are written."""
        if not self.hidden:
            return self.silent
        return self.silent or not self.hidden.isdisjoint((entry.path, *entry.named, *entry.people, *entry.towards))

    def quote(self, entry: Entry) -> str:
        """What the user wrote on a line, links as plain words; empty where it stays private."""
        return "" if self.quiet(entry) else short(self.redact(_plain(entry.line.text)), _QUOTE)

    def anchor(self, entry: Entry, text: str) -> Name:
        """A mention that leads to the line itself, where it has an id and stands in a note that may be linked."""
        network = self.book.network
        if not entry.line.id or entry.path in self.hidden or entry.path not in network.targets:
            return Name(text)
        return Name(text, f"{network.targets[entry.path]}#^{entry.line.id}")

    def message(self, text: str) -> str:
        """What a diagnostic says; it quotes what was written, which may name somebody who has no note."""
        return _QUOTED.sub("‘…’", self.redact(text)) if self.silent else self.redact(text)

    def redact(self, text: str) -> str:
        """The text with the names of sensitive people as initials."""
        if self.pattern is None:
            return text
        return self.pattern.sub(lambda found: self.initials[_folded(found[1] or found[2])], text)


def discretion(book: Book, *, everybody: bool = False) -> Discretion:
    people = book.network.people
    hidden = {key: person for key, person in people.items() if everybody or person.sensitive}
    words = {
        word: initials(person.name)
        for person in hidden.values()
        for name in (person.name, *person.aliases)
        if len(name) >= _SHORTEST or name == person.name
        for word in (name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))
    }
    longest = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(map(re.escape, longest))
    link = rf"\[\[(?:[^\[\]|]*/)?({either})(?:[#|][^\[\]]*)?\]\]|(?<!\w)({either})(?!\w)"
    pattern = re.compile(link, re.IGNORECASE)
    by_word = {_folded(word): letters for word, letters in words.items()}
    return Discretion(book, frozenset(hidden), by_word, pattern if words else None, everybody)


def _folded(name: str) -> str:
    """One key for whatever the pattern takes for the same name: İ, I and ı are one letter to it, and so are s and ſ."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", name).casefold().replace("\u0307", "").replace("ı", "i")


def _plain(text: str) -> str:
    """A line in plain words: links become their text."""
    if "[" in text:
        text = _WIKILINK.sub(lambda found: found[2] or found[1].partition("#")[0].rpartition("/")[2], text)
        text = _LINK.sub(r"\1", text)
    return " ".join(text.split())
