"""An old vault starts clean: what was found on the first day is written down and not told again (SPEC §5)."""

from collections.abc import Iterable, Sequence

import msgspec

from netlead_md.model.diagnostics import Diagnostic
from netlead_md.rules.engine import make_fingerprint

_VERSION = 1


class _KnownFinding(msgspec.Struct, frozen=True):
    fingerprint: str
    code: str = ""
    path: str = ""


class _BaselineFile(msgspec.Struct, frozen=True):
    version: int
    findings: tuple[_KnownFinding, ...]


def write_baseline(diagnostics: Iterable[Diagnostic]) -> str:
    """Write down what is found today, one finding a line, so that a difference can be read."""
    rows = [_KnownFinding(make_fingerprint(each), each.code, each.path) for each in diagnostics]
    rows.sort(key=lambda row: (row.path, row.code, row.fingerprint))
    lines = ",\n".join("    " + msgspec.json.encode(row).decode() for row in rows)
    return f'{{\n  "version": {_VERSION},\n  "findings": [\n{lines}\n  ]\n}}\n'


def read_baseline(text: str) -> frozenset[str]:
    """Read the fingerprints of a baseline. Raises ValueError, in words for its writer, if it is none."""
    try:
        found = msgspec.json.decode(text, type=_BaselineFile)
    except msgspec.MsgspecError as error:
        raise ValueError(f"this is no baseline of netlead: {error}") from error
    if found.version != _VERSION:
        raise ValueError(f"this baseline is of version {found.version}, and only {_VERSION} is known")
    return frozenset(row.fingerprint for row in found.findings)


def drop_known(diagnostics: Sequence[Diagnostic], known: frozenset[str]) -> tuple[Diagnostic, ...]:
    """Leave out what a baseline knows."""
    return tuple(each for each in diagnostics if make_fingerprint(each) not in known)
