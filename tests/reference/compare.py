"""Compare package and reference over random vaults.

`python -m tests.reference.compare --seeds 200 --from 1`
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from netlead_md.cli.main import netlead
from tests.reference.export import Json, export
from tests.reference.generate import make_vault
from tests.reference.write_markdown import write_vault

TOLERANCE = 0.05
KEYS = {
    "organisations": ("name",),
    "people": ("name",),
    "pledges": ("organisation", "kind", "date"),
    "asks": ("organisation", "kind", "date"),
    "introductions": ("target",),
    "channels": ("name",),
    "growth": ("quarter",),
}
"""What names a row of each list; rows of the same name are told apart by a number."""

NOT_COMPARED = {"text", "reason", "questions"}
"""All other figures of these parts are compared; the table is in README.md."""


def run_package(folder: Path, as_of: str) -> Json:
    """The export of the package, through its public door."""
    args = ["export", "json", str(folder), "--as-of", as_of, "--no-cache"]
    result = CliRunner().invoke(netlead, args, catch_exceptions=False)
    if result.exit_code not in {0, 1}:
        raise RuntimeError(f"exit status {result.exit_code}: {result.output}")
    made: Json = json.loads(result.stdout)
    return made


def flatten(made: Json) -> dict[str, Any]:
    """Every figure under the path by which a reader would name it."""
    result: dict[str, Any] = {}
    for part in (*KEYS, "portfolio"):
        value = made[part]
        if isinstance(value, list):
            for name, row in _named_rows(part, value):
                result |= _flat(f"{part}[{name}]", row)
        else:
            result |= _flat(part, value)
    return result


def _named_rows(part: str, rows: list[Json]) -> Iterator[tuple[str, Json]]:
    seen: dict[str, int] = {}
    for row in sorted(rows, key=lambda one: json.dumps(one, sort_keys=True)):
        name = " ".join(str(row[key]) for key in KEYS[part])
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} #{seen[name]}"), row


def _flat(path: str, value: Any) -> dict[str, Any]:  # noqa: ANN401
    if isinstance(value, dict):
        result: dict[str, Any] = {}
        for key, inner in value.items():
            if key not in NOT_COMPARED:
                result |= _flat(f"{path}.{key}", inner)
        return result
    return {path: value}


def differences(theirs: Json, ours: Json) -> list[str]:
    """One sentence for each figure on which package and reference differ."""
    a, b = flatten(theirs), flatten(ours)
    return [
        f"{path}: package {a.get(path, 'has none')!r}, reference {b.get(path, 'has none')!r}"
        for path in sorted(a.keys() | b.keys())
        if path not in a or path not in b or not _same(a[path], b[path])
    ]


def _same(a: Any, b: Any) -> bool:  # noqa: ANN401
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, int | float) and isinstance(b, int | float):
        return abs(float(a) - float(b)) < TOLERANCE
    return bool(a == b)


def compare_seed(seed: int, folder: Path) -> tuple[int, list[str], int]:
    """The version of the package's export, the differences, and how many figures were compared."""
    vault, as_of = make_vault(seed)
    write_vault(vault, folder)
    theirs = run_package(folder, as_of.isoformat())
    ours = export(vault, as_of)
    return theirs["version"], differences(theirs, ours), len(flatten(ours))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=25)
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--show", type=int, default=10, help="differences to print for each vault")
    parser.add_argument("--keep", type=Path, help="leave the vaults in this new folder")
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True)  # notes of an earlier run would be read too
    figures = wrong = vaults = 0
    for seed in range(given.first, given.first + given.seeds):
        with tempfile.TemporaryDirectory() as temporary:
            folder = given.keep / str(seed) if given.keep else Path(temporary)
            _, found, count = compare_seed(seed, folder)
        figures, wrong, vaults = figures + count, wrong + len(found), vaults + bool(found)
        if found:
            print(f"seed {seed}: {len(found)} of {count} figures differ")
            print("\n".join(f"  {one}" for one in found[: given.show]))
    print(f"{given.seeds} vaults, {figures} figures: {wrong} differ, in {vaults} vaults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
