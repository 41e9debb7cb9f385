"""NL1xx, third part: stated trust, and who you are."""

import datetime as dt
from collections.abc import Iterator

from netlead_md.model.network import Organisation, Person
from netlead_md.rules.fixes import insert, key_place
from netlead_md.rules.flaws import about
from netlead_md.rules.places import field
from netlead_md.rules.rule import INFO, Finding, rule
from netlead_md.rules.scene import Somebody, WholeVault

_YEAR = dt.timedelta(days=365)


@rule("NL112", "stale-trust", INFO, Somebody)
def stale_trust(scene: Somebody) -> Iterator[Finding]:
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
    if _stated(card) and card.trust_on is not None and scene.day - card.trust_on > _YEAR:
        message = f"trust {card.trust} was stated on {card.trust_on}, more than a year ago"
        help_ = "look again, and set `trust` and `trust_on`"
        yield from about(scene, card, message, help_, field="trust_on")


@rule("NL113", "undated-trust", INFO, Somebody)
def undated_trust(scene: Somebody) -> Iterator[Finding]:
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
    found = field(scene, path, "trust") if _stated(card) and card.trust_on is None else None
    if found is not None and not field(scene, path, "trust_on"):
        where = key_place(scene, path, found.written)  # None: it has no line of its own to stand above
        text = f"trust_on: {scene.day}\n"
        fix = insert(where.line, 1, text, "date it today", safe=False) if where else None
        help_ = f"add `trust_on: {scene.day}` if it is true today"
        yield from about(scene, card, f"trust {card.trust} has no day", help_, field="trust", fix=fix)


@rule("NL114", "no-me", INFO, WholeVault)
def no_me(scene: WholeVault) -> Iterator[Finding]:
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
        yield from about(scene, first, "no note says who you are (`type: me`)", help_, field="seen_as")


def _stated(card: Person | Organisation) -> bool:
    return card.trust is not None and bool(card.path)
