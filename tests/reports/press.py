"""A small vault as a mapping from path to text, and the pages that netlead makes of it."""

import datetime as dt
from collections.abc import Mapping

from netlead_md.analysis import analyse
from netlead_md.linking import link
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.parsing import build_keywords, daily_note_date, read_note
from netlead_md.rendering import RenderResult, plan_pages, render_pages
from netlead_md.rules import diagnose

DAY = dt.date(2026, 6, 30)


def notes_of(vault: Mapping[str, str], config: Config) -> tuple[Note, ...]:
    words = build_keywords(config)
    return tuple(
        read_note(path, text, day=daily_note_date(path, config.dailies), words=words)
        for path, text in sorted(vault.items())
    )


def book_of(
    vault: Mapping[str, str], *, day: dt.date = DAY, config: Config | None = None, unreadable: tuple[str, ...] = ()
) -> Book:
    config = config or Config()
    network = link(notes_of(vault, config), config, (*sorted(vault), *unreadable), unreadable)
    return analyse(network, day, config)


def rendered(
    vault: Mapping[str, str],
    *,
    day: dt.date = DAY,
    config: Config | None = None,
    templates: Mapping[str, str] | None = None,
    unreadable: tuple[str, ...] = (),
) -> RenderResult:
    config = config or Config()
    book = book_of(vault, day=day, config=config, unreadable=unreadable)
    notes = {note.path: note for note in notes_of(vault, config)}
    return render_pages(plan_pages(book, config, templates or {}), diagnose(book, notes, (), config).diagnostics)


def pages(
    vault: Mapping[str, str],
    *,
    day: dt.date = DAY,
    config: Config | None = None,
    templates: Mapping[str, str] | None = None,
    unreadable: tuple[str, ...] = (),
) -> dict[str, str]:
    made = rendered(vault, day=day, config=config, templates=templates, unreadable=unreadable)
    return {page.path: page.text for page in made.pages}
