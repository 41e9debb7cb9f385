"""The note that a name on the command line means (SPEC §2.1): by path, else by name, else by alias."""

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.linking.fields import field_names
from netlead_md.linking.link_resolver import LinkResolver, link_name, normalise_name
from netlead_md.linking.named_organisations import find_named, organisation_links
from netlead_md.linking.note_names import is_folder_note
from netlead_md.linking.symbol_table import aliases_of, kind_of, kind_words
from netlead_md.model.config import Config, Daily
from netlead_md.model.note import Note
from netlead_md.model.words import MONTH_NAMES
from netlead_md.parsing import build_keywords, daily_note_date, read_note
from netlead_md.parsing.suggestions import suggest_names
from netlead_md.vault.errors import UserError, vault_error
from netlead_md.vault.real_path import find_file
from netlead_md.vault.scanner import find_left_out

# The names of all notes, by a walk that neither opens nor stats them: a capture has a third of a second.


class VaultListing(msgspec.Struct, frozen=True):
    notes: tuple[str, ...]
    """Paths in the vault, as the system writes them; templates and excluded notes left out."""
    files: tuple[str, ...]
    """All that a link can name."""


def list_vault(vault: Path, config: Config) -> VaultListing:
    """Walk the vault; links to folders are not followed. Raises Misuse where it cannot be listed."""
    try:
        os.listdir(vault)  # noqa: PTH208
    except OSError as error:
        raise vault_error(error) from None
    files = sorted(_walk_folder(os.fspath(vault), "", config.output))
    notes = [path for path in files if path.lower().endswith(".md")]
    left_out = find_left_out(config, notes).paths
    return VaultListing(tuple(path for path in notes if path not in left_out), tuple(files))


def _walk_folder(root: str, folder: str, output: str) -> Iterator[str]:
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            listed = list(entries)
    except OSError:
        return
    for entry in listed:
        name = entry.name
        path = f"{folder}/{name}" if folder else name
        if name.startswith(".") or name == "node_modules" or path == output or not is_plain_line(path):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_folder(root, path, output)
        elif entry.is_file():  # to open a pipe may take for ever
            yield path


def is_plain_line(text: str) -> bool:
    """One line without control characters. Joiners (of emoji, of Persian) and spaces that do not break are letters."""
    return text.isprintable() or all(c.isprintable() or c in "\u200c\u200d\u00a0\u202f" for c in text)


ENTITY_KINDS: Final = ("person", "organisation", "project")
_HEAD: Final = 4096
"""Bytes of a note in which its aliases stand."""


class Target(msgspec.Struct, frozen=True):
    """A note, and its bytes as they were read."""

    path: str
    note: Note
    data: bytes
    kind: str = ""

    @property
    def text(self) -> str:
        return self.data.decode("utf-8")


def resolve_target(vault: Path, listed: VaultListing, config: Config, name: str) -> Target:
    """Find the note. Raises Misuse with the candidates where several fit, with near names where none does."""
    wanted = (
        normalise_name(name.strip().replace("\\", "/"))
        .removeprefix("[[")
        .removesuffix("]]")
        .removesuffix(".md")
        .strip("/")
    )
    if not wanted.strip():
        raise UserError("the name is empty", hint="name a note of a person, an organisation or a project")
    by_path = [path for path in listed.notes if normalise_name(path).removesuffix(".md") == wanted]
    by_name = [path for path in listed.notes if wanted in _path_names(path)]
    for paths in (by_path, by_name):
        if found := _read_entity_notes(vault, paths, config):
            return _require_single(name, found)
    if found := _read_entity_notes(vault, _find_alias_paths(vault, listed.notes, wanted), config, alias=wanted):
        return _require_single(name, found)
    if named := [each for path in (by_path or by_name) if (each := _read_named(vault, listed, path, config))]:
        return _require_single(name, named)
    raise _not_found_error(vault, listed, config, name, [*by_path, *by_name])


def _path_names(path: str) -> tuple[str, ...]:
    """The names that the path of a note gives it: its file's, and of a folder note its folder's."""
    name = normalise_name(link_name(path))
    return (name, normalise_name(path.rpartition("/")[0].rpartition("/")[2])) if is_folder_note(path) else (name,)


def _read_named(vault: Path, listed: VaultListing, path: str, config: Config) -> Target | None:
    """A note of no kind of its own that is an organisation because somebody's organisation field links to it."""
    target = read_target(vault, path, config)
    if not kind_of(target.note, kind_words(config)).weak:
        return None
    resolver, names = LinkResolver.of(listed.files), field_names(config)
    for other in _find_alias_paths(vault, listed.notes, normalise_name(link_name(path))):
        each = read_target(vault, other, config)
        if each.kind == "person" and path in find_named({other: organisation_links(each.note, names)}, resolver):
            return msgspec.structs.replace(target, kind="organisation")
    return None


def read_target(vault: Path, path: str, config: Config) -> Target:
    """Read one note. Raises Misuse for one that cannot be read."""
    try:
        data = find_file(vault, path).read_bytes()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise UserError("this note cannot be read", hint="`netlead check` says why", path=path) from None
    note = read_note(path, text, day=daily_note_date(path, config.dailies), words=build_keywords(config))
    return Target(path, note, data, kind_of(note, kind_words(config)).kind)


