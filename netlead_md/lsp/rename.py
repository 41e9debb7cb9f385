"""A note's new name, with every link to it: bare, with a path, Markdown; aliases and headings of links stay."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

import msgspec

from netlead_md.linking.names import base_name
from netlead_md.lsp.cursor import front_end, led_to, link_at, our_field, resolve
from netlead_md.lsp.references import TextOf, naming
from netlead_md.lsp.sight import At, Sight
from netlead_md.lsp.texts import lines_of
from netlead_md.model.page import Edit
from netlead_md.model.place import Place
from netlead_md.reading import place_of
from netlead_md.reading.quotes import doubled, in_single_quotes
from netlead_md.shell.importing.yaml import scalar

_FORBIDDEN: Final = re.compile(r"[\[\]#^|\\/:*?\"<>\x00-\x1f]|^\.|[. ]$")
_NAMING: Final = frozenset({"organisation", "parent", "roles", "knows", "decides", "met_through", "people"})
"""Fields in which a bare text can be a note's name."""
_WIKI: Final = re.compile(r"(\[\[\s*)([^\[\]\n|#]*?)(\s*\\?)(?=[#|\]])")
_MARKDOWN: Final = re.compile(r"(\]\([ \t]*)(<[^<>\n#]*|[^\s()<>#]*(?:\([^\s()<>]*\)[^\s()<>#]*)*)")


class Renaming(msgspec.Struct, frozen=True):
    edits: tuple[tuple[str, tuple[Edit, ...]], ...]
    """By path, before the file has its new name."""
    old: str
    new: str


class Refused(Exception):  # noqa: N818  (not a fault of ours: the words are for the user)
    """Why a note cannot have this name."""


def renamed_at(at: At) -> tuple[str, Place] | None:
    """Which note a rename here means: the linked one, else, in the front matter or on its title, the note itself."""
    path, line = at.path, at.line
    lines = lines_of(at.text)
    link = link_at(at.text, line, at.column)
    if link is not None:
        target = resolve(at.sight, link, path)
        there = lines[line - 1][link.column - 1 : link.end_column - 1]
        found = (_MARKDOWN if link.markdown else _WIKI).search(there)
        if not target or not target.lower().endswith(".md") or found is None:
            return None
        return target, Place(line, link.column + found.start(2), line, link.column + found.end(2))
    there = lines[line - 1]
    title = re.fullmatch(r"#\s+(.*?)\s*", there)
    if title and title[1] == base_name(path):
        return path, Place(line, title.start(1) + 1, line, title.end(1) + 1)
    return (path, Place(line, 1, line, len(there) + 1)) if line < front_end(lines) else None


def rename(sight: Sight, target: str, name: str, text_of: TextOf) -> Renaming:
    """All edits for a note's new name. Raises Refused for a name that no file can have, or that is taken."""
    name = name.strip().removesuffix(".md")
    if not name or _FORBIDDEN.search(name):
        raise Refused(f"'{name}' cannot be the name of a note: leave out [ ] # ^ | \\ / : * ? \" < >")
    taken = [path for path in sight.resolver.fitting(name) if path != target]
    if taken:
        raise Refused(f"{taken[0]} has this name already, and links could not tell the two apart")
    folder = target.rpartition("/")[0]
    edits: dict[str, list[Edit]] = {}
    for where, place in naming(sight, target, text_of):
        lines = lines_of(text_of(where))
        line = lines[place.line - 1]
        single = place.line < front_end(lines) and in_single_quotes(line[: place.column - 1])
        fresh = doubled(name) if single else name
        if edit := _edit(sight, line[place.column - 1 : place.end_column - 1], place, target, fresh):
            edits.setdefault(where, []).append(edit)
    for where, edit in _by_text(sight, target, name, text_of):
        edits.setdefault(where, []).append(edit)
    new = f"{folder}/{name}.md" if folder else f"{name}.md"
    return Renaming(tuple((where, tuple(edits[where])) for where in sorted(edits)), target, new)


def _edit(sight: Sight, there: str, place: Place, target: str, name: str) -> Edit | None:
    """Only the last part of a link's path changes; a link by alias stays as it is."""
    markdown = not there.startswith("[[")
    found = (_MARKDOWN if markdown else _WIKI).search(there)
    if found is None or (not markdown and led_to(sight, found[2].strip(), target) is None):
        return None
    old = found[2]
    path, slash, last = old.rpartition("/")
    if not slash and old.startswith("<"):
        path, last = "<", last.removeprefix("<")
    ending = last[-3:] if last.lower().endswith(".md") else ""
    fresh = quote(name) if markdown and not old.startswith("<") else name
    start = place.column + found.start(2)
    return Edit(Place(place.line, start, place.line, start + len(old)), f"{path}{slash}{fresh}{ending}", old)


def _by_text(sight: Sight, target: str, name: str, text_of: TextOf) -> Iterator[tuple[str, Edit]]:
    """Fields that name the note without a link: `company: Acme`."""
    if sight.network.kinds.get(target) not in {"person", "organisation"}:
        return
    old = base_name(target)
    spellings = {old: scalar(name), f'"{old}"': f'"{name}"', _single(old): _single(name)}
    for where, note in sorted(sight.state.notes.items()):
        kind = sight.network.kinds.get(where, "")
        fields = [
            field for field in note.fields if old in str(field.value) and our_field(sight, kind, field.key) in _NAMING
        ]
        lines = lines_of(text_of(where)) if fields else []
        for way in (way for field in fields for way in _ways((field.written,), field.value, old)):
            at = place_of(note, way)
            there = lines[at.line - 1][at.column - 1 : at.end_column - 1] if 0 < at.line <= len(lines) else ""
            if there in spellings:
                yield where, Edit(Place(at.line, at.column, at.line, at.end_column), spellings[there], there)


def _single(name: str) -> str:
    """A name between single quotes, as YAML spells it."""
    return f"'{doubled(name)}'"


def _ways(way: tuple[str | int, ...], value: object, wanted: str) -> Iterator[tuple[str | int, ...]]:
    if value == wanted:
        yield way
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _ways((*way, key), held, wanted)
    elif isinstance(value, list):
        for at, held in enumerate(value):
            yield from _ways((*way, at), held, wanted)
