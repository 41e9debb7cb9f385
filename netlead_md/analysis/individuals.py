"""Individuals: people who stand for themselves, each as an organisation of which he is the one person (SPEC §2.4)."""

from collections.abc import Mapping

from netlead_md.analysis.entry_groups import EntityEntries
from netlead_md.analysis.scores import is_individual
from netlead_md.model.network import Network, Organisation, Person


def individuals_of(
    network: Network, shares: Mapping[str, EntityEntries], last: Mapping[str, Organisation]
) -> dict[str, Organisation]:
    """Those whom an ask, an answer, a commitment or a task concerns on their own, by key; the same ones as last time.

    `shares`: what each organisation, and each person who stands for himself, has a part in.
    """
    found = {}
    for key, share in shares.items():
        if (person := network.people.get(key)) is not None and is_individual(share):
            seen = organisation_of(person)
            before = last.get(key)
            found[key] = before if before is not None and before == seen else seen
    return found


def organisation_of(person: Person) -> Organisation:
    """A person as an organisation: his influence is its power."""
    return Organisation(
        key=person.key,
        name=person.name,
        path=person.path,
        aliases=person.aliases,
        power=person.influence,
        trust=person.trust,
        trust_on=person.trust_on,
        cadence=person.cadence,
        status=person.status,
        last_contact=person.last_contact,
        individual=True,
    )
