"""NL71x to NL74x: words and deeds, care, goal focus, perception (SPEC §3.4, §3.8). Never errors."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from netlead_md.model.ledger import Ledger
from netlead_md.model.page import Related
from netlead_md.rules.flaws import about, evidence, lately
from netlead_md.rules.places import field_place
from netlead_md.rules.rule import INFO, WARNING, Finding, rule
from netlead_md.rules.scene import OneOrganisation, OnePerson, Somebody, WholeVault

_ANEW = "meet them as you are now, or ask for an introduction rather than for support"


@rule("NL711", "words-and-deeds", WARNING, OneOrganisation)
def words_and_deeds(scene: OneOrganisation) -> Iterator[Finding]:
    """An organisation that has kept few of its promises so far.

    Plan with what arrives, and ask for something smaller that can be kept.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2025-12-01 pledge facilities email by 2026-02-01: a room
    - 2025-12-02 pledge equipment email by 2026-03-01: a printer
    ```

    Good, otherwise the same:

    ```markdown Organisations/Acme.md
    - 2025-12-01 pledge facilities email by 2026-02-01: a room
    - 2026-01-20 support facilities: the room
    - 2025-12-02 pledge equipment email by 2026-03-01: a printer
    - 2026-02-20 support equipment: the printer
    ```
    """
    told = scene.ledger.follow_through
    if told.flag:
        message = f"{scene.card.name} kept {told.kept:g} of {told.due} promises"
        help_ = "ask which of them still holds, and offer to release the others"
        yield from about(scene, scene.card, message, help_, related=_unkept(scene.ledger))


@rule("NL721", "care-overdue", INFO, Somebody)
def care_overdue(scene: Somebody) -> Iterator[Finding]:
    """Somebody not in touch with you for more than twice as long as you meant.

    People you answer for or to come before any ask.

    Bad, as of 2026-06-30:

    ```markdown People/Ada.md
    ---
    type: person
    responsibility: for
    ---
    - 2026-05-01 call 20m: how is it going?
    ```

    Good, as of 2026-06-30:

    ```markdown People/Ada.md
    ---
    type: person
    responsibility: for
    ---
    - 2026-06-25 call 20m: how is it going?
    ```
    """
    care, card = scene.care, scene.card
    if care is None or care.state != "overdue" or card.status != "active":
        return
    if not isinstance(scene, OneOrganisation) or scene.ledger.side not in {"paused", "let-go"}:
        last = next((entry for entry in reversed(scene.entries) if entry.date == care.last), None)
        related = (evidence(last),) if last else ()
        aim = f"every {care.cadence} days" if care.cadence > 1 else "every day"
        message = f"no contact with {card.name} for {care.days} days; {aim} is the aim"
        yield from about(scene, card, message, "a call or a line is enough", related=related)


@rule("NL731", "goal-focus", INFO, OnePerson)
def goal_focus(scene: OnePerson) -> Iterator[Finding]:
    """Somebody whom you meet almost only when you want something.

    Contact for its own sake is what trust is made of: call once without an ask.

    Bad, as of 2026-06-30:

    ```markdown People/Ada.md
    ---
    type: person
    ---
    - 2026-06-01 call: hello
    - 2026-06-02 call: about it
    - 2026-06-02 ask advice small: on the lease
    - 2026-06-03 call: about it again
    - 2026-06-08 call: hello
    - 2026-06-08 ask information small: on the fair
    - 2026-06-09 call: about it
    ```

    Good, as of 2026-06-30:

    ```markdown People/Ada.md
    ---
    type: person
    ---
    - 2026-06-01 call: hello
    ```
    """
    regard = scene.regard
    if regard.goal_focused:
        were = "was" if regard.free == 1 else "were"
        message = f"{regard.free} of {regard.contacts} contacts in half a year {were} free of an ask"
        asks = lately(entry for entry in regard.entries if entry.type == "ask")
        yield from about(scene, scene.card, message, "be in touch once without asking", related=asks)


class _Myself(NamedTuple):
    """My roles of before, and where those of now stand."""

    before: frozenset[str] = frozenset()
    now: tuple[Related, ...] = ()


def _myself(vault: WholeVault) -> _Myself:
    me = vault.book.network.me
    if me is None:
        return _Myself()
    now = Related(me.path, field_place(vault, me.path, "roles_now"), f"now: {', '.join(me.roles_now)}")
    return _Myself(frozenset(me.roles_before), (now,))


def _old(scene: OnePerson) -> Iterator[OnePerson]:
    if scene.regard.perception and scene.regard.perception.state == "old":
        yield scene


@rule("NL741", "old-perception", INFO, OnePerson, glean=_old, beside=_myself)
def old_perception(views: Sequence[OnePerson], me: _Myself) -> Iterator[Finding]:
    """Somebody who knows you only as who you were.

    Such people introduce well and support rarely: meet them anew, or ask for an introduction.

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
    seen_as: student
    ---
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    seen_as: founder
    ---
    ```
    """
    for scene in views:
        seen = scene.regard.perception.seen_as if scene.regard.perception else ()
        if not me.before or me.before.intersection(seen):  # else NL504 says so
            message = f"sees you as {', '.join(seen)}, and not as you are now"
            yield from about(scene, scene.card, message, _ANEW, field="seen_as", related=me.now)


def _unkept(ledger: Ledger) -> tuple[Related, ...]:
    """Pledges that did not come, oldest first."""
    items = [item for item in ledger.support.items if item.state in {"overdue", "lapsed", "late"}]
    return tuple(evidence(item.lines[0], f"{item.kind or 'help'} promised, {item.state}") for item in items[:5])
