"""NL5xx, first part: what you decided, beside what you do."""

import datetime as dt
from collections.abc import Iterable, Iterator

from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import CONTACT
from netlead_md.rules.flaws import about, at_entry, evidence, lately
from netlead_md.rules.places import TOP
from netlead_md.rules.rule import INFO, WARNING, Finding, rule
from netlead_md.rules.scene import OneOrganisation, OnePerson, Somebody, WholeVault

_RECENT = dt.timedelta(days=90)


@rule("NL501", "contact-after-let-go", INFO, Somebody)
def contact_after_let_go(scene: Somebody) -> Iterator[Finding]:
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
    if isinstance(scene, OneOrganisation):
        decided = scene.ledger.decision
        if decided is not None and decided.in_force and decided.decision == "let-go":
            later = [entry for entry in _contacts(scene.entries) if entry.date > decided.date]
            if later:
                message = f"contact with {scene.card.name} after letting go on {decided.date}"
                yield at_entry(later[-1], message, help_, related=(evidence(decided.entry),))
    elif scene.card.status == "let-go":
        recent = [entry for entry in _contacts(scene.entries) if scene.day - entry.date <= _RECENT]
        if recent:
            message = "contact in the last three months with somebody let go"
            yield from about(scene, scene.card, message, help_, field="status", related=lately(recent))


@rule("NL502", "review-passed", INFO, OneOrganisation)
def review_passed(scene: OneOrganisation) -> Iterator[Finding]:
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


@rule("NL503", "answering-for-let-go", WARNING, OnePerson)
def answering_for_let_go(scene: OnePerson) -> Iterator[Finding]:
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
            yield from about(scene, person, message, "change one of the two", field="status")
        elif review is not None and review.line.outcome == "let-go":
            yield at_entry(review, message, "change one of the two")


@rule("NL505", "over-capacity", INFO, WholeVault)
def over_capacity(scene: WholeVault) -> Iterator[Finding]:
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


def _contacts(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.type in CONTACT]
