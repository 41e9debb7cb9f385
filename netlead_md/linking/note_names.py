"""The name of a note: its file's, or what its properties say where the file's is a slug or a folder's (SPEC §2.1)."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from netlead_md.linking.link_resolver import link_name, normalise_name
from netlead_md.linking.values import Value, single_values, value_text
from netlead_md.model.note import Field, Note

FOLDER_NOTES: Final = frozenset({"index", "_index", "readme"})
"""Files that stand for their folder, in lower case."""
_LANGUAGE: Final = re.compile(r"\.([a-z]{2})(?:[-_][a-z]{2,4})?$", re.IGNORECASE)
_CODES: Final = frozenset({
    "ar", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa", "fi", "fr", "ga",
    "gl", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ka", "ko", "lt", "lv", "mk", "ms", "nb", "nl", "nn",
    "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "uz", "vi",
    "zh",
})  # fmt: skip
"""Languages that a file's name can end with: `_index.es.md`."""
_SLUG: Final = re.compile(r"[^\W_]++(?:[-_.]++[^\W_]++)*+-?")
_WORD: Final = re.compile(r"[^\W_]+")
_FULL_NAMES: Final = ("name", "full_name", "fullname", "display_name", "fn")
_JOBS: Final = frozenset({"role", "position", "job_title", "job", "jobtitle"})
_FIRST: Final = ("first_name", "firstname", "given_name", "n.gn", "first", "given")
_LAST: Final = ("last_name", "lastname", "surname", "family_name", "n.fn", "last", "family")


def without_language(name: str) -> str:
    """A file's name without the language at its end: `_index.es` is `_index`."""
    found = _LANGUAGE.search(name) if "." in name else None
    return name[: found.start()] if found and found.start() and found[1].lower() in _CODES else name


def is_folder_note(path: str) -> bool:
    """Whether a note stands for its folder: `index`, `_index`, `README`, or named as the folder."""
    folder, _, name = path.rpartition("/")
    if not folder:
        return False
    stem = without_language(link_name(name))
    return stem.lower() in FOLDER_NOTES or normalise_name(stem) == normalise_name(folder.rpartition("/")[2])


def containing_folder(path: str) -> str:
    """The folder in which a note lies; a folder note lies where its folder does."""
    folder = path.rpartition("/")[0]
    return folder.rpartition("/")[0] if is_folder_note(path) else folder


def is_slug(name: str) -> bool:
    """Whether a file's name is made for addresses: `ada-lovelace`, `mill_trust`, `cy`."""
    return name == name.lower() and _SLUG.fullmatch(name) is not None


def note_name(note: Note) -> str:
    """The name that pages show: the file's; of a folder note or a slug the `name` or `title` property (SPEC §2.1).

    A `title` that says what somebody does is no name: one counts that shares a word with the file's name, or that
    stands in a note which says its subject's job elsewhere or has no job at all (an organisation).
    """
    stem = without_language(link_name(note.path))
    of_folder = is_folder_note(note.path)
    if of_folder and stem.lower() in FOLDER_NOTES:
        stem = note.path.rpartition("/")[0].rpartition("/")[2]
    if not of_folder and not is_slug(stem):
        return link_name(note.path)
    return _stated_name(note.fields) or _title_as_name(note.fields, stem) or stem


def _stated_name(fields: tuple[Field, ...]) -> str:
    texts = {field.key: field.value for field in fields}
    for key in _FULL_NAMES:
        value = texts.get(key)
        if isinstance(value, dict):
            parts = {str(part).lower().replace(" ", "_"): text for part, text in value.items()}
            if name := _joined(parts):
                return name
        elif name := _one_text(value):
            return name
    return _joined(texts)


def _joined(parts: dict[str, Any]) -> str:
    """First and last name; empty unless both are there."""
    names = [next((text for key in keys if (text := _one_text(parts.get(key)))), "") for keys in (_FIRST, _LAST)]
    return " ".join(names) if all(names) else ""


def _one_text(value: object) -> str:
    return " ".join(value_text(value).split()) if isinstance(value, str) else ""


def _title_as_name(fields: tuple[Field, ...], stem: str) -> str:
    title = next((text for field in fields if field.key == "title" and (text := _one_text(field.value))), "")
    if not title:
        return ""
    ours, theirs = set(_WORD.findall(stem.lower())), set(_WORD.findall(title.lower()))
    alike = ours & theirs or any(word.startswith(other) for word in theirs for other in ours if len(other) > 1)
    return title if alike or any(field.key in _JOBS for field in fields) else ""


def job_title(title: Iterable[Value], name: str) -> str:
    """The text of a person's title, without one that is their name."""
    told = (text for value in title for each in single_values(value) if (text := value_text(each.value)))
    return next((text for text in told if normalise_name(text) != normalise_name(name)), "")


def find_twins(paths: Iterable[str]) -> Iterator[str]:
    """The language twins among these paths: each but the first of notes that differ by a language alone.

    `ada.es.md` is one where `ada.md` or another of its languages stands beside it; the one without a language is the
    first, else the English one, else the first by the alphabet.
    """
    same: dict[str, list[str]] = {}
    plain: set[str] = set()
    for path in paths:
        if path[-6:-3].count(".") or path[-9:-3].count("."):
            folder, _, _ = path.rpartition("/")
            stem = without_language(link_name(path))
            if stem != link_name(path):
                same.setdefault(f"{folder}/{stem}".lower(), []).append(path)
    wanted = same.keys()
    if not wanted:
        return
    plain = {whole for path in paths if (whole := _whole(path)) in wanted}
    for whole, twins in same.items():
        ordered = sorted(twins, key=lambda path: (not link_name(path).lower().endswith(".en"), path))
        yield from ordered if whole in plain else ordered[1:]


def _whole(path: str) -> str:
    folder, _, _ = path.rpartition("/")
    return f"{folder}/{link_name(path)}".lower()
