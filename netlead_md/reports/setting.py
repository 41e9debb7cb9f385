"""What a page must know besides the book, and the form in which each page enters the table of pages."""

from collections.abc import Callable
from typing import Any

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.page import Diagnostic
from netlead_md.reports.discretion import Discretion
from netlead_md.reports.frame import Head, Name, short
from netlead_md.reports.memory import Memory


class Setting(msgspec.Struct, frozen=True):
    """A page's neighbours, the findings, the user's constants, and how people may be shown."""

    people: Discretion
    pages: dict[str, str] = {}
    """Title of each page of this run to its link target."""
    ledgers: dict[str, str] = {}
    """Key of each organisation with a ledger to the link target of that page."""
    diagnostics: tuple[Diagnostic, ...] = ()
    changed: tuple[str, ...] = ()
    memory: Memory = msgspec.field(default_factory=Memory)

    def links(self, *titles: str) -> tuple[Name, ...]:
        """Those of the named pages that exist in this run."""
        return tuple(Name(title, self.pages[title]) for title in titles if title in self.pages)

    def why(self, key: str) -> Name | None:
        """The way to the working behind a figure, if that organisation has a ledger."""
        return Name("Why?", self.ledgers[key]) if key in self.ledgers else None

    def head(self, book: Book, title: str, answer: str, *links: str) -> Head:
        """Head of a page whose neighbours have these titles; those that this run does not write are left out."""
        return Head(title, short(answer), self.links(*links), len(book.network.unreadable), self.changed)


class Unit(msgspec.Struct, frozen=True):
    """One page of the output folder: when it is due, and how its view is made."""

    title: str
    template: str
    """File in `templates/`."""
    due: Callable[[Book], bool]
    build: Callable[[Book, Setting], Any]
    """Gives a frozen view with a `head`."""


def always(book: Book) -> bool:  # noqa: ARG001  # it stands where other pages look at the book
    return True
