"""What a note says not to report about it: `netlead_ignore: [NL201]`, `%% netlead-ignore NL305 %%` (SPEC §5.1)."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from netlead_md.model.note import Note
from netlead_md.model.page import Diagnostic
from netlead_md.model.place import Place
from netlead_md.reading import place_of
from netlead_md.rules.rule import INFO, Finding, rule
from netlead_md.rules.scene import Scene

PROPERTY = "netlead_ignore"
FLEETING = "NL7"
"""Findings about the network come and go with the day: an ignore of one is never called unused."""


class Ignore(msgspec.Struct, frozen=True):
    path: str
    code: str
    """A code, or the beginning of one: `NL3` is its whole family."""
    line: int = 0
    """0: the whole note."""
    field: tuple[str | int, ...] = ()

    def covers(self, found: Diagnostic) -> bool:
        here = found.path == self.path and self.line in {0, found.place.line}
        return here and found.code.startswith(self.code)


@rule("NL115", "unused-ignore", INFO)
def unused_ignore(scene: Scene) -> Iterator[Finding]:
    """A request to ignore a rule that finds nothing there.

    What it silenced is mended, or moved; left standing, it hides the next one. A comment silences its own line, the
    property its whole note. An ignore of NL7xx is left alone: such findings come and go with the day.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    netlead_ignore: [NL201]
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    netlead_ignore: [NL201]
    knows: "[[Somebody]]"
    ---
    ```
    """
    del scene  # only `diagnose` knows what all the others found: see `unused`
    yield from ()


def ignores_in(notes: Mapping[str, Note]) -> list[Ignore]:
    """Collect what all notes ask not to be told, in order of path."""
    found: list[Ignore] = []
    for path in sorted(path for path, note in notes.items() if note.ignores or _named(note)):
        note = notes[path]
        for key in _named(note):
            found += _listed(path, key, next(field.value for field in note.fields if field.written == key))
        found += [Ignore(path, code.upper(), line) for line, code in note.ignores]
    return found


def silence(found: Sequence[Diagnostic], ignores: Sequence[Ignore]) -> tuple[list[Diagnostic], list[Ignore]]:
    """Leave out what notes ask not to be told; also give the ignores that silenced nothing."""
    by_path: dict[str, list[Ignore]] = {}
    for ignore in ignores:
        by_path.setdefault(ignore.path, []).append(ignore)
    used: set[Ignore] = set()
    left: list[Diagnostic] = []
    for each in found:
        covering = [ignore for ignore in by_path.get(each.path, ()) if ignore.covers(each)]
        used.update(covering)
        if not covering:
            left.append(each)
    return left, [ignore for ignore in ignores if ignore not in used and not ignore.code.startswith(FLEETING)]


def unused(notes: Mapping[str, Note], idle: Sequence[Ignore]) -> Iterator[Finding]:
    """Report ignores that silenced nothing."""
    for ignore in idle:
        place = Place(ignore.line) if ignore.line else place_of(notes[ignore.path], ignore.field)
        message = f"{ignore.code} is not found here, so there is nothing to ignore"
        subject = f"{ignore.code} {'line' if ignore.line else 'note'}"
        yield Finding(message, ignore.path, place, f"remove {ignore.code}", subject=subject)


def _named(note: Note) -> list[str]:
    return [field.written for field in note.fields if field.key == PROPERTY]


def _listed(path: str, key: str, value: object) -> Iterator[Ignore]:
    """A list, or one string with commas or spaces between the codes."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            if isinstance(each, str) and each.strip():
                yield Ignore(path, each.strip().upper(), field=(key, index))
    elif isinstance(value, str):
        for word in value.replace(",", " ").split():
            yield Ignore(path, word.upper(), field=(key,))
