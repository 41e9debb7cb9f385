"""Which ledgers of an earlier book stand as they are: `watch` makes only the others anew (SPEC §6)."""

from netlead_md.model.book import Book
from netlead_md.rendering.pages import page_names


def unchanged(before: Book, now: Book) -> frozenset[str]:
    """Keys of the organisations whose ledger cannot differ: nothing that such a page shows is another.

    Where names, roles or constants changed, which every page may show, none is taken to stand.
    """
    if not _same_world(before, now):
        return frozenset()
    return frozenset(key for key in now.ledgers if _same_ledger(before, now, key))


def _same_world(before: Book, now: Book) -> bool:
    one, other = before.network, now.network
    return (
        (before.as_of, before.config, before.portfolio.currency) == (now.as_of, now.config, now.portfolio.currency)
        and one.people == other.people
        and one.organisations == other.organisations
        and one.projects == other.projects
        and one.targets == other.targets
        and one.unreadable == other.unreadable
        and page_names(before, before.config) == page_names(now, now.config)
    )


def _same_ledger(before: Book, now: Book, key: str) -> bool:
    return (
        before.ledgers.get(key) == now.ledgers[key]
        and before.introductions.get(key) == now.introductions.get(key)
        and before.bridges.get(key) == now.bridges.get(key)
        and all(_word(before, person) == _word(now, person) for person in now.ledgers[key].people)
    )


def _word(book: Book, person: str) -> str:
    regard = book.people.get(person)
    return "" if regard is None else regard.trust.word
