"""NL70x: trust without support (SPEC §3.3). Findings about the network, never errors."""

from collections.abc import Iterator

from netlead_md.deriving import grounds, working
from netlead_md.deriving.wording import duration
from netlead_md.model.ledger import Ledger
from netlead_md.model.page import Related
from netlead_md.rules.flaws import about, evidence, lately
from netlead_md.rules.rule import INFO, WARNING, Finding, rule
from netlead_md.rules.scene import OneOrganisation


@rule("NL701", "unasked", INFO, OneOrganisation)
def unasked(scene: OneOrganisation) -> Iterator[Finding]:
    """An organisation that has trusted you for half a year, and that you never asked.

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
        rows = [row for row in working(grounds(ledger), scene.day) if row.now > 0]
        rows.sort(key=lambda row: (-row.now, row.date, row.entry.path, row.entry.line.line))
        related = tuple(evidence(row.entry) for row in rows[:3])
        yield from _told(scene, f"{_months(ledger)}, and nothing was asked: yours to move", related)


@rule("NL702", "mild", INFO, OneOrganisation)
def mild(scene: OneOrganisation) -> Iterator[Finding]:
    """An organisation that trusts you, was asked within a year, and has not helped yet.

    Warm, not yet practical: time for a smaller, more tangible step.

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
        yield from _told(scene, f"{_months(scene.ledger)} and was asked: warm, not yet practical", _moves(scene.ledger))


@rule("NL703", "serious", WARNING, OneOrganisation)
def serious(scene: OneOrganisation) -> Iterator[Finding]:
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
        yield from _told(scene, f"{_months(scene.ledger)}: goodwill is not becoming help", _moves(scene.ledger))


@rule("NL704", "severe", WARNING, OneOrganisation)
def severe(scene: OneOrganisation) -> Iterator[Finding]:
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
        yield from _told(scene, f"{_months(scene.ledger)} and not helped: time to decide", _moves(scene.ledger))


def _told(scene: OneOrganisation, since: str, related: tuple[Related, ...]) -> list[Finding]:
    message = f"{scene.card.name} has trusted you for {since}"
    return about(scene, scene.card, message, scene.ledger.step.text, related=related)


def _moves(ledger: Ledger) -> tuple[Related, ...]:
    """What was asked last, and what was promised and has not come."""
    asks = lately(ask.entry for ask in ledger.asks if ask.hard)
    unkept = [item for item in ledger.support.items if item.state in {"overdue", "lapsed"} and item.hard]
    told = (evidence(item.lines[0], f"{item.kind} promised, {item.state} since {item.due}") for item in unkept[:3])
    return (*asks, *told)


def _months(ledger: Ledger) -> str:
    return duration(ledger.clock.days if ledger.clock else 0)
