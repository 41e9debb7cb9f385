"""The file of a baseline: what was found on the first day and is not told again (SPEC §5)."""

from collections.abc import Iterable
from pathlib import Path

from netlead_md.model.page import Diagnostic
from netlead_md.shell import disk
from netlead_md.shell.misuse import Misuse, system_words


def load_known(file: Path) -> frozenset[str] | None:
    """Fingerprints that a baseline knows; None where there is no file yet. Raises Misuse for what is no baseline."""
    from netlead_md.rules import read_baseline

    try:
        return read_baseline(file.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Misuse(f"cannot be read: {system_words(error)}", cure="name a file", path=str(file)) from None
    except ValueError as error:
        told = "this is no baseline of netlead: not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
        raise Misuse(told, cure="write it anew with --write-baseline", path=str(file)) from None


def save_known(file: Path, diagnostics: Iterable[Diagnostic]) -> None:
    """Write a baseline whole. Raises Misuse for a note, or where the disk refuses."""
    if file.suffix.lower() in {".md", ".toml"}:
        cure = "give it another ending, such as .json"
        raise Misuse("a baseline is no note", cure=cure, path=str(file))
    from netlead_md.rules import write_baseline

    try:
        disk.replace(file, write_baseline(diagnostics).encode("utf-8"))
    except OSError as error:
        cure = "name a file in a folder that exists and can be written"
        raise Misuse(f"cannot be written: {system_words(error)}", cure=cure, path=str(file)) from None
