"""What names can mean: paths, kinds and aliases of all notes. While they stand, each note can be read by itself."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from netlead_md.linking.fields import FieldAliases, field_names
from netlead_md.linking.link_resolver import LinkResolver, link_name, normalise_name
from netlead_md.linking.named_organisations import find_named, has_employer, organisation_links
from netlead_md.linking.note_names import containing_folder, find_twins, note_name
from netlead_md.linking.values import value_text
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.network import Person
from netlead_md.model.note import Field, Note
from netlead_md.model.vocabulary import FIELDS, NOTE_KINDS
from netlead_md.model.words import EntryTypeName, NoteKind, Unsaid
from netlead_md.parsing.lexicons import LANGUAGES, merge_words
from netlead_md.parsing.suggestions import suggest_keyword

# Further names of a note, and notes that may be one and the same (SPEC §2.1).


_ALIASES: Final = frozenset({"aliases", "alias"})
_NAMES: Final = frozenset({"name", "full_name", "fullname", "fn", "n.fn", "display_name", "nickname"})
_FIRST: Final = ("first_name", "firstname", "given_name", "n.gn", "first", "given")
_LAST: Final = ("last_name", "lastname", "surname", "family_name", "n.fn", "last", "family")
_PAIRS: Final = (
    ("first_name", "last_name"),
    ("firstname", "lastname"),
    ("given_name", "family_name"),
    ("n.gn", "n.fn"),
)


def aliases_of(note: Note, shown: str = "") -> tuple[str, ...]:
    """`aliases`, and a `name` in one of its many shapes where it differs from the file's.

    `shown`: the name of the note, if it is known already.
    """
    found = [name for field in note.fields for name in _names_in_value(field.key, field.value)]
    shown = shown or note_name(note)
    if shown != link_name(note.path):
        found.insert(0, shown)
    keys = {field.key for field in note.fields}
    for first, last in _PAIRS:
        if first in keys and last in keys:
            texts = {field.key: text for field in note.fields if (text := value_text(field.value))}
            found += [f"{texts[first]} {texts[last]}"] if first in texts and last in texts else []
    if not found:
        return ()
    own = normalise_name(link_name(note.path))
    unique = {normalise_name(name): name for name in reversed(found) if name}
    return tuple(name for key, name in reversed(unique.items()) if key != own)


def _names_in_value(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - YAML
    if key in _ALIASES:
        values = value if isinstance(value, list) else [value]
        for item in values:
            text = value_text(item)
            yield from (part.strip().lstrip("#") for part in (text.split(",") if value is item else [text]))
    elif key in _NAMES and key != "n.fn":
        if isinstance(value, dict):
            plain = {str(part).lower().replace(" ", "_"): value_text(text) for part, text in value.items()}
            parts = (next((plain[key] for key in keys if plain.get(key)), "") for keys in (_FIRST, _LAST))
            yield " ".join(part for part in parts if part)
        else:
            yield value_text(value)


def duplicate_names(table: "SymbolTable") -> Iterator[Fault]:
    """Two people, or two organisations, of one name."""
    first: dict[tuple[str, str], str] = {}
    for path in sorted(table.kinds):
        if table.kinds[path] in {"person", "organisation"}:
            name = table.names_shown.get(path) or link_name(path)
            other = first.setdefault((table.kinds[path], normalise_name(name)), path)
            if other != path:
                yield Fault(FaultKind.DUPLICATE_NAME, path, Range(1), words=(name, other))


def duplicate_emails(people: Iterable[Person]) -> Iterator[Fault]:
    """Two people with one address; the people come in order of path."""
    first: dict[str, str] = {}
    for person in people:
        for field, value in person.contact:
            if field == "email":
                other = first.setdefault(value.lower(), person.path)
                if other != person.path:
                    yield Fault(FaultKind.DUPLICATE_EMAIL, person.path, field=("email",), words=(value, other))


# What kind of note a note is (SPEC §2.1): property, tag, category, then folder.


_TYPE_FIELDS: Final = ("type", "kind", "fileclass")
_LINK = re.compile(r"^\[\[([^\[\]]*)\]\]$")
_FOLDER_ORNAMENT = re.compile(r"^[\W\d_]+|[\W_]+$")
_ORDINARY: Final = frozenset({"contract", "contracts", "persona", "personas", "compact", "vision", "object", "meaning"})
"""Words that people use as types and that differ from ours by a letter or two."""


MEETING_TYPES: Final[dict[str, EntryTypeName]] = {
    **dict.fromkeys(
        ("meeting", "interaction", "1-1", "1:1", "1on1", "one-on-one", "one-to-one", "interview"), "meeting"
    ),
    **dict.fromkeys(("call", "phone call", "video call", "phone-call", "video-call"), "call"),
    **dict.fromkeys(("meal", "lunch", "dinner", "coffee", "breakfast", "drinks"), "meal"),
    **dict.fromkeys(("event", "conference", "fair", "workshop"), "event"),
    "visit": "visit",
    **dict.fromkeys(("email", "e-mail"), "message"),
}
"""Words of a `type` property that make a note one of a meeting, each with the type of contact (SPEC §2.5)."""


class KindWords(msgspec.Struct, frozen=True):
    """The vault's words for kinds, its folders, and what each folder was found to mean."""

    words: dict[str, NoteKind]
    folders: dict[str, NoteKind]
    seen: dict[str, tuple[NoteKind | Unsaid, bool]]
    """Of each folder: its kind, and whether it has it by a topic's name."""
    folder_words: dict[str, NoteKind] = {}
    """What a folder's name says: those words, and the names of such folders in the languages of the lexicon."""
    topics: frozenset[str] = frozenset()
    """Words that are topics too: by one of them alone, as tag or folder, a note is of no kind (SPEC §2.1)."""
    properties: tuple[str, ...] = _TYPE_FIELDS
    """Those that say the kind, ours before the user's own names for them."""


