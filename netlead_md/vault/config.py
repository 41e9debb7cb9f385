"""`netlead.toml` and Obsidian's own settings → `Config`. What is wrong is a fault, and the default is kept."""

import datetime as dt
import json
import math
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final, cast

import msgspec

from netlead_md.model.config import Config, Daily
from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.note import Note
from netlead_md.model.vocabulary import FIELDS, HOURS, KINDS, NOTE_KINDS, OUTCOMES, RUNGS, SIZES, TYPES
from netlead_md.model.words import SizeName
from netlead_md.parsing.lexicons import LANGUAGES
from netlead_md.parsing.suggestions import suggest_close
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.real_path import is_plain_file

# Obsidian's own settings: what it excludes, where templates and daily notes lie (COMPATIBILITY 4, 13, 19).


OBSIDIAN_FOLDER: Final = ".obsidian"
OBSIDIAN_FILES: Final = (
    "app.json",
    "templates.json",
    "daily-notes.json",
    "plugins/periodic-notes/data.json",
    "plugins/templater-obsidian/data.json",
)
"""In the settings folder, in the order of `settings`."""

SETTINGS: Final = f"{OBSIDIAN_FOLDER}/{OBSIDIAN_FILES[0]}"
"""Where Obsidian keeps what is excluded."""


class ObsidianSettings(msgspec.Struct, frozen=True):
    excluded: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    """Folders, and single notes without their `.md`."""
    dailies: tuple[Daily, ...] = ()


def load_obsidian_settings(vault: Path) -> ObsidianSettings:
    """Read what is there. A file that is missing, broken or of another shape counts as empty: not ours to fault."""
    app, core, daily, periodic, templater = (
        _read_json_object(vault / OBSIDIAN_FOLDER / name) for name in OBSIDIAN_FILES
    )
    days = [daily] if (vault / OBSIDIAN_FOLDER / OBSIDIAN_FILES[2]).is_file() else []
    days += [day for day in _list_periodic_settings(periodic) if day.get("enabled", True)]
    templates = [
        _get_text(core, "folder"),
        _get_text(templater, "templates_folder"),
        _get_text(templater, "template_folder"),
    ]
    templates += [_get_text(day, "template") or _get_text(day, "templatePath") for day in days]
    dailies = [
        Daily(_normalise_folder(_get_text(day, "folder")), _get_text(day, "format") or Daily().format) for day in days
    ]
    return ObsidianSettings(
        excluded=tuple(text for text in _as_list(app.get("userIgnoreFilters")) if isinstance(text, str) and text),
        templates=tuple(
            dict.fromkeys(_normalise_folder(text).removesuffix(".md") for text in templates if _normalise_folder(text))
        ),
        dailies=tuple(dict.fromkeys(dailies)),
    )


def find_template_folder(vault: Path) -> tuple[str, bool]:
    """Where note templates go, empty if nothing says, and whether Templater fills them in rather than Obsidian."""
    core, templater = (
        _read_json_object(vault / OBSIDIAN_FOLDER / name) for name in (OBSIDIAN_FILES[1], OBSIDIAN_FILES[4])
    )
    folder = _normalise_folder(_get_text(templater, "templates_folder") or _get_text(templater, "template_folder"))
    return (folder, True) if folder else (_normalise_folder(_get_text(core, "folder")), False)


