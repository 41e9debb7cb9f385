"""NL70x: trust without support (SPEC §3.3). Findings about the network, never errors."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from netlead_md.analysis import trust_grounds, trust_working
from netlead_md.model.diagnostics import Related
from netlead_md.model.ledger import Ledger
from netlead_md.rules.findings import entity_finding, field_place, recent_entries, related_entry
from netlead_md.rules.rule import (
    INFO,
    WARNING,
    EntityContext,
    Finding,
    OrganisationContext,
    PersonContext,
    VaultContext,
    rule,
)
from netlead_md.wording.absence import state_of
from netlead_md.wording.phrases import format_duration
from netlead_md.wording.step_sentences import step_words


@rule("NL701", "unasked", INFO, OrganisationContext)
def unasked(scene: OrganisationContext) -> Iterator[Finding]:
    """Somebody who has trusted you for half a year, and whom you did not ask for anything in two years.

    Not asked is not refused: no fault of theirs. It is yours to move.

    Bad, as of 2026-06-30:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: Acme
    influence: high
    ---
    - 2025-12-01 trust++: shared the plan
    - 2025-12-02 trust++: vouched for us
    - 2025-12-03 trust++: gave us a key
    ```

    Good, as of 2026-01-31, otherwise the same.
    """
    ledger = scene.ledger
    if ledger.class_ == "unasked":
        rows = [row for row in trust_working(trust_grounds(ledger), scene.day) if row.now > 0]
        rows.sort(key=lambda row: (-row.now, row.date, row.entry.path, row.entry.line.line))
        related = tuple(related_entry(row.entry) for row in rows[:3])
        yield from _relationship_finding(
            scene, f"{_months_waiting(ledger)}, {state_of(ledger, scene.day)}: yours to move", related
        )


@rule("NL702", "mild", INFO, OrganisationContext)
def mild(scene: OrganisationContext) -> Iterator[Finding]:
    """Somebody who trusts you, and with whom asks or promises of two years brought no help of late.

    Friendly: time for a smaller, more tangible step.

    Bad, as of 2026-06-30:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: Acme
    influence: high
    ---
    - 2025-12-01 trust++: shared the plan
    - 2025-12-02 trust++: vouched for us
    - 2025-12-03 trust++: gave us a key
    - 2026-02-01 ask facilities small: a room
    ```

    Good, as of 2026-06-30, otherwise the same:

    ```markdown People/Bo.md
    ---
    type: person
    organisation: Acme
    influence: high
    ---
    - 2026-03-01 support facilities small: the room
    ```
    """
    if scene.ledger.class_ == "mild":
        told = f"{_months_waiting(scene.ledger)}: {state_of(scene.ledger, scene.day)}"
        yield from _relationship_finding(scene, told, _latest_moves(scene.ledger))


@rule("NL703", "serious", WARNING, OrganisationContext)
def serious(scene: OrganisationContext) -> Iterator[Finding]:
    """An organisation that trusts you, was asked again, and let a pledge lapse.

    Goodwill is not becoming help. It may be the door and not the will: who decides there, and what do they gain?

    Bad, as of 2026-06-30:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: Acme
    influence: high
    ---
    - 2025-11-01 trust++: shared the plan
    - 2025-11-02 trust++: vouched for us
    - 2025-11-03 trust++: gave us a key
    - 2025-11-20 ask facilities small: a room
    - 2025-12-01 pledge facilities email by 2026-01-15: a room
    - 2026-02-01 ask equipment small: a printer
    ```

    Good, as of 2026-06-30, otherwise the same:

    ```markdown People/Bo.md
    ---
    type: person
    organisation: Acme
    influence: high
    ---
    - 2026-04-01 support facilities small: the room
    ```
    """
    if scene.ledger.class_ == "serious":
        yield from _relationship_finding(
            scene, f"{_months_waiting(scene.ledger)}: goodwill is not becoming help", _latest_moves(scene.ledger)
        )


@rule("NL704", "severe", WARNING, OrganisationContext)
def severe(scene: OrganisationContext) -> Iterator[Finding]:
    """An organisation that has trusted you for more than a year, was asked three times, and kept few promises or none.

    Time to decide: one frank, kind conversation, then let go of the asking, or simply stay in touch.

    Bad, as of 2026-06-30:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: Acme
    influence: high
    ---
    - 2025-04-01 trust++: shared the plan
    - 2025-04-02 trust++: vouched for us
    - 2025-04-03 trust++: gave us a key
    - 2025-10-01 trust++: told us their doubts
    - 2025-05-01 ask facilities small: a room
    - 2025-06-01 ask equipment small: a printer
    - 2025-07-01 ask manpower small: an intern
    - 2025-05-02 pledge facilities email by 2025-08-01: a room
    - 2025-06-02 pledge equipment email by 2025-09-01: a printer
    - 2025-07-02 pledge manpower email by 2025-10-01: an intern
    ```

    Good, as of 2026-06-30, otherwise the same:

    ```markdown People/Bo.md
    ---
    type: person
    organisation: Acme
    influence: high
    ---
    - 2026-04-01 support facilities small: the room
    ```
    """
    if scene.ledger.class_ == "severe":
        yield from _relationship_finding(
            scene, f"{_months_waiting(scene.ledger)}: {state_of(scene.ledger, scene.day)}", _latest_moves(scene.ledger)
        )


@rule("NL705", "words-only", WARNING, OrganisationContext)
def words_only(scene: OrganisationContext) -> Iterator[Finding]:
    """An organisation that made two promises or more, of which none was kept and nothing came.

    It may be the wrong door: who decides there, and what do they gain? Ask once whether something smaller is possible.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2025-11-01 pledge facilities email by 2026-01-15: a room
    - 2025-12-01 pledge equipment email by 2026-02-01: a printer
    ```

    Good, as of 2026-06-30, otherwise the same:

    ```markdown Organisations/Acme.md
    - 2026-04-01 support facilities small: the room
    ```
    """
    if scene.ledger.class_ == "words-only":
        message = f"{scene.card.name}: {state_of(scene.ledger, scene.day)}"
        yield from entity_finding(
            scene, scene.card, message, step_words(scene.ledger, scene.day).text, related=_latest_moves(scene.ledger)
        )


def _relationship_finding(scene: OrganisationContext, since: str, related: tuple[Related, ...]) -> list[Finding]:
    message = f"{scene.card.name} has trusted you for {since}"
    return entity_finding(scene, scene.card, message, step_words(scene.ledger, scene.day).text, related=related)


def _latest_moves(ledger: Ledger) -> tuple[Related, ...]:
    """What was asked last, and what was promised and has not come."""
    asks = recent_entries(ask.entry for ask in ledger.asks if ask.hard)
    unkept = [item for item in ledger.support.items if item.state in {"overdue", "lapsed"} and item.hard]
    told = (related_entry(item.lines[0], f"{item.kind} promised, {item.state} since {item.due}") for item in unkept[:3])
    return (*asks, *told)


def _months_waiting(ledger: Ledger) -> str:
    return format_duration(ledger.clock.days if ledger.clock else 0)


# NL71x to NL74x: words and deeds, care, goal focus, perception (SPEC §3.4, §3.8). Never errors.


_ANEW = "meet them as you are now, or ask for an introduction rather than for support"


@rule("NL711", "words-and-deeds", WARNING, OrganisationContext)
def words_and_deeds(scene: OrganisationContext) -> Iterator[Finding]:
    """An organisation that has kept few of its promises so far.

    Plan with what arrives, and ask for something smaller that can be kept.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2025-12-01 pledge facilities email by 2026-02-01: a room
    - 2026-01-20 support facilities: the room
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
    if told.flag and scene.ledger.class_ != "words-only":  # which NL705 tells
        message = f"{scene.card.name} kept {told.kept:g} of {told.due} promises"
        help_ = "ask which of them still holds, and offer to release the others"
        yield from entity_finding(scene, scene.card, message, help_, related=_unkept_pledges(scene.ledger))


@rule("NL721", "care-overdue", INFO, EntityContext)
def care_overdue(scene: EntityContext) -> Iterator[Finding]:
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
    if not isinstance(scene, OrganisationContext) or scene.ledger.side not in {"paused", "let-go"}:
        last = next((entry for entry in reversed(scene.entries) if entry.date == care.last), None)
        related = (related_entry(last),) if last else ()
        aim = f"every {care.cadence} days" if care.cadence > 1 else "every day"
        message = f"no contact with {card.name} for {care.days} days; {aim} is the aim"
        yield from entity_finding(scene, card, message, "a call or a line is enough", related=related)


@rule("NL731", "goal-focus", INFO, PersonContext)
def goal_focus(scene: PersonContext) -> Iterator[Finding]:
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
        asks = recent_entries(entry for entry in regard.entries if entry.type == "ask")
        yield from entity_finding(scene, scene.card, message, "be in touch once without asking", related=asks)


class _OwnView(NamedTuple):
    """My roles of before, and where those of now stand."""

    before: frozenset[str] = frozenset()
    now: tuple[Related, ...] = ()


def _own_view(vault: VaultContext) -> _OwnView:
    me = vault.book.network.me
    if me is None:
        return _OwnView()
    now = Related(me.path, field_place(vault, me.path, "roles_now"), f"now: {', '.join(me.roles_now)}")
    return _OwnView(frozenset(me.roles_before), (now,))


def _old_views(scene: PersonContext) -> Iterator[PersonContext]:
    if scene.regard.perception and scene.regard.perception.state == "old":
        yield scene


@rule("NL741", "old-perception", INFO, PersonContext, glean=_old_views, beside=_own_view)
def old_perception(views: Sequence[PersonContext], me: _OwnView) -> Iterator[Finding]:
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
            yield from entity_finding(scene, scene.card, message, _ANEW, field="seen_as", related=me.now)


def _unkept_pledges(ledger: Ledger) -> tuple[Related, ...]:
    """Pledges that did not come, oldest first."""
    items = [item for item in ledger.support.items if item.state in {"overdue", "lapsed", "late"}]
    return tuple(related_entry(item.lines[0], f"{item.kind or 'help'} promised, {item.state}") for item in items[:5])
