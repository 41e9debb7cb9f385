"""How this vault writes its notes of a kind: the folder, what marks the kind, the names of the fields, the template."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from netlead_md.linking.fields import field_names
from netlead_md.linking.kinds import KindWords, bare, kind_words
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from netlead_md.reading import Words, read_note, words_of
from netlead_md.shell.importing.draft import blank
from netlead_md.shell.importing.yaml import flow

_FOLDERS: Final = {"person": "People", "organisation": "Organisations", "project": "Projects"}
_LABELS: Final = (("type", "kind", "fileclass"), ("tags", "tag"), ("categories", "category"))
_WORDS: Final = re.compile(r"[^\W\d_]+")


class Shape(msgspec.Struct, frozen=True):
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
    words: Words
    kinds: KindWords


def shape(
    network: Network, notes: Mapping[str, Note], config: Config, kind: str, templates: Mapping[str, str]
) -> Shape:
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
    words, kinds = words_of(config), kind_words(config)
    template = _template(templates, words, kinds, kind)
    fields = read_note("template.md", template, day=None, words=words).fields
    return Shape(
        kind=kind,
        folder=_folder(network, mine, config, kind),
        marker=_marker(mine, kinds.words, kind),
        keys=own | usual,
        linked=texts[True] >= texts[False],
        template=template,
        template_keys={table.get(field.key, (field.key, 0))[0]: field.written for field in reversed(fields)},
        table=table,
        words=words,
        kinds=kinds,
    )


def _folder(network: Network, mine: list[Note], config: Config, kind: str) -> str:
    counts = Counter(note.path.rpartition("/")[0] for note in mine)
    if counts:
        return min(counts, key=lambda folder: (-counts[folder], len(folder), folder))
    wanted = next((folder for folder, found in config.folders.items() if found == kind), _FOLDERS[kind])
    there = {path[: len(wanted)] for path in network.files if path.lower().startswith(f"{wanted.lower()}/")}
    return min(there, default=wanted)


def _marker(mine: list[Note], words: Mapping[str, str], kind: str) -> tuple[str, str] | None:
    counts = Counter(next(_marks(note, words, kind), None) for note in mine)
    return max(counts, key=counts.__getitem__) if counts else ("type", kind)


def _marks(note: Note, words: Mapping[str, str], kind: str) -> Iterator[tuple[str, str]]:
    for group in _LABELS:
        for field in note.fields:
            values = field.value if isinstance(field.value, list) else [field.value]
            fitting = [value for value in values if isinstance(value, str) and words.get(bare(value)) == kind]
            if field.key in group and fitting:
                yield field.written, flow([fitting[0]], listed=isinstance(field.value, list))


def _template(templates: Mapping[str, str], grammar: Words, kinds: KindWords, kind: str) -> str:
    """The user's template for this kind of note: by what it says, else by its name."""
    words = kinds.words
    found: list[tuple[int, str, str]] = []
    for path in sorted(templates):
        text = blank(templates[path])
        note = read_note(path, text, day=None, words=grammar)
        name = path.rpartition("/")[2].removesuffix(".md")
        stated = next(_marks(note, words, kind), None) is not None
        called = any(words.get(word) == kind for word in _WORDS.findall(name.lower()))
        if not note.faults and (stated or called):
            found.append((stated + called, path, text))
    return max(found, key=lambda each: each[0])[2] if found else ""
