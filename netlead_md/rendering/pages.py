"""Views become pages: front matter, the seal and names, and what can be taken over from the pages before (SPEC §4)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.page import Diagnostic, Page
from netlead_md.model.place import Fault
from netlead_md.rendering.changed import changed
from netlead_md.rendering.names import choose, taken_by
from netlead_md.rendering.press import Press
from netlead_md.rendering.seal import hash_of_tidy
from netlead_md.rendering.yaml import scalar
from netlead_md.reports import VIEWS, Setting, discretion, ledger
from netlead_md.reports.frame import Head
from netlead_md.reports.memory import Memory

FORMAT: Final = 1
"""Of the pages; a netlead never overwrites a page of a newer one."""
_BLANK: Final = re.compile("\n\n\n+")
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class Kept(msgspec.Struct, frozen=True):
    """What pages leave to the next ones."""

    setting: Setting
    templates: Mapping[str, str] = _NONE
    views: Mapping[str, tuple[Any, Page]] = _NONE
    """By title: each page with the view of which it was made."""
    ledgers: Mapping[str, Page] = _NONE
    """By the key of their organisation."""


class Plan(msgspec.Struct, frozen=True):
    """What is to be made. Names come first: a page links only to pages of this run."""

    setting: Setting
    templates: Mapping[str, str]
    """Of the user: name to text."""
    views: Mapping[str, tuple[Any, Page]]
    """Pages that stand if their view does."""
    ledgers: Mapping[str, Page]
    """Those that cannot differ."""
    due: tuple[str, ...]
    """Keys of the organisations whose ledger is still to be made."""
    last: tuple[Diagnostic, ...] = ()
    """What the rules had to say of the book before."""


class Rendered(NamedTuple):
    pages: tuple[Page, ...]
    faults: tuple[Fault, ...]
    """Of the user's templates; the built-in page was written instead."""
    kept: Kept


def plan(book: Book, config: Config, templates: Mapping[str, str], last: Kept | None = None) -> Plan:
    """Plan the pages of a book. `last`: of the book before."""
    setting = _setting(book, config, None if last is None else last.setting)
    if last is None:
        return Plan(setting, templates, _NONE, _NONE, tuple(setting.ledgers))
    differing = changed(last.setting, setting)
    same = last.templates == templates
    ledgers: dict[str, Page] = {}
    if differing is not None:
        setting = msgspec.structs.replace(setting, memory=Memory(differing, last.setting.memory.now))
        due = setting.ledgers.keys() - differing if same else ()
        ledgers = {key: page for key, page in last.ledgers.items() if key in due}
    still = tuple(key for key in setting.ledgers if key not in ledgers)
    return Plan(setting, templates, last.views if same else _NONE, ledgers, still, last.setting.diagnostics)


def ledgers(planned: Plan, keys: Iterable[str]) -> Iterator[Page]:
    """The ledgers of some organisations by our own template: they need neither findings nor the other pages."""
    return _ledgers(Press("", {}), planned.setting, keys)


def render(planned: Plan, diagnostics: Sequence[Diagnostic], made: Callable[[], Mapping[str, Page]] = dict) -> Rendered:
    """All pages that are due, in order of path, and what is wrong with the user's templates.

    `made`: hands over ledgers that are made elsewhere, by the key of their organisation; it is called last.
    """
    same = planned.last if planned.last == tuple(diagnostics) else tuple(diagnostics)
    setting = msgspec.structs.replace(planned.setting, diagnostics=same)
    press = Press(setting.people.book.config.templates, planned.templates)
    views = dict(_views(press, setting, planned.views))
    ready = made()
    due = [key for key in planned.due if key not in ready]
    ledgers = {**planned.ledgers, **ready, **dict(zip(due, _ledgers(press, setting, due), strict=True))}
    pages = sorted([*(page for _, page in views.values()), *ledgers.values()], key=lambda page: page.path)
    faults = press.faults()
    kept = Kept(setting) if faults else Kept(setting, planned.templates, views, ledgers)
    return Rendered(tuple(pages), faults, kept)


def _views(
    press: Press, setting: Setting, last: Mapping[str, tuple[Any, Page]]
) -> Iterator[tuple[str, tuple[Any, Page]]]:
    for unit in VIEWS:
        if unit.title in setting.pages:
            path = f"{setting.pages[unit.title]}.md"
            view = unit.build(setting.people.book, setting)
            made = last.get(unit.title)
            if made is None or made[0] != view or made[1].path != path:
                made = view, _page(path, press, unit.template, view)
            yield unit.title, made


def _ledgers(press: Press, setting: Setting, keys: Iterable[str]) -> Iterator[Page]:
    for key in keys:
        view = ledger.build(setting.people.book, setting, key)
        yield _page(f"Ledgers/{setting.ledgers[key]}.md", press, ledger.TEMPLATE, view)


def _page(path: str, press: Press, template: str, view: Any) -> Page:  # noqa: ANN401  # each page has its own
    return Page(path, _document(view.head, press.body(template, view)))


def _setting(book: Book, config: Config, last: Setting | None) -> Setting:
    people = discretion(book, everybody=config.redact)
    titles = [unit.title for unit in VIEWS if unit.due(book)]
    organisations = book.network.organisations
    names = {key: organisations[key].name for key in ledger.due_keys(book)}
    if last is not None and (list(last.pages), last.people.book.network.files) == (titles, book.network.files):
        before = last.people.book.network.organisations
        if {key: before[key].name for key in last.ledgers} == names and list(last.ledgers) == list(names):
            return Setting(people, last.pages, last.ledgers, changed=config.changed)
    taken = taken_by(book.network.files)
    pages = {title: choose(title, taken) for title in titles}
    ledgers = {key: choose(name, taken, " ledger") for key, name in names.items()}
    return Setting(people, pages, ledgers, changed=config.changed)


def _document(head: Head, body: str) -> str:
    """The page with its front matter; the seal covers the body only."""
    body = _tidy(body)
    lines = ["generated-by: netlead", f"format: {FORMAT}", f"content-hash: {hash_of_tidy(body)}"]
    lines += [f"{key}: {scalar(value)}" for key, value in head.properties]
    return "\n".join(["---", *lines, "---", body])


def _tidy(body: str) -> str:
    """No trailing white space, no two blank lines in a row, one newline at the end."""
    text = "\n".join([line.rstrip() for line in body.replace("\r", "").split("\n")])
    return _BLANK.sub("\n\n", text).strip("\n") + "\n"
