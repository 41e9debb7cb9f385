"""A book from a few notes written out, through the public doors: what a test says is what a user would write."""

import datetime as dt

from netlead_md.analysis import analyse
from netlead_md.linking import link
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger
from netlead_md.parsing import build_keywords, daily_note_date, read_note

DAY = dt.date(2026, 6, 30)
"""The as-of day of all scenes, unless they say another."""


def ago(days: int, as_of: dt.date = DAY) -> str:
    """The date so many days before the as-of day; negative: after it."""
    return (as_of - dt.timedelta(days)).isoformat()


def book(notes: dict[str, str], as_of: dt.date = DAY, config: Config | None = None) -> Book:
    """Read, link and derive; keys are paths without `.md`."""
    settings = config or Config()
    words = build_keywords(settings)
    read = [
        read_note(f"{path}.md", text, day=daily_note_date(f"{path}.md", settings.dailies), words=words)
        for path, text in notes.items()
    ]
    return analyse(link(read, settings), as_of, settings)


def acme(*lines: str, as_of: dt.date = DAY, front: str = "", others: dict[str, str] | None = None) -> Ledger:
    """The ledger of an organisation Acme with these lines in its note; bullets are added."""
    text = f"---\ntype: organisation\n{front}---\n" + "".join(f"- {line}\n" for line in lines)
    return book({"Acme": text, **(others or {})}, as_of).ledgers["Acme.md"]
