"""What each project needs beside what is promised and has come; what the notes lack where help is awaited (SPEC §4)."""

from typing import NamedTuple

from netlead_md.analysis.project_needs import Sought, is_awaited, item_has_come, sought_of
from netlead_md.linking.attribution import is_active
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger, SupportItem

_CHAMPION = 3
"""Trust level of somebody who speaks for me."""


class MissingInformation(NamedTuple):
    """What the notes do not say about an organisation whose help is awaited."""

    champion: bool
    decider: bool
    benefit: bool
    process: bool
    date: bool


def project_needs(book: Book) -> tuple[Sought, ...]:
    """The needs of all projects that are not over, with the help that is meant for each."""
    items = (item for ledger in book.ledgers.values() for item in ledger.support.items)
    return sought_of(book.network.projects.values(), items, book.as_of)


def for_no_project(book: Book) -> tuple[SupportItem, ...]:
    """Hard help that is here or promised and that no line gives to a project, by name of who gives."""
    return tuple(
        item
        for ledger in book.ledgers.values()
        for item in ledger.support.items
        if item.hard and not item.project and (item_has_come(item, book.as_of) or is_awaited(item))
    )


def missing_information(book: Book, ledger: Ledger) -> MissingInformation | None:
    """What is missing; None where no help of theirs is awaited, or nothing is missing."""
    asks = [ask for ask in ledger.asks if ask.state == "open"]
    items = [item for item in ledger.support.items if is_awaited(item)]
    if ledger.side == "let-go" or not (asks or items):
        return None
    organisation = book.organisations[ledger.key]
    missing = MissingInformation(
        champion=not any(_has_speaker(book, ledger, key) for key in ledger.people),
        decider=not organisation.decides
        and not any(_has_role(book, ledger, key, "", "decides") for key in ledger.people),
        benefit=not organisation.benefit_to_them,
        process=not organisation.decision_process,
        date=any(ask.by is None for ask in asks) or any(not item.due_written for item in items),
    )
    return missing if any(missing) else None


def _has_speaker(book: Book, ledger: Ledger, key: str) -> bool:
    return book.people[key].trust.level >= _CHAMPION and _has_role(book, ledger, key, "high", "")


def _has_role(book: Book, ledger: Ledger, key: str, influence: str, decision_role: str) -> bool:
    """Whether somebody has such a role there today; an empty word asks for nothing."""
    return any(
        role.organisation == ledger.key
        and is_active(role, book.as_of)
        and influence in ("", role.influence)
        and decision_role in ("", role.decision_role)
        for role in book.network.people[key].roles
    )
