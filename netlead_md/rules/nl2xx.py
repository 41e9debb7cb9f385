"""NL2xx, first part: links."""

from collections.abc import Iterator

from netlead_md.model.place import Trouble
from netlead_md.rules.fixes import relink
from netlead_md.rules.flaws import flaw
from netlead_md.rules.places import words
from netlead_md.rules.rule import ERROR, WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes


@rule("NL201", "no-such-note", ERROR, SomeNotes)
def no_such_note(scene: SomeNotes) -> Iterator[Finding]:
    """A link in one of our fields or entries leads to no note.

    Whoever is meant is missing from every page. Links anywhere else are your own affair.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    knows: "[[Charles Babage]]"
    ---
    ```

    ```markdown People/Charles Babbage.md
    ---
    type: person
    ---
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    knows: "[[Charles Babbage]]"
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.NO_SUCH_NOTE, ()):
        target, where, near = words(fault, 3)
        fix = relink(scene, fault, target, near) if near else None
        help_ = f"did you mean '{near}'?" if near else "write that note, or mend the name"
        told = f" ({where})" if where else ""
        yield flaw(scene, fault, f"no note named '{target}'{told}", help_, fix=fix, at=target)


@rule("NL202", "alias-as-target", ERROR, SomeNotes)
def alias_as_target(scene: SomeNotes) -> Iterator[Finding]:
    """A link to an alias.

    Obsidian looks links up by file name only: this one leads nowhere, there and here.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    knows: "[[Charlie]]"
    ---
    ```

    ```markdown People/Charles Babbage.md
    ---
    type: person
    aliases: [Charlie]
    ---
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    knows: "[[Charles Babbage|Charlie]]"
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.ALIAS_AS_TARGET, ()):
        target, name, where = words(fault, 3)
        told = f" ({where})" if where else ""
        message = f"'{target}' is an alias of '{name}', and links do not follow aliases{told}"
        fix = relink(scene, fault, target, name, target)
        yield flaw(scene, fault, message, f"write [[{name}|{target}]]", fix=fix, at=target)


@rule("NL203", "wrong-kind", ERROR, SomeNotes)
def wrong_kind(scene: SomeNotes) -> Iterator[Finding]:
    """A link to a note of another kind than its field takes.

    An employer that is a person, or a friend that is a company: the value is left out.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: "[[Bo]]"
    ---
    ```

    ```markdown People/Bo.md
    ---
    type: person
    ---
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    knows: "[[Bo]]"
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.WRONG_KIND, ()):
        target, kind, expected, name = words(fault, 4)
        message = f"[[{target}]] is a note of kind '{kind}', but `{name}` takes '{expected}'"
        yield flaw(scene, fault, message, f"link a note of kind '{expected}', or set its `type`", at=target)


@rule("NL204", "ambiguous-name", WARNING, SomeNotes)
def ambiguous_name(scene: SomeNotes) -> Iterator[Finding]:
    """A link that fits several notes equally well.

    Obsidian picks one by its path, which may not be the one you mean.

    Bad:

    ```markdown Ada.md
    ---
    type: person
    knows: "[[Bo]]"
    ---
    ```

    ```markdown A/Bo.md
    ---
    type: person
    ---
    ```

    ```markdown B/Bo.md
    ---
    type: book
    ---
    ```

    Good, otherwise the same:

    ```markdown Ada.md
    ---
    type: person
    knows: "[[A/Bo]]"
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.AMBIGUOUS_NAME, ()):
        target, *paths = fault.words
        message = f"[[{target}]] can be {' or '.join(paths)}"
        yield flaw(scene, fault, message, "write the path inside the link", at=target)
