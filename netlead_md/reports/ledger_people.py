"""Who works at an organisation today, what they are there, and whether one of them decides (SPEC §3.1, §4)."""

from collections.abc import Iterator
from typing import Final

import msgspec

from netlead_md.deriving.trust import FEW
from netlead_md.linking.ties import in_force
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Role
from netlead_md.reports.frame import Name
from netlead_md.reports.setting import Setting

_ONE_PERSON: Final = 0.7
"""Share of the most named person from which on trust rests on one (SPEC §3.1)."""


class PersonRow(msgspec.Struct, frozen=True):
    person: Name
    title: str
    influence: str
    trust: str


def people_there(book: Book, setting: Setting, ledger: Ledger) -> tuple[PersonRow, ...]:
    return tuple(_row(book, setting, ledger, person) for person in ledger.people)


def _row(book: Book, setting: Setting, ledger: Ledger, person: str) -> PersonRow:
    role = next(_roles(book, ledger, person), Role(ledger.key))
    name, influence = setting.people.name(person), role.influence
    if person in setting.people.hidden:
        return PersonRow(name, "", influence, "")
    return PersonRow(name, role.title, influence, book.people[person].trust.word)


def _roles(book: Book, ledger: Ledger, person: str) -> Iterator[Role]:
    """What somebody is there today; what they were, or will be, is left out."""
    for role in book.network.people[person].roles:
        if role.organisation == ledger.key and in_force(role, book.as_of):
            yield role


def decider_known(book: Book, ledger: Ledger) -> bool:
    """Whether the notes name somebody who decides there."""
    if book.network.organisations[ledger.key].decides:
        return True
    roles = (role for person in ledger.people for role in _roles(book, ledger, person))
    return any(role.decision_role == "decides" for role in roles)


def breadth(ledger: Ledger) -> str:
    named = ledger.trust.breadth
    if named.entries >= FEW and named.top_share is not None and named.top_share >= _ONE_PERSON:
        return "What you know of them rests on one person."
    return ""
