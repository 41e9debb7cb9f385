"""NL6xx: privacy. What would hurt if others read it."""

from collections.abc import Iterator
from typing import Final

from netlead_md.model.note import Note
from netlead_md.model.page import Related
from netlead_md.rules.flaws import at_entry
from netlead_md.rules.rule import INFO, WARNING, Finding, rule
from netlead_md.rules.scene import TOP, Scene

_SENSITIVE: Final = {
    "a secret": ("password", "passcode", "pin code", "iban", "card number", "passport number"),
    "health": ("diagnosed with", "chemotherapy", "in rehab", "miscarriage", "suicid"),
    "private life": ("divorc", "an affair with", "bankrupt"),
}
_PUBLISHED: Final = frozenset({"public", "publish", "published", "docs", "site", "_site", "www", "htdocs", "static"})
_PUBLISHING: Final = frozenset({"publish", "dg_publish", "published", "share"})


@rule("NL601", "sensitive-detail", INFO)
def sensitive_detail(scene: Scene) -> Iterator[Finding]:
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
    entries = scene.book.network.entries
    told = "\n".join([entry.line.text for entry in entries]).lower()
    present = [(what, word) for what, group in _SENSITIVE.items() for word in group if word in told]
    people = scene.book.network.people
    for entry in entries if present else ():
        text = entry.line.text.lower()
        what = next((what for what, word in present if word in text), "")
        discreet = [people[key].sensitive for key in entry.named if key in people]
        if what and not (discreet and all(discreet)):
            yield at_entry(entry, f"this line tells of {what}", "write less, or `sensitive: true` in their note")


@rule("NL602", "published-output", WARNING)
def published_output(scene: Scene) -> Iterator[Finding]:
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
    marked = sorted(path for path, note in scene.notes.items() if path.startswith(f"{output}/") and _published(note))
    if marked:
        message = f"a page in '{output}' is marked to be published"
        related = tuple(Related(path, TOP, "marked here") for path in marked[1:4])
        yield Finding(message, marked[0], TOP, "remove the mark, or exclude the folder", related, subject="marked")


def _published(note: Note) -> bool:
    return any(field.key in _PUBLISHING and str(field.value).lower() == "true" for field in note.fields)
