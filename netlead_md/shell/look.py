"""What a look at the disk shows, before anything is read."""

import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import msgspec

from netlead_md.model.config import Config
from netlead_md.shell import config as configs
from netlead_md.shell import obsidian
from netlead_md.shell.files import signature_of
from netlead_md.shell.marker import Unread, standing
from netlead_md.shell.misuse import no_vault
from netlead_md.shell.rescan import asked, rescan
from netlead_md.shell.scan import Scan, Signature, Walked


class Snapshot(msgspec.Struct, frozen=True):
    """What a look at the disk shows, before anything is read: a `watch` compares one with the next."""

    loaded: configs.Loaded
    scan: Scan
    standing: tuple[Unread, ...]
    """All that stands in the output folder."""
    settings: tuple[tuple[str, Signature], ...]
    """Config, Obsidian's settings, the user's templates."""
    at: int
    """When the look began, in nanoseconds: what changed just before may change again without a sign."""
    walked: Walked = Walked(Scan())
    """What makes the next look cheap."""
    root: tuple[int, int] = (0, 0)
    """Device and inode of the vault: a drive that is taken off leaves another folder in its place."""

    def signatures(self) -> dict[str, Signature]:
        """Everything that a page depends on, by path."""
        lost = dict.fromkeys(self.scan.unreadable, (0, 0, 0, 0))
        return lost | {note.path: note.signature for note in self.scan.notes} | dict(self.settings)


def look(
    vault: Path,
    file: Path | None,
    change: Callable[[Config], Config] | None = None,
    last: Snapshot | None = None,
    *,
    distrust: bool = False,
) -> Snapshot:
    """See what lies on the disk; what is as it was at the last look is the same value, as far as it can be trusted.

    Raises Misuse for a vault or config that cannot be used.
    """
    at = time.time_ns()
    loaded = configs.load(vault, file)
    if change is not None:
        loaded = msgspec.structs.replace(loaded, config=change(loaded.config))
    config = loaded.config
    known = last if last is not None and _rules(last.loaded.config) == _rules(config) else None
    walked = rescan(vault, config, at, known.walked if known else None, distrust=distrust)
    stands = standing(vault / config.output)
    return Snapshot(
        known.loaded if known and known.loaded == loaded else loaded,
        walked.scan,
        known.standing if known and known.standing == stands else stands,
        tuple(_settings(vault, file, config)),
        at,
        walked,
        _identity(vault),
    )


def glance(last: Snapshot, paths: Collection[str]) -> Snapshot | None:
    """The last look, with what these files (as the system calls them) say now; None if they are not all its notes."""
    at = time.time_ns()
    scan = asked(last.scan, frozenset(paths), at)
    return None if scan is None else msgspec.structs.replace(last, scan=scan, at=at)


def _rules(config: Config) -> tuple[object, ...]:
    """What decides which files are notes."""
    return config.output, config.excluded, config.template_folders


def _identity(vault: Path) -> tuple[int, int]:
    try:
        status = vault.stat()
    except OSError as error:
        raise no_vault(error) from None
    return status.st_dev, status.st_ino


def _settings(vault: Path, config_file: Path | None, config: Config) -> Iterator[tuple[str, Signature]]:
    files = [config_file or vault / configs.NAME, *template_files(vault, config)]
    files += [vault / obsidian.FOLDER / name for name in obsidian.FILES]
    for file in files:
        try:
            yield file.as_posix(), signature_of(str(file))
        except OSError:
            continue


def template_files(vault: Path, config: Config) -> list[Path]:
    """List the user's own page templates, sorted."""
    folder = vault / config.templates
    return sorted(folder.glob("*.jinja")) if config.templates and folder.is_dir() else []
