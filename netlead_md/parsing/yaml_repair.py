"""Front matter that is no YAML, but whose sense is certain: what each such line should be (SPEC §2.1, §5.1).

People write `- @handle`, `title: Director: sales`, `company: [[A]], [[B]]` or a quoted text over two lines. A repair
is one line in place of another, and counts only if the whole block can be read after it.
"""

import json
import re
from collections.abc import Callable
from typing import Final

import msgspec

_KEY: Final = r"(?P<lead>[ \t]*(?:- +)?(?:[^\W\d_][^:\n#\"'\[\]{}]{0,79}:[ \t]+|(?<=- )))"
_LINE: Final = re.compile(_KEY + r"(?P<value>\S[^\n]*)")
_LINKS: Final = re.compile(r"\[\[[^\[\]\n]+\]\](?:[ \t]*[,;][ \t]*\[\[[^\[\]\n]+\]\])+")
_LINK: Final = re.compile(r"\[\[[^\[\]\n]+\]\]")
_TABBED: Final = re.compile(r"\t+(?=[^\s#])")
_CLOSED: Final = re.compile(r"""(?:"(?:\\.|[^"\\\n])*"|'(?:''|[^'\n])*')[ \t]*(?:#.*)?""")
_LOOKS_LIKE_FIELD: Final = re.compile(r"[ \t]*(?:- +|[^\W\d_][\w -]{0,79}:(?:[ \t]|$)|---)")
_COMMENT: Final = re.compile(r"[ \t]#.*")
_INDICATOR: Final = re.compile(r"[@`%*]|[&!][ \t]")
_ANCHOR: Final = re.compile(r"(?<!\S)&([^\s,\[\]{}]++)")
_LONGEST: Final = 20
"""Lines over which a quoted text may run."""


class YamlRepair(msgspec.Struct, frozen=True):
    """One line and what it should be."""

    line: int
    """In the block, from 0."""
    old: str
    new: str


def repair_yaml(front: str, reads: Callable[[str], bool]) -> tuple[str, tuple[YamlRepair, ...]]:
    """The block with every line mended whose sense is certain, and what was mended.

    `reads` tells whether a line can be read as YAML by itself: such a line stays as it is.
    """
    lines, anchors = front.split("\n"), set(_ANCHOR.findall(front))
    repairs: list[YamlRepair] = []
    at = 0
    while at < len(lines):
        quoted = _indent_quoted(lines, at)
        repair = None if quoted else _repair_line(lines[at], at)
        if repair is not None and not reads(lines[at]) and not _is_alias(lines[at], anchors):
            repairs.append(repair)
        repairs += (each for each in quoted if each.new != each.old)
        at += max(len(quoted), 1)
    for each in repairs:
        lines[each.line] = each.new
    return "\n".join(lines), tuple(repairs)


def _is_alias(line: str, anchors: set[str]) -> bool:
    """Whether the value names an anchor of the block, which the line by itself does not hold."""
    found = _LINE.fullmatch(line)
    return found is not None and found["value"][0] == "*" and found["value"][1:].strip() in anchors


def _indent_quoted(lines: list[str], at: int) -> list[YamlRepair]:
    """The lines of a quoted text whose end stands on a later line, as far in as YAML wants them; else none."""
    found = _LINE.match(lines[at])
    if found is None or found["value"][0] not in "\"'" or found["value"][0] in found["value"][1:]:
        return []
    mark, margin = found["value"][0], len(lines[at]) - len(lines[at].lstrip(" "))
    held = [YamlRepair(at, lines[at], lines[at])]
    for number, line in enumerate(lines[at + 1 : at + _LONGEST], at + 1):
        text = line.strip()
        if _LOOKS_LIKE_FIELD.match(line) or mark in text[:-1]:
            return []
        deep = len(line) - len(line.lstrip(" ")) > margin or not text
        held.append(YamlRepair(number, line, line if deep else f"{' ' * (margin + 2)}{text}"))
        if text.endswith(mark):
            return held
    return []


def _repair_line(line: str, at: int) -> YamlRepair | None:
    tabs = _TABBED.match(line)
    mended = f"{'  ' * len(tabs[0])}{line[tabs.end() :]}" if tabs else line
    found = _LINE.fullmatch(mended)
    value = _repair_value(found["value"].rstrip(), item=found["lead"].endswith("- ")) if found is not None else ""
    if found is not None and value:
        mended = f"{found['lead']}{value}"
    return YamlRepair(at, line, mended) if mended != line else None


def _repair_value(value: str, *, item: bool) -> str:
    """The value between quotation marks, or as a list of links; empty if it can stand."""
    if _LINKS.fullmatch(value) and not item:
        return f"[{', '.join(map(_quote, _LINK.findall(value)))}]"
    if value.startswith("[[") and not _LINK.fullmatch(value):
        return _quote(value)
    if value[0] in "\"'":
        return "" if _CLOSED.fullmatch(value) or value.count(value[0]) != 2 else _quote(value)  # noqa: PLR2004
    plain = _COMMENT.sub("", value, count=1)
    if _INDICATOR.match(value) or (value[0] not in "[{|>#" and re.search(r":[ \t]|:$", plain) and not item):
        return _quote(plain.rstrip()) + value[len(plain) :]
    return ""


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
