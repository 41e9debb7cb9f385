"""What a vault holds, and by what it was told: the ground of `init`'s words and of its proposal."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import msgspec
import tomlkit
from tomlkit.items import Table

from netlead_md.linking import link
from netlead_md.linking.fields import canonical_field_name, field_names
from netlead_md.linking.link_resolver import link_name, normalise_name
from netlead_md.linking.symbol_table import bare_word, kind_words, texts_in
from netlead_md.linking.values import parse_day
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.note import Field, Note
from netlead_md.parsing import find_links
from netlead_md.reports.formatting import pluralise
from netlead_md.vault import config as obsidian
from netlead_md.vault.config import normalise_key

KINDS: Final = ("person", "organisation", "project", "interaction")
_REPORTED_FIELDS: Final = ("organisation", "last_contact")
_LABELS: Final = (("type", ("type", "kind", "fileclass")), ("tag", ("tags", "tag")), ("category", ("categories",)))
_ENOUGH: Final = 3
"""Notes without which a habit is no habit."""
_CONTACT: Final = frozenset({"email", "phone", "birthday", "linkedin", "organisation", "last_contact", "address"})
"""Fields of ours that hardly anything but a person has; two of them in one note tell a person."""
_LAST: Final = ("last", "letzt", "dernier", "ultim", "contact", "kontakt", "seen", "spoke", "touch", "met")


class WordGuess(msgspec.Struct, frozen=True):
    """A word of the vault that is none of ours yet, and what it seems to mean."""

    table: str
    """Of `netlead.toml`: kinds, folders or fields."""
    word: str
    ours: str
    notes: int


class VaultSurvey(msgspec.Struct, frozen=True):
    marks: dict[str, tuple[tuple[str, int], ...]]
    """Kind to the marks that tell it (`tag person`), the commonest first."""
    fields: dict[str, tuple[str, ...]]
    """`organisation` and `last_contact` to the names that people's notes have for them, the commonest first."""
    daily: int
    others: int
    named: int
    """Organisations without a note."""
    guesses: tuple[WordGuess, ...]
    me: bool = False
    unreadable: int = 0


def survey_vault(network: Network, notes: Mapping[str, Note], config: Config) -> VaultSurvey:
    """Look at all notes. Counts are of notes, those among them that only a guess tells."""
    guesses = tuple(_guess_kinds(network, notes, config))
    if guesses:
        config = _apply_guesses(config, guesses)
        network = link(tuple(notes.values()), config, network.files, network.unreadable)
    words = kind_words(config).words
    kinds = {path: kind for path, kind in network.kinds.items() if path in notes}
    marks: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for path in sorted(kinds):
        if (kind := kinds[path]) in marks:
            marks[kind][_find_mark(notes[path], kind, words)] += 1
    people = [notes[path] for path in sorted(kinds) if kinds[path] == "person"]
    counts = Counter(kinds.values())
    return VaultSurvey(
        {kind: tuple(_rank_counts(found)) for kind, found in marks.items()},
        {
            name: tuple(word for word, _ in _rank_counts(_count_field_words(people, name, config)))
            for name in _REPORTED_FIELDS
        },
        counts["daily"],
        counts["other"],
        sum(one.path is None for one in network.organisations.values()),
        (*guesses, *_guess_fields(people, network, config)),
        me=counts["me"] > 0,
        unreadable=len(network.unreadable),
    )


def _apply_guesses(config: Config, guesses: tuple[WordGuess, ...]) -> Config:
    kinds = {guess.word: guess.ours for guess in guesses if guess.table == "kinds"}
    folders = {guess.word.lower(): guess.ours for guess in guesses if guess.table == "folders"}
    return msgspec.structs.replace(config, kinds=config.kinds | kinds, folders=config.folders | folders)