def _read_entity_notes(vault: Path, paths: Iterable[str], config: Config, alias: str = "") -> list[Target]:
    found = [read_target(vault, path, config) for path in paths]
    return [
        each
        for each in found
        if each.kind in ENTITY_KINDS and (not alias or alias in map(normalise_name, aliases_of(each.note)))
    ]


def _find_alias_paths(vault: Path, paths: Iterable[str], wanted: str) -> Iterator[str]:
    """Notes that say the words somewhere in their front matter: few, to be read with care."""
    needle, root = wanted.encode("utf-8") if wanted.isascii() else b"", f"{vault}/"
    for path in paths:
        try:
            with open(root + path if path.isascii() else find_file(vault, path), "rb", buffering=0) as file:  # noqa: PTH123  (called for each note)
                head = file.read(_HEAD)
        except OSError:
            continue
        if needle not in head.lower():
            continue
        if head[:6].lstrip(b"\xef\xbb\xbf").startswith(b"---") and wanted in normalise_name(
            head.decode("utf-8", "ignore")
        ):
            yield path


def _require_single(name: str, found: list[Target]) -> Target:
    if len(found) == 1:
        return found[0]
    paths = "\n".join(f"  {each.path}" for each in found)
    raise UserError(f"'{name}' may be any of these:\n{paths}", hint="name one of them by its path")


def _not_found_error(vault: Path, listed: VaultListing, config: Config, name: str, others: list[str]) -> UserError:
    if others:
        hint = "its `type` says what it is: person, organisation or project"
        return UserError("this is no note of a person, an organisation or a project", hint=hint, path=others[0])
    names: dict[str, list[str]] = {}
    for path in listed.notes:
        names.setdefault(link_name(path), []).append(path)
    spelt = {normalise_name(each): each for each in sorted(names)}
    near = [
        spelt[each]
        for each in suggest_names(normalise_name(name), spelt)
        if _read_entity_notes(vault, names[spelt[each]], config)
    ]
    meant = f"did you mean {' or '.join(map(repr, near))}?" if near else ""
    return UserError(f"nobody here is called '{name}'", hint=meant or f'`netlead new person "{name}"` makes a note')


# The daily note of a day, by the settings of Obsidian or `[daily]` (COMPATIBILITY 19).


_TOKEN: Final = re.compile(r"\[([^\[\]]*+)\]|YYYY|YY|MMMM|MMM|MM|M|DDDD|DDD|Do|DD|D|dddd|ddd|dd|GGGG|gggg|WW|ww|Q|.")
_TEENS: Final = range(11, 14)


def find_daily_note(listed: VaultListing, config: Config, day: dt.date) -> tuple[str, bool]:
    """Path of a day's note, and whether it stands there. Raises Misuse for a format that this cannot write."""
    setting = config.dailies[0] if config.dailies else _infer_daily_format(listed, day)
    folder = setting.folder.strip("/")
    name = _TOKEN.sub(lambda token: _format_token(token, day), setting.format or Daily().format).removesuffix(".md")
    path = f"{folder}/{name}.md" if folder else f"{name}.md"
    there = [each for each in listed.notes if daily_note_date(each, config.dailies) == day]
    if there:
        return (path if path in there else min(there, key=lambda each: (len(each), each))), True
    unsafe = ".." in path.split("/") or path.startswith("/") or daily_note_date(path, config.dailies) != day
    if unsafe:
        hint = "make today's note in Obsidian first; this format of daily notes cannot be written here"
        raise UserError(f"there is no daily note of {day}", hint=hint, path=path)
    return path, False


def _infer_daily_format(listed: VaultListing, day: dt.date) -> Daily:
    """Where nothing says so: beside the latest daily note, in the folder of its own year or month if it lies in one."""
    days = [
        (each, path) for path in listed.notes if (each := daily_note_date(path, ())) and path.endswith(f"{each}.md")
    ]
    if not days:
        return Daily()
    latest, path = max(days)
    parts = path.split("/")[:-1]
    moved = {f"{latest:{form}}": f"{day:{form}}" for form in ("%Y", "%m", "%Y-%m")}
    return Daily("/".join(moved.get(part, part) for part in parts))


def _format_token(token: re.Match[str], day: dt.date) -> str:
    if token[1] is not None:
        return token[1]
    ending = "th" if day.day in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    year, week, _ = day.isocalendar()
    words = {
        "YYYY": f"{day.year}",
        "YY": f"{day:%y}",
        "MMMM": MONTH_NAMES[day.month - 1],
        "MMM": MONTH_NAMES[day.month - 1][:3],
        "MM": f"{day.month:02}",
        "M": f"{day.month}",
        "DDDD": f"{day.timetuple().tm_yday:03}",
        "DDD": f"{day.timetuple().tm_yday}",
        "Do": f"{day.day}{ending}",
        "DD": f"{day.day:02}",
        "D": f"{day.day}",
        "dddd": _DAYS[day.weekday()],
        "ddd": _DAYS[day.weekday()][:3],
        "dd": _DAYS[day.weekday()][:2],
        "GGGG": f"{year}",
        "gggg": f"{year}",
        "WW": f"{week:02}",
        "ww": f"{week:02}",
        "Q": f"{(day.month + 2) // 3}",
    }
    return words.get(token[0], token[0])


_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
