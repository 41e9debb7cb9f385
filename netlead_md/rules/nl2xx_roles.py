"""NL2xx, third part: roles, and what a trusting organisation's notes should name."""

from collections.abc import Iterator

from netlead_md.model.network import Person
from netlead_md.model.place import Trouble
from netlead_md.rules.flaws import about, flaw
from netlead_md.rules.places import field, words
from netlead_md.rules.rule import ERROR, INFO, Finding, rule
from netlead_md.rules.scene import OneOrganisation, SomeNotes

_INFLUENCE = "add `influence: high`, `medium` or `low`"


@rule("NL207", "role-order", ERROR, SomeNotes)
def role_order(scene: SomeNotes) -> Iterator[Finding]:
    """A role that ends before it starts.

    It holds on no day, so nothing that this person did there reaches the organisation.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    roles:
      - organisation: "[[Acme]]"
        from: 2025-01-01
        until: 2024-01-01
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    roles:
      - organisation: "[[Acme]]"
        from: 2024-01-01
        until: 2025-01-01
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.ROLE_ORDER, ()):
        organisation, since, until = words(fault, 3)
        yield flaw(
            scene, fault, f"the role at {organisation} ends ({until}) before it starts ({since})", "swap the days"
        )


@rule("NL208", "missing-influence", INFO, OneOrganisation)
def missing_influence(scene: OneOrganisation) -> Iterator[Finding]:
    """Somebody at an organisation that trusts you and has not helped yet, whose influence there is not noted.

    What they do counts at .7 as a guess, and the pages cannot tell whom to ask.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    power: low
    benefit_to_them: interns
    decides: "[[Ada]]"
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```

    ```markdown People/Ada.md
    ---
    type: person
    organisation: "[[Acme]]"
    ---
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: "[[Acme]]"
    influence: high
    ---
    ```
    """
    for person in _without_influence(scene) if _waiting(scene) else ():
        message = f"influence at {scene.card.name} is not noted"
        yield from about(scene, person, message, _INFLUENCE, field="organisation")


@rule("NL209", "missing-decider", INFO, OneOrganisation)
def missing_decider(scene: OneOrganisation) -> Iterator[Finding]:
    """An organisation that trusts you and has not helped yet, without a word on who decides there.

    Goodwill below the decider rarely becomes help: it may be the door, not the will.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    power: low
    benefit_to_them: interns
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```

    Good, otherwise the same:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: "[[Acme]]"
    influence: high
    decision_role: decides
    ---
    ```
    """
    if _waiting(scene) and _silent(scene, "decides"):
        roles = [role for person in scene.people for role in person.roles if role.organisation == scene.card.key]
        if not any(role.decision_role == "decides" for role in roles):
            yield from about(scene, scene.card, "nobody is noted who decides there", "add `decides` with a link")


@rule("NL210", "missing-benefit", INFO, OneOrganisation)
def missing_benefit(scene: OneOrganisation) -> Iterator[Finding]:
    """An organisation that trusts you and has not helped yet, without a word on what it gains.

    An ask that names nothing for them is a favour, and favours come last.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    power: low
    decides: "[[Ada]]"
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```

    ```markdown People/Ada.md
    ---
    type: person
    ---
    ```

    Good, otherwise the same:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    power: low
    decides: "[[Ada]]"
    benefit_to_them: interns
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```
    """
    if _waiting(scene) and _silent(scene, "benefit_to_them"):
        yield from about(scene, scene.card, "what they gain is not noted", "add `benefit_to_them` in a few words")


@rule("NL211", "missing-power", INFO, OneOrganisation)
def missing_power(scene: OneOrganisation) -> Iterator[Finding]:
    """An organisation that trusts you, without a word on what it could do.

    Whether to grow or to maintain depends on it.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    benefit_to_them: interns
    decides: "[[Ada]]"
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```

    ```markdown People/Ada.md
    ---
    type: person
    ---
    ```

    Good, otherwise the same:

    ```markdown Organisations/Acme.md
    ---
    type: organisation
    power: low
    decides: "[[Ada]]"
    benefit_to_them: interns
    ---
    - 2026-06-01 trust++: shared the plan
    - 2026-06-02 trust++: vouched for us
    - 2026-06-03 trust++: gave us a key
    ```
    """
    if _trusting(scene) and _silent(scene, "power"):
        yield from about(scene, scene.card, "power is not noted", "add `power: high`, `medium` or `low`")


def _silent(scene: OneOrganisation, name: str) -> bool:
    """Nothing is written there: a value that could not be read has its diagnostic already."""
    written = field(scene, scene.card.path or "", name)
    return not getattr(scene.card, name) and (written is None or written.value in (None, "", []))


def _without_influence(scene: OneOrganisation) -> Iterator[Person]:
    for person in scene.people:
        influence = [role.influence for role in person.roles if role.organisation == scene.card.key]
        if not any(influence) and not field(scene, person.key, "influence"):
            yield person


def _trusting(scene: OneOrganisation) -> bool:
    """With a running clock and a note of its own: nobody else's gaps change a page."""
    return scene.ledger.clock is not None and bool(scene.card.path)


def _waiting(scene: OneOrganisation) -> bool:
    """One of those that has not helped yet: where help has come, the door is known."""
    return _trusting(scene) and scene.ledger.class_ != "supported"