def _rank_counts(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def _find_mark(note: Note, kind: str, words: Mapping[str, str]) -> str:
    for name, keys in _LABELS:
        for word, _ in _find_field_words(note, keys):
            if words.get(word) == kind:
                return f"{name} {word}"
    folder = note.path.rpartition("/")[0]
    return f"folder {folder}" if folder else "tag in the text"


def _find_field_words(note: Note, keys: tuple[str, ...]) -> Iterator[tuple[str, Field]]:
    for field in note.fields:
        if field.key in keys:
            for text in texts_in(field.value):
                for part in text.split(",") if "tags" in keys else (text,):
                    if word := bare_word(part):
                        yield word, field


def _count_field_words(people: list[Note], name: str, config: Config) -> Counter[str]:
    names = field_names(config)
    return Counter(
        field.written
        for note in people
        for field in (*note.fields, *note.inline)
        if field.value and canonical_field_name(field, "person", names) == name
    )


def _guess_kinds(network: Network, notes: Mapping[str, Note], config: Config) -> Iterator[WordGuess]:
    """Types, tags and folders of notes that are no people yet but read like people: two contact fields in most."""
    names = field_names(config)
    whole: Counter[tuple[str, str]] = Counter()
    alike: Counter[tuple[str, str]] = Counter()
    for path, kind in sorted(network.kinds.items()):
        if kind != "other" or path not in notes or notes[path].template:
            continue
        found = {canonical_field_name(field, "person", names) for field in notes[path].fields if field.value}
        for group in set(_list_groups(notes[path])):
            whole[group] += 1
            alike[group] += len(found & _CONTACT) > 1
    ranked = sorted(alike.items(), key=lambda entry: (entry[0][0] != "kinds", -entry[1], entry[0]))
    for (table, word), count in ranked:
        if count >= _ENOUGH and 2 * count >= whole[table, word]:
            yield WordGuess(table, word, "person", count)
            return  # one at a time: most other words and folders of these notes say the same of them


def _list_groups(note: Note) -> Iterator[tuple[str, str]]:
    for _, keys in _LABELS:
        for word, _ in _find_field_words(note, keys):
            yield "kinds", word
    if folder := note.path.rpartition("/")[0]:
        yield "folders", folder


def _guess_fields(people: list[Note], network: Network, config: Config) -> Iterator[WordGuess]:
    """Fields of people that link organisations, or hold days and are called like a last contact."""
    names = field_names(config)
    bases = {organisation.name.lower() for organisation in network.organisations.values() if organisation.path}
    firms: Counter[str] = Counter()
    days: Counter[str] = Counter()
    for note in people:
        for field in note.fields:
            if not field.value or canonical_field_name(field, "person", names):
                continue
            linked = [
                link.target.rpartition("/")[2].lower()
                for text in texts_in(field.value)
                for link in _find_text_links(text)
            ]
            firms[field.key] += bool(bases.intersection(linked))
            days[field.key] += parse_day(field.value) is not None and any(part in field.key for part in _LAST)
    for counts, ours in ((firms, "organisation"), (days, "last_contact")):
        if ours == "organisation" and _count_field_words(people, ours, config):
            continue
        for word, count in _rank_counts(counts)[:1]:
            if count >= _ENOUGH:
                yield WordGuess("fields", word, ours, count)


def _find_text_links(text: str) -> tuple[Any, ...]:
    return find_links(text) if "[[" in text else ()


# A first person and a first organisation, for a vault that has neither.


_FIRST: Final = {
    "People/Somebody who trusts me.md": """\
---
type: person
organisation: "[[Where they work]]"
title:
---
# Somebody who trusts me

Rename this note to their name. Then write one line each time that you meet, call or help, such as
`- 2026-06-30 call 20m: about the room`. The line begins with a bullet and stands below this sentence.
""",
    "Organisations/Where they work.md": """\
---
type: organisation
---
# Where they work

Rename this note to its name. Whatever you ask of them and they give is one line each, such as
`- 2026-06-30 ask facilities by 2026-07-15: a room for the evening`.
""",
}


def build_starter_notes(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(path, text) of each; one whose base name is in use is left out (COMPATIBILITY 12)."""
    taken = {normalise_name(link_name(path)) for path in files}
    for path, text in _FIRST.items():
        if normalise_name(link_name(path)) not in taken:
            yield path, text


# Note templates and one-tap lines for Obsidian, in the syntax of the plugin that the vault has.


TEMPLATE_FOLDER: Final = "Templates"
"""Where Obsidian's settings name none."""
_DATE: Final = re.compile(r"\{\{date:([^}]*)\}\}")


def build_note_templates(vault: Path) -> Iterator[tuple[str, str]]:
    """(path, text) of each. Templater's folder wins: who has set one writes with it."""
    folder, templater = obsidian.find_template_folder(vault)
    for file in sorted(_find_template_folder().glob("*.md")):
        text = file.read_text(encoding="utf-8")
        yield f"{folder or TEMPLATE_FOLDER}/netlead {file.name}", _to_templater(text) if templater else text


def _find_template_folder() -> Path:
    """In a wheel beside the package's modules, in a checkout beside the package."""
    package = Path(str(files("netlead_md")))
    inside = package / "templates" / "notes"
    return inside if inside.is_dir() else package.parent / "templates" / "notes"


def _to_templater(text: str) -> str:
    text = _DATE.sub(r'<% tp.date.now("\1") %>', text)
    return text.replace("{{title}}", "<% tp.file.title %>")


# The `netlead.toml` that fits a vault. Comments and order of one that is there survive.


_HEAD: Final = """\
# How netlead reads this vault. Everything has a default: delete what you do not need.
rules = 1 # the constants of trust and support that hold; a later netlead keeps them

# output = "Netlead" # the folder that the pages go to
# as_of = 2026-06-30 # compute everything for this day; today if left out
# capacity_orgs = 20 # organisations that you have room for

# Words of yours for kinds of note and for fields, for example:
# [kinds]
# kontakt = "person"
# [fields]
# arbeitgeber = "organisation"
"""


def propose_config(text: str, found: VaultSurvey) -> str:
    """The config with what it lacks. `text`: the one that is there, sound TOML, or empty.

    What the user has said is never changed, and nothing is added a second time.
    """
    document = tomlkit.parse(text or _HEAD)
    for guess in found.guesses:
        if guess.table not in document:
            document.add(tomlkit.nl())
            document.add(guess.table, tomlkit.table())
        table = document[guess.table]
        if isinstance(table, Table) and not any(_is_same_key(guess.table, key, guess.word) for key in table):
            value = tomlkit.string(guess.ours)
            value.comment(f"{guess.notes:,} notes")
            table.add(guess.word, value)
    return tomlkit.dumps(document)


def _is_same_key(table: str, one: str, other: str) -> bool:
    return normalise_key(table, one) == normalise_key(table, other)


# What `init` says that it found, in sentences.


_NAMES = {
    "person": ("person", "people"),
    "organisation": ("organisation", "organisations"),
    "project": ("project", "projects"),
    "interaction": ("meeting note", "meeting notes"),
}
_READ = {"organisation": "organisation", "last_contact": "last contact"}
_MOST = 3


def describe_survey(found: VaultSurvey) -> tuple[str, ...]:
    """One line for each kind of note, one for the fields, one for the rest."""
    told = (*_describe_kinds(found), *_describe_fields(found), *_describe_rest(found), *_describe_guesses(found)) or (
        "no notes yet",
    )
    return (*told, *_describe_missing(found))


def _describe_kinds(found: VaultSurvey) -> Iterator[str]:
    for kind in KINDS:
        if marks := found.marks[kind]:
            told = ", ".join(_describe_mark(mark) for mark, _ in marks[:_MOST])
            more = f" and {len(marks) - _MOST:,} other ways" if len(marks) > _MOST else ""
            yield f"{pluralise(sum(count for _, count in marks), *_NAMES[kind])} {told}{more}"
    if found.named:
        yield f"{pluralise(found.named, *_NAMES['organisation'])} without a note, named by people"


def _describe_mark(mark: str) -> str:
    name, _, word = mark.partition(" ")
    return f"in `{word}/`" if name == "folder" else f"by {name} `{word}`" if word != "in the text" else f"by {mark}"


def _describe_fields(found: VaultSurvey) -> Iterator[str]:
    for name, words in found.fields.items():
        if words:
            yield f"{_READ[name]} from {', '.join(f'`{word}`' for word in words[:_MOST])}"


def _describe_rest(found: VaultSurvey) -> Iterator[str]:
    if found.me:
        yield "1 note about yourself"
    if found.daily:
        yield pluralise(found.daily, "daily note")
    if found.others:
        yield pluralise(found.others, "other note")
    if found.unreadable:
        yield f"{pluralise(found.unreadable, 'note')} that cannot be read: `netlead check` says why"


def _describe_missing(found: VaultSurvey) -> Iterator[str]:
    """Whom a vault does not tell of: pages of nobody would say nothing, and why is easily mended."""
    if found.marks["person"]:
        return
    if found.marks["organisation"] or found.named:
        yield 'Nobody who works there is noted yet: `netlead new person "Ada Lovelace"` writes a note.'
    elif found.others:
        yield (
            "None of them says that it is about a person or an organisation. One does if its properties say "
            "`type: person`, or if it lies in a folder `People`; words of your own go into netlead.toml."
        )


def _describe_guesses(found: VaultSurvey) -> Iterator[str]:
    where = {"kinds": "marked", "folders": "in the folder", "fields": "with the field"}
    for guess in found.guesses:
        ours = guess.ours.replace("_", " ")
        yield f"{pluralise(guess.notes, 'note')} {where[guess.table]} `{guess.word}`: taken as {ours}"