class KindMatch(msgspec.Struct, frozen=True):
    kind: NoteKind
    fault: Fault | None = None
    foreign: bool = False
    """The note says what it is, and it is nothing of ours: a recipe, a book."""
    weak: bool = False
    """No more than a folder's bare name, or nothing, says it: somebody's organisation field that links here wins."""


_NAMED_KINDS: Final[tuple[NoteKind, ...]] = ("person", "organisation", "project", "interaction")
"""Kinds that folders and types name in every language of the lexicon."""


def kind_words(config: Config) -> KindWords:
    """The built-in words with their plurals, and the user's."""
    words: dict[str, NoteKind] = {}
    for word, kind in NOTE_KINDS.items():
        words[word] = kind
        if kind != "me":
            words.setdefault(f"{word[:-1]}ies" if word.endswith("y") else f"{word}s", kind)
    for kind in _NAMED_KINDS:
        for word in sorted(merge_words("types", kind, LANGUAGES[1:])):
            words.setdefault(word, kind)
    words.update(config.kinds)
    folders = {folder.strip("/").lower(): kind for folder, kind in config.folders.items()}
    own = tuple(written for written, name in config.fields.items() if name in _TYPE_FIELDS)
    named: dict[str, NoteKind] = {}
    for kind in _NAMED_KINDS:
        for word in sorted(merge_words("folders", kind, LANGUAGES[1:])):
            named.setdefault(word, kind)
    return KindWords(words, folders, {}, named | words, _TOPICS - config.kinds.keys(), _TYPE_FIELDS + own)


def kind_of(note: Note, known: KindWords) -> KindMatch:
    """The first that matches: daily, property, folder of the user's choice, tag, category, folder; else `other`.

    What other notes say of it is not known here: `build_symbol_table` adds it where the answer is weak.
    """
    if note.day is not None:
        return KindMatch("daily")
    if note.template:
        return KindMatch("other", foreign=True)
    stated = [field for field in note.fields if field.key in known.properties]
    types = [
        (word, field) for key in known.properties for field in stated if field.key == key for word in _kind_words(field)
    ]
    for word, _ in types:
        if said := known.words.get(word):
            return KindMatch(said)
        if word in MEETING_TYPES:
            return KindMatch("interaction")
    folder = containing_folder(note.path)
    if chosen := _chosen_folder_kind(folder, known):
        return KindMatch(chosen, _report_near_kind(note, types, known))
    labels = _note_labels(note)
    if kind := _label_kind(labels, note, known):
        return KindMatch(kind)
    fault = _report_near_kind(note, types, known)
    if types and fault is None:
        return KindMatch("other", foreign=True, weak=True)
    above, is_topic = _folder_kind(folder, known)
    if is_topic and not _has_sign(note, above):
        above = ""
    above = above or _body_kind(note, known)
    return KindMatch(above or "other", fault, foreign=not above and bool(labels), weak=True)


_TOPICS: Final = frozenset({"organization", "organisation", "contact", "event", "meeting"})
_SIGNS: Final = {
    kind: frozenset({*FIELDS.get(kind, {}), *(each for names in FIELDS.get(kind, {}).values() for each in names)})
    for kind in ("person", "organisation", "interaction")
}
"""Fields of ours that show that a note is about one."""


