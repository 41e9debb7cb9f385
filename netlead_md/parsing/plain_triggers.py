"""A quick look at a line: whether a phrase of the lexicon can stand in it at all.

Most lines of a vault are prose or entries of the grammar, and to read one by its words takes a hundred times as long as
this look. Phrases are kept by their rarest word: without it they cannot stand there.
"""

import pkgutil
import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from netlead_md.model.note import LogLine
from netlead_md.model.plain_line import PlainReading
from netlead_md.model.vocabulary import TYPES
from netlead_md.parsing.lexicons import LANGUAGES, Lexicon, Phrase, load_language, load_lexicon, note_languages
from netlead_md.parsing.plain_contact import DID_NOT
from netlead_md.parsing.plain_line import read_plain_line

_CONTACT: Final = frozenset({"verb", "noun", "infinitive", "by", "wishes"})
_BINDING: Final = frozenset({"bind", "did_not", "alone"})
_APART: Final = str.maketrans(dict.fromkeys('.,;:!?()[]{}"*_|“”„«»<>=~`/—–\u00a0\u202f', " ") | {"’": "'"})
_ENGLISH: Final = ("en",)
_ENDS: Final = 500
"""Characters at either end of a note in which a word of its language must stand."""
_LONGEST: Final = 600
"""Characters of a line that are looked at, as many as are read."""


Places = tuple[frozenset[str], ...]
"""Of each place of a phrase that must be filled, the words that may stand there."""


class Triggers(msgspec.Struct, frozen=True):
    """Phrases by their rarest word, each with its other places; none of them: the word alone is enough."""

    words: frozenset[str]
    others: dict[str, tuple[Places, ...]]

    def fit(self, text: str) -> bool:
        """Whether a phrase can stand in a line: all of its words are there, in whatever order."""
        said = split_line(text)
        if self.words.isdisjoint(said):
            return False
        there = set(said)
        return any(
            all(not place.isdisjoint(there) for place in places)
            for word in there & self.words
            for places in self.others[word]
        )


class TriggerSet(NamedTuple):
    binding: Triggers
    """Of what binds somebody, and of what did not take place."""
    either: Triggers
    """Of contact too."""


def split_line(text: str) -> list[str]:
    """The words of a line in lower case, without the marks around them."""
    return text[:_LONGEST].lower().translate(_APART).split()


@lru_cache(maxsize=16)  # a set of languages each
def load_triggers(languages: tuple[str, ...]) -> TriggerSet:
    """The triggers of some languages, made once for each set of them."""
    lexicon = load_lexicon(languages)
    frequent = _frequent(lexicon)
    binding: dict[str, set[Places]] = {}
    either: dict[str, set[Places]] = {}
    for first, entry in lexicon.index.items():
        behind = {id(each): each for found in entry.by_second.values() for each in found}
        for phrase in (*entry.single, *behind.values(), *entry.open):
            if phrase.group in _BINDING or phrase.group in _CONTACT:
                best, others = _rarest(first, phrase, frequent)
                for table in (either, binding) if phrase.group in _BINDING else (either,):
                    for word in best:
                        table.setdefault(word, set()).add(others)
    return TriggerSet(_triggers(binding), _triggers(either))


def _triggers(found: dict[str, set[Places]]) -> Triggers:
    others = {word: ((),) if () in places else tuple(places) for word, places in found.items()}
    return Triggers(frozenset(others), others)


def _frequent(lexicon: Lexicon) -> frozenset[str]:
    """Words that stand in most lines, whatever they tell of."""
    words = {word for language in lexicon.languages for word in load_language(language)["stop_words"]}
    for name in ("me", "us", "our", "they", "them", "their", "with", "prepositions", "determiners", "and"):
        words |= lexicon.sets[f"people.{name}"]
    return frozenset(words | lexicon.sets["not.adverbs"] | lexicon.sets["not.plans"])


def _rarest(first: str, phrase: Phrase, frequent: frozenset[str]) -> tuple[frozenset[str], Places]:
    """The words of the place of a phrase that fewest lines hold one of, and the other places."""
    places = [frozenset({first}), *(each.words for each in phrase.rest if not (each.optional or each.gap or each.name))]
    parts = [frozenset(part for word in place for part in split_line(word)[:1] or [word]) for place in places]
    at = min(range(len(parts)), key=lambda at: (sum(word in frequent for word in parts[at]), -min(map(len, parts[at]))))
    return parts[at], tuple(part for other, part in enumerate(parts) if other != at)


