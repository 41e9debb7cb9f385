"""NL1xx, third part: stated trust, and who you are."""

import datetime as dt
from collections.abc import Iterator

from netlead_md.model.network import Organisation, Person
from netlead_md.rules.fixes import insert, key_place
from netlead_md.rules.flaws import about
from netlead_md.rules.rule import INFO, Finding, rule
from netlead_md.rules.scene import Scene, field

YEAR = dt.timedelta(days=365)


@rule("NL112", "stale-trust", INFO)
def stale_trust(scene: Scene) -> Iterator[Finding]:
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
    for each in _stated(scene):
        if each.trust_on is not None and scene.day - each.trust_on > YEAR:
            message = f"trust {each.trust} was stated on {each.trust_on}, more than a year ago"
            help_ = "look again, and set `trust` and `trust_on`"
            yield from about(scene, each.key, message, help_, field="trust_on")


@rule("NL113", "undated-trust", INFO)
def undated_trust(scene: Scene) -> Iterator[Finding]:
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
    for each in _stated(scene):
        found = field(scene, each.path or "", "trust")
        if each.trust_on is not None or found is None or field(scene, each.path or "", "trust_on"):
            continue
        where = key_place(scene, each.path or "", found.written)  # None: it has no line of its own to stand above
        text = f"trust_on: {scene.day}\n"
        fix = insert(where.line, 1, text, "date it today", safe=False) if where else None
        help_ = f"add `trust_on: {scene.day}` if it is true today"
        yield from about(scene, each.key, f"trust {each.trust} has no day", help_, field="trust", fix=fix)


@rule("NL114", "no-me", INFO)
def no_me(scene: Scene) -> Iterator[Finding]:
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
    seen = sorted(key for key, person in network.people.items() if person.seen_as)
    if network.me is None and seen:
        help_ = "write a note with `type: me` and `roles_now`, a list of words such as founder or manager"
        yield from about(scene, seen[0], "no note says who you are (`type: me`)", help_, field="seen_as")


def _stated(scene: Scene) -> Iterator[Person | Organisation]:
    network = scene.book.network
    for group in (network.people, network.organisations):
        for key in sorted(group):
            each = group[key]
            if each.trust is not None and each.path:
                yield each
