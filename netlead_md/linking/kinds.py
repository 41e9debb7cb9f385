"""What kind of note a note is (SPEC §2.1): property, tag, category, then folder."""

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from netlead_md.linking.nearness import near_word
from netlead_md.model.config import Config
from netlead_md.model.note import Field, Note
from netlead_md.model.place import Fault, Trouble
from netlead_md.model.vocabulary import NOTE_KINDS

_TYPE_FIELDS: Final = ("type", "kind", "fileclass")
_LINK = re.compile(r"^\[\[([^\[\]]*)\]\]$")
_FOLDER_ORNAMENT = re.compile(r"^[\W\d_]+|[\W_]+$")
_ORDINARY: Final = frozenset({"contract", "contracts", "persona", "personas", "compact", "vision", "object", "meaning"})
"""Words that people use as types and that differ from ours by a letter or two."""


class KindWords(msgspec.Struct, frozen=True):
    """The vault's words for kinds, its folders, and what each folder was found to mean."""

    words: dict[str, str]
    folders: dict[str, str]
    seen: dict[str, str]
    properties: tuple[str, ...] = _TYPE_FIELDS
    """Those that say the kind, ours before the user's own names for them."""


class Found(msgspec.Struct, frozen=True):
    kind: str
    fault: Fault | None = None
    foreign: bool = False
    """The note says what it is, and it is nothing of ours: a recipe, a book."""


def kind_words(config: Config) -> KindWords:
    """The built-in words with their plurals, and the user's."""
    words: dict[str, str] = {}
    for word, kind in NOTE_KINDS.items():
        words[word] = kind
        if kind != "me":
            words.setdefault(f"{word[:-1]}ies" if word.endswith("y") else f"{word}s", kind)
    words.update(config.kinds)
    folders = {folder.strip("/").lower(): kind for folder, kind in config.folders.items()}
    own = tuple(written for written, name in config.fields.items() if name in _TYPE_FIELDS)
    return KindWords(words, folders, {}, _TYPE_FIELDS + own)


def kind_of(note: Note, known: KindWords) -> Found:
    """The first that matches: daily, property, tag, category, folder; `other` where nothing does."""
    if note.day is not None:
        return Found("daily")
    if note.template:
        return Found("other", foreign=True)
    stated = [field for field in note.fields if field.key in known.properties]
    types = [
        (word, field) for key in known.properties for field in stated if field.key == key for word in _words(field)
    ]
    for word, _ in types:
        if kind := known.words.get(word):
            return Found(kind)
    labels = _labels(note)
    for word in labels:
        if kind := known.words.get(word):
            return Found(kind)
    fault = _near_miss(note, types, known)
    if types and fault is None:
        return Found("other", foreign=True)
    kind = _folder_kind(note.path.rpartition("/")[0], known) or _body_kind(note, known)
    return Found(kind or "other", fault, foreign=not kind and bool(labels))


def _labels(note: Note) -> list[str]:
    """Tags before categories; of a nested tag its last part."""
    tags = [word for field in note.fields if field.key in {"tags", "tag"} for word in _words(field)]
    categories = [word for field in note.fields if field.key in {"categories", "category"} for word in _words(field)]
    return tags + categories


def _words(field: Field) -> Iterator[str]:
    for text in texts(field.value):
        parts = text.split(",") if field.key in {"tags", "tag"} else [text]
        for part in parts:
            if word := bare(part):
                yield word


def texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - a property may hold anything
    """The texts in a property, one or a list of them; what else stands there is passed over."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def bare(text: str) -> str:
    """`[[Types/Person|P]]`, `#crm/person` and `Person` are all `person`."""
    text = text.strip()
    if link := _LINK.match(text):
        text = link[1].partition("|")[0].partition("#")[0]
    return text.lstrip("#").rstrip("/").rpartition("/")[2].strip().lower()


def _near_miss(note: Note, types: list[tuple[str, Field]], known: KindWords) -> Fault | None:
    for word, field in types:
        nearest = near_word(word, known.words) if word not in _ORDINARY else ""
        if nearest:
            return Fault(Trouble.UNKNOWN_KIND, note.path, field=(field.written,), words=(word, nearest))
    return None


def _folder_kind(folder: str, known: KindWords) -> str:
    """The nearest folder whose name is a word for a kind; numbers and signs before a name do not matter."""
    if not folder:
        return ""
    found = known.seen.get(folder)
    if found is None:
        above, _, name = folder.lower().rpartition("/")
        own = known.folders.get(folder.lower()) or known.words.get(name)
        own = own or known.words.get(_FOLDER_ORNAMENT.sub("", name), "")
        if own == "me":
            own = ""  # a folder holds many notes, and there is one owner
        found = known.seen[folder] = own or _folder_kind(folder.rpartition("/")[0] if above else "", known)
    return found


def _body_kind(note: Note, known: KindWords) -> str:
    """A `#person` in the body speaks last: it may as well be about something else."""
    return next((kind for tag in note.tags if (kind := known.words.get(bare(tag)))), "")
