"""NL2xx, second part: names and addresses that two notes share."""

from collections.abc import Iterator

from netlead_md.model.page import Related
from netlead_md.model.place import Trouble
from netlead_md.rules.flaws import flaw
from netlead_md.rules.places import TOP, words
from netlead_md.rules.rule import WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes


@rule("NL205", "duplicate-name", WARNING, SomeNotes)
def duplicate_name(scene: SomeNotes) -> Iterator[Finding]:
    """Two people or organisations of the same name.

    They may be one twice, or two whose links get mixed up.

    Bad:

    ```markdown People/Work/Ada.md
    # Ada
    ```

    ```markdown People/Home/Ada.md
    # Ada
    ```

    Good:

    ```markdown People/Work/Ada Holm.md
    # Ada
    ```

    ```markdown People/Home/Ada Berg.md
    # Ada
    ```
    """
    for fault in scene.faults.get(Trouble.DUPLICATE_NAME, ()):
        name, other = words(fault, 2)
        if other.casefold() == fault.path.casefold():
            continue  # two spellings of one path: NL007 says so
        yield flaw(
            scene,
            fault,
            f"'{name}' is the name of another note too: {other}",
            "merge the two, or tell them apart by name",
            related=(Related(other, TOP, "the other one"),),
        )


@rule("NL206", "duplicate-email", WARNING, SomeNotes)
def duplicate_email(scene: SomeNotes) -> Iterator[Finding]:
    """Two people with the same e-mail address.

    Most often they are one person with two notes, and each ledger sees half of what they did.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    email: ada@acme.example
    ---
    ```

    ```markdown People/Ada Holm.md
    ---
    type: person
    email: ada@acme.example
    ---
    ```

    Good:

    ```markdown People/Ada Holm.md
    ---
    type: person
    email: ada@acme.example
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.DUPLICATE_EMAIL, ()):
        address, other = words(fault, 2)
        yield flaw(
            scene,
            fault,
            f"{address} stands in another note too: {other}",
            "merge the two notes if they are one person",
            at=address,
            related=(Related(other, TOP, "the other one"),),
        )
