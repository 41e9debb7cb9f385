"""The words of four languages, as data: one file a language in `lexicons/`, all of one shape (SPEC §2.5, "Languages").

A phrase in those files is a row of words with one blank between. `a|b` is either word, `word?` may be missing, `...` is
up to four words of any kind, and `{us}`, `{our}`, `{them}`, `{me}`, `{they}` are any word of that list in `[people]`
(`{them}` a name too). `(did not|didn't)` is either row of words. There is no other sign, so that a phrase is matched in
a bounded number of steps.
A phrase begins with a word. A new language is a new file with the same tables, and its code in `LANGUAGES`.
"""

import pkgutil
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

import msgspec

LANGUAGES: Final = ("en", "de", "fr", "es")
"""The languages that ship; English is read in every note."""

GAP: Final = 4
"""Words that `...` may stand for."""

ELISION: Final = re.compile(r"(?:[cdjlmnst]|qu|jusqu)'(?=[^\W\d_])")
"""`j'ai` is two words, `o'clock` is one."""
_STOP_WORDS_NEEDED: Final = 2
"""Where English shows itself too."""
_STOP_SCAN: Final = 4000
"""Characters of a note that decide its language."""
_WORD: Final = re.compile(r"[^\W\d_]+'?")
_GROUPED: Final = re.compile(r"\(([^()]*)\)")


class Element(msgspec.Struct, frozen=True):
    """One place in a phrase."""

    words: frozenset[str] = frozenset()
    optional: bool = False
    gap: bool = False
    name: bool = False
    """A name may stand here too."""


class Phrase(msgspec.Struct, frozen=True):
    """What a row of words means."""

    rest: tuple[Element, ...]
    """Behind the first word, which is the key of the index."""
    group: str
    """`verb`, `noun`, `infinitive`, `by`, `not`, `bind`, `kind`, `size`, `rung`, `outcome`, `amount` …"""
    value: str
    size: int
    """Number of places, gaps counted: of two phrases that fit, the longer one is meant."""
    language: str
    rare: frozenset[str] = frozenset()
    """Words of which one stands in every text that the phrase fits: the rarest of its places."""


class IndexEntry(msgspec.Struct, frozen=True):
    """The phrases that begin with one word."""

    single: tuple[Phrase, ...] = ()
    """Of that word alone."""
    by_second: dict[str, tuple[Phrase, ...]] = {}
    """By their second word."""
    open: tuple[Phrase, ...] = ()
    """Behind the first word stands a gap, a name, or what may be missing."""


class Lexicon(msgspec.Struct, frozen=True):
    """The words of one or two languages, ready to be looked up in lower case."""

    languages: tuple[str, ...]
    index: dict[str, IndexEntry]
    """By their first word."""
    tells: frozenset[str]
    """One of these stands in every line that tells of a contact, of what binds, or of what did not take place."""
    months: dict[str, int]
    weekdays: dict[str, int]
    """Monday is 0."""
    sets: dict[str, frozenset[str]]
    """`people.me`, `not.plans` … : the single words of each list."""
    amounts: dict[str, tuple[str, ...]]
    verb_last: bool
    nouns_capitalised: bool
    day_first: bool
    before: frozenset[str]
    """Words that may stand before a verb of contact: adverbs, pronouns, `and`, times, titles."""
    articles: frozenset[str]
    """`a`, `the`, `my`, `their` …"""
    known: frozenset[str]
    """All words of these languages that the lexicon holds anywhere: none of them is a name because of its capital."""


@lru_cache(maxsize=len(LANGUAGES))
def load_language(language: str) -> dict[str, Any]:
    """The tables of one language, as the file has them. Raises KeyError for a language that does not ship."""
    if language not in LANGUAGES:
        raise KeyError(language)
    data = pkgutil.get_data("netlead_md.parsing", f"lexicons/{language}.toml")
    return tomllib.loads((data or b"").decode("utf-8"))


_USUAL: Final[frozenset[tuple[str, ...]]] = frozenset({("en",), *(("en", language) for language in LANGUAGES[1:])})


def normalise_languages(languages: Iterable[str]) -> tuple[str, ...]:
    """English and those of `languages` that ship, each once, English first."""
    if type(languages) is tuple and languages in _USUAL:
        return languages
    wanted = dict.fromkeys(("en", *languages))
    return tuple([language for language in wanted if language in LANGUAGES])


def load_lexicon(languages: Iterable[str]) -> Lexicon:
    """The lexicon of `languages` and English, built once for each set."""
    return _build(normalise_languages(languages))


