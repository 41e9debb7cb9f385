"""NL1xx, first part: front matter as a whole."""

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from netlead_md.model.diagnostics import Fault, FaultKind, Fix, TextEdit
from netlead_md.model.network import Organisation, Person
from netlead_md.parsing.suggestions import is_close
from netlead_md.parsing.yaml_repair import names_kind
from netlead_md.rules.findings import entity_finding, fault_args, fault_finding, fault_range, find_field, source_at
from netlead_md.rules.fixes import insert_text, key_place, replace_word, rewrite_date
from netlead_md.rules.rule import ERROR, INFO, WARNING, EntityContext, Finding, NotesContext, VaultContext, rule


@rule("NL101", "yaml-error", ERROR, NotesContext)
def yaml_error(scene: NotesContext) -> Iterator[Finding]:
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
    for fault in scene.faults.get(FaultKind.YAML_ERROR, ()):
        if _is_about_nobody(scene, fault):
            continue
        (why,) = fault_args(fault, 1)
        told = " ".join(why.split("\n", 1)[0].split())
        help_ = "mend the line; text with `: `, `#`, `@` or `[[` needs quotes around it"
        yield fault_finding(scene, fault, f"the front matter cannot be read: {told}", help_, subject="yaml")


@rule("NL102", "unclosed-block", ERROR, NotesContext)
def unclosed_block(scene: NotesContext) -> Iterator[Finding]:
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
    for fault in scene.faults.get(FaultKind.UNCLOSED_BLOCK, ()):
        if _is_about_nobody(scene, fault):
            continue
        yield fault_finding(
            scene, fault, "the front matter has no closing `---`", "add a line `---` below the last field"
        )


@rule("NL103", "late-block", WARNING, NotesContext)
def late_block(scene: NotesContext) -> Iterator[Finding]:
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
    for fault in scene.faults.get(FaultKind.LATE_BLOCK, ()):
        if _is_about_nobody(scene, fault):
            continue
        yield fault_finding(
            scene, fault, "front matter that is not at the top counts nothing", "remove the lines above it"
        )


@rule("NL104", "duplicate-key", ERROR, NotesContext)
def duplicate_key(scene: NotesContext) -> Iterator[Finding]:
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
    for fault in scene.faults.get(FaultKind.DUPLICATE_KEY, ()):
        if _is_about_nobody(scene, fault):
            continue
        (key,) = fault_args(fault, 1)
        yield fault_finding(scene, fault, f"`{key}` stands here a second time", "keep one of the two, or make one list")


@rule("NL105", "unquoted-wikilink", WARNING, NotesContext)
def unquoted_wikilink(scene: NotesContext) -> Iterator[Finding]:
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
    for fault in scene.faults.get(FaultKind.UNQUOTED_LINK, ()):
        key, text = fault_args(fault, 2)
        if _is_about_nobody(scene, fault):
            continue
        link = text if text.startswith("[[") else f"[[{text}]]"
        quoted = f'"{link}"'
        there = source_at(scene, fault.path, fault_range(scene, fault))
        fix = (
            replace_word(scene, fault, link, quoted, "quote the link")
            if quoted not in there and '"' not in link
            else None
        )
        yield fault_finding(scene, fault, f"a link needs quotes in front matter (`{key}`)", f"write {quoted}", fix=fix)


@rule("NL116", "front-matter-no-mapping", INFO, NotesContext)
def not_a_mapping(scene: NotesContext) -> Iterator[Finding]:
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
    for fault in scene.faults.get(FaultKind.NOT_A_MAPPING, ()):
        (what,) = fault_args(fault, 1)
        told = f"the block at the top is a {what or 'text'}, not fields"
        if scene.kinds.get(fault.path) not in {"other", "daily"}:
            yield fault_finding(
                scene, fault, told, "write `field: value`, or put a blank line above it", subject="mapping"
            )


