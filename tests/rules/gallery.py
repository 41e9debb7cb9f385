"""The examples in the docstrings of rules, laid out as vaults and read through the front door."""

import codecs
import datetime as dt
import re
from pathlib import Path

import msgspec

from netlead_md.model.diagnostics import Diagnostic
from netlead_md.rules.rule import Rule
from netlead_md.vault.errors import UserError
from netlead_md.vault.publish import build_pages
from netlead_md.vault.session import Session

_HEAD = re.compile(r"^ *(Bad|Good)(?:, as of (\d{4}-\d\d-\d\d))?(, otherwise the same)?[:.]$", re.MULTILINE)
_BLOCK = re.compile(r"^ *```(\w+) (.+)\n((?:.*\n)*?) *```$", re.MULTILINE)
DAY = "2026-06-30"


class Example(msgspec.Struct, frozen=True):
    day: dt.date
    files: dict[str, tuple[str, str]]
    """Path to the sort of block and its text."""


def examples(page: str) -> dict[str, Example]:
    """Read the bad and the good example; `otherwise the same` takes over the files of the one before."""
    heads = list(_HEAD.finditer(page))
    found: dict[str, Example] = {}
    files: dict[str, tuple[str, str]] = {}
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        body = page[head.end() : after.start() if after else len(page)]
        indent = head[0].partition(head[1])[0]  # none from Python 3.13 on, which dedents docstrings itself
        own = {block[2]: (block[1], _dedent(block[3], indent)) for block in _BLOCK.finditer(body)}
        files = files | own if head[3] else own
        found[head[1]] = Example(dt.date.fromisoformat(head[2] or DAY), files)
    return found


def lay_out(example: Example, vault: Path) -> None:
    """Write an example's files: text, bytes with escapes, a link, a hole of some size, or one nobody may read."""
    for path, (sort, text) in example.files.items():
        file = vault / path
        file.parent.mkdir(parents=True, exist_ok=True)
        match sort:
            case "bytes":
                file.write_bytes(codecs.decode(text.rstrip("\n"), "unicode_escape").encode("latin-1"))
            case "symlink":
                file.symlink_to(text.strip())
            case "sparse":
                with file.open("wb") as hole:
                    hole.truncate(int(text))
            case "repeated":
                times, _, line = text.partition(" ")
                file.write_text(line * int(times), encoding="utf-8")
            case "unreadable":
                file.symlink_to("nowhere.md")  # permissions do not keep an administrator out
            case _:
                file.write_text(text, encoding="utf-8", newline="")


def check(vault: Path, day: dt.date) -> tuple[Diagnostic, ...]:
    """Find everything in a vault, broken templates included."""
    session = Session(vault)
    return build_pages(session.refresh(session.look(), day)).diagnostics


def codes(rule: Rule, which: str, vault: Path) -> set[str]:
    """The codes that an example of a rule gives."""
    example = examples(rule.page)[which]
    lay_out(example, vault)
    try:
        return {found.code for found in check(vault, example.day)}
    except UserError:
        return {"misuse"}


def _dedent(text: str, indent: str) -> str:
    return "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))