def _has_sign(note: Note, kind: str) -> bool:
    """Whether anything beside a topic's word shows the kind of a note: a field of ours, or an entry."""
    ours = _SIGNS.get(kind, frozenset()) - {"type", "channel"}
    return any(field.key in ours for field in (*note.fields, *note.inline)) or any(
        line.form not in {"plain", "read"} for line in note.lines
    )


def _label_kind(labels: list[list[str]], note: Note, known: KindWords) -> NoteKind | Unsaid:
    """The kind that the tags and categories name: any part of a nested tag, the first that is a word of ours."""
    for parts in labels:
        for word in parts:
            kind = known.words.get(word)
            if kind and (kind != "me" or len(parts) == 1) and (word not in known.topics or _has_sign(note, kind)):
                return kind
    return ""


def _chosen_folder_kind(folder: str, known: KindWords) -> NoteKind | Unsaid:
    """The kind of the nearest folder that the user names in `[folders]`."""
    parts = folder.lower()
    while parts and known.folders:
        if kind := known.folders.get(parts):
            return kind
        parts = parts.rpartition("/")[0]
    return ""


def _note_labels(note: Note) -> list[list[str]]:
    """Tags with the parts of their names, before categories."""
    tags = [
        [part.strip() for part in tag.strip().lstrip("#").lower().split("/") if part.strip()]
        for field in note.fields
        if field.key in {"tags", "tag"}
        for text in texts_in(field.value)
        for tag in (text.split(",") if not _LINK.match(text.strip()) else [bare_word(text)])
    ]
    categories = [
        [word] for field in note.fields if field.key in {"categories", "category"} for word in _kind_words(field)
    ]
    return [tag for tag in tags if tag] + categories


def kind_labels(note: Note, known: KindWords) -> Iterator[str]:
    """The words of a note that may say its kind: of type, tags, categories, and tags in the body, in lower case."""
    for field in note.fields:
        if field.key in known.properties:
            yield from _kind_words(field)
    for parts in _note_labels(note):
        yield from parts
    for tag in note.tags:
        yield bare_word(tag)


def _kind_words(field: Field) -> Iterator[str]:
    for text in texts_in(field.value):
        parts = text.split(",") if field.key in {"tags", "tag"} else [text]
        for part in parts:
            if word := bare_word(part):
                yield word


def texts_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - a property may hold anything
    """The texts in a property, one or a list of them; what else stands there is passed over."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)


def bare_word(text: str) -> str:
    """`[[Types/Person|P]]`, `#crm/person` and `Person` are all `person`."""
    text = text.strip()
    if link := _LINK.match(text):
        text = link[1].partition("|")[0].partition("#")[0]
    return text.lstrip("#").rstrip("/").rpartition("/")[2].strip().lower()


def _report_near_kind(note: Note, types: list[tuple[str, Field]], known: KindWords) -> Fault | None:
    for word, field in types:
        nearest = suggest_keyword(word, known.words) if word not in _ORDINARY else ""
        if nearest:
            return Fault(FaultKind.UNKNOWN_KIND, note.path, field=(field.written,), words=(word, nearest))
    return None


def _folder_kind(folder: str, known: KindWords) -> tuple[NoteKind | Unsaid, bool]:
    """The nearest folder whose name is a word for a kind, and whether that is a topic too.

    Numbers and signs before a name do not matter.
    """
    if not folder:
        return "", False
    found = known.seen.get(folder)
    if found is None:
        found = _own_folder_kind(folder, known)
        if not found[0]:
            found = _folder_kind(folder.rpartition("/")[0], known)
        known.seen[folder] = found
    return found


def _own_folder_kind(folder: str, known: KindWords) -> tuple[NoteKind | Unsaid, bool]:
    """The kind that the last name of a folder says; a folder holds many notes, and so never says `me`."""
    name = folder.lower().rpartition("/")[2]
    word = name if name in known.folder_words else _FOLDER_ORNAMENT.sub("", name)
    own: NoteKind | Unsaid = known.folder_words.get(word, "")
    return ("", False) if own in {"", "me"} else (own, word in known.topics)


def find_kind_folder(path: str, kind: str, known: KindWords) -> str:
    """The folder that gives a note its kind: named in `[folders]`, or by a word for the kind; empty if none does."""
    folder = containing_folder(path)
    while folder:
        if kind in {known.folders.get(folder.lower()), _own_folder_kind(folder, known)[0]}:
            return folder
        folder = folder.rpartition("/")[0]
    return ""


def _body_kind(note: Note, known: KindWords) -> NoteKind | Unsaid:
    """A `#person` in the body speaks last: it may as well be about something else."""
    return next((kind for tag in note.tags if (kind := known.words.get(bare_word(tag)))), "")


_WITH_ALIASES: Final = frozenset({"person", "organisation", "project", "me"})


class SymbolTable(msgspec.Struct, frozen=True):
    every: tuple[str, ...]
    """All paths that a link can name, sorted."""
    resolver: LinkResolver
    found: dict[str, KindMatch]
    """Each note of ours, in order of path."""
    kinds: dict[str, NoteKind]
    doubtful: set[str]
    """Notes whose kind is misspelt."""
    aliases: dict[str, tuple[str, ...]]
    words: KindWords
    names: FieldAliases
    stated: dict[str, KindMatch] = {}
    """What each note is by its own words alone."""
    employers: dict[str, tuple[str, ...]] = {}
    """Of each person's note that has any: what its organisation fields link to."""
    names_shown: dict[str, str] = {}
    """Of each note whose name is not its file's: the name."""


