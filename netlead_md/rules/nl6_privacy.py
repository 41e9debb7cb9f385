"""NL6xx: privacy. What would hurt if others read it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from netlead_md.model.diagnostics import Related
from netlead_md.model.network import Entry
from netlead_md.model.note import Field, Note
from netlead_md.rules.findings import TOP, at_entry
from netlead_md.rules.rule import INFO, WARNING, Finding, NotesContext, VaultContext, rule

_SENSITIVE: Final = {  # beginnings of words
    "a secret": ("password", "passcode", "pin code", "iban", "card number", "passport number"),
    "health": ("diagnosed with", "chemotherapy", "in rehab", "miscarriage", "suicid"),
    "private life": ("divorc", "an affair with", "bankrupt"),
}
_PUBLISHED: Final = frozenset({"public", "publish", "published", "docs", "site", "_site", "www", "htdocs", "static"})
_PUBLISHING: Final = frozenset({"publish", "dg_publish", "published", "share"})


class _SensitiveLine(NamedTuple):
    path: str
    entry: Entry
    what: str


def _sensitive_lines(scene: NotesContext) -> Iterator[_SensitiveLine]:
    """Lines that tell what would hurt."""
    told = "\n".join(scene.texts.values())
    present = [(what, word) for what, group in _SENSITIVE.items() for word in group if word in told]
    for path, text in scene.texts.items() if present else ():
        for entry in scene.logs[path] if any(word in text for _, word in present) else ():
            line = entry.line.text.lower()
            what = next((what for what, word in present if re.search(rf"\b{word}", line)), "")
            if what:
                yield _SensitiveLine(path, entry, what)


def _sensitive_people(vault: VaultContext) -> frozenset[str]:
    """Keys of those whose notes are sensitive."""
    return frozenset(key for key, person in vault.book.network.people.items() if person.sensitive)


@rule("NL601", "sensitive-detail", INFO, NotesContext, glean=_sensitive_lines, beside=_sensitive_people)
def sensitive_detail(lines: Sequence[_SensitiveLine], discreet: frozenset[str]) -> Iterator[Finding]:
    """A line that tells a secret, or something of somebody's health or private life.

    Pages quote lines. `sensitive: true` in their note shows initials and no quotations.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    ---
    - 2026-06-03 call: she was diagnosed with diabetes
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    sensitive: true
    ---
    - 2026-06-03 call: she was diagnosed with diabetes
    ```
    """
    for _, entry, what in lines:
        if not entry.named or not discreet.issuperset(entry.named):
            yield at_entry(entry, f"this line tells of {what}", "write less, or `sensitive: true` in their note")


def _published_pages(scene: NotesContext) -> Iterator[Note]:
    """Pages in the output folder that are marked to be published."""
    inside = f"{scene.config.output}/"
    for path, note in scene.notes.items():
        if path.startswith(inside) and any(_marks_published(field) for field in note.fields):
            yield note


@rule(
    "NL602", "published-output", WARNING, NotesContext, glean=_published_pages, beside=lambda vault: vault.config.output
)
def published_output(marked: Sequence[Note], output: str) -> Iterator[Finding]:
    """An output folder that others can read.

    The pages say what you think of people. A folder that a site is made of, or a page marked to be published, shows
    them to everybody.

    Bad:

    ```toml netlead.toml
    output = "docs/Netlead"
    ```

    Good:

    ```toml netlead.toml
    output = "Netlead"
    ```
    """
    folder = next((part for part in output.lower().split("/") if part in _PUBLISHED), "")
    if folder:
        message = f"pages go to '{output}', and folders named '{folder}' are often published"
        yield Finding(message, "netlead.toml", TOP, "choose another `output`", subject=f"output {output}")
    if marked:
        message = f"a page in '{output}' is marked to be published"
        related = tuple(Related(note.path, TOP, "marked here") for note in marked[1:4])
        yield Finding(message, marked[0].path, TOP, "remove the mark, or exclude the folder", related, subject="marked")


def _marks_published(field: Field) -> bool:
    return field.key in _PUBLISHING and str(field.value).lower() == "true"
