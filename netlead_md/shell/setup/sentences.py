"""What `init` says that it found, in sentences."""

from collections.abc import Iterator

from netlead_md.reports.words import plural
from netlead_md.shell.setup.survey import KINDS, Survey

_NAMES = {
    "person": ("person", "people"),
    "organisation": ("organisation", "organisations"),
    "project": ("project", "projects"),
    "interaction": ("meeting note", "meeting notes"),
}
_READ = {"organisation": "organisation", "last_contact": "last contact"}
_MOST = 3


def sentences(found: Survey) -> tuple[str, ...]:
    """One line for each kind of note, one for the fields, one for the rest."""
    told = (*_kinds(found), *_fields(found), *_rest(found), *_guesses(found)) or ("no notes yet",)
    return (*told, *_missing(found))


def _kinds(found: Survey) -> Iterator[str]:
    for kind in KINDS:
        if marks := found.marks[kind]:
            told = ", ".join(_by(mark) for mark, _ in marks[:_MOST])
            more = f" and {len(marks) - _MOST:,} other ways" if len(marks) > _MOST else ""
            yield f"{plural(sum(count for _, count in marks), *_NAMES[kind])} {told}{more}"
    if found.named:
        yield f"{plural(found.named, *_NAMES['organisation'])} without a note, named by people"


def _by(mark: str) -> str:
    name, _, word = mark.partition(" ")
    return f"in `{word}/`" if name == "folder" else f"by {name} `{word}`" if word != "in the text" else f"by {mark}"


def _fields(found: Survey) -> Iterator[str]:
    for name, words in found.fields.items():
        if words:
            yield f"{_READ[name]} from {', '.join(f'`{word}`' for word in words[:_MOST])}"


def _rest(found: Survey) -> Iterator[str]:
    if found.me:
        yield "1 note about yourself"
    if found.daily:
        yield plural(found.daily, "daily note")
    if found.others:
        yield plural(found.others, "other note")
    if found.unreadable:
        yield f"{plural(found.unreadable, 'note')} that cannot be read: `netlead check` says why"


def _missing(found: Survey) -> Iterator[str]:
    """Whom a vault does not tell of: pages of nobody would say nothing, and why is easily mended."""
    if found.marks["person"]:
        return
    if found.marks["organisation"] or found.named:
        yield 'Nobody who works there is noted yet: `netlead new person "Ada Lovelace"` writes a note.'
    elif found.others:
        yield (
            "None of them says that it is about a person or an organisation. One does if its properties say "
            "`type: person`, or if it lies in a folder `People`; words of your own go into netlead.toml."
        )


def _guesses(found: Survey) -> Iterator[str]:
    where = {"kinds": "marked", "folders": "in the folder", "fields": "with the field"}
    for guess in found.guesses:
        ours = guess.ours.replace("_", " ")
        yield f"{plural(guess.notes, 'note')} {where[guess.table]} `{guess.word}`: taken as {ours}"
