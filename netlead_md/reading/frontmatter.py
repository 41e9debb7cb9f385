"""Front matter by Obsidian's rules (COMPATIBILITY 1–7)."""

import re
from typing import Any, Final

import msgspec
import yaml_rs
from frontmatter.default_handlers import BaseHandler

from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.reading.nodes import duplicates

_LIMITS: Final = yaml_rs.AliasLimits(
    max_total_replayed_events=20_000, max_replay_stack_depth=16, max_alias_expansions_per_anchor=1_000
)

_OPEN: Final = re.compile(r"---[ \t]*\n")
_CLOSE: Final = re.compile(r"\n---[ \t]*(?:\n|\Z)")
_KEYED: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[^\s:\[\]{}>|`*-][^\n:]{0,80}:(?=[ \t\n]|\Z)")
_AT: Final = re.compile(r"line (\d+), column (\d+)")
_TWICE: Final = re.compile(r"duplicate mapping key: (.*)", re.DOTALL)


class _Handler(BaseHandler):
    """Splits and loads as Obsidian does: a block at byte 0, closed by `---` at the margin, read as YAML 1.2."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Tell whether a block begins at the very first character."""
        return text[:3] == "---" and _OPEN.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Split into the text between the fences, its last newline left out, and the body. ValueError: not closed."""
        start = text.index("\n") + 1
        found = _CLOSE.search(text, start - 1)
        if not found:
            raise ValueError("the block is not closed")
        return text[start : found.start()], text[found.end() :]

    def load(self, fm: str) -> Any:  # noqa: ANN401  # YAML may hold anything
        """Read a block; errors are those of the YAML library."""
        return yaml_rs.loads(fm, parse_datetime=False, alias_limits=_LIMITS)


class Block(msgspec.Struct, frozen=True):
    """Front matter and body of a note, line ends made one."""

    front: str
    value: Any
    body: str
    line: int
    """Of the first line of the body, from 1."""
    faults: tuple[Fault, ...]


HANDLER: Final = _Handler()


def read_front(path: str, text: str) -> Block:
    """Split a note and read its front matter; what goes wrong becomes a fault and leaves no fields."""
    if not HANDLER.detect(text):
        return Block("", None, text, 1, _late(path, text))
    try:
        front, body = HANDLER.split(text)
    except ValueError:
        looks = _KEYED.match(text, text.index("\n") + 1)
        unclosed = (Fault(Trouble.UNCLOSED_BLOCK, path, Place(1, 1, 0, 4)),)
        return Block("", None, text, 1, unclosed if looks else ())
    line = text.count("\n", 0, len(text) - len(body)) + 1
    try:
        return Block(front, HANDLER.load(front), body, line, ())
    except Exception as error:  # noqa: BLE001  # whatever the library raises, the note is read on
        value, faults = _salvage(path, front, str(error))
        return Block(front, value, body, line, faults)


def _late(path: str, text: str) -> tuple[Fault, ...]:
    if text[:1] not in {" ", "\t", "\n"}:
        return ()
    start = len(text) - len(text.lstrip())
    block = text[start:]
    if text[start - 1] != "\n" or not HANDLER.detect(block) or not _KEYED.match(block, block.index("\n") + 1):
        return ()
    if not _CLOSE.search(block, block.index("\n")):
        return ()
    return (Fault(Trouble.LATE_BLOCK, path, Place(text.count("\n", 0, start) + 1, 1, 0, 4)),)


def _salvage(path: str, front: str, words: str) -> tuple[Any, tuple[Fault, ...]]:
    """Read a block with a key written twice after all, the first one winning; nothing else can be saved."""
    if _TWICE.match(words):
        try:
            value = yaml_rs.loads(
                front,
                parse_datetime=False,
                alias_limits=_LIMITS,
                duplicate_key_policy=yaml_rs.DuplicateKeyPolicy.FirstWins,
            )
        except Exception as error:  # noqa: BLE001  # the same: there may be a second error behind the first
            words = str(error)
        else:
            return value, duplicates(path, front, words)
    return None, (Fault(Trouble.YAML_ERROR, path, _place(words), words=(_cause(words),)),)


def _place(words: str) -> Place:
    found = _AT.search(words)
    return Place(int(found[1]) + 1, int(found[2])) if found else Place(1)


def _cause(words: str) -> str:
    return words.strip().rpartition("\n")[2].strip()[:200]
