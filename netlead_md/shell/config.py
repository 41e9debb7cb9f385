"""`netlead.toml` and Obsidian's own settings → `Config`. What is wrong is a fault, and the default is kept."""

import difflib
import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import msgspec

from netlead_md.model.config import Config, Daily
from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.shell import obsidian
from netlead_md.shell.misuse import Misuse, system_words
from netlead_md.shell.values import DAILY, KEYS, OURS, Expected, Reader, hours

NAME: Final = "netlead.toml"
TABLES: Final = (*OURS, "daily")
_DAY: Final = re.compile(r"=\s*([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})\s*(?:#.*)?$")
"""A bare day, which TOML takes only if there is such a one."""


class Loaded(msgspec.Struct, frozen=True):
    """The config that holds, and what was wrong with what was written."""

    config: Config
    faults: tuple[Fault, ...] = ()
    path: str = NAME
    """As messages name it."""


def load(vault: Path, file: Path | None = None) -> Loaded:
    """Read the config of a vault; a vault without one has the contract's.

    Raises Misuse for a file that is no TOML or cannot be read: with half a config every page would be wrong.
    """
    path = NAME if file is None else file.as_posix()
    text = _text(vault / NAME if file is None else file, path, needed=file is not None)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"\s*\(at line (\d+), column \d+\)", str(error))
        line = int(where[1]) if where else text.count("\n") + 1
        if day := _DAY.search(text.split("\n")[line - 1]):
            cure = "write one that the calendar has, as YYYY-MM-DD"
            raise Misuse(f"there is no day '{day[1]}'", cure=cure, path=path, line=line) from None
        raise Misuse(
            f"this is no TOML: {str(error)[: where.start()] if where else error}",
            cure="mend that line; text stands in quotes, and a table begins with its name in [brackets]",
            path=path,
            line=line,
        ) from None
    loaded = _Reading(path, text).config(tree, obsidian.settings(vault))
    output = _as_it_stands(vault, loaded.config.output)
    return msgspec.structs.replace(loaded, config=msgspec.structs.replace(loaded.config, output=output))


def _as_it_stands(vault: Path, output: str) -> str:
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


def _text(file: Path, path: str, *, needed: bool) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        if needed:
            raise Misuse("there is no such config file", cure="leave --config out, or name one", path=path) from None
        return ""
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Misuse("this is not UTF-8", cure="save it as UTF-8", path=path, line=line) from None
    except OSError as error:
        raise Misuse(f"cannot be read: {system_words(error)}", cure="make it readable", path=path) from None


class _Reading:
    """One reading of one config text; gathers the faults on its way."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.faults: list[Fault] = []

    def config(self, tree: dict[str, Any], given: obsidian.Settings) -> Loaded:
        values = dict(self._keys("", {key: value for key, value in tree.items() if not isinstance(value, dict)}, KEYS))
        tables = {key: value for key, value in tree.items() if isinstance(value, dict)}
        daily = dict(self._keys("daily.", tables.pop("daily", {}), DAILY))
        for table in ("fields", "words", "kinds", "folders"):
            values[table] = dict(self._words(table, tables.pop(table, {})))
        by_type: dict[str, Reader] = dict.fromkeys(OURS["hours"], hours)
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
        return Loaded(msgspec.structs.replace(config, changed=changed(config)), tuple(self.faults), self.path)

    def _keys(self, table: str, written: dict[str, Any], readers: dict[str, Reader]) -> Iterator[tuple[str, Any]]:
        for key, value in written.items():
            name = key.lower().replace("-", "_")
            if name not in readers:
                self._unknown(table + key, [table + known for known in (*readers, *(() if table else TABLES))])
                continue
            try:
                yield name, readers[name](value)
            except Expected as expected:
                self._wrong(table + key, str(expected), value)

    def _words(self, table: str, written: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """`firma = "organisation"`, or the other way about: `organisation = ["firma", "arbeitgeber"]`."""
        ours = OURS[table]
        for key, value in written.items():
            pairs = [(word, key) for word in value] if isinstance(value, list) else [(key, value)]
            for word, target in pairs:
                found = str(target).strip().lower()
                found = found.replace("-", "_").replace(" ", "_") if table == "fields" else found
                if not isinstance(word, str) or not isinstance(target, str) or found not in ours:
                    self._wrong(f"{table}.{key}", _one_of(found, ours), target)
                else:
                    yield plain_key(table, word), found

    def _unknown(self, key: str, known: list[str]) -> None:
        near = difflib.get_close_matches(key.lower(), known, 1, 0.7)
        self._fault(Trouble.CONFIG_UNKNOWN_KEY, key, key, near[0] if near else "")

    def _unknown_table(self, table: str) -> None:
        known = [f"[{name}]" for name in TABLES]
        near = difflib.get_close_matches(f"[{table.lower()}]", known, 1, 0.7)
        self._fault(Trouble.CONFIG_UNKNOWN_KEY, table, f"[{table}]", near[0] if near else "", ", ".join(sorted(known)))

    def _wrong(self, key: str, expected: str, value: object) -> None:
        self._fault(Trouble.CONFIG_WRONG_VALUE, key, key, expected, value if isinstance(value, str) else repr(value))

    def _fault(self, trouble: Trouble, key: str, *words: str) -> None:
        self.faults.append(Fault(trouble, self.path, Place(line_of(self.text, key)), words=words))


def plain_key(table: str, word: str) -> str:
    """A word of one of the user's tables in the form in which words are compared."""
    lower = word.strip().lower()
    if table == "fields":
        return lower.replace("-", "_").replace(" ", "_")
    return lower.replace("\\", "/").strip("/") if table == "folders" else lower


def _one_of(written: str, ours: frozenset[str]) -> str:
    near = difflib.get_close_matches(written, sorted(ours), 1, 0.7)
    return f"'{near[0]}'" if near else f"one of {', '.join(sorted(ours))}"


def line_of(text: str, key: str) -> int:
    """The line of a key such as `hours.meeting`, or of its table; 1 where neither stands plainly."""
    table, _, name = key.rpartition(".")
    now, header = "", 1
    for count, line in enumerate(text.split("\n"), 1):
        if head := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            now = head[1].strip("\"'")
            header = count if now in (table, key) else header
            if now == key:
                return count
        elif now == table and re.match(rf"""\s*["']?{re.escape(name)}["']?\s*[.=]""", line):
            return count
    return header


def changed(config: Config) -> tuple[str, ...]:
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
