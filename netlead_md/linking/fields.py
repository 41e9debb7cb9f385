"""The fields of one note under our names, whatever the user calls them (SPEC §2.2)."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Final, TypeVar

import msgspec

from netlead_md.linking.values import Value, field_day, single_values, value_text
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind
from netlead_md.model.note import Field, Note
from netlead_md.model.vocabulary import CHOICES, FIELDS
from netlead_md.parsing.lexicons import LANGUAGES, merge_words
from netlead_md.parsing.suggestions import is_negated, suggest_choice, suggest_field

T = TypeVar("T")

_VCARD: Final = {
    "person": {
        "tel": "phone",
        "e_mail": "email",
        "mail": "email",
        "mobile": "phone",
        "adr": "address",
        "bday": "birthday",
        "url": "website",
    },
    "organisation": {"url": "website"},
    "interaction": {"person": "people", "contact": "people", "contacts": "people", "mode": "type"},
}
"""Names from vCard and from other plugins (COMPATIBILITY, shapes in use)."""
_LABEL = re.compile(r"\[[^\[\]]*+\]$")
_TRUE: Final = frozenset({"true", "yes", "on", "1"})
_FALSE: Final = frozenset({"false", "no", "off", "0"})
_LOOSE: Final = frozenset({"status"})
"""Other tools use these names for words of their own: only a near miss of ours is faulted."""


class FieldAliases(msgspec.Struct, frozen=True):
    """For each kind of note: a field's name as written (normalised) to our name for it and its rank among synonyms."""

    by_kind: dict[str, dict[str, tuple[str, int]]]


_LEXICON_FIELDS: Final = frozenset({"organisation", "title", "people", "date", "birthday", "email", "phone", "address"})
"""Fields that the lexicon names in other languages (SPEC §2.5, "Languages")."""


def field_names(config: Config) -> FieldAliases:
    """The built-in fields and synonyms, with the user's."""
    tables = {}
    for kind in ("me", "person", "organisation", "project", "interaction"):
        fields = FIELDS[kind] | FIELDS["any"]
        table = {name: (name, 0) for name in fields}
        for name, synonyms in fields.items():
            for rank, synonym in enumerate(synonyms, 1):
                table.setdefault(synonym, (name, rank))
        for name in fields.keys() & _LEXICON_FIELDS:
            for written in sorted(merge_words("fields", name, LANGUAGES[1:])):
                table.setdefault(_normalise_key(written), (name, 80))
        for written, name in _VCARD.get(kind, {}).items():
            table.setdefault(written, (name, 90))
        for written, name in config.fields.items():
            if name in fields:
                table[_normalise_key(written)] = (name, -1)
        tables[kind] = table
    return FieldAliases(tables)


class NoteFields:
    """The fields of one note by our names. Reading a value notes what is wrong with it."""

    def __init__(self, path: str, values: dict[str, list[Value]], faults: list[Fault]) -> None:
        self.path = path
        self.faults = faults
        self.named: dict[str, str] = {}
        """Organisations without a note that the fields name: key to name as written."""
        self.sought = False
        """Whether a near name was looked for."""
        self._values = values

    def fault(self, trouble: FaultKind, value: Value, *words: str) -> None:
        self.faults.append(Fault(trouble, self.path, value.place, () if value.place else value.way, words))

    def has(self, name: str) -> bool:
        return name in self._values

    def every(self, name: str) -> Iterator[Value]:
        """All single values of a field, those of synonyms after its own."""
        for value in self._values.get(name, ()):
            yield from single_values(value)

    def listed(self, name: str) -> Sequence[Value]:
        """The single values under the first name that holds any."""
        for value in self._values.get(name, ()):
            if found := list(single_values(value)):
                return found
        return ()

    def text(self, name: str) -> str:
        return ", ".join(text for value in self.listed(name) if (text := value_text(value.value)))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words, lower case; one string may hold several between commas."""
        if name not in self._values:
            return ()
        parts = (part for value in self.listed(name) for part in value_text(value.value).split(","))
        return tuple(dict.fromkeys(word for part in parts if (word := part.strip().lower())))

    def choice(self, name: str) -> str:
        for value in self.listed(name):
            return self.choose(name, value)
        return ""

    def choose(self, name: str, value: Value, choices: tuple[str, ...] = ()) -> str:
        choices = choices or CHOICES[name]
        if isinstance(value.value, dict):
            self.fault(FaultKind.WRONG_TYPE, value, name, f"one of {', '.join(choices)}", "a mapping")
            return ""
        written = value_text(value.value)
        word = written.lower().replace("_", "-").replace(" ", "-")
        if word in choices:
            return word
        nearest = suggest_choice(word, choices)
        if nearest or name not in _LOOSE or is_negated(word, choices):
            self.fault(FaultKind.BAD_VALUE, value, name, written, nearest, ", ".join(choices))
        return ""

    def date(self, name: str) -> dt.date | None:
        """The latest of the dates under a field's names."""
        if name not in self._values:
            return None
        days = [day for value in self.every(name) if (day := self.day(name, value))]
        return max(days, default=None)

    def day(self, name: str, value: Value, *, end: bool = False, year: bool = False) -> dt.date | None:
        day = field_day(value.value, end=end, year=year)
        if day is None:
            self.fault(FaultKind.BAD_DATE, value, name, value_text(value.value) or str(value.value))
        return day

    def level(self, name: str) -> int | None:
        """A whole number from 0 to 5."""
        number = self.number(name, "a number from 0 to 5")
        if number is None or (number in range(6)):
            return None if number is None else int(number)
        value = self.listed(name)[0]
        self.fault(FaultKind.BAD_VALUE, value, name, value_text(value.value), "", "0, 1, 2, 3, 4, 5")
        return None

    def number(self, name: str, expected: str = "a number") -> float | None:
        return self.read(name, _parse_number, expected)

    def read(self, name: str, reader: Callable[[Any], T | None], expected: str) -> T | None:
        for value in self.listed(name):
            found = reader(value.value)
            if found is None:
                self.fault(FaultKind.WRONG_TYPE, value, name, expected, _describe_value(value.value))
            return found
        return None

    def flag(self, name: str) -> bool:
        return bool(self.read(name, _parse_flag, "true or false"))