@rule("NL117", "loose-yaml", WARNING, NotesContext)
def loose_yaml(scene: NotesContext) -> Iterator[Finding]:
    """A line of front matter that is no YAML, though there is no doubt what it means.

    It is read so here; Obsidian and other tools lose the whole block.

    Bad:

    ```markdown People/Ada.md
    ---
    title: Director: sales
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    title: "Director: sales"
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.LOOSE_YAML, ()):
        if _is_about_nobody(scene, fault):
            continue
        why, old, new = fault_args(fault, 3)
        where = fault_range(scene, fault)
        fix = Fix(safe=True, edits=(TextEdit(where, new, old),), title=f"write {new.strip()}")
        yield fault_finding(scene, fault, f"{why}; it is read as {new.strip()}", f"write {new.strip()}", fix=fix)


@rule("NL118", "yaml-elsewhere", INFO, NotesContext)
def yaml_elsewhere(scene: NotesContext) -> Iterator[Finding]:
    """Front matter that cannot be read, in a note that is not about a person, an organisation or a meeting.

    Nothing of ours is lost by it. If the note is about somebody, mend the line: then it is found.

    Bad:

    ```markdown Notes/Soup.md
    ---
    title: "Soup
    ---
    ```

    Good:

    ```markdown Notes/Soup.md
    ---
    title: "Soup"
    ---
    ```
    """
    for trouble in (FaultKind.YAML_ERROR, FaultKind.UNCLOSED_BLOCK):
        for fault in scene.faults.get(trouble, ()):
            if _is_about_nobody(scene, fault):
                told = "the front matter cannot be read; the note is about nobody, as far as can be told"
                yield fault_finding(scene, fault, told, "mend it, if the note is about somebody", subject="yaml")


def _is_about_nobody(scene: NotesContext, fault: Fault) -> bool:
    """Whether a fault stands in a note of no kind of ours whose broken front matter names none either."""
    note = scene.notes.get(fault.path)
    if scene.kinds.get(fault.path, "other") not in {"other", "daily"} or "about" in fault.words:
        return False
    return note is None or not names_kind(note.front)


# NL1xx, third part: stated trust, and who you are.


_YEAR = dt.timedelta(days=365)


@rule("NL112", "stale-trust", INFO, EntityContext)
def stale_trust(scene: EntityContext) -> Iterator[Finding]:
    """Stated trust that is older than a year.

    It is still shown with its date, but no page relies on it any more.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    trust: 4
    trust_on: 2024-01-10
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    trust: 4
    trust_on: 2026-01-10
    ---
    ```
    """
    card = scene.card
    if _has_stated_trust(card) and card.trust_on is not None and scene.day - card.trust_on > _YEAR:
        message = f"trust {card.trust} was stated on {card.trust_on}, more than a year ago"
        help_ = "look again, and set `trust` and `trust_on`"
        yield from entity_finding(scene, card, message, help_, field="trust_on")


@rule("NL113", "undated-trust", INFO, EntityContext)
def undated_trust(scene: EntityContext) -> Iterator[Finding]:
    """Stated trust without its day.

    Nobody can tell whether it is of last week or of ten years ago, so no page relies on it.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    trust: 4
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    trust: 4
    trust_on: 2026-06-01
    ---
    ```
    """
    card, path = scene.card, scene.card.path or ""
    found = find_field(scene, path, "trust") if _has_stated_trust(card) and card.trust_on is None else None
    if found is not None and not find_field(scene, path, "trust_on"):
        where = key_place(scene, path, found.written)  # None: it has no line of its own to stand above
        text = f"trust_on: {scene.day}\n"
        fix = insert_text(where.line, 1, text, "date it today", safe=False) if where else None
        help_ = f"add `trust_on: {scene.day}` if it is true today"
        yield from entity_finding(scene, card, f"trust {card.trust} has no day", help_, field="trust", fix=fix)


@rule("NL114", "no-me", INFO, VaultContext)
def no_me(scene: VaultContext) -> Iterator[Finding]:
    """Notes say how others see you, and no note says who you are now.

    Without your roles of today nobody can tell who knows you as you are.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    seen_as: student
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    seen_as: founder
    ---
    ```

    ```markdown Me.md
    ---
    type: me
    roles_now: [founder]
    ---
    ```
    """
    network = scene.book.network
    seen = [key for key, person in network.people.items() if person.seen_as] if network.me is None else []
    if seen:
        help_ = "write a note with `type: me` and `roles_now`, a list of words such as founder or manager"
        first = network.people[min(seen)]
        yield from entity_finding(scene, first, "no note says who you are (`type: me`)", help_, field="seen_as")


def _has_stated_trust(card: Person | Organisation) -> bool:
    return card.trust is not None and bool(card.path)


# NL1xx, second part: kinds of notes, names and values of fields.


_PLAIN = re.compile(r"[+0-9][0-9.eExXoO_-]*")
"""A number that quotes may surround as it stands."""


@rule("NL106", "unknown-kind", WARNING, NotesContext)
def unknown_kind(scene: NotesContext) -> Iterator[Finding]:
    """A `type` that is almost a word for one of our kinds of note.

    The note counts as none of them. Types that are far from ours, such as `recipe`, are left in peace.

    Bad:

    ```markdown Notes/Ada.md
    ---
    type: persn
    ---
    ```

    Good:

    ```markdown Notes/Ada.md
    ---
    type: person
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.UNKNOWN_KIND, ()):
        written, near = fault_args(fault, 2)
        fix = replace_word(scene, fault, written, near, f"write `{near}`")
        yield fault_finding(
            scene, fault, f"'{written}' is no kind of note", f"did you mean `{near}`?", fix=fix, at=written
        )


