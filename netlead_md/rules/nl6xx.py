"""NL6xx: privacy. What would hurt if others read it."""

from collections.abc import Iterator
from typing import Final

from netlead_md.model.note import Note
from netlead_md.model.page import Related
from netlead_md.rules.flaws import at_entry
from netlead_md.rules.places import TOP
from netlead_md.rules.rule import INFO, WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes, WholeVault

_SENSITIVE: Final = {
    "a secret": ("password", "passcode", "pin code", "iban", "card number", "passport number"),
    "health": ("diagnosed with", "chemotherapy", "in rehab", "miscarriage", "suicid"),
    "private life": ("divorc", "an affair with", "bankrupt"),
}
_PUBLISHED: Final = frozenset({"public", "publish", "published", "docs", "site", "_site", "www", "htdocs", "static"})
_PUBLISHING: Final = frozenset({"publish", "dg_publish", "published", "share"})


def _discreet(vault: WholeVault) -> frozenset[str]:
    """Keys of those whose notes are sensitive."""
    return frozenset(key for key, person in vault.book.network.people.items() if person.sensitive)


@rule("NL601", "sensitive-detail", INFO, SomeNotes, beside=_discreet)
def sensitive_detail(scene: SomeNotes, discreet: frozenset[str]) -> Iterator[Finding]:
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
    texts = ["\n".join([entry.line.text for entry in log]).lower() for log in scene.logs.values()]
    told = "\n".join(texts)
    present = [(what, word) for what, group in _SENSITIVE.items() for word in group if word in told]
    logs = zip(scene.logs.values(), texts, strict=True) if present else ()
    for entry in (entry for log, text in logs if any(word in text for _, word in present) for entry in log):
        text = entry.line.text.lower()
        what = next((what for what, word in present if word in text), "")
        if what and not (entry.named and discreet.issuperset(entry.named)):
            yield at_entry(entry, f"this line tells of {what}", "write less, or `sensitive: true` in their note")


@rule("NL602", "published-output", WARNING, WholeVault)
def published_output(scene: WholeVault) -> Iterator[Finding]:
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
    output = scene.config.output
    folder = next((part for part in output.lower().split("/") if part in _PUBLISHED), "")
    if folder:
        message = f"pages go to '{output}', and folders named '{folder}' are often published"
        yield Finding(message, "netlead.toml", TOP, "choose another `output`", subject=f"output {output}")
    inside = f"{output}/"
    marked = sorted(path for path, note in scene.notes.items() if path.startswith(inside) and _published(note))
    if marked:
        message = f"a page in '{output}' is marked to be published"
        related = tuple(Related(path, TOP, "marked here") for path in marked[1:4])
        yield Finding(message, marked[0], TOP, "remove the mark, or exclude the folder", related, subject="marked")


def _published(note: Note) -> bool:
    return any(field.key in _PUBLISHING and str(field.value).lower() == "true" for field in note.fields)
