"""A note's new name, with every link to it: bare, with a path, Markdown; aliases and headings of links stay."""

import re
from collections.abc import Generator, Iterator
from typing import Final
from urllib.parse import quote

import msgspec

from netlead_md.linking.link_resolver import link_name
from netlead_md.lsp.cursor import (
    canonical_field,
    find_front_matter_end,
    find_link_at,
    resolve_link,
    resolve_link_target,
)
from netlead_md.lsp.index import NotePosition, WorkspaceIndex
from netlead_md.lsp.positions import split_lines
from netlead_md.lsp.references import LinkNames, TextOf, iter_links_to
from netlead_md.model.diagnostics import Range, TextEdit
from netlead_md.parsing import property_range
from netlead_md.parsing.frontmatter import double_quotes, format_scalar, in_single_quotes

_FORBIDDEN: Final = re.compile(r"[\[\]#^|\\/:*?\"<>\x00-\x1f]|^\.|[. ]$")
_NAMING: Final = frozenset({"organisation", "parent", "roles", "knows", "decides", "met_through", "people"})
"""Fields in which a bare text can be a note's name."""
_WIKI: Final = re.compile(
    r"(\[\[\s*+)((?:[^\[\]\n|#\s\\]++|(?:\s++|\\)(?!\s*+\\?[#|\]])|\s*+\\(?=\s))*+)(\s*+\\?)(?=[#|\]])"
)
_MARKDOWN: Final = re.compile(r"(\]\([ \t]*)(<[^<>\n#]*|[^\s()<>#]*(?:\([^\s()<>]*\)[^\s()<>#]*)*)")


class RenameEdit(msgspec.Struct, frozen=True):
    edits: tuple[tuple[str, tuple[TextEdit, ...]], ...]
    """By path, before the file has its new name."""
    old: str
    new: str


class RenameError(Exception):
    """Why a note cannot have this name."""


def find_rename_target(at: NotePosition) -> tuple[str, Range] | None:
    """Which note a rename here means: the linked one, else, in the front matter or on its title, the note itself."""
    path, line = at.path, at.line
    lines = split_lines(at.text)
    link = find_link_at(at.text, line, at.column)
    if link is not None:
        target = resolve_link(at.sight, link, path)
        there = lines[line - 1][link.column - 1 : link.end_column - 1]
        found = (_MARKDOWN if link.markdown else _WIKI).search(there)
        if not target or not target.lower().endswith(".md") or found is None:
            return None
        return target, Range(line, link.column + found.start(2), line, link.column + found.end(2))
    there = lines[line - 1]
    title = there[1:].strip() if there[:1] == "#" and there[1:2].isspace() else ""
    if title and title == link_name(path):
        start = there.index(title)
        return path, Range(line, start + 1, line, start + len(title) + 1)
    return (path, Range(line, 1, line, len(there) + 1)) if line < find_front_matter_end(lines) else None


def rename_steps(
    sight: WorkspaceIndex, target: str, name: str, text_of: TextOf, links: LinkNames
) -> Generator[None, None, RenameEdit]:
    """All edits for a note's new name, one note a step.

    Raises RenameError for a name that no file can have, or that is taken.
    """
    name = name.strip().removesuffix(".md")
    if not name or _FORBIDDEN.search(name):
        raise RenameError(f"'{name}' cannot be the name of a note: leave out [ ] # ^ | \\ / : * ? \" < >")
    taken = [path for path in sight.resolver.fitting(name) if path != target]
    if taken:
        raise RenameError(f"{taken[0]} has this name already, and links could not tell the two apart")
    folder = target.rpartition("/")[0]
    edits: dict[str, list[TextEdit]] = {}
    for where, places in iter_links_to(sight, target, text_of, links):
        lines = split_lines(text_of(where)) if places else []
        for place in places:
            line = lines[place.line - 1]
            single = place.line < find_front_matter_end(lines) and in_single_quotes(line[: place.column - 1])
            fresh = double_quotes(name) if single else name
            if edit := _edit_link(sight, line[place.column - 1 : place.end_column - 1], place, target, fresh):
                edits.setdefault(where, []).append(edit)
        yield
    for where, found in _edit_plain_names(sight, target, name, text_of):
        if found:
            edits.setdefault(where, []).extend(found)
        yield
    new = f"{folder}/{name}.md" if folder else f"{name}.md"
    return RenameEdit(tuple((where, tuple(edits[where])) for where in sorted(edits)), target, new)


def rename_note(
    sight: WorkspaceIndex, target: str, name: str, text_of: TextOf, links: LinkNames | None = None
) -> RenameEdit:
    """The same at once."""
    steps = rename_steps(sight, target, name, text_of, links or LinkNames())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: RenameEdit = end.value
            return made


def _edit_link(sight: WorkspaceIndex, there: str, place: Range, target: str, name: str) -> TextEdit | None:
    """Only the last part of a link's path changes; a link by alias stays as it is."""
    markdown = not there.startswith("[[")
    found = (_MARKDOWN if markdown else _WIKI).search(there)
    if found is None or (not markdown and resolve_link_target(sight, found[2].strip(), target) is None):
        return None
    old = found[2]
    path, slash, last = old.rpartition("/")
    if not slash and old.startswith("<"):
        path, last = "<", last.removeprefix("<")
    ending = last[-3:] if last.lower().endswith(".md") else ""
    fresh = quote(name) if markdown and not old.startswith("<") else name
    start = place.column + found.start(2)
    return TextEdit(Range(place.line, start, place.line, start + len(old)), f"{path}{slash}{fresh}{ending}", old)


def _edit_plain_names(
    sight: WorkspaceIndex, target: str, name: str, text_of: TextOf
) -> Iterator[tuple[str, list[TextEdit]]]:
    """Fields that name the note without a link: `company: Acme`; one note a step."""
    if sight.network.kinds.get(target) not in {"person", "organisation"}:
        return
    old = link_name(target)
    spellings = {
        old: format_scalar(name),
        f'"{old}"': f'"{name}"',
        _escape_single_quotes(old): _escape_single_quotes(name),
    }
    for where, note in sorted(sight.state.notes.items()):
        kind = sight.network.kinds.get(where, "")
        fields = [
            field
            for field in note.fields
            if old in str(field.value) and canonical_field(sight, kind, field.key) in _NAMING
        ]
        lines = split_lines(text_of(where)) if fields else []
        edits = []
        for way in (way for field in fields for way in _find_value_paths((field.written,), field.value, old)):
            at = property_range(note, way)
            there = lines[at.line - 1][at.column - 1 : at.end_column - 1] if 0 < at.line <= len(lines) else ""
            if there in spellings:
                edits.append(TextEdit(Range(at.line, at.column, at.line, at.end_column), spellings[there], there))
        yield where, edits


def _escape_single_quotes(name: str) -> str:
    """A name between single quotes, as YAML spells it."""
    return f"'{double_quotes(name)}'"


def _find_value_paths(way: tuple[str | int, ...], value: object, wanted: str) -> Iterator[tuple[str | int, ...]]:
    if value == wanted:
        yield way
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _find_value_paths((*way, key), held, wanted)
    elif isinstance(value, list):
        for at, held in enumerate(value):
            yield from _find_value_paths((*way, at), held, wanted)
