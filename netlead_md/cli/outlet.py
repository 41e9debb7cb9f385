"""Where an export goes: standard output, or a file that is replaced whole."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from netlead_md.shell import disk
from netlead_md.shell.misuse import Misuse, system_words


def output(function: Callable[..., int]) -> Callable[..., int]:
    """Add `--output FILE`."""
    words = "Write to this file, not to standard output."
    return click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help=words)(function)


def deliver(text: str, target: Path | None) -> None:
    """Hand the bytes over as they are, on every system. Raises Misuse for a note, or a file that cannot be written."""
    data = text.encode("utf-8", "replace")
    if target is None or str(target) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    if target.suffix.lower() in {".md", ".toml"}:
        raise Misuse("an export is no note", cure="give it another ending, such as .csv", path=str(target))
    try:
        if target.exists() and not target.is_file():  # /dev/null, or a pipe: to be written into, not replaced
            target.write_bytes(data)
        else:
            disk.replace(target.resolve(), data)
    except OSError as error:
        cure = "name a file in a folder that exists and can be written"
        raise Misuse(f"cannot be written: {system_words(error)}", cure=cure, path=str(target)) from None