def empty_symbol_table(config: Config) -> SymbolTable:
    """The frame of an empty vault."""
    return SymbolTable((), LinkResolver.of(()), {}, {}, set(), {}, kind_words(config), field_names(config))


def build_symbol_table(
    notes: Mapping[str, Note], changed: Collection[str], every: tuple[str, ...], last: SymbolTable
) -> SymbolTable:
    """The frame of these notes, which come in order of path; the last one itself where it still stands.

    `last` is that of the same config, and `changed` are the notes that are others since.
    """
    if (
        last.every == every
        and len(last.found) == len(notes)
        and all(_has_same_names(notes[path], last) for path in changed)
    ):
        return last
    again = set(changed)
    stated = {path: kind_of(note, last.words) if path in again else last.stated[path] for path, note in notes.items()}
    employers = dict(_list_employers(notes, again, stated, last))
    resolver = last.resolver if last.every == every else LinkResolver.of(every)
    named = find_named(employers, resolver)
    found = _match_by_others(notes, stated, named, last.names)
    kinds = {path: each.kind for path, each in found.items()}
    known = [path for path, kind in kinds.items() if kind in _WITH_ALIASES]
    fresh = again | {path for path in known if path not in last.aliases}
    shown = {
        path: note_name(notes[path]) if path in fresh else last.names_shown.get(path) or link_name(path)
        for path in known
    }
    return SymbolTable(
        every=every,
        resolver=resolver,
        found=found,
        kinds=kinds,
        doubtful={path for path, each in found.items() if each.fault is not None},
        aliases={path: aliases_of(notes[path], shown[path]) if path in fresh else last.aliases[path] for path in known},
        words=last.words,
        names=last.names,
        stated=stated,
        employers=employers,
        names_shown={path: name for path, name in shown.items() if name != link_name(path)},
    )


def _list_employers(
    notes: Mapping[str, Note], again: set[str], stated: Mapping[str, KindMatch], last: SymbolTable
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Of each person's note: what its organisation fields link to, where they do."""
    for path, each in stated.items():
        if each.kind == "person":
            same = path not in again and path in last.stated
            links = last.employers.get(path, ()) if same else organisation_links(notes[path], last.names)
            if links:
                yield path, links


def _match_by_others(
    notes: Mapping[str, Note], stated: dict[str, KindMatch], named: set[str], names: FieldAliases
) -> dict[str, KindMatch]:
    """What notes are with what others say of them: a note that somebody works for, and the twin of another note.

    Somebody with an employer of their own, in a folder of people, stays a person.
    """
    found = dict(stated)
    for path in sorted(named):
        own = stated.get(path)
        if own is not None and own.weak and not (own.kind == "person" and has_employer(notes[path], names)):
            found[path] = KindMatch("organisation", own.fault)
    for path in find_twins(notes):
        if found[path].kind in _WITH_ALIASES:
            found[path] = KindMatch("other", foreign=True)
    return found


def _has_same_names(note: Note, last: SymbolTable) -> bool:
    """Whether a note has the kind and the names that it had, and names the same organisations by links."""
    path = note.path
    if path not in last.stated or kind_of(note, last.words) != last.stated[path]:
        return False
    if last.stated[path].kind == "person" and organisation_links(note, last.names) != last.employers.get(path, ()):
        return False
    if path not in last.aliases:
        return True
    shown = last.names_shown.get(path, link_name(path))
    return note_name(note) == shown and aliases_of(note) == last.aliases[path]
