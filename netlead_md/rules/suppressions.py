"""What a note says not to report about it: `netlead_ignore: [NL201]`, `%% netlead-ignore NL305 %%` (SPEC §5.1)."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from netlead_md.model.diagnostics import Diagnostic, Range
from netlead_md.model.note import Field, Note
from netlead_md.parsing import property_range
from netlead_md.rules.rule import INFO, Finding, NotesContext, rule

_PROPERTY = "netlead_ignore"
_FLEETING = "NL7"
"""Findings about the network come and go with the day: an ignore of one is never called unused."""


class Suppression(msgspec.Struct, frozen=True):
    """Of one note."""

    code: str
    """A code, or the beginning of one: `NL3` is its whole family."""
    line: int = 0
    """0: the whole note."""
    field: tuple[str | int, ...] = ()


@rule("NL115", "unused-ignore", INFO, NotesContext)
def unused_ignore(scene: NotesContext) -> Iterator[Finding]:
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


def ignores_of(note: Note) -> tuple[Suppression, ...]:
    """Collect what a note asks not to be told."""
    fields = [field for field in note.fields if field.key == _PROPERTY]
    if not fields and not note.ignores:
        return ()
    listed = (each for field in fields for each in _listed_suppressions(field))
    return (*listed, *(Suppression(code.upper(), line) for line, code in note.ignores))


def apply_suppressions(
    found: Iterable[Diagnostic], ignores: Sequence[Suppression]
) -> tuple[list[Diagnostic], list[Suppression]]:
    """Leave out what a note asks not to be told of it; also give the ignores that silenced nothing."""
    asked = {(ignore.line, ignore.code) for ignore in ignores}
    used: set[tuple[int, str]] = set()
    left: list[Diagnostic] = []
    for each in found:
        begins = [each.code[:length] for length in range(len(each.code) + 1)]
        covering = asked.intersection([(line, code) for code in begins for line in (0, each.place.line)])
        used |= covering
        if not covering:
            left.append(each)
    idle = (ignore for ignore in ignores if ignore.code and (ignore.line, ignore.code) not in used)
    return left, [ignore for ignore in idle if not ignore.code.startswith(_FLEETING)]


def unused_suppressions(note: Note, idle: Iterable[Suppression]) -> Iterator[Finding]:
    """Report ignores that silenced nothing."""
    for ignore in idle:
        place = Range(ignore.line) if ignore.line else property_range(note, ignore.field)
        message = f"{ignore.code} is not found here, so there is nothing to ignore"
        subject = f"{ignore.code} {'line' if ignore.line else 'note'}"
        yield Finding(message, note.path, place, f"remove {ignore.code}", subject=subject)


def _listed_suppressions(field: Field) -> Iterator[Suppression]:
    """A list, or one text; commas or spaces part the codes."""
    listed = isinstance(field.value, list)
    for at, part in enumerate(field.value if listed else [field.value]):
        way = (field.written, at) if listed else (field.written,)
        for code in str(part).replace(",", " ").split() if isinstance(part, str | int) else ():
            yield Suppression(code.upper(), field=way)
