"""Further names of a note, and notes that may be one and the same (SPEC §2.1)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from netlead_md.linking.names import base_name, folded
from netlead_md.linking.values import text_of
from netlead_md.model.network import Person
from netlead_md.model.note import Note
from netlead_md.model.place import Fault, Place, Trouble

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


def aliases_of(note: Note) -> tuple[str, ...]:
    """`aliases`, and a `name` in one of its many shapes where it differs from the file's."""
    found = [name for field in note.fields for name in _named(field.key, field.value)]
    keys = {field.key for field in note.fields}
    for first, last in _PAIRS:
        if first in keys and last in keys:
            texts = {field.key: text for field in note.fields if (text := text_of(field.value))}
            found += [f"{texts[first]} {texts[last]}"] if first in texts and last in texts else []
    if not found:
        return ()
    own = folded(base_name(note.path))
    unique = {folded(name): name for name in reversed(found) if name}
    return tuple(name for key, name in reversed(unique.items()) if key != own)


def _named(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - YAML
    if key in _ALIASES:
        values = value if isinstance(value, list) else [value]
        for item in values:
            text = text_of(item)
            yield from (part.strip().lstrip("#") for part in (text.split(",") if value is item else [text]))
    elif key in _NAMES and key != "n.fn":
        if isinstance(value, dict):
            plain = {str(part).lower().replace(" ", "_"): text_of(text) for part, text in value.items()}
            parts = (next((plain[key] for key in keys if plain.get(key)), "") for keys in (_FIRST, _LAST))
            yield " ".join(part for part in parts if part)
        else:
            yield text_of(value)


def duplicate_names(kinds: Mapping[str, str]) -> Iterator[Fault]:
    """Two people, or two organisations, of one name."""
    first: dict[tuple[str, str], str] = {}
    for path in sorted(kinds):
        if kinds[path] in {"person", "organisation"}:
            other = first.setdefault((kinds[path], folded(base_name(path))), path)
            if other != path:
                yield Fault(Trouble.DUPLICATE_NAME, path, Place(1), words=(base_name(path), other))


def duplicate_emails(people: Iterable[Person]) -> Iterator[Fault]:
    """Two people with one address; the people come in order of path."""
    first: dict[str, str] = {}
    for person in people:
        for field, value in person.contact:
            if field == "email":
                other = first.setdefault(value.lower(), person.path)
                if other != person.path:
                    yield Fault(Trouble.DUPLICATE_EMAIL, person.path, field=("email",), words=(value, other))
