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
from netlead_md.model.account import PLAN
from netlead_md.model.diagnostics import FaultKind
from netlead_md.reports.account_words import account_sentence, meetings_sentence
from netlead_md.vault import atomic_write as disk
from netlead_md.vault import cache, writer
from netlead_md.vault.errors import UserError
from netlead_md.vault.session import VaultState
from netlead_md.vault.snapshot import Snapshot
from netlead_md.wording.phrases import pluralise

CheckStatus = Literal["ok", "warn", "fail"]
_NAMED: Final = 3
_CONFIG: Final = frozenset({FaultKind.CONFIG_UNKNOWN_KEY, FaultKind.CONFIG_WRONG_VALUE})
_WATCHES: Final = Path("/proc/sys/fs/inotify/max_user_watches")
_LIBRARIES: Final = ("watchdog", "yaml-rs", "jinja2", "markdown-it-py")


class SetupCheck(msgspec.Struct, frozen=True):
    status: CheckStatus
    subject: str
    words: str


def check_setup(seen: Snapshot, state: VaultState, watches: Path = _WATCHES) -> tuple[SetupCheck, ...]:
    """Every check, in order. `watches`: where Linux says how many folders one user may watch."""
    return (
        _check_vault(seen),
        _check_config(seen),
        _check_mapping(state),
        _lines(state),
        _check_daily_notes(state),
        _check_unreadable(state),
        _check_output(state),
        _check_leftover_pages(state),
        _check_watch(state.vault, watches),
        _check_cache(state.vault),
        SetupCheck("ok", "versions", ", ".join(_list_versions())),
    )


def _check_vault(seen: Snapshot) -> SetupCheck:
    """Notes, and those left out by rule: no fault, yet somebody may miss them (COMPATIBILITY 4, 13, 15)."""
    known = {note.path for note in seen.scan.notes} | set(seen.scan.unreadable)
    left = [path for path in seen.scan.files if path.lower().endswith(".md") and path not in known]
    words = pluralise(len(seen.scan.notes), "note")
    if left:
        words += f"; {len(left):,} left out (templates, excluded in Obsidian, sync copies): {_join_some(left)}"
    return SetupCheck("ok", "vault", words)


def _check_config(seen: Snapshot) -> SetupCheck:
    wrong = [fault for fault in seen.loaded.faults if fault.trouble in _CONFIG]
    if wrong:
        keys = _join_some(f"{fault.words[0]} (line {fault.place.line if fault.place else 1})" for fault in wrong)
        return SetupCheck("warn", "config", f"{seen.loaded.path}: {keys} cannot be used; `netlead check` says why")
    changed = len(seen.loaded.config.changed)
    return SetupCheck(
        "ok", "config", f"{changed:,} constants differ from the contract's" if changed else "all as it should"
    )


def _check_mapping(state: VaultState) -> SetupCheck:
    network = state.book.network
    people, organisations = len(network.people), len(network.organisations)
    words = ", ".join(
        (
            pluralise(people, "person", "people"),
            pluralise(organisations, "organisation"),
            pluralise(len(network.entries), "entry", "entries"),
        )
    )
    if not people and not organisations:
        return SetupCheck(
            "warn", "mapping", "no note of a person or an organisation: `netlead init` looks and proposes"
        )
    return SetupCheck("ok", "mapping", words)


def _lines(state: VaultState) -> SetupCheck:
    """What becomes of the lines that tell of something (SPEC §2.5)."""
    coverage = state.book.coverage
    told = account_sentence(coverage) or "no line tells of anything yet"
    if meetings := meetings_sentence(coverage):
        told += f"; {meetings}: {_join_some(coverage.meetings_without_people)}"
    lost = coverage.not_counted - dict(coverage.reasons).get(PLAN, 0)
    doubtful = coverage.questions + lost
    status: CheckStatus = "warn" if doubtful > coverage.counted or coverage.meetings_without_people else "ok"
    return SetupCheck(status, "lines", told)


def _check_daily_notes(state: VaultState) -> SetupCheck:
    """Notes in the folder of daily notes that its format does not fit (COMPATIBILITY 19)."""
    folders = tuple(f"{daily.folder.strip('/').lower()}/" for daily in state.config.dailies if daily.folder.strip("/"))
    inside = [note for path, note in sorted(state.notes.items()) if folders and path.lower().startswith(folders)]
    lost = [note.path for note in inside if note.day is None]
    if lost:
        format_ = " or ".join(daily.format for daily in state.config.dailies)
        return SetupCheck("warn", "daily notes", f"{len(lost):,} do not fit the format {format_}: {_join_some(lost)}")
    days = sum(note.day is not None for note in state.notes.values())
    return SetupCheck("ok", "daily notes", f"{days:,} recognised")


