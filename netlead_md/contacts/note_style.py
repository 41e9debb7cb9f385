"""How this vault writes its notes of a kind: the folder, what marks the kind, the names of the fields, the template."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.editing.frontmatter import set_properties
from netlead_md.linking.fields import field_names
from netlead_md.linking.symbol_table import KindWords, bare_word, kind_words
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from netlead_md.parsing import KeywordTable, build_keywords, read_note
from netlead_md.parsing.frontmatter import format_scalar, format_value, read_front
from netlead_md.vault.real_path import find_file

# The text of a new note: the user's template or a bare marker, with what the contact says filled in.


_FENCE: Final = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_TITLE: Final = re.compile(
    r"\{\{[ \t]*(?:title|name)[ \t]*\}\}|<%[-_]?[ \t]*tp\.file\.title[ \t]*[-_]?%>", re.IGNORECASE
)
_MARK: Final = re.compile(r"\{\{[^{}\n]*\}\}|<%.*?%>", re.DOTALL)
_END: Final = re.compile(r"(?<![ \t])[ \t]++$", re.MULTILINE)
_NAME: Final = "\ue000"
_GONE: Final = "\ue001"
"""No text of a contact holds these two: they are private to whoever uses them."""
_WHOLE: Final = re.compile(rf"(?<=: ){_NAME}[ \t]*$", re.MULTILINE)


def strip_template(template: str) -> str:
    """Keep the words of a template and none of its marks, so that none of its code runs and no date is made up.

    The place of the name stays. A line of the body with any other mark is left out: it would tell of something that
    happened on the day of the import.
    """
    text = _TITLE.sub(_NAME, template.removeprefix("\ufeff").replace("\r\n", "\n"))
    front = found[0] if (found := _FENCE.match(text)) else ""
    body = _MARK.sub(_GONE, text[len(front) :]).split("\n")
    return _END.sub("", _MARK.sub("", front)) + "\n".join(line for line in body if _GONE not in line)


def draft_note(template: str, marker: tuple[str, str] | None, name: str, values: Mapping[str, str]) -> str:
    """Write a note of a file's name: from the template, or where that cannot take the values, without it."""
    base = _insert_name(template, name) if template else ""
    first = {marker[0]: marker[1]} if marker else {}
    if base and not read_front("", base).faults:
        try:
            return set_properties(set_properties(base, values, replace=True), first)
        except ValueError:
            pass
    said = {**first, **values}
    return set_properties("", said) if said else f"# {name}\n"


def _insert_name(template: str, name: str) -> str:
    front = found[0] if (found := _FENCE.match(template)) else ""
    return _WHOLE.sub(lambda _: format_scalar(name), front).replace(_NAME, name) + template[len(front) :].replace(
        _NAME, name
    )


_FOLDERS: Final = {"person": "People", "organisation": "Organisations", "project": "Projects"}
_LABELS: Final = (("type", "kind", "fileclass"), ("tags", "tag"), ("categories", "category"))
_WORDS: Final = re.compile(r"[^\W\d_]+")


class NoteStyle(msgspec.Struct, frozen=True):
    kind: str
    folder: str
    marker: tuple[str, str] | None
    """A property and its value as YAML; None where the folder is enough."""
    keys: dict[str, str]
    """Our field to the user's name for it."""
    linked: bool
    """Organisations stand in fields as links, where they have a note."""
    template: str
    """With its marks blanked; empty where the user has none."""
    template_keys: dict[str, str]
    """Our field to the template's name for it."""
    table: dict[str, tuple[str, int]]
    """Any name of a field to ours, and its rank among the synonyms."""
    words: KeywordTable
    kinds: KindWords


def detect_style(
    network: Network, notes: Mapping[str, Note], config: Config, kind: str, templates: Mapping[str, str]
) -> NoteStyle:
    """See what most notes of the kind do; where there is none, the contract's own words hold."""
    mine = [notes[path] for path, found in sorted(network.kinds.items()) if found == kind and path in notes]
    keys: Counter[tuple[str, str]] = Counter()
    texts: Counter[bool] = Counter()
    table = field_names(config).by_kind[kind]
    for note in mine:
        for field in note.fields:
            name = table.get(field.key, ("", 0))[0]
            keys[name, field.written] += bool(name)
            if name == "organisation" and field.value:
                texts["[[" in str(field.value)] += 1
    own = {name: word for word, name in reversed(config.fields.items())}
    usual = {name: written for (name, written), _ in reversed(keys.most_common()) if name}
    words, kinds = build_keywords(config), kind_words(config)
    template = _choose_template(templates, words, kinds, kind)
    fields = read_note("template.md", template, day=None, words=words).fields
    return NoteStyle(
        kind=kind,
        folder=_choose_folder(network, mine, config, kind),
        marker=_choose_marker(mine, kinds.words, kind),
        keys=own | usual,
        linked=texts[True] >= texts[False],
        template=template,
        template_keys={table.get(field.key, (field.key, 0))[0]: field.written for field in reversed(fields)},
        table=table,
        words=words,
        kinds=kinds,
    )


def _choose_folder(network: Network, mine: list[Note], config: Config, kind: str) -> str:
    counts = Counter(note.path.rpartition("/")[0] for note in mine)
    if counts:
        return min(counts, key=lambda folder: (-counts[folder], len(folder), folder))
    wanted = next((folder for folder, found in config.folders.items() if found == kind), _FOLDERS[kind])
    there = {path[: len(wanted)] for path in network.files if path.lower().startswith(f"{wanted.lower()}/")}
    return min(there, default=wanted)


def _choose_marker(mine: list[Note], words: Mapping[str, str], kind: str) -> tuple[str, str] | None:
    counts = Counter(next(_find_markers(note, words, kind), None) for note in mine)
    return max(counts, key=counts.__getitem__) if counts else ("type", kind)


def _find_markers(note: Note, words: Mapping[str, str], kind: str) -> Iterator[tuple[str, str]]:
    for group in _LABELS:
        for field in note.fields:
            values = field.value if isinstance(field.value, list) else [field.value]
            fitting = [value for value in values if isinstance(value, str) and words.get(bare_word(value)) == kind]
            if field.key in group and fitting:
                yield field.written, format_value([fitting[0]], listed=isinstance(field.value, list))


def _choose_template(templates: Mapping[str, str], grammar: KeywordTable, kinds: KindWords, kind: str) -> str:
    """The user's template for this kind of note: by what it says, else by its name."""
    words = kinds.words
    found: list[tuple[int, str, str]] = []
    for path in sorted(templates):
        text = strip_template(templates[path])
        note = read_note(path, text, day=None, words=grammar)
        name = path.rpartition("/")[2].removesuffix(".md")
        stated = next(_find_markers(note, words, kind), None) is not None
        called = any(words.get(word) == kind for word in _WORDS.findall(name.lower()))
        if not note.faults and (stated or called):
            found.append((stated + called, path, text))
    return max(found, key=lambda each: each[0])[2] if found else ""


# The user's note templates, from the folders that Obsidian and Templater name.


def load_note_templates(vault: Path, network: Network, config: Config) -> dict[str, str]:
    """Path to text. One that cannot be read is none."""
    found: dict[str, str] = {}
    folders = [folder.lower() for folder in config.template_folders]
    for path in sorted(network.files):
        name = path.lower()
        if name.endswith(".md") and any(name.startswith(f"{folder}/") or name == f"{folder}.md" for folder in folders):
            try:
                found[path] = find_file(vault, path).read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError):
                continue
    return found
