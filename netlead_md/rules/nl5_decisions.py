"""NL5xx, first part: what you decided, beside what you do."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from netlead_md.model.diagnostics import Related
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import CONTACT
from netlead_md.rules.findings import TOP, at_entry, entity_finding, field_place, recent_entries, related_entry
from netlead_md.rules.rule import (
    INFO,
    WARNING,
    EntityContext,
    Finding,
    NotesContext,
    OrganisationContext,
    PersonContext,
    VaultContext,
    rule,
)

_RECENT = dt.timedelta(days=90)


@rule("NL501", "contact-after-let-go", INFO, EntityContext)
def contact_after_let_go(scene: EntityContext) -> Iterator[Finding]:
    """Contact with somebody whom you have let go.

    Perhaps the decision no longer holds; a new review, or a new status, says so.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2026-05-01 review let-go: no time for it
    - 2026-06-03 meeting: lunch with the dean
    ```

    Good, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2026-05-01 review maintain: no time for more
    - 2026-06-03 meeting: lunch with the dean
    ```
    """
    help_ = "write a new `review` line, or change `status`"
    if isinstance(scene, OrganisationContext):
        decided = scene.ledger.decision
        if decided is not None and decided.in_force and decided.decision == "let-go":
            later = [entry for entry in _contact_entries(scene.entries) if entry.date > decided.date]
            if later:
                message = f"contact with {scene.card.name} after letting go on {decided.date}"
                yield at_entry(later[-1], message, help_, related=(related_entry(decided.entry),))
    elif scene.card.status == "let-go":
        recent = [entry for entry in _contact_entries(scene.entries) if scene.day - entry.date <= _RECENT]
        if recent:
            message = "contact in the last three months with somebody let go"
            yield from entity_finding(scene, scene.card, message, help_, field="status", related=recent_entries(recent))


@rule("NL502", "review-passed", INFO, OrganisationContext)
def review_passed(scene: OrganisationContext) -> Iterator[Finding]:
    """A review whose date has passed.

    The decision holds no longer, and the suggested one takes its place.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2026-01-10 review maintain until 2026-04-01: after the fair
    ```

    Good, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2026-01-10 review maintain until 2026-08-01: after the fair
    ```
    """
    decided = scene.ledger.decision
    if decided is not None and not decided.in_force and decided.until < scene.day:
        message = f"the review of {scene.card.name} ran until {decided.until}"
        yield at_entry(decided.entry, message, "decide again: grow, maintain, ask, pause or let-go")


@rule("NL503", "answering-for-let-go", WARNING, PersonContext)
def answering_for_let_go(scene: PersonContext) -> Iterator[Finding]:
    """Somebody whom you answer for or to, marked as let go.

    The two cannot both be true, and such people come first on your pages.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    responsibility: for
    status: let-go
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    responsibility: none
    status: let-go
    ---
    ```
    """
    person, review = scene.card, scene.regard.review
    if person.responsibility in {"for", "to", "both"}:
        message = f"let go, and yet `responsibility: {person.responsibility}`"
        if person.status == "let-go":
            yield from entity_finding(scene, person, message, "change one of the two", field="status")
        elif review is not None and review.line.outcome == "let-go":
            yield at_entry(review, message, "change one of the two")


@rule("NL505", "over-capacity", INFO, VaultContext)
def over_capacity(scene: VaultContext) -> Iterator[Finding]:
    """More active organisations than you said you can keep up with.

    Attention is what they get less of; a review day says which to pause.

    Bad, as of 2026-06-30:

    ```markdown Me.md
    ---
    type: me
    capacity_orgs: 1
    ---
    ```

    ```markdown Organisations/Acme.md
    - 2026-06-03 meeting: about the room
    ```

    ```markdown Organisations/Volta.md
    - 2026-06-04 meeting: about the keys
    ```

    Good, otherwise the same:

    ```markdown Me.md
    ---
    type: me
    capacity_orgs: 20
    ---
    ```
    """
    me, active = scene.book.network.me, scene.book.portfolio.active
    capacity = me.capacity_orgs if me and me.capacity_orgs is not None else scene.config.capacity_orgs
    if me is not None and active > capacity:
        message = f"{active} active organisation{'s' if active > 1 else ''}, and room for {capacity}"
        yield Finding(message, me.path, TOP, "pause some, or raise `capacity_orgs`", subject="capacity")


def _contact_entries(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.type in CONTACT]


# NL5xx, second part: how people see you, and whom not to ask.


_STRANGE_ROLE = "mend the word, or add it to `roles_before`"


def _people_with_views(scene: PersonContext) -> Iterator[PersonContext]:
    """People who see me in some role."""
    if scene.card.seen_as or scene.regard.perception:
        yield scene


def _my_roles(vault: VaultContext) -> frozenset[str]:
    """My roles; empty where my note does not tell those of before."""
    me = vault.book.network.me
    return frozenset((*me.roles_now, *me.roles_before)) if me and me.roles_before else frozenset()


@rule("NL504", "seen-as-not-mine", INFO, PersonContext, glean=_people_with_views, beside=_my_roles)
def seen_as_not_mine(views: Sequence[PersonContext], mine: frozenset[str]) -> Iterator[Finding]:
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
    for role, people in sorted(_unknown_roles(views, mine).items()):
        first, *others = sorted(people, key=lambda scene: scene.card.key)
        more = f" ({len(others)} more {'see' if len(others) > 1 else 'sees'} you so)" if others else ""
        related = tuple(_here_too(scene) for scene in others[:3])
        message, said = f"'{role}' is none of your roles{more}", _latest_seen_as(first, role)
        here = [at_entry(said, message, _STRANGE_ROLE)] if said else []
        for found in here or entity_finding(first, first.card, message, _STRANGE_ROLE, field="seen_as"):
            yield msgspec.structs.replace(found, related=related, subject=role)


def _never_to_ask(vault: VaultContext) -> dict[str, str]:
    """Keys and names of those who are never to be asked."""
    people = vault.book.network.people.items()
    return {key: person.name for key, person in people if person.ask_policy == "never"}


def _ask_entries(scene: NotesContext) -> Iterator[Entry]:
    return (entry for entry in scene.entries.get("ask", ()) if entry.people)


@rule("NL506", "ask-despite-never", WARNING, NotesContext, glean=_ask_entries, beside=_never_to_ask)
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


def _unknown_roles(views: Iterable[PersonContext], mine: frozenset[str]) -> dict[str, list[PersonContext]]:
    """Roles in which people see me and that my own note does not know, with the people."""
    found: dict[str, list[PersonContext]] = {}
    for scene in views if mine else ():
        view = scene.regard.perception
        for role in dict.fromkeys((*scene.card.seen_as, *(view.seen_as if view else ()))):
            if role not in mine:
                found.setdefault(role, []).append(scene)
    return found


def _here_too(scene: PersonContext) -> Related:
    return Related(scene.card.path, field_place(scene, scene.card.path, "seen_as"), "here too")


def _latest_seen_as(scene: PersonContext, role: str) -> Entry | None:
    """Find the last `seen-as` line with this role; none where the person's field says it."""
    lines = [entry for entry in scene.entries if entry.type == "seen-as" and entry.line.role == role]
    return lines[-1] if lines and role not in scene.card.seen_as else None
