"""NL5xx, second part: how people see you, and whom not to ask."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from netlead_md.model.network import Entry
from netlead_md.model.page import Related
from netlead_md.rules.flaws import about, at_entry
from netlead_md.rules.places import field_place
from netlead_md.rules.rule import INFO, WARNING, Finding, rule
from netlead_md.rules.scene import OnePerson, SomeNotes, WholeVault

_STRANGE_ROLE = "mend the word, or add it to `roles_before`"


def _views(scene: OnePerson) -> Iterator[OnePerson]:
    """People who see me in some role."""
    if scene.card.seen_as or scene.regard.perception:
        yield scene


def _mine(vault: WholeVault) -> frozenset[str]:
    """My roles; empty where my note does not tell those of before."""
    me = vault.book.network.me
    return frozenset((*me.roles_now, *me.roles_before)) if me and me.roles_before else frozenset()


@rule("NL504", "seen-as-not-mine", INFO, OnePerson, glean=_views, beside=_mine)
def seen_as_not_mine(views: Sequence[OnePerson], mine: frozenset[str]) -> Iterator[Finding]:
    """Somebody sees you in a role that your own note does not know, now or before.

    A slip of the pen, or a role to add to `roles_before`. Where that list is empty, nothing can be told. A word that
    several people have is reported once.

    Bad:

    ```markdown Me.md
    ---
    type: me
    roles_now: [founder]
    roles_before: [student]
    ---
    ```

    ```markdown People/Ada.md
    ---
    type: person
    seen_as: [founder, juggler]
    ---
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    seen_as: [founder, student]
    ---
    ```
    """
    for role, people in sorted(_strange(views, mine).items()):
        first, *others = sorted(people, key=lambda scene: scene.card.key)
        more = f" ({len(others)} more {'see' if len(others) > 1 else 'sees'} you so)" if others else ""
        related = tuple(_here_too(scene) for scene in others[:3])
        message, said = f"'{role}' is none of your roles{more}", _said(first, role)
        here = [at_entry(said, message, _STRANGE_ROLE)] if said else []
        for found in here or about(first, first.card, message, _STRANGE_ROLE, field="seen_as"):
            yield msgspec.structs.replace(found, related=related, subject=role)


def _never(vault: WholeVault) -> dict[str, str]:
    """Keys and names of those who are never to be asked."""
    people = vault.book.network.people.items()
    return {key: person.name for key, person in people if person.ask_policy == "never"}


def _asked(scene: SomeNotes) -> Iterator[Entry]:
    return (entry for entry in scene.entries.get("ask", ()) if entry.people)


@rule("NL506", "ask-despite-never", WARNING, SomeNotes, glean=_asked, beside=_never)
def ask_despite_never(asks: Sequence[Entry], never: dict[str, str]) -> Iterator[Finding]:
    """An ask of somebody whose note says never to ask.

    The note may be right: look before the next one.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: Acme
    ask_policy: never
    ---
    - 2026-06-03 ask facilities small: a room
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: Acme
    ---
    - 2026-06-03 ask facilities small: a room
    ```
    """
    for entry in asks if never else ():
        for key in entry.people:
            if key in never:
                message = f"asked of {never[key]}, whose note says `ask_policy: never`"
                found = at_entry(entry, message, "change the policy if it no longer holds")
                yield msgspec.structs.replace(found, subject=f"{found.subject} {key}")


def _strange(views: Iterable[OnePerson], mine: frozenset[str]) -> dict[str, list[OnePerson]]:
    """Roles in which people see me and that my own note does not know, with the people."""
    found: dict[str, list[OnePerson]] = {}
    for scene in views if mine else ():
        view = scene.regard.perception
        for role in dict.fromkeys((*scene.card.seen_as, *(view.seen_as if view else ()))):
            if role not in mine:
                found.setdefault(role, []).append(scene)
    return found


def _here_too(scene: OnePerson) -> Related:
    return Related(scene.card.path, field_place(scene, scene.card.path, "seen_as"), "here too")


def _said(scene: OnePerson, role: str) -> Entry | None:
    """Find the last `seen-as` line with this role; none where the person's field says it."""
    lines = [entry for entry in scene.entries if entry.type == "seen-as" and entry.line.role == role]
    return lines[-1] if lines and role not in scene.card.seen_as else None