class Glance(NamedTuple):
    """What a line says, without its day and its amounts."""

    contact: bool = False
    binds: bool = False
    did_not: bool = False
    tells: bool = False


_NOTHING: Final = Glance()
_STOP_WORDS: Final = re.compile(r"^stop_words = \[[^\]]*\]", re.MULTILINE)
_LINKED: Final = re.compile(r"!?\[\[[^\[\]\n]*\]\]")
_MASK: Final = "[[x]]"


def glance(text: str, languages: tuple[str, ...], contact: str = "") -> Glance:
    """What the words of a line say: many lines of a vault differ in their links alone, and are read once.

    `contact`: the type that the grammar has read before the text; then only what the text says besides is looked for.
    """
    return _glance(_LINKED.sub(_MASK, text) if "[[" in text else text, languages, contact)


@lru_cache(maxsize=32768)
def _glance(text: str, languages: tuple[str, ...], contact: str) -> Glance:
    triggers = load_triggers(languages)
    labelled = ":" in text and text.partition(":")[0].lower() in TYPES
    if not labelled and "1:1" not in text and not (triggers.binding if contact else triggers.either).fit(text):
        return _NOTHING
    reading = read_plain_line(f"{contact}: {text}" if contact else text, languages)
    did_not = reading.not_counted == DID_NOT
    return Glance(bool(reading.contact), bool(reading.proposals), did_not, reading.tells or bool(reading.not_counted))


def read_undated_line(text: str, languages: tuple[str, ...]) -> PlainReading:
    """`read_plain_line` of a text without figures, read once for all that differ in their links alone.

    What it says of days behind `by` and their kin is not to be relied on: read the line again where it has proposals.
    """
    if "[[" not in text:
        return _undated(text, languages)
    links = _LINKED.findall(text)
    reading = _undated(_LINKED.sub(_MASK, text), languages)
    parts = reading.text.split(_MASK)
    if len(parts) != len(links) + 1:
        return read_plain_line(text, languages)
    said = "".join([part + link for part, link in zip(parts, [*links, ""], strict=True)])
    return msgspec.structs.replace(reading, text=said)


@lru_cache(maxsize=32768)
def _undated(text: str, languages: tuple[str, ...]) -> PlainReading:
    return read_plain_line(text, languages)


def languages_of(text: str, allowed: Iterable[str] = ()) -> tuple[str, ...]:
    """`note_languages`, after a quick look whether a word of another language stands there at all."""
    wanted = tuple(allowed) or LANGUAGES
    shown = text if len(text) <= 2 * _ENDS else f"{text[:_ENDS]} {text[-_ENDS:]}"
    if _foreign().isdisjoint(shown.lower().split()):
        return _ENGLISH
    return note_languages(text, wanted)


@lru_cache(maxsize=1)
def _foreign() -> frozenset[str]:
    """Stop-words of the other languages, without the rest of their files, which takes a tenth of a second to read."""
    words = {language: _stop_words(language) for language in LANGUAGES}
    return frozenset(word for language in LANGUAGES[1:] for word in words[language] - words["en"])


def _stop_words(language: str) -> frozenset[str]:
    data = pkgutil.get_data("netlead_md.parsing", f"lexicons/{language}.toml") or b""
    found = _STOP_WORDS.search(data.decode("utf-8"))
    return frozenset(tomllib.loads(found[0])["stop_words"] if found else ())


_TRUSTED: Final = frozenset(
    {"with", "w/", "from", "to", "at", "about", "re", "and", "&", "in", "on", "by", "over", "half"}
)
"""Behind one of our words for contact these say that it is one: `dinner at`, but not `dinner party`."""


def is_sure_contact(rest: str, line: LogLine) -> bool:
    """Whether what follows a word for contact says that it is one: nothing, a link, a qualifier, `with`."""
    behind = rest[len(line.word) :].split(None, 1)
    if not behind or line.hours is not None or line.money is not None:
        return True
    first = behind[0].lower()
    return first.startswith("[[") or first.strip(",;.") in _TRUSTED or first[0] in ",;–-(£€$0123456789"
