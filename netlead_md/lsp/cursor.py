"""What stands under the cursor: a link, a code, an id, a field."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.linking.fields import field_names
from netlead_md.linking.link_resolver import normalise_name
from netlead_md.linking.symbol_table import kind_of, kind_words
from netlead_md.lsp.diagnostics import parse_open_note
from netlead_md.lsp.index import NotePosition, WorkspaceIndex
from netlead_md.lsp.positions import split_lines
from netlead_md.model.note import Link
from netlead_md.parsing import find_links
from netlead_md.parsing.frontmatter import undouble_quotes
from netlead_md.parsing.properties import key_of

CODE: Final = re.compile(r"\bNL\d{3}\b")
REFERENCE: Final = re.compile(r"\bre +\^?([\w-]+)", re.IGNORECASE)
ENTRY_ID: Final = re.compile(r"(?<=\s)\^([\w-]+)\s*$")
_KEY: Final = re.compile(
    r"(?P<lead>[ \t]*(?:-[ \t]+)?)(?P<quote>[\"']?)(?P<key>[^\s:\"'#\[{-][^:\"']*)(?P=quote)[ \t]*:(?:[ \t]+|$)"
)
_FENCE: Final = re.compile(r"[ \t]*(```|~~~)")


class PropertyPosition(msgspec.Struct, frozen=True):
    """Where the cursor is in the front matter."""

    keys: tuple[str, ...]
    """Names of the fields around it as normalised, outermost first; empty at the place of a new key."""
    value: bool
    """It stands behind the colon, or in an item of a list."""
    start: int
    """Column where the word begun at the cursor begins."""


def find_front_matter_end(lines: Sequence[str]) -> int:
    """Number of the line that closes the front matter; 0 without one, and beyond the text while it is being written."""
    if not lines or lines[0].removeprefix("\ufeff").rstrip() != "---":
        return 0
    return next((at for at, line in enumerate(lines[1:], 2) if line.rstrip() in {"---", "..."}), len(lines) + 1)


def find_link_at(text: str, line: int, column: int) -> Link | None:
    """The link, an embed too, that the cursor is on."""
    lines = split_lines(text)
    if not 0 < line <= len(lines):
        return None
    found = find_links(lines[line - 1].replace("![", " ["))
    return next((link for link in found if link.column <= column <= link.end_column), None)


def iter_links(text: str) -> Iterator[tuple[int, Link]]:
    """Every link and embed of a note with its line, but none in fenced code, where Obsidian has none either."""
    fence = ""
    for number, line in enumerate(split_lines(text), 1):
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence and "[" in line:
            yield from ((number, link) for link in find_links(line.replace("![", " [")))


def resolve_link(sight: WorkspaceIndex, link: Link, path: str) -> str:
    """The file that a link means in a note, by name and, in our fields and entries, by alias; or nothing."""
    found = resolve_link_target(sight, link.target, path)
    if found is None:
        aliased = sight.aliases.get(normalise_name(link.target), ())
        found = aliased[0] if len(aliased) == 1 else None
    return found or ""


def resolve_link_target(sight: WorkspaceIndex, target: str, path: str) -> str | None:
    """The file that a target names, as it stands or with the apostrophes that single quotes double."""
    found = sight.resolver.resolve(target, path)
    return sight.resolver.resolve(undouble_quotes(target), path) if found is None and "''" in target else found


def word_at(pattern: re.Pattern[str], line: str, column: int) -> re.Match[str] | None:
    return next((each for each in pattern.finditer(line) if each.start() < column <= each.end() + 1), None)


def list_top_keys(lines: Sequence[str]) -> set[str]:
    """The fields of the front matter, which need not be whole."""
    found = (_KEY.match(line) for line in lines[1 : find_front_matter_end(lines) - 1])
    return {key_of(each["key"]) for each in found if each and not each["lead"]}


def find_property_position(lines: Sequence[str], line: int, column: int) -> PropertyPosition | None:
    """Where in the front matter the cursor is; None outside."""
    if not 1 < line < find_front_matter_end(lines):
        return None
    before = lines[line - 1][: column - 1]
    found = _KEY.match(before)
    if found:
        return PropertyPosition(
            (*_find_parent_keys(lines, line, len(found["lead"])), key_of(found["key"])),
            value=True,
            start=_find_word_start(before, found.end()),
        )
    rest = before.lstrip(" \t")
    item = rest.startswith(("- ", "-\t"))
    depth = len(before) - len(rest[1:].lstrip(" \t") if item else rest)
    return PropertyPosition(_find_parent_keys(lines, line, depth), value=item, start=depth + 1)


def _find_word_start(before: str, start: int) -> int:
    """Behind a bracket or comma of a list in one line, and behind a quote."""
    part = max(before.rfind(","), before.rfind("[") if not before.endswith("[[") else -1, start - 1) + 1
    return part + len(before[part:]) - len(before[part:].lstrip(" \"'")) + 1


def _find_parent_keys(lines: Sequence[str], line: int, depth: int) -> tuple[str, ...]:
    """The keys of less indented lines above; a list may stand as far left as its key."""
    keys: list[str] = []
    for number in range(line - 1, 1, -1):
        found = _KEY.match(lines[number - 1])
        if found is None:
            continue
        lead = len(found["lead"])
        if lead < depth and not (found["lead"].strip() and lead == depth):
            keys.insert(0, key_of(found["key"]))
            depth = lead - (2 if "-" in found["lead"] else 0)
        if depth <= 0 and keys:
            break
    return tuple(keys)


def kind_at(at: NotePosition) -> str:
    """Kind of the note as if the line that is being written were not there: half a field is no YAML."""
    lines = split_lines(at.text)
    text = (
        "\n".join((*lines[: at.line - 1], "", *lines[at.line :])) if at.line < find_front_matter_end(lines) else at.text
    )
    found = kind_of(parse_open_note(at.sight, at.path, text), kind_words(at.sight.state.config))
    known = at.sight.network.kinds.get(at.path)
    return known if found.weak and known == "organisation" else found.kind


def canonical_field(sight: WorkspaceIndex, kind: str, key: str) -> str:
    """Our name for a field of a kind of note, or empty."""
    tables = field_names(sight.state.config).by_kind
    return tables.get(kind, {}).get(key.replace("organiz", "organis"), ("", 0))[0]