@lru_cache(maxsize=16)
def _build(languages: tuple[str, ...]) -> Lexicon:
    tables = [load_language(language) for language in languages]
    index: dict[str, list[Phrase]] = {}
    for table in tables:
        for group, value, written in _phrases_of(table):
            for first, phrase in _compile(written, group, value, table):
                index.setdefault(first, []).append(phrase)
    return Lexicon(
        languages=languages,
        index={first: _entry(found) for first, found in index.items()},
        tells=frozenset(
            word for found in index.values() for phrase in found if phrase.group in _TELLING for word in phrase.rare
        ),
        months=merge_months(languages),
        weekdays=merge_weekdays(languages),
        sets=_sets(tables),
        before=_before(tables),
        articles=frozenset(
            word
            for key in ("determiners", "our", "their")
            for phrase in _merged(tables, "people", key)
            for word in split_words(phrase)
        ),
        amounts={key: _merged(tables, "amounts", key) for key in tables[0]["amounts"]},
        verb_last=any(table["grammar"]["verb_last"] for table in tables),
        nouns_capitalised=any(table["grammar"]["nouns_capitalised"] for table in tables),
        day_first=any(table["grammar"]["numeric_day_first"] for table in tables),
        known=_known(tables, index),
    )


def _entry(phrases: list[Phrase]) -> IndexEntry:
    single: list[Phrase] = []
    following: list[Phrase] = []
    by_second: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda each: -each.size):
        if not phrase.rest:
            single.append(phrase)
        elif phrase.rest[0].gap or phrase.rest[0].optional or phrase.rest[0].name:
            following.append(phrase)
        else:
            for word in sorted(phrase.rest[0].words):
                by_second.setdefault(word, []).append(phrase)
    return IndexEntry(tuple(single), {word: tuple(found) for word, found in by_second.items()}, tuple(following))


_TELLING: Final = frozenset({"verb", "noun", "infinitive", "by", "did_not", "alone", "bind"})
_PHRASED: Final = ("did_not", "alone", "wishes", "compounds", "idioms", "plans")


