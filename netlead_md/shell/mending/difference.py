"""A change as a unified diff, such as `patch` and `git apply` take."""

import difflib
from collections.abc import Iterator

from netlead_md.shell.mending.plan import Change


def difference(change: Change) -> Iterator[str]:
    """Lines with their own endings, so that CRLF and a missing newline at the end stay what they are."""
    before, after = (_lines(data) for data in (change.before, change.after))
    told = difflib.unified_diff(before, after, f"a/{change.path}", f"b/{change.path}")
    for line in told:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    """By newline alone: other separators stand inside lines for `patch` as well."""
    parts = data.decode("utf-8").split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
