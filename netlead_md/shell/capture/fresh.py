"""A new note in the vault's own shape: what an import does for one row, from a sample of the notes."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from netlead_md.linking.kinds import kind_of, kind_words
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from netlead_md.reading import day_of, read_note, words_of
from netlead_md.rendering.names import base, valid
from netlead_md.shell.capture.files import Listing, readable
from netlead_md.shell.importing.draft import draft
from netlead_md.shell.importing.shape import shape
from netlead_md.shell.importing.templates import note_templates
from netlead_md.shell.importing.yaml import flow
from netlead_md.shell.misuse import Misuse

_EACH: Final = 20
"""Notes of one folder that are looked at."""
_MOST: Final = 200


def fresh(vault: Path, listed: Listing, config: Config, kind: str, name: str) -> tuple[str, str]:
    """Path and text of a note. Raises Misuse for a name that another note has."""
    if not name.strip() or not readable(name):
        raise Misuse("a note needs a name", cure="such as 'Ada Lovelace'")
    title = valid(name.strip())
    if there := next((path for path in listed.notes if base(path) == base(title)), ""):
        raise Misuse("there is a note of this name", cure="add something that tells them apart", path=there)
    notes = dict(_sample(vault, listed, config))
    kinds = kind_words(config)
    network = Network(
        None,
        {},
        {},
        {},
        (),
        kinds={path: kind_of(note, kinds).kind for path, note in notes.items()},
        files=listed.files,
    )
    form = shape(network, notes, config, kind, note_templates(vault, network, config))
    values = {}
    if title != name.strip():
        key = form.template_keys.get("aliases", form.keys.get("aliases", "aliases"))
        values[key] = flow([name.strip()], listed=True)
    path = f"{form.folder}/{title}.md" if form.folder else f"{title}.md"
    text = draft(form.template, form.marker, title, values)
    if kind_of(read_note(path, text, day=None, words=form.words), form.kinds).kind != kind:
        text = draft(form.template, ("type", kind), title, values)
    if day_of(path, config.dailies):
        raise Misuse("a note of this name would be a daily note", cure="give it another name", path=path)
    return path, text


def _sample(vault: Path, listed: Listing, config: Config) -> Iterator[tuple[str, Note]]:
    """A few notes of each folder, evenly spread: what most notes do, they do."""
    words = words_of(config)
    folders: Counter[str] = Counter()
    sizes = Counter(path.rpartition("/")[0] for path in listed.notes)
    seen: Counter[str] = Counter()
    for path in listed.notes:
        folder = path.rpartition("/")[0]
        seen[folder] += 1
        due = (seen[folder] - 1) % max(1, sizes[folder] // _EACH) == 0
        if not due or folders[folder] >= _EACH or folders.total() >= _MOST or day_of(path, config.dailies):
            continue
        folders[folder] += 1
        try:
            yield path, read_note(path, (vault / path).read_bytes().decode("utf-8"), day=None, words=words)
        except (OSError, UnicodeDecodeError):
            continue
