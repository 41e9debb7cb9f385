"""Cures as splices (SPEC §5.1): a range and its new text, with the words that must stand there now."""

import re

from netlead_md.model.diagnostics import Fault, Fix, Range, TextEdit
from netlead_md.parsing.dates import parse_certain_day
from netlead_md.parsing.frontmatter import double_quotes, in_single_quotes, undouble_quotes
from netlead_md.rules.findings import fault_range, link_at, source_at, text_range
from netlead_md.rules.rule import RuleContext


def replace_word(  # noqa: PLR0913 a fix has as many parts
    sight: RuleContext, fault: Fault, old: str, new: str, title: str, *, safe: bool = True
) -> Fix | None:
    """Put one word for another where a fault stands; None if the old word cannot be found there, or twice."""
    where = fault_range(sight, fault)
    there = source_at(sight, fault.path, where)
    if where.end_line not in {0, where.line}:
        return None
    if there and _in_single_quotes(sight, fault.path, where, there.find(double_quotes(old))):
        old, new = double_quotes(old), double_quotes(new)
    if there.count(old) == 1:
        where = text_range(where.line, where.column + there.index(old), old)
    elif there or (where.end_column and where.end_column - where.column != len(old)):
        return None
    else:
        where = text_range(where.line, where.column, old)
    return Fix(safe=safe, edits=(TextEdit(where, new, old),), title=title)


def _in_single_quotes(sight: RuleContext, path: str, where: Range, at: int) -> bool:
    """Whether what stands so far behind a place of the front matter stands between single quotes."""
    line = source_at(sight, path, Range(where.line, 1, 0, where.column + max(at, 0)))
    return at >= 0 and in_single_quotes(line)


def insert_text(line: int, column: int, text: str, title: str, *, safe: bool) -> Fix:
    """Add text before a column."""
    return Fix(safe=safe, edits=(TextEdit(Range(line, column, line, column), text, ""),), title=title)


def key_place(sight: RuleContext, path: str, key: str) -> Range | None:
    """Find a key of the front matter as written, without its colon."""
    note = sight.notes.get(path)
    for number, line in enumerate(note.front.split("\n") if note is not None else ()):
        found = re.match(rf"([\"']?){re.escape(key)}\1\s*:", line)
        if found:
            return text_range(number + 2, 1 + len(found[1]), key)
    return None


def change_link(sight: RuleContext, fault: Fault, target: str, to: str, text: str = "") -> Fix | None:
    """Let a link lead elsewhere, in a field or on a line; its heading stays, and so do words that are shown already."""
    title = f"write [[{to}]]"
    found = link_at(sight, fault, target)
    if found is None:
        there = source_at(sight, fault.path, fault_range(sight, fault))
        spelt = f"{re.escape(target)}|{re.escape(double_quotes(target))}"
        inside = re.search(rf"\[\[({spelt})(?=[\]|#])([^\]|]*)(\|?)", there)
        if inside is None:
            return None if "[" in there else replace_word(sight, fault, target, to, title)
        shown = f"|{text}" if text and not inside[3] else ""
        single = _in_single_quotes(sight, fault.path, fault_range(sight, fault), inside.start())
        anchor = undouble_quotes(inside[2]) if single else inside[2]
        return replace_word(sight, fault, f"[[{target}{anchor}", f"[[{to}{anchor}{shown}", title)
    link, line = found, fault.place.line if fault.place else 0
    if link.markdown or link.end_column <= link.column:
        return None
    anchor = f"#{link.anchor}" if link.anchor else ""
    old = f"[[{target}{anchor}" + (f"|{link.text}" if link.text else "") + "]]"
    shown = link.text or text
    new = f"[[{to}{anchor}" + (f"|{shown}" if shown else "") + "]]"
    return Fix(safe=True, edits=(TextEdit(text_range(line, link.column, old), new, old),), title=title)


def rewrite_date(sight: RuleContext, fault: Fault, written: str) -> Fix | None:
    """Write a date the way that this tool and Obsidian read it."""
    day = parse_certain_day(written.strip().strip("\"'"))
    return replace_word(sight, fault, written, day, f"write {day}") if day else None