def _check_unreadable(state: VaultState) -> SetupCheck:
    lost = state.book.network.unreadable
    if lost:
        return SetupCheck(
            "warn",
            "unreadable",
            f"{pluralise(len(lost), 'note')} cannot be read: {_join_some(lost)}; see `netlead check`",
        )
    return SetupCheck("ok", "unreadable", "every note can be read")


def _check_output(state: VaultState) -> SetupCheck:
    output = state.config.output
    try:
        folder = disk.resolve_output_folder(state.vault, output)
    except UserError as misuse:
        return SetupCheck("fail", "output", f"{output}: {misuse.message}")
    # os.path: the same questions of Path raise where a folder is closed to us
    standing = next(place for place in (folder, *folder.parents) if os.path.exists(place))  # noqa: PTH110
    if not os.access(standing, os.W_OK):
        return SetupCheck("fail", "output", f"{output}: cannot be written; make the folder writable")
    if unread := writer.plan_writes(state.vault, output, ()).unread:
        words = f"{pluralise(len(unread), 'note')} of yours in {output}/ cannot count: {_join_some(unread)}"
        return SetupCheck("warn", "output", f"{words}; move them, or set `output` to a folder of its own")
    return SetupCheck("ok", "output", f"{output}/ can be written" if folder.exists() else f"{output}/ will be made")


def _check_leftover_pages(state: VaultState) -> SetupCheck:
    """Pages of ours outside the output folder: it was another one before, or somebody copied them to keep them."""
    left = {path: note for path, note in sorted(state.notes.items()) if note.ours}
    if not left:
        return SetupCheck("ok", "old pages", "none outside the output folder")
    folder = posixpath.commonpath([path.rpartition("/")[0] for path in left])
    alone = folder and all(path in left for path in state.book.network.files if path.startswith(f"{folder}/"))
    hint = f"delete the folder {folder}/, for it holds nothing else" if alone else "delete them, as you like"
    words = f"{len(left):,} of our pages stand outside {state.config.output}/ and grow old: {_join_some(left)}; {hint}"
    return SetupCheck("warn", "old pages", words)


def _check_watch(vault: Path, watches: Path) -> SetupCheck:
    if sys.platform != "linux":
        return SetupCheck("ok", "watch", "the system tells of changes by itself")
    if "microsoft" in platform.release().lower() and str(vault).startswith("/mnt/"):
        return SetupCheck("warn", "watch", "Windows folders send no events to Linux: `watch` looks every few seconds")
    try:
        limit = int(watches.read_text("ascii"))
    except (OSError, ValueError):
        return SetupCheck("warn", "watch", "this system does not say how many folders may be watched")
    folders = sum(1 for _ in os.walk(vault))
    if folders > limit:
        hint = f"sudo sysctl fs.inotify.max_user_watches={max(524_288, folders * 2)}"
        late = "changes in some are seen a few seconds late"
        return SetupCheck(
            "warn", "watch", f"{folders:,} folders, and the limit is {limit:,}: {late}; `{hint}` raises it"
        )
    return SetupCheck("ok", "watch", f"{folders:,} folders to watch, {limit:,} allowed")


def _check_cache(vault: Path) -> SetupCheck:
    if cache.cache_folder() is None:
        return SetupCheck("warn", "cache", "you have no home folder, so every run reads all notes anew")
    folder = cache.cache_file(vault, "notes").parent
    # os.path: the same questions of Path raise where a folder is closed to us
    standing = next(place for place in (folder, *folder.parents) if os.path.exists(place))  # noqa: PTH110
    if not os.access(standing, os.W_OK):
        return SetupCheck("warn", "cache", f"{folder}: cannot be written, so every run reads all notes anew")
    size = sum(file.stat().st_size for file in folder.glob("*") if os.path.isfile(file))  # noqa: PTH113
    return SetupCheck("ok", "cache", f"{folder}, {size / 1_000_000:.1f} MB")


def _list_versions() -> Iterator[str]:
    yield f"netlead {__version__}"
    yield f"Python {platform.python_version()}"
    for name in _LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} unknown"


def _join_some(paths: Iterable[str]) -> str:
    every = list(paths)
    more = f" and {len(every) - _NAMED:,} more" if len(every) > _NAMED else ""
    return ", ".join(every[:_NAMED]) + more