def _parse_number(value: Any) -> float | None:  # noqa: ANN401 - YAML
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) < 1e9 else None  # noqa: PLR2004 - infinity and NaN fall out as well


def _parse_flag(value: Any) -> bool | None:  # noqa: ANN401 - YAML
    word = str(value).strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None


def _describe_value(value: Any) -> str:  # noqa: ANN401 - YAML
    return "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else f"'{value_text(value)}'"


def read_fields(note: Note, kind: str, names: FieldAliases) -> NoteFields:
    """Sort the fields of a note under our names, front matter before inline fields; near misses are faulted."""
    table = names.by_kind[kind]
    ranked: list[tuple[int, str, Value]] = []
    unknown: list[tuple[str, Field]] = []
    for inline, fields in ((False, note.fields), (True, note.inline)):
        for field in fields:
            key = _normalise_key(field.key)
            if found := table.get(key):
                ranked.append((found[1] + 100 * inline, found[0], _field_value(field)))
            elif not inline:
                unknown.append((key, field))
    ranked.sort(key=itemgetter(0))
    values: dict[str, list[Value]] = {}
    for _, name, value in ranked:
        values.setdefault(name, []).append(value)
    result = NoteFields(note.path, values, [])
    for key, field in unknown:
        _report_near_miss(result, key, field, table)
    return result


def _field_value(field: Field) -> Value:
    return Value(field.value, (field.written,), field.place)


def canonical_field_name(field: Field, kind: str, names: FieldAliases) -> str:
    """Our name for a field, or empty."""
    return names.by_kind[kind].get(_normalise_key(field.key), ("", 0))[0]


def _normalise_key(key: str) -> str:
    """Without a vCard label, and British."""
    if "[" in key:
        key = _LABEL.sub("", key)
    return key.replace("organiz", "organis") if "organiz" in key else key


_KNOWN_OTHERS: Final = frozenset(
    {"tags", "aliases", "alias", "name", "type", "kind", "created", "updated", "date", "first_name", "last_name"}
    | {"state", "stats", "stage", "patent", "vocation", "relation", "interests", "cssclasses", "publish", "category"}
    | {
        "categories",
        "related_to",
        "fileclass",
        "netlead_ignore",
        "trusts",
        "county",
        "seeds",
        "weeks",
        "uid",
        "prm_tier",
    }
)
"""Fields that people have for other purposes: never a slip."""


def _report_near_miss(result: NoteFields, key: str, field: Field, table: dict[str, tuple[str, int]]) -> None:
    if key in _KNOWN_OTHERS or len(key) < 5 or "." in key:  # noqa: PLR2004 - too short to tell
        return
    nearest = suggest_field(key, table)
    if nearest and not result.has(table[nearest][0]):
        result.fault(FaultKind.NEAR_MISS_FIELD, _field_value(field), field.written, nearest)


# Text that YAML read as a number, such as `phone: 0123`: the text is kept, and the loss told (COMPATIBILITY 2).


def recover_text(note: Note, sheet: NoteFields, value: Value, name: str) -> str:
    """A value that is meant as text, as the user wrote it."""
    if isinstance(value.value, dict):
        return ", ".join(text for part in value.value.values() if (text := value_text(part)))
    text = value_text(value.value)
    if isinstance(value.value, str) or value.place is not None:
        return value.value.strip() if isinstance(value.value, str) else text
    written = _source_text(note.front, value.way)
    if written and written != text:
        sheet.fault(FaultKind.LOST_TEXT, value, name, text)
        return written
    return text


def _source_text(front: str, way: tuple[str | int, ...]) -> str:
    """The text of a scalar or of an item of a list in the front matter; empty where it is not plain to see."""
    lines = iter(front.splitlines())
    for line in lines:
        key, colon, rest = line.partition(":")
        if colon and key.strip().strip("\"'") == way[0]:
            rest = _strip_quotes(rest)
            if len(way) == 1:
                return rest
            at = way[1] if isinstance(way[1], int) else 0
            if rest:
                parts = rest.strip("[]").split(",")
                return parts[at].strip() if at < len(parts) else ""
            block = [_strip_quotes(item.strip()[1:]) for item in lines if item.strip().startswith("-")]
            return block[at] if at < len(block) else ""
    return ""


def _strip_quotes(text: str) -> str:
    return text.partition(" #")[0].strip()