def _phrases_of(table: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(group, value, phrase) of everything in a file that is looked for in lines."""
    groups = {"verbs": "verb", "nouns": "noun", "infinitives": "infinitive", "by": "by"}
    for part, group in groups.items():
        for kind, phrases in table["contact"][part].items():
            yield from ((group, kind, phrase) for phrase in phrases)
    for name in _PHRASED:
        yield from ((name, name, phrase) for phrase in table["not"][name])
    for verb, forms in table["verbs"].items():
        for form, phrases in forms.items():
            yield from (("bind", f"{verb}.{form}", phrase) for phrase in phrases)
    for meaning, phrases in table["phrases"].items():
        yield from (("bind", meaning, phrase) for phrase in phrases)
    for part, group in {"kinds": "kind", "sizes": "size", "rungs": "rung", "outcomes": "outcome"}.items():
        for meaning, phrases in table[part].items():
            yield from ((group, meaning, phrase) for phrase in phrases)
    yield from (("ongoing", "ongoing", phrase) for phrase in table["amounts"]["ongoing"])
    yield from (("coming", "coming", phrase) for phrase in table["dates"]["coming"])


def _compile(written: str, group: str, value: str, table: dict[str, Any]) -> Iterator[tuple[str, Phrase]]:
    found = _GROUPED.search(written)
    if found is not None:
        for choice in found[1].split("|"):
            whole = f"{written[: found.start()]}{choice}{written[found.end() :]}"
            yield from _compile(whole, group, value, table)
        return
    elements = [each for part in written.split() for each in _elements(part, table)]
    if not elements or elements[0].optional or elements[0].gap:
        return
    rare = _rarest(elements, table)
    phrase = Phrase(tuple(elements[1:]), group, value, len(elements), table["language"], rare)
    for first in sorted(elements[0].words):
        yield first, phrase


def _rarest(elements: list[Element], table: dict[str, Any]) -> frozenset[str]:
    """The words of the one place of a phrase that common prose holds least."""
    common = _common(table["language"])
    fixed = [element for element in elements if not (element.gap or element.optional or element.name)]
    return min(fixed, key=lambda element: (len(element.words & common), len(element.words))).words


@lru_cache(maxsize=8)
def _common(language: str) -> frozenset[str]:
    table = load_language(language)
    people = [phrase for phrases in table["people"].values() for phrase in phrases]
    words = [*table["stop_words"], *people, *table["not"]["plans"], *table["not"]["adverbs"]]
    return frozenset(word for phrase in words for word in split_words(phrase))


def _elements(part: str, table: dict[str, Any]) -> list[Element]:
    if part == "...":
        return [Element(gap=True)]
    optional = part.endswith("?")
    words: set[str] = set()
    name = False
    for choice in part.removesuffix("?").split("|"):
        if choice.startswith("{"):
            words |= {word for phrase in table["people"][choice.strip("{}")] for word in split_words(phrase)}
            name = name or choice == "{them}"
        else:
            split = split_words(choice)
            if len(split) > 1 and "|" not in part:
                return [Element(frozenset({word})) for word in split]
            words.add(choice.lower() if len(split) > 1 else split[0])
    return [Element(frozenset(words), optional, name=name)]


def split_words(text: str) -> list[str]:
    """The words of a text in lower case: with straight apostrophes, and `j'ai` as two."""
    words = []
    for word in text.lower().replace("’", "'").split():
        while found := ELISION.match(word):
            words.append(found[0])
            word = word[found.end() :]  # noqa: PLW2901
        words.append(word)
    return words


def _sets(tables: list[dict[str, Any]]) -> dict[str, frozenset[str]]:
    """The single words of the lists that are asked for word by word."""
    return {
        f"{part}.{key}": frozenset(word for phrase in _merged(tables, part, key) for word in split_words(phrase))
        for part in ("people", "dates", "grammar", "not")
        for key, value in tables[0][part].items()
        if isinstance(value, list) and key not in {"months", "weekdays"}
    }


def _before(tables: list[dict[str, Any]]) -> frozenset[str]:
    sets = _sets(tables)
    names = ("not.adverbs", "people.me", "people.they", "people.and", "people.titles", "dates.relative")
    languages = [table["language"] for table in tables]
    words = frozenset().union(*(sets[name] for name in names))
    return words | frozenset(merge_months(languages)) | frozenset(merge_weekdays(languages))


def _merged(tables: list[dict[str, Any]], part: str, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase for table in tables for phrase in table[part][key]))


def _known(tables: list[dict[str, Any]], index: dict[str, list[Phrase]]) -> frozenset[str]:
    words = set(index)
    for part in _sets(tables).values():
        words |= part
    words |= {word for table in tables for word in table["stop_words"]}
    return frozenset(words | set(merge_months([table["language"] for table in tables])))


def merge_months(languages: Iterable[str]) -> dict[str, int]:
    """Every name and short form of a month, in lower case, to its number: the one table of months."""
    return {
        name: number
        for language in languages
        for number, names in enumerate(load_language(language)["dates"]["months"], 1)
        for name in names
    }


def merge_weekdays(languages: Iterable[str]) -> dict[str, int]:
    """Every name and short form of a weekday in these languages, in lower case; Monday is 0."""
    return {
        name: number
        for language in languages
        for number, names in enumerate(load_language(language)["dates"]["weekdays"])
        for name in names
    }


@lru_cache(maxsize=16)
def merge_words(part: str, key: str, languages: tuple[str, ...] = LANGUAGES) -> frozenset[str]:
    """All words of one list (`labels`, `folders`, `fields`, `types` …) in these languages, in lower case."""
    return frozenset(word for language in languages for word in load_language(language)[part][key])


def note_languages(text: str, allowed: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
    """English and the one other language of `allowed` whose own stop-words `text` shows most (SPEC §2.5, "Languages").

    Words that two of these languages share do not decide. Two words of a language are needed, and as many as a third
    of what English shows; one word is enough where English shows none. A word with a capital does not
    count: it may be a name.
    """
    others = [language for language in LANGUAGES[1:] if language in set(allowed)]
    if not others:
        return ("en",)
    words = [word for word in _WORD.findall(text[:_STOP_SCAN].replace("’", "'")) if word.islower()]
    own = _own_stop_words()
    counts = dict.fromkeys(LANGUAGES, 0)
    for word in words:
        language = own.get(word)
        if language is not None:
            counts[language] += 1
    best = max(others, key=lambda language: counts[language])
    enough = max(_STOP_WORDS_NEEDED, counts["en"] / 3) if counts["en"] else 1
    return ("en", best) if counts[best] >= enough else ("en",)


@lru_cache(maxsize=1)
def _own_stop_words() -> dict[str, str]:
    """Stop-words that only one language has."""
    words: dict[str, str] = {}
    shared: set[str] = set()
    for language in LANGUAGES:
        for word in load_language(language)["stop_words"]:
            if word in words:
                shared.add(word)
            words[word] = language
    return {word: language for word, language in words.items() if word not in shared}
