"""NL2xx, third part: roles, and what a trusting organisation's notes should name."""

from collections.abc import Iterable, Iterator

from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Organisation
from netlead_md.model.place import Trouble
from netlead_md.rules.flaws import about, flaw
from netlead_md.rules.rule import ERROR, INFO, Finding, rule
from netlead_md.rules.scene import Scene, field, words

_INFLUENCE = "add `influence: high`, `medium` or `low`"
_BENEFIT = "add `benefit_to_them` in a few words"


@rule("NL207", "role-order", ERROR)
def role_order(scene: Scene) -> Iterator[Finding]:
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


@rule("NL208", "missing-influence", INFO)
def missing_influence(scene: Scene) -> Iterator[Finding]:
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
    for ledger, organisation in _waiting(scene):
        for key in _without_influence(scene, ledger):
            message = f"influence at {organisation.name} is not noted"
            yield from about(scene, key, message, _INFLUENCE, field="organisation")


@rule("NL209", "missing-decider", INFO)
def missing_decider(scene: Scene) -> Iterator[Finding]:
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
    for ledger, organisation in _waiting(scene):
        people = (scene.book.network.people[key] for key in ledger.people)
        roles = [role for person in people for role in person.roles if role.organisation == ledger.key]
        if _silent(scene, organisation, "decides") and not any(role.decision_role == "decides" for role in roles):
            yield from about(scene, ledger.key, "nobody is noted who decides there", "add `decides` with a link")


@rule("NL210", "missing-benefit", INFO)
def missing_benefit(scene: Scene) -> Iterator[Finding]:
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
    yield from _gaps(_waiting(scene), scene, "benefit_to_them", "what they gain is not noted", _BENEFIT)


@rule("NL211", "missing-power", INFO)
def missing_power(scene: Scene) -> Iterator[Finding]:
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
    yield from _gaps(_trusting(scene), scene, "power", "power is not noted", "add `power: high`, `medium` or `low`")


def _gaps(
    where: Iterable[tuple[Ledger, Organisation]], scene: Scene, name: str, message: str, cure: str
) -> Iterator[Finding]:
    for ledger, organisation in where:
        if _silent(scene, organisation, name):
            yield from about(scene, ledger.key, message, cure)


def _silent(scene: Scene, organisation: Organisation, name: str) -> bool:
    """Nothing is written there: a value that could not be read has its diagnostic already."""
    written = field(scene, organisation.path or "", name)
    return not getattr(organisation, name) and (written is None or written.value in (None, "", []))


def _without_influence(scene: Scene, ledger: Ledger) -> Iterator[str]:
    for key in ledger.people:
        roles = [role for role in scene.book.network.people[key].roles if role.organisation == ledger.key]
        if not any(role.influence for role in roles) and not field(scene, key, "influence"):
            yield key


def _trusting(scene: Scene) -> Iterator[tuple[Ledger, Organisation]]:
    """Those with a running clock and a note of their own: nobody else's gaps change a page."""
    for key, ledger in scene.book.ledgers.items():
        organisation = scene.book.network.organisations[key]
        if ledger.clock is not None and organisation.path:
            yield ledger, organisation


def _waiting(scene: Scene) -> Iterator[tuple[Ledger, Organisation]]:
    """Those of them that have not helped yet: where help has come, the door is known."""
    return ((ledger, organisation) for ledger, organisation in _trusting(scene) if ledger.class_ != "supported")