@rule("NL107", "near-miss-field", WARNING, NotesContext)
def near_miss_field(scene: NotesContext) -> Iterator[Finding]:
    """A field whose name is almost one of ours.

    It is read as a field of your own, and ours stays empty.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    organisaton: "[[Acme]]"
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
    for fault in scene.faults.get(FaultKind.NEAR_MISS_FIELD, ()):
        written, near = fault_args(fault, 2)
        where = key_place(scene, fault.path, written) if fault.place is None else None
        fix = Fix(safe=True, edits=(TextEdit(where, near, written),), title=f"write `{near}`") if where else None
        found = fault_finding(scene, fault, f"no field is named '{written}'", f"did you mean `{near}`?", fix=fix)
        yield msgspec.structs.replace(found, place=where or found.place)


@rule("NL108", "wrong-type", WARNING, NotesContext)
def wrong_type(scene: NotesContext) -> Iterator[Finding]:
    """A value of a sort that its field cannot take.

    The value is left out, as if the field were empty.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    trust: plenty
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    trust: 4
    trust_on: 2026-06-01
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.WRONG_TYPE, ()):
        name, expected, stands = fault_args(fault, 3)
        yield fault_finding(scene, fault, f"`{name}` takes {expected}, not {stands}", f"write {expected}")


@rule("NL109", "bad-value", WARNING, NotesContext)
def bad_value(scene: NotesContext) -> Iterator[Finding]:
    """A word that its field does not know.

    The value is left out, as if the field were empty.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    influence: hihg
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    influence: high
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.BAD_VALUE, ()):
        name, written, near, choices = fault_args(fault, 4)
        fix = (
            replace_word(scene, fault, written, near, f"write `{near}`", safe=is_close(written.lower(), near))
            if near
            else None
        )
        help_ = f"did you mean `{near}`?" if near else f"one of: {choices}"
        yield fault_finding(scene, fault, f"`{name}` cannot be '{written}'", help_, fix=fix, at=written)


@rule("NL110", "bad-date", WARNING, NotesContext)
def bad_date(scene: NotesContext) -> Iterator[Finding]:
    """A date in a field that cannot be read, or that no calendar has.

    The value is left out, as if the field were empty.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    met: 2026-02-30
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    met: 2026-02-28
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.BAD_DATE, ()):
        name, written = fault_args(fault, 2)
        fix = rewrite_date(scene, fault, written)
        help_ = fix.title if fix else "write YYYY-MM-DD"
        yield fault_finding(scene, fault, f"`{name}` holds no date: '{written}'", help_, fix=fix, at=written)


@rule("NL111", "lost-text", WARNING, NotesContext)
def lost_text(scene: NotesContext) -> Iterator[Finding]:
    """A number where text was meant, which has lost its leading zero or its plus sign.

    YAML reads `0123` as a number; Obsidian does so too, and saves it without the zero one day.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    phone: 0681924019
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    phone: "0681924019"
    ---
    ```
    """
    for fault in scene.faults.get(FaultKind.LOST_TEXT, ()):
        name, read = fault_args(fault, 2)
        written = source_at(scene, fault.path, fault_range(scene, fault))
        fix = replace_word(scene, fault, written, f'"{written}"', "quote it") if _PLAIN.fullmatch(written) else None
        yield fault_finding(scene, fault, f"`{name}` is read as the number {read}", "put quotes around it", fix=fix)
