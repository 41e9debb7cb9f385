"""NL1xx, first part: front matter as a whole."""

from collections.abc import Iterator

from netlead_md.model.place import Trouble
from netlead_md.rules.fixes import replace
from netlead_md.rules.flaws import flaw
from netlead_md.rules.places import place, source, words
from netlead_md.rules.rule import ERROR, INFO, WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes


@rule("NL101", "yaml-error", ERROR, SomeNotes)
def yaml_error(scene: SomeNotes) -> Iterator[Finding]:
    """Front matter that is no YAML.

    None of its fields can be read; the body still counts. Obsidian shows the same block in red.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    title: "Dean
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    title: "Dean"
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.YAML_ERROR, ()):
        (why,) = words(fault, 1)
        told = " ".join(why.split("\n", 1)[0].split())
        help_ = "mend the line; text with `: `, `#`, `@` or `[[` needs quotes around it"
        yield flaw(scene, fault, f"the front matter cannot be read: {told}", help_, subject="yaml")


@rule("NL102", "unclosed-block", ERROR, SomeNotes)
def unclosed_block(scene: SomeNotes) -> Iterator[Finding]:
    """Front matter that begins with `---` and never ends.

    Without the second fence there are no fields, and Obsidian shows them as text.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    # Ada
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    ---
    # Ada
    ```
    """
    for fault in scene.faults.get(Trouble.UNCLOSED_BLOCK, ()):
        yield flaw(scene, fault, "the front matter has no closing `---`", "add a line `---` below the last field")


@rule("NL103", "late-block", WARNING, SomeNotes)
def late_block(scene: SomeNotes) -> Iterator[Finding]:
    """Front matter that does not begin on the first line.

    Obsidian reads properties from the very top only, so these are text.

    Bad:

    ```markdown Ada.md

    ---
    type: person
    ---
    ```

    Good:

    ```markdown Ada.md
    ---
    type: person
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.LATE_BLOCK, ()):
        yield flaw(scene, fault, "front matter that is not at the top counts nothing", "remove the lines above it")


@rule("NL104", "duplicate-key", ERROR, SomeNotes)
def duplicate_key(scene: SomeNotes) -> Iterator[Finding]:
    """The same field twice in one front matter.

    Obsidian refuses the whole block, and other tools keep one of the two without saying which.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    title: Dean
    title: Provost
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    title: Provost
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.DUPLICATE_KEY, ()):
        (key,) = words(fault, 1)
        yield flaw(scene, fault, f"`{key}` stands here a second time", "keep one of the two, or make one list")


@rule("NL105", "unquoted-wikilink", WARNING, SomeNotes)
def unquoted_wikilink(scene: SomeNotes) -> Iterator[Finding]:
    """A wikilink in the front matter without quotes.

    In YAML it is a list in a list: read as a link here, but Obsidian and other tools lose it.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: [[Acme]]
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: "[[Acme]]"
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.UNQUOTED_LINK, ()):
        key, text = words(fault, 2)
        link = text if text.startswith("[[") else f"[[{text}]]"
        quoted = f'"{link}"'
        there = source(scene, fault.path, place(scene, fault))
        fix = replace(scene, fault, link, quoted, "quote the link") if quoted not in there and '"' not in link else None
        yield flaw(scene, fault, f"a link needs quotes in front matter (`{key}`)", f"write {quoted}", fix=fix)


@rule("NL116", "front-matter-no-mapping", INFO, SomeNotes)
def not_a_mapping(scene: SomeNotes) -> Iterator[Finding]:
    """A block at the top between `---` that holds a list or plain text.

    Front matter is `field: value`; anything else is read as no fields at all. Between two rulers of a note that is none
    of ours it is nothing to speak of.

    Bad:

    ```markdown People/Ada.md
    ---
    - person
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.NOT_A_MAPPING, ()):
        (what,) = words(fault, 1)
        told = f"the block at the top is a {what or 'text'}, not fields"
        if scene.kinds.get(fault.path) not in {"other", "daily"}:
            yield flaw(scene, fault, told, "write `field: value`, or put a blank line above it", subject="mapping")
