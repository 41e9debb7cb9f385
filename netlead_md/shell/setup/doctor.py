"""Whether all is well around a vault: one check a line, each a plain sentence (SPEC §5, `doctor`)."""

import os
import platform
import posixpath
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal

import msgspec

from netlead_md import __version__
from netlead_md.model.place import Trouble
from netlead_md.reports.words import plural
from netlead_md.shell import cache, disk, writer
from netlead_md.shell.look import Snapshot
from netlead_md.shell.misuse import Misuse
from netlead_md.shell.session import State

Status = Literal["ok", "warn", "fail"]
_NAMED: Final = 3
_CONFIG: Final = frozenset({Trouble.CONFIG_UNKNOWN_KEY, Trouble.CONFIG_WRONG_VALUE})
_WATCHES: Final = Path("/proc/sys/fs/inotify/max_user_watches")
_LIBRARIES: Final = ("watchdog", "yaml-rs", "jinja2", "markdown-it-py")


class Check(msgspec.Struct, frozen=True):
    status: Status
    subject: str
    words: str


def examine_setup(seen: Snapshot, state: State, watches: Path = _WATCHES) -> tuple[Check, ...]:
    """Every check, in order. `watches`: where Linux says how many folders one user may watch."""
    return (
        _vault(seen),
        _config(seen),
        _mapping(state),
        _daily(state),
        _unreadable(state),
        _output(state),
        _left_behind(state),
        _watch(state.vault, watches),
        _cache(state.vault),
        Check("ok", "versions", ", ".join(_versions())),
    )


def _vault(seen: Snapshot) -> Check:
    """Notes, and those left out by rule: no fault, yet somebody may miss them (COMPATIBILITY 4, 13, 15)."""
    known = {note.path for note in seen.scan.notes} | set(seen.scan.unreadable)
    left = [path for path in seen.scan.files if path.lower().endswith(".md") and path not in known]
    words = plural(len(seen.scan.notes), "note")
    if left:
        words += f"; {len(left):,} left out (templates, excluded in Obsidian, sync copies): {_some(left)}"
    return Check("ok", "vault", words)


def _config(seen: Snapshot) -> Check:
    wrong = [fault for fault in seen.loaded.faults if fault.trouble in _CONFIG]
    if wrong:
        keys = _some(f"{fault.words[0]} (line {fault.place.line if fault.place else 1})" for fault in wrong)
        return Check("warn", "config", f"{seen.loaded.path}: {keys} cannot be used; `netlead check` says why")
    changed = len(seen.loaded.config.changed)
    return Check("ok", "config", f"{changed:,} constants differ from the contract's" if changed else "all as it should")


def _mapping(state: State) -> Check:
    network = state.book.network
    people, organisations = len(network.people), len(network.organisations)
    words = ", ".join(
        (
            plural(people, "person", "people"),
            plural(organisations, "organisation"),
            plural(len(network.entries), "entry", "entries"),
        )
    )
    if not people and not organisations:
        return Check("warn", "mapping", "no note of a person or an organisation: `netlead init` looks and proposes")
    return Check("ok", "mapping", words)


def _daily(state: State) -> Check:
    """Notes in the folder of daily notes that its format does not fit (COMPATIBILITY 19)."""
    folders = tuple(f"{daily.folder.strip('/').lower()}/" for daily in state.config.dailies if daily.folder.strip("/"))
    inside = [note for path, note in sorted(state.notes.items()) if folders and path.lower().startswith(folders)]
    lost = [note.path for note in inside if note.day is None]
    if lost:
        format_ = " or ".join(daily.format for daily in state.config.dailies)
        return Check("warn", "daily notes", f"{len(lost):,} do not fit the format {format_}: {_some(lost)}")
    days = sum(note.day is not None for note in state.notes.values())
    return Check("ok", "daily notes", f"{days:,} recognised")


def _unreadable(state: State) -> Check:
    lost = state.book.network.unreadable
    if lost:
        return Check(
            "warn", "unreadable", f"{plural(len(lost), 'note')} cannot be read: {_some(lost)}; see `netlead check`"
        )
    return Check("ok", "unreadable", "every note can be read")


def _output(state: State) -> Check:
    output = state.config.output
    try:
        folder = disk.output_folder(state.vault, output)
    except Misuse as misuse:
        return Check("fail", "output", f"{output}: {misuse.message}")
    standing = next(place for place in (folder, *folder.parents) if place.exists())
    if not os.access(standing, os.W_OK):
        return Check("fail", "output", f"{output}: cannot be written; make the folder writable")
    if unread := writer.plan(state.vault, output, ()).unread:
        words = f"{plural(len(unread), 'note')} of yours in {output}/ cannot count: {_some(unread)}"
        return Check("warn", "output", f"{words}; move them, or set `output` to a folder of its own")
    return Check("ok", "output", f"{output}/ can be written" if folder.exists() else f"{output}/ will be made")


def _left_behind(state: State) -> Check:
    """Pages of ours outside the output folder: it was another one before, or somebody copied them to keep them."""
    left = {path: note for path, note in sorted(state.notes.items()) if note.ours}
    if not left:
        return Check("ok", "old pages", "none outside the output folder")
    folder = posixpath.commonpath([path.rpartition("/")[0] for path in left])
    alone = folder and all(path in left for path in state.book.network.files if path.startswith(f"{folder}/"))
    cure = f"delete the folder {folder}/, for it holds nothing else" if alone else "delete them, as you like"
    words = f"{len(left):,} of our pages stand outside {state.config.output}/ and grow old: {_some(left)}; {cure}"
    return Check("warn", "old pages", words)


def _watch(vault: Path, watches: Path) -> Check:
    if sys.platform != "linux":
        return Check("ok", "watch", "the system tells of changes by itself")
    if "microsoft" in platform.release().lower() and str(vault).startswith("/mnt/"):
        return Check("warn", "watch", "Windows folders send no events to Linux: `watch` looks every few seconds")
    try:
        limit = int(watches.read_text("ascii"))
    except (OSError, ValueError):
        return Check("warn", "watch", "this system does not say how many folders may be watched")
    folders = sum(1 for _ in os.walk(vault))
    if folders > limit:
        cure = f"sudo sysctl fs.inotify.max_user_watches={max(524_288, folders * 2)}"
        late = "changes in some are seen a few seconds late"
        return Check("warn", "watch", f"{folders:,} folders, and the limit is {limit:,}: {late}; `{cure}` raises it")
    return Check("ok", "watch", f"{folders:,} folders to watch, {limit:,} allowed")


def _cache(vault: Path) -> Check:
    if cache.folder() is None:
        return Check("warn", "cache", "you have no home folder, so every run reads all notes anew")
    folder = cache.place(vault, "notes").parent
    standing = next(place for place in (folder, *folder.parents) if place.exists())
    if not os.access(standing, os.W_OK):
        return Check("warn", "cache", f"{folder}: cannot be written, so every run reads all notes anew")
    size = sum(file.stat().st_size for file in folder.glob("*") if file.is_file())
    return Check("ok", "cache", f"{folder}, {size / 1_000_000:.1f} MB")


def _versions() -> Iterator[str]:
    yield f"netlead {__version__}"
    yield f"Python {platform.python_version()}"
    for name in _LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} unknown"


def _some(paths: Iterable[str]) -> str:
    every = list(paths)
    more = f" and {len(every) - _NAMED:,} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + more
