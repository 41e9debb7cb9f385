"""`.base` files (Obsidian Bases): tables of the people, the organisations and the ledgers, if `bases` says so.

The format is YAML with `filters`, `properties` and `views` (COMPATIBILITY 23). What a filter asks for is what the vault
itself says of the kind: the types, tags and categories as written, the folders by which a note was told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from netlead_md.linking.fields import canonical_field_name, field_names
from netlead_md.linking.symbol_table import KindWords, bare_word, kind_of, kind_words, texts_in
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import PAGE_FORMAT, Page
from netlead_md.model.note import Note
from netlead_md.parsing.frontmatter import quote_text
from netlead_md.rendering.pages import content_hash
from netlead_md.reports import ledger
from netlead_md.reports.formatting import capitalise_first

_COLUMNS: Final = {
    "person": ("organisation", "circle", "responsibility", "cadence", "last_contact"),
    "organisation": ("power", "interest", "engagement"),
}
_LEDGER: Final = (
    *("netlead_organisation", "netlead_class", "netlead_stage", "netlead_trust", "netlead_support"),
    *("netlead_waiting_since", "netlead_next"),
)
_TYPES: Final = ("type", "kind", "fileclass")
_TAGS: Final = frozenset({"tags", "tag"})
_CATEGORIES: Final = frozenset({"categories", "category"})


class _BaseView(msgspec.Struct, frozen=True):
    name: str
    filters: tuple[str, ...]
    """Lines of YAML."""
    columns: tuple[tuple[str, str], ...]
    """(property, its heading)."""


def build_bases(book: Book, notes: Mapping[str, Note], config: Config) -> tuple[Page, ...]:
    """`People.base` and `Organisations.base`, each if it has a row; none for pages that are to be shared.

    A file of somebody else's that has the name stays: Obsidian takes our marker off when a view is changed in it.
    """
    if not config.bases or config.redact:
        return ()
    views = {
        "Organisations.base": (*_note_views(book, notes, config, "organisation"), *_ledger_views(book, config)),
        "People.base": tuple(_note_views(book, notes, config, "person")),
    }
    theirs = {path.casefold() for path in book.network.files}
    due = (name for name in views if views[name] and f"{config.output}/{name}".casefold() not in theirs)
    return tuple(Page(name, _seal_base(_base_document(views[name]))) for name in due)


def _seal_base(body: str) -> str:
    return f"# generated-by: netlead, format: {PAGE_FORMAT}, content-hash: {content_hash(body)}\n{body}"


def _base_document(views: tuple[_BaseView, ...]) -> str:
    headings = dict(column for view in views for column in view.columns)
    lines = ["properties:"]
    for name, heading in headings.items():
        lines += [f"  {quote_text(name)}:", f"    displayName: {quote_text(heading)}"]
    lines.append("views:")
    for view in views:
        lines += ["  - type: table", f"    name: {quote_text(view.name)}", "    filters:"]
        lines += [f"      {line}" for line in view.filters]
        lines += ["    order:", "      - file.name"]
        lines += [f"      - {quote_text(name)}" for name, _ in view.columns]
    return "\n".join(lines) + "\n"


def _ledger_views(book: Book, config: Config) -> Iterator[_BaseView]:
    if ledger.due_keys(book):
        marks = [f"file.inFolder({quote_text(f'{config.output}/Ledgers')})", 'file.hasProperty("generated-by")']
        yield _BaseView(
            "Ledgers",
            ("and:", *_filter_items(marks)),
            tuple((f"note.{name}", _column_heading(name)) for name in _LEDGER),
        )


def _note_views(book: Book, notes: Mapping[str, Note], config: Config, kind: str) -> Iterator[_BaseView]:
    """The view of all notes of a kind; none where the vault has no such note."""
    known = kind_words(config)
    mine = [notes[path] for path, found in sorted(book.network.kinds.items()) if found == kind and path in notes]
    if not mine:
        return
    labels = sorted({mark for note in mine if (mark := _kind_label(note, kind, known.words))})
    folders = {_top_folder(note, kind, known) for note in mine if not _kind_label(note, kind, known.words)} - {""}
    telling = [line for mark in labels for line in _filter_items([mark])]
    for folder in sorted(folders):
        telling += [
            "  - and:",
            *(f"    {line}" for line in _filter_items(_folder_filters(book, notes, known, folder, kind))),
        ]
    always = ['file.ext == "md"', '!file.hasProperty("generated-by")']
    always += [f"!file.inFolder({quote_text(folder)})" for folder in sorted(config.template_folders)]
    always += [f"file.path != {quote_text(path)}" for path in _only_named_so(book, notes, known, kind)]
    lines = ("and:", *_filter_items(always), "  - or:", *(f"    {line}" for line in telling))
    name = "People" if kind == "person" else "Organisations"
    yield _BaseView(name, lines, tuple(_view_columns(mine, kind, config)))


def _only_named_so(book: Book, notes: Mapping[str, Note], known: KindWords, kind: str) -> Iterator[str]:
    """Notes with a label of the kind that are something else: a daily note that says `#person`, a template."""
    for path, found in sorted(book.network.kinds.items()):
        if found != kind and path in notes and _kind_label(notes[path], kind, known.words):
            yield path


def _view_columns(mine: list[Note], kind: str, config: Config) -> Iterator[tuple[str, str]]:
    """Each field under the name that most notes have for it."""
    names = field_names(config)
    used = Counter((canonical_field_name(field, kind, names), field.written) for note in mine for field in note.fields)
    ranked = sorted(used, key=lambda pair: (-used[pair], pair[1]))
    for name in _COLUMNS[kind]:
        written = next((word for ours, word in ranked if ours == name), name)
        yield f"note.{written}", _column_heading(name)


def _kind_label(note: Note, kind: str, words: Mapping[str, str]) -> str:
    """What in the note itself says that it is of the kind: type, tag, category, as SPEC §2.1 ranks them."""
    stated = [field.key for field in note.fields]
    order = [*_TYPES, *(key for key in stated if key in _TAGS), *(key for key in stated if key in _CATEGORIES)]
    for key in dict.fromkeys(order):
        for written, text in _field_texts(note, key):
            if words.get(bare_word(text)) == kind:
                return _filter_for(key, written, text)
    if any(field.key in _TYPES and field.value for field in note.fields):
        return ""
    tag = next((tag for tag in note.tags if words.get(bare_word(tag)) == kind), "")
    return _filter_for("tags", "tags", tag) if tag else ""


def _field_texts(note: Note, key: str) -> Iterator[tuple[str, str]]:
    """(name of the field as written, one text in it)."""
    for field in note.fields:
        if field.key == key:
            for text in texts_in(field.value):
                parts = text.split(",") if key in _TAGS else [text]
                yield from ((field.written, part.strip()) for part in parts if part.strip())


def _filter_for(key: str, written: str, text: str) -> str:
    """A filter for one value of a property; a wikilink there is a link to Bases, no text."""
    if key in _TAGS:
        return f"file.hasTag({quote_text(text.lstrip('#').rstrip('/'))})"
    target = text[2:-2].partition("|")[0].partition("#")[0] if text.startswith("[[") else ""
    value = f"link({quote_text(target)})" if target else quote_text(text)
    return f"list(note[{quote_text(written)}]).contains({value})"


def _top_folder(note: Note, kind: str, known: KindWords) -> str:
    """The highest folder above the note by which alone it would be of the kind."""
    folder = note.path.rpartition("/")[0]
    found = ""
    while folder and _of_folder(folder, known) == kind:
        found, folder = folder, folder.rpartition("/")[0]
    return found


def _of_folder(folder: str, known: KindWords) -> str:
    return kind_of(Note(f"{folder}/note.md"), known).kind


def _folder_filters(book: Book, notes: Mapping[str, Note], known: KindWords, folder: str, kind: str) -> list[str]:
    """Filters for a folder without the notes in it that are something else."""
    others = set()
    for path, found in book.network.kinds.items():
        if found != kind and path.startswith(f"{folder}/") and path in notes:
            others.add(_other_filter(notes[path], found, known, folder))
    return [f"file.inFolder({quote_text(folder)})", *sorted(f"!{mark}" for mark in others if mark)]


def _other_filter(note: Note, kind: str, known: KindWords, folder: str) -> str:
    """What tells such a note: its label, a type that is nothing of ours, or a folder further down."""
    if label := _kind_label(note, kind, known.words):
        return label
    foreign = next((_filter_for(key, *value) for key in _TYPES for value in _field_texts(note, key)), "")
    below = _top_folder(note, kind, known)
    return foreign or (f"file.inFolder({quote_text(below)})" if below.startswith(f"{folder}/") else "")


def _filter_items(statements: Iterable[str]) -> list[str]:
    return [f"  - {quote_text(statement)}" for statement in statements]


def _column_heading(name: str) -> str:
    return capitalise_first(name.removeprefix("netlead_")).replace("_", " ")
