"""Small vaults on disk, and the command as a user types it."""

from pathlib import Path

import msgspec
from click.testing import CliRunner

from netlead_md.cli.main import netlead


class Ran(msgspec.Struct, frozen=True):
    status: int
    out: str
    err: str


def run(*args: str | Path, stdin: bytes = b"") -> Ran:
    result = CliRunner().invoke(netlead, [str(arg) for arg in args], input=stdin)
    return Ran(result.exit_code, result.stdout_bytes.decode("utf-8"), result.stderr)


def vault(folder: Path, notes: dict[str, str] | None = None) -> Path:
    """Write notes; newlines are kept as they are given."""
    for path, text in (notes or {}).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def bring(folder: Path, kind: str, data: str | bytes, *options: str) -> Ran:
    """Import a file that lies outside the vault."""
    file = folder.parent / f"contacts.{kind}"
    file.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return run("import", kind, file, folder, "--as-of", "2026-06-30", *options)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def errors(folder: Path) -> list[str]:
    """What `check` calls an error or a warning."""
    lines = run("check", folder, "--output-format", "concise", "--as-of", "2026-06-30").out.splitlines()
    return [line for line in lines if " error[" in line or " warning[" in line]
