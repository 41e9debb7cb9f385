"""Front matter that is no YAML and has one sense all the same: what was meant, line by line (COMPATIBILITY 4)."""

import json
import re
from typing import Final

import msgspec

from netlead_md.model.vocabulary import NOTE_KINDS

_KEYED: Final = re.compile(r"( *)((?:- )?)([^\s:#\[\]{}\"'&*!|>%@`,-][^:\n]{0,80}):[ \t]+(\S.*)")
_ITEM: Final = re.compile(r"( *)- +(\S.*)")
_LINK: Final = r"\[\[[^\[\]\n]*\]\]"
_LINKS: Final = re.compile(rf"{_LINK}(?:[ \t]*,[ \t]*{_LINK})+[ \t]*,?")
_ONE_LINK: Final = re.compile(_LINK)
_BLOCK: Final = re.compile(r"[|>][-+0-9]{0,2}(?:[ \t]+#.*)?")
_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'")
_OPEN: Final = re.compile(r"\"(?:[^\"\\]|\\.)*+|'(?:[^']|'')*+")
_MOST_LINES: Final = 20
"""Lines of a quoted text that are looked at for its end."""


class YamlRepair(msgspec.Struct, frozen=True):
    """One line of a block, and how YAML has it."""

    line: int
    """In the block, from 0."""
    column: int
    """From 0, of `old`."""
    old: str
    new: str
    why: str


def repair_yaml(front: str) -> tuple[str, tuple[YamlRepair, ...]]:
    """A block with each line that has one sense as YAML has it, and what was changed; lines keep their numbers.

    Only for a block that cannot be read: a text with `: ` in it, one that begins with a sign of YAML's (`@`), links
    with commas between them, a quoted text over several lines that are not indented.
    """
    lines = front.split("\n")
    repairs: list[YamlRepair] = []
    depth = -1
    """Indent of the key whose block of text (`|`) goes on; -1: none."""
    at = 0
    while at < len(lines):
        line = lines[at]
        indent = len(line) - len(line.lstrip(" "))
        if depth >= 0 and (not line.strip() or indent > depth):
            at += 1
            continue
        depth = -1
        keyed, item = _KEYED.fullmatch(line), _ITEM.fullmatch(line)
        value = keyed[4] if keyed else item[2] if item else ""
        if _BLOCK.fullmatch(value):
            depth = indent
        elif value and (found := _repair_value(value.rstrip(), keyed=keyed is not None)):
            column = len(line) - len(value)
            repairs.append(YamlRepair(at, column, value.rstrip(), *found))
        elif value and keyed and (end := _end_of_quoted(lines, at, value, indent)):
            repairs += [
                YamlRepair(each, 0, lines[each], " " * (indent + 2) + lines[each].lstrip(), "a text over several lines")
                for each in range(at + 1, end + 1)
            ]
            at = end
        at += 1
    for repair in repairs:
        text = lines[repair.line]
        rest = text[repair.column + len(repair.old) :]
        lines[repair.line] = text[: repair.column] + repair.new + rest
    return "\n".join(lines), tuple(repairs)


def _repair_value(value: str, *, keyed: bool) -> tuple[str, str] | None:
    """(the value as YAML has it, why) where it is none; None where it is, or where its sense is not certain."""
    if value.startswith("[["):
        if _LINKS.fullmatch(value):
            return f"[{', '.join(_quote(link) for link in _ONE_LINK.findall(value))}]", "links need quotes and brackets"
        found = _ONE_LINK.match(value)
        whole = found is None or found.end() == len(value) or "[" in _ONE_LINK.sub("", value)
        return None if whole else (_quote(value), "a text with a link needs quotes")
    if value[0] in "@`%":
        return _quote(value), f"a text that begins with `{value[0]}` needs quotes"
    if value[0] == "*" and not re.fullmatch(r"\*\w+", value):
        return _quote(value), "a text that begins with `*` needs quotes"
    if value[0] in "\"'":
        found = _QUOTED.match(value)
        rest = value[found.end() :].strip() if found else ""
        return (_quote(value), "the text goes on behind its quotes") if rest and rest[0] not in "#,:" else None
    plain = value[0] not in "[{|>&!#?-"
    if keyed and plain and (": " in value or value.endswith(":")) and " #" not in value:
        return _quote(value), "a text with `: ` needs quotes"
    return None


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _end_of_quoted(lines: list[str], at: int, value: str, indent: int) -> int:
    """The line on which a quoted text ends that begins at `at` and goes on unindented; 0 if none does for certain."""
    if value[0] not in "\"'" or not _OPEN.fullmatch(value):
        return 0
    sign, deep = value[0], True
    for number in range(at + 1, min(len(lines), at + 1 + _MOST_LINES)):
        line = lines[number]
        if not line.strip() or _KEYED.fullmatch(line) or line.rstrip().endswith(":"):
            return 0
        deep = deep and len(line) - len(line.lstrip(" ")) > indent
        if sign in line:
            return number if line.rstrip().endswith(sign) and line.count(sign) == 1 and not deep else 0
    return 0


_LABELS: Final = re.compile(r"(?:type|kind|fileclass|tags?|categor(?:y|ies))[ \t]*:", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")


def names_kind(front: str) -> bool:
    """Whether a block that cannot be read seems to say that its note is about somebody: `type: person`, `- person`."""
    within = False
    for line in front.split("\n")[:200]:
        if not line.lstrip().startswith("-"):
            within = _LABELS.match(line) is not None
        if within and any(word in NOTE_KINDS for word in _WORD.findall(line.lower().partition(":")[2] or line.lower())):
            return True
    return False
