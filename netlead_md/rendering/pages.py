"""Views become pages: front matter, the seal, names, and the user's templates with ours behind them (SPEC §4)."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from jinja2 import TemplateError, TemplateSyntaxError

from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.page import Diagnostic, Page
from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.rendering.environment import OWN, Environment, State
from netlead_md.rendering.names import choose, taken_by
from netlead_md.rendering.seal import content_hash
from netlead_md.reports import VIEWS, Setting, discretion, ledger
from netlead_md.reports.frame import Head

FORMAT: Final = 1
"""Of the pages; a netlead never overwrites a page of a newer one."""
MOST_OUTPUT: Final = 16_000_000
"""Characters of one page."""
_AT_ONCE: Final = 64
"""Parts of a page between two looks at its length."""
_PLAIN: Final = re.compile("[a-z]+(?:[ -][a-z]+)*")
BASE: Final = "base.md.jinja"


class Rendered(NamedTuple):
    pages: tuple[Page, ...]
    faults: tuple[Fault, ...]
    """Of the user's templates; the built-in page was written instead."""


def render(
    book: Book,
    diagnostics: Sequence[Diagnostic],
    config: Config,
    templates: Mapping[str, str],
    ready: Mapping[str, Page] = MappingProxyType({}),
) -> Rendered:
    """All pages that are due, in order of path, and what is wrong with the user's templates (name to text).

    `ready`: ledgers that stand already, by the key of their organisation.
    """
    setting = _setting(book, tuple(diagnostics), config)
    press = _Press(config.templates, templates)
    keys = [key for key in setting.ledgers if key not in ready]
    pages = [*ready.values(), *_pages(press, _views(book, setting)), *_pages(press, _ledgers(book, setting, keys))]
    return Rendered(tuple(sorted(pages, key=lambda page: page.path)), press.faults())


def ledgers(book: Book, config: Config, keys: Iterable[str]) -> Iterator[Page]:
    """The ledgers of some organisations by our own template: they need neither findings nor the other pages."""
    return _pages(_Press("", {}), _ledgers(book, _setting(book, (), config), keys))


def _pages(press: "_Press", views: Iterable[tuple[str, str, Any]]) -> Iterator[Page]:
    for file, template, view in views:
        yield Page(f"{file}.md", _document(view.head, press.body(template, view)))


def page_names(book: Book, config: Config) -> tuple[dict[str, str], dict[str, str]]:
    """Pages by title and ledgers by key, as links name them."""
    setting = _setting(book, (), config)
    return setting.pages, setting.ledgers


def _setting(book: Book, diagnostics: tuple[Diagnostic, ...], config: Config) -> Setting:
    """Names first: a page links only to pages of this run."""
    taken = taken_by(book.network.files)
    pages = {unit.title: choose(unit.title, taken) for unit in VIEWS if unit.due(book)}
    organisations = book.network.organisations
    ledgers = {key: choose(organisations[key].name, taken, " ledger") for key in ledger.due(book)}
    return Setting(discretion(book, everybody=config.redact), pages, ledgers, diagnostics, config.changed)


def _views(book: Book, setting: Setting) -> Iterator[tuple[str, str, Any]]:
    for unit in VIEWS:
        if unit.title in setting.pages:
            yield setting.pages[unit.title], unit.template, unit.build(book, setting)


def _ledgers(book: Book, setting: Setting, keys: Iterable[str]) -> Iterator[tuple[str, str, Any]]:
    for key in keys:
        yield f"Ledgers/{setting.ledgers[key]}", ledger.TEMPLATE, ledger.build(book, setting, key)


def _document(head: Head, body: str) -> str:
    """The page with its front matter; the seal covers the body only."""
    body = _tidy(body)
    lines = ["generated-by: netlead", f"format: {FORMAT}", f"content-hash: {content_hash(body)}"]
    lines += [f"{key}: {_scalar(value)}" for key, value in head.properties]
    return "\n".join(["---", *lines, "---", body])


def _scalar(text: str) -> str:
    """A YAML string: plain where that is safe, else as JSON writes it."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=not text.isprintable())


def _tidy(body: str) -> str:
    """No trailing white space, no two blank lines in a row, one newline at the end."""
    lines: list[str] = []
    for line in body.replace("\r", "").split("\n"):
        text = line.rstrip()
        if text or (lines and lines[-1]):
            lines.append(text)
    return "\n".join(lines).rstrip("\n") + "\n"


@lru_cache(maxsize=4)
def _environment(own: tuple[tuple[str, str], ...]) -> Environment:
    """Compiled templates are a pure function of their text, and `watch` needs them at every change."""
    return Environment(dict(own))


class _Press:
    """Renders with the user's templates until one proves broken, from then on with ours in its place."""

    def __init__(self, folder: str, templates: Mapping[str, str]) -> None:
        self._folder = folder
        self._own = dict(sorted(templates.items()))
        self._faults: dict[str, Fault] = {}

    def faults(self) -> tuple[Fault, ...]:
        return tuple(self._faults[name] for name in sorted(self._faults))

    def body(self, template: str, view: object) -> str:
        while True:
            environment = _environment(tuple(self._own.items()))
            name = OWN + template if template in self._own else template
            if name == template and BASE not in self._own:
                return _print(environment, name, view)
            try:
                return _print(environment, name, view)
            except Exception as error:  # noqa: BLE001  # whatever a template of the user does, the page is written
                self._give_up(error, template)

    def _give_up(self, error: Exception, template: str) -> None:
        name, line = _origin(error)
        if name not in self._own:
            name, line = (template if template in self._own else BASE), 1
        place = Place(max(line, 1))
        folder = f"{self._folder.strip('/')}/" if self._folder.strip("/") else ""
        self._faults[name] = Fault(Trouble.TEMPLATE_BROKEN, folder + name, place, words=(_message(error),))
        del self._own[name]


def _print(environment: Environment, name: str, view: object) -> str:
    made = environment.get_template(name).generate(view=view, _state=State())
    length, parts = 0, list[str]()
    while some := tuple(islice(made, _AT_ONCE)):
        length += sum(map(len, some))
        if length > MOST_OUTPUT:
            raise ValueError(f"its page has more than {MOST_OUTPUT} characters")
        parts += some
    return "".join(parts)


def _origin(error: Exception) -> tuple[str, int]:
    """The template of the user that is to blame, and its line."""
    if isinstance(error, TemplateSyntaxError):
        return (error.name or "").removeprefix(OWN), error.lineno
    found, trace = ("", 1), error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(OWN):
            found = file.removeprefix(OWN), trace.tb_lineno
        trace = trace.tb_next
    return found


def _message(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply or extends itself"
    text = error.message if isinstance(error, TemplateError) and error.message else str(error)
    return " ".join(text.split()) or type(error).__name__