def _list_periodic_settings(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Periodic Notes: `daily`, or in newer versions `day` in each of the `calendarSets`."""
    sets = [part.get("day") for part in _as_list(data.get("calendarSets")) if isinstance(part, dict)]
    return [day for day in (data.get("daily"), *sets) if isinstance(day, dict)]


def _read_json_object(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes()) if is_plain_file(file) else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _get_text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _normalise_folder(path: str) -> str:
    return "/".join(part for part in path.replace("\\", "/").split("/") if part not in ("", "."))


# What each key of `netlead.toml` takes: a reader turns the value into ours or says what it expects.


class InvalidValue(ValueError):  # noqa: N818  (read as: "expected a number from 1 on")
    """A value that is not what its key takes; the text says what would be."""


class Impossible(InvalidValue):
    """A value that no default can stand in for: the run is refused. The text says why, behind the key's name."""

    hint = "name a folder inside the vault, such as 'Netlead'"


ValueParser = Callable[[object], Any]
_LONGEST: Final = 240
"""Bytes of one name in a path (COMPATIBILITY 14)."""
_DAYS_MOST: Final = 36_500
_HOURS_MOST: Final = 24


def parse_number(value: object, *, least: int, most: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    raise InvalidValue(f"a whole number from {least} to {most:,}")


def parse_days(value: object) -> int:
    return parse_number(value, least=1, most=_DAYS_MOST)


def parse_hour_count(value: object) -> float:
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and 0 <= value <= _HOURS_MOST
    ):
        return float(value)
    raise InvalidValue("a number of hours from 0 to 24")


def parse_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise InvalidValue("true or false")


def parse_text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    raise InvalidValue("text in quotes")


def parse_folder(value: object) -> str:
    """A folder inside the vault, `/` between its parts."""
    written = parse_text(value).replace("\\", "/").strip("/") if isinstance(value, str) else ""
    if not written.isprintable():
        raise Impossible("holds a character that no folder's name can have")
    parts = PurePosixPath(written).parts
    if any(len(part.encode("utf-8", "replace")) > _LONGEST for part in parts):
        raise Impossible("is too long for the name of a folder")
    outside = isinstance(value, str) and (value.startswith(("/", "~", "\\")) or ":" in value)
    if not parts or outside or not written.isprintable() or any(part.startswith(".") for part in parts):
        raise InvalidValue("a folder inside the vault, such as 'Netlead', that does not begin with a dot")
    return "/".join(parts)


def parse_optional_folder(value: object) -> str:
    """A folder inside the vault, or nothing."""
    return "" if value == "" else parse_folder(value)


def parse_date(value: object) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise InvalidValue("a day such as 2026-06-30")


def parse_size(value: object) -> int:
    if isinstance(value, str) and value.lower() in SIZES:
        return SIZES[cast("SizeName", value.lower())]
    if isinstance(value, int) and not isinstance(value, bool) and value in SIZES.values():
        return value
    raise InvalidValue("small, medium or large")


def make_choice_parser(*allowed: str) -> ValueParser:
    def read(value: object) -> str:
        if isinstance(value, str) and value.lower() in allowed:
            return value.lower()
        raise InvalidValue(f"{', '.join(allowed[:-1])} or {allowed[-1]}")

    return read


def parse_codes(value: object) -> tuple[str, ...]:
    """Codes and their beginnings: `NL7` is the whole family."""
    written = [value] if isinstance(value, str) else value
    if isinstance(written, list) and all(
        isinstance(code, str) and re.fullmatch(r"NL\d{0,3}", code.upper()) for code in written
    ):
        return tuple(code.upper() for code in written)
    raise InvalidValue('codes or their beginnings, such as ["NL201", "NL7"]')


def languages(value: object) -> tuple[str, ...]:
    written = [value] if isinstance(value, str) else value
    if isinstance(written, list) and all(isinstance(each, str) and each.lower() in LANGUAGES for each in written):
        return tuple(sorted({each.lower() for each in written}))
    raise InvalidValue(f"a list of {', '.join(LANGUAGES)}")


def parse_rules_version(value: object) -> int:
    if value == 1 and not isinstance(value, bool):
        return 1
    raise InvalidValue("1, the one set of constants that this netlead knows")


KNOWN_WORDS: Final[dict[str, frozenset[str]]] = {
    "fields": frozenset(name for fields in FIELDS.values() for name in fields),
    "words": frozenset({*TYPES, *KINDS, *RUNGS, *SIZES, *(word for words in OUTCOMES.values() for word in words)}),
    "kinds": frozenset(NOTE_KINDS.values()),
    "folders": frozenset(NOTE_KINDS.values()),
    "hours": frozenset(HOURS),
}
"""What the tables of `netlead.toml` may point at."""

KEYS: Final[dict[str, ValueParser]] = {
    "rules": parse_rules_version,
    "as_of": parse_date,
    "output": parse_folder,
    "templates": parse_optional_folder,
    "bases": parse_flag,
    "questions": parse_flag,
    "date_order": make_choice_parser("dmy", "mdy", "ymd"),
    "languages": languages,
    "size": parse_size,
    "review_days": parse_days,
    "review_days_trusting": parse_days,
    "capacity_orgs": lambda value: parse_number(value, least=1, most=100_000),
    "fail_on": make_choice_parser("error", "warning", "info", "never"),
    "select": parse_codes,
    "ignore": parse_codes,
}
"""The keys outside tables, named as in `model.Config`."""

DAILY: Final[dict[str, ValueParser]] = {
    "mentions": make_choice_parser("list", "note"),
    "folder": parse_optional_folder,
    "format": parse_text,
}
"""The keys of `[daily]`."""


CONFIG_NAME: Final = "netlead.toml"
TABLES: Final = (*KNOWN_WORDS, "daily")
_DAY: Final = re.compile(r"=\s*([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})\s*(?:#.*)?$")
"""A bare day, which TOML takes only if there is such a one."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


class LoadedConfig(msgspec.Struct, frozen=True):
    """The config that holds, and what was wrong with what was written."""

    config: Config
    faults: tuple[Fault, ...] = ()
    path: str = CONFIG_NAME
    """As messages name it."""
    folders: tuple[tuple[str, int], ...] = ()
    """Each row of `[folders]`, with its line."""
    kinds: tuple[tuple[str, int], ...] = ()
    """The same of `[kinds]`."""


def load_config(vault: Path, file: Path | None = None) -> LoadedConfig:
    """Read the config of a vault; a vault without one has the contract's.

    Raises Misuse for a file that is no TOML or cannot be read: with half a config every page would be wrong.
    """
    path = CONFIG_NAME if file is None else file.as_posix()
    text = _read_config_text(vault / CONFIG_NAME if file is None else file, path, needed=file is not None)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(where[1]) if where else text.count("\n") + 1
        if day := _DAY.search(text.split("\n")[line - 1]):
            hint = "write one that the calendar has, as YYYY-MM-DD"
            raise UserError(f"there is no day '{day[1]}'", hint=hint, path=path, line=line) from None
        raise UserError(
            f"this is no TOML: {str(error)[: where.start()].rstrip() if where else error}",
            hint="mend that line; text stands in quotes, and a table begins with its name in [brackets]",
            path=path,
            line=line,
        ) from None
    if isinstance(tree.get("output"), str) and _CONTROL.search(tree["output"]):
        raise UserError(
            "`output` holds a control character, which no folder can be named with",
            hint="name a folder inside the vault, such as 'Netlead'",
            path=path,
            line=find_key_line(text, "output"),
        )
    loaded = _ConfigReader(path, text).config(tree, load_obsidian_settings(vault))
    output = _match_output_case(vault, loaded.config.output)
    return msgspec.structs.replace(loaded, config=msgspec.structs.replace(loaded.config, output=output))


def _match_output_case(vault: Path, output: str) -> str:
    """The output folder as the disk spells it, where `Netlead` opens `netlead` too: as a rule on Windows and macOS."""
    found: list[str] = []
    for part in output.split("/"):
        here = vault.joinpath(*found)
        found.append(part)
        with suppress(OSError):
            if (here / part.swapcase()).exists():
                names = os.listdir(here)  # noqa: PTH208  (names, not paths)
                alike = (name for name in names if name.casefold() == part.casefold())
                found[-1] = part if part in names else next(alike, part)
    return "/".join(found)


def _read_config_text(file: Path, path: str, *, needed: bool) -> str:
    try:
        if not is_plain_file(file):
            raise UserError("this is no plain file", hint="write the settings into a file", path=path)
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        if needed:
            raise UserError("there is no such config file", hint="leave --config out, or name one", path=path) from None
        return ""
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UserError("this is not UTF-8", hint="save it as UTF-8", path=path, line=line) from None
    except OSError as error:
        raise UserError(f"cannot be read: {system_message(error)}", hint="make it readable", path=path) from None


def missing_folders(loaded: LoadedConfig, files: Iterable[str]) -> Iterator[Fault]:
    """Each row of `[folders]` that names no folder of the vault: it can have no effect."""
    if not loaded.folders:
        return
    there = {folder.casefold() for file in files for folder in _above(file)}
    for key, line in loaded.folders:
        if normalise_key("folders", key).casefold() not in there:
            near = suggest_close(key.casefold(), sorted(there))
            yield Fault(FaultKind.CONFIG_NO_FOLDER, loaded.path, Range(line), words=(key, near))


def missing_kinds(loaded: LoadedConfig, notes: Iterable[Note]) -> Iterator[Fault]:
    """Each row of `[kinds]` whose word no note has as its type, tag or category; looks no further than it must."""
    if not loaded.kinds:
        return
    from netlead_md.linking.symbol_table import kind_labels, kind_words  # here: most runs need no linking

    known = kind_words(loaded.config)
    missing = {normalise_key("kinds", key) for key, _ in loaded.kinds}
    seen: set[str] = set()
    for note in notes:
        words = set(kind_labels(note, known))
        missing -= words
        if not missing:
            return
        seen |= words
    for key, line in loaded.kinds:
        if normalise_key("kinds", key) in missing:
            near = suggest_close(normalise_key("kinds", key), sorted(seen))
            yield Fault(FaultKind.CONFIG_NO_KIND, loaded.path, Range(line), words=(key, near))


def _above(file: str) -> Iterator[str]:
    parts = file.split("/")[:-1]
    return ("/".join(parts[:count]) for count in range(1, len(parts) + 1))


class _ConfigReader:
    """One reading of one config text; gathers the faults on its way."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.faults: list[Fault] = []

    def config(self, tree: dict[str, Any], given: ObsidianSettings) -> LoadedConfig:
        values = dict(self._keys("", {key: value for key, value in tree.items() if not isinstance(value, dict)}, KEYS))
        tables = {key: value for key, value in tree.items() if isinstance(value, dict)}
        daily = dict(self._keys("daily.", tables.pop("daily", {}), DAILY))
        lines = {table: tuple(self._rows(table, tables.get(table, {}))) for table in ("folders", "kinds")}
        for table in ("fields", "words", "kinds", "folders"):
            values[table] = dict(self._words(table, tables.pop(table, {})))
        by_type: dict[str, ValueParser] = dict.fromkeys(KNOWN_WORDS["hours"], parse_hour_count)
        assumed = Config().hours | dict(self._keys("hours.", tables.pop("hours", {}), by_type))
        for table in tables:
            self._unknown_table(table)
        chosen = (Daily(daily.get("folder", ""), daily.get("format") or Daily().format),)
        config = Config(
            **values,
            mentions=daily.get("mentions", "list"),
            hours=assumed,
            dailies=chosen if {"folder", "format"} & daily.keys() else given.dailies,
            template_folders=tuple(filter(None, (*given.templates, values.get("templates", "")))),
            excluded=given.excluded,
        )
        return LoadedConfig(
            msgspec.structs.replace(config, changed=list_changed_constants(config)),
            tuple(self.faults),
            self.path,
            lines["folders"],
            lines["kinds"],
        )

    def _rows(self, table: str, rows: dict[str, Any]) -> Iterator[tuple[str, int]]:
        """Each word of the user's in a table, with its line."""
        for key, value in rows.items():
            for word in value if isinstance(value, list) else [key]:
                if isinstance(word, str):
                    yield word, find_key_line(self.text, f"{table}.{key}")

    def _keys(self, table: str, written: dict[str, Any], readers: dict[str, ValueParser]) -> Iterator[tuple[str, Any]]:
        for key, value in written.items():
            name = key.lower().replace("-", "_")
            if name not in readers:
                self._unknown(table + key, [table + known for known in (*readers, *(() if table else TABLES))])
                continue
            try:
                yield name, readers[name](value)
            except Impossible as impossible:
                line = find_key_line(self.text, table + key)
                raise UserError(
                    f"`{table + key}` {impossible}", hint=impossible.hint, path=self.path, line=line
                ) from None
            except InvalidValue as expected:
                self._wrong(table + key, str(expected), value)

    def _words(self, table: str, written: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """`firma = "organisation"`, or the other way about: `organisation = ["firma", "arbeitgeber"]`."""
        ours = KNOWN_WORDS[table]
        for key, value in written.items():
            pairs = [(word, key) for word in value] if isinstance(value, list) else [(key, value)]
            for word, target in pairs:
                found = str(target).strip().lower()
                found = found.replace("-", "_").replace(" ", "_") if table == "fields" else found
                if not isinstance(word, str) or not isinstance(target, str) or found not in ours:
                    self._wrong(f"{table}.{key}", _suggest_word(found, ours), target)
                else:
                    yield normalise_key(table, word), found

    def _unknown(self, key: str, known: list[str]) -> None:
        near = suggest_close(key.lower(), known)
        self._fault(FaultKind.CONFIG_UNKNOWN_KEY, key, key, near)

    def _unknown_table(self, table: str) -> None:
        known = [f"[{name}]" for name in TABLES]
        near = suggest_close(f"[{table.lower()}]", known)
        self._fault(FaultKind.CONFIG_UNKNOWN_KEY, table, f"[{table}]", near, ", ".join(sorted(known)))

    def _wrong(self, key: str, expected: str, value: object) -> None:
        self._fault(FaultKind.CONFIG_WRONG_VALUE, key, key, expected, value if isinstance(value, str) else repr(value))

    def _fault(self, trouble: FaultKind, key: str, *words: str) -> None:
        self.faults.append(Fault(trouble, self.path, Range(find_key_line(self.text, key)), words=words))


def normalise_key(table: str, word: str) -> str:
    """A word of one of the user's tables in the form in which words are compared."""
    lower = word.strip().lower()
    if table == "fields":
        return lower.replace("-", "_").replace(" ", "_")
    return lower.replace("\\", "/").strip("/") if table == "folders" else lower


def _suggest_word(written: str, ours: frozenset[str]) -> str:
    near = suggest_close(written, sorted(ours))
    return f"'{near}'" if near else f"one of {', '.join(sorted(ours))}"


def find_key_line(text: str, key: str) -> int:
    """The line of a key such as `hours.meeting`, or of its table; 1 where neither stands plainly."""
    table, _, name = key.rpartition(".")
    now, header = "", 1
    for count, line in enumerate(text.split("\n"), 1):
        if head := re.match(r"\s*+\[++\s*+([^\[\]]++)\]", line):
            now = head[1].strip().strip("\"'")
            header = count if now in (table, key) else header
            if now == key:
                return count
        elif now == table and re.match(rf"""\s*["']?{re.escape(name)}["']?\s*[.=]""", line):
            return count
    return header


def list_changed_constants(config: Config) -> tuple[str, ...]:
    """Name each constant that differs from the contract's, for the footer of every page (SPEC §4)."""
    ours = Config()
    trusting = "days that a review of a trusting organisation stands"
    words = (
        ("size where none is written", config.size, ours.size),
        ("days that a review stands", config.review_days, ours.review_days),
        (trusting, config.review_days_trusting, ours.review_days_trusting),
        ("organisations that you have room for", config.capacity_orgs, ours.capacity_orgs),
        ("a mention in a daily note", config.mentions, ours.mentions),
        *(
            (f"hours of {'an' if type_ == 'event' else 'a'} {type_}", config.hours[type_], ours.hours[type_])
            for type_ in sorted(ours.hours)
        ),
    )
    return tuple(
        f"{name}: {now:g}, not {then:g}" if isinstance(now, int | float) else f"{name}: {now}, not {then}"
        for name, now, then in words
        if now != then
    )
