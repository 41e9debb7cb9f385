"""Why? The working of one organisation (SPEC §4, NAME ledger)."""

from typing import Final

import msgspec

from netlead_md.model.book import Book
from netlead_md.reports.frame import Head
from netlead_md.reports.setting import Setting

TEMPLATE: Final = "ledger.md.jinja"


class View(msgspec.Struct, frozen=True):
    head: Head


def due(book: Book) -> tuple[str, ...]:
    """Keys of the organisations with an entry."""
    return tuple(key for key, ledger in book.ledgers.items() if ledger.entries)


def build(book: Book, setting: Setting, key: str) -> View:
    name = book.network.organisations[key].name
    return View(setting.head(book, f"{name} ledger", name, "Trust without support"))
