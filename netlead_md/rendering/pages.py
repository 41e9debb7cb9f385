"""Views become pages: front matter, the seal and names, and what can be taken over from the pages before (SPEC §4)."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from netlead_md.analysis.last_entry import SettledBook, settle_book
from netlead_md.incremental.memo import ReportMemo
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import PAGE_FORMAT, Diagnostic, Fault, Page
from netlead_md.model.ledger import Ledger
from netlead_md.parsing.frontmatter import YamlText, quote_text, write_front
from netlead_md.rendering.file_names import unique_name, used_names
from netlead_md.rendering.templates import TemplateRenderer
from netlead_md.reports import VIEWS, PageContext, build_redactor, ledger
from netlead_md.reports.page_context import PageHeader

# Of whom something changed that a page shows: pages and parts of pages about all others stand (SPEC §6).


T = TypeVar("T")


def changed_keys(before: PageContext, now: PageContext) -> frozenset[str] | None:
    """Keys of organisations and people; None where what every page may show changed: then no part stands.

    Who is the same object is the same, which takes no time; who is not is compared.
    """
    if _global_inputs(before) != _global_inputs(now):
        return None
    old, new = before.people.book, now.people.book
    # Whom a ledger may name, though it is about somebody else.
    named = {
        *_differing_keys(old.network.targets, new.network.targets),
        *_differing_keys(old.network.people, new.network.people),
        *_differing_keys(old.organisations, new.organisations),
    }
    regards = set(_differing_keys(old.people, new.people))
    shown = named | {key for key in regards if _person_word(old, key) != _person_word(new, key)}
    ledgers = {*_differing_keys(old.ledgers, new.ledgers), *_differing_keys(before.ledgers, now.ledgers)}
    if shown:
        ledgers.update(key for key, one in new.ledgers.items() if not shown.isdisjoint(one.people))
    if named:
        ledgers.update(key for key, one in new.ledgers.items() if not named.isdisjoint(_mentioned_keys(one)))
    return frozenset(named | regards | ledgers)


def _global_inputs(setting: PageContext) -> tuple[object, ...]:
    people = setting.people
    book = people.book
    shown = people.hidden, people.initials, people.silent, book.network.unreadable
    return book.as_of, book.config, book.portfolio.currency, setting.pages, *shown


def _differing_keys(before: Mapping[str, T], now: Mapping[str, T]) -> Iterator[str]:
    if before is not now:
        for key, one in now.items():
            other = before.get(key)
            if other is not one and other != one:
                yield key
        yield from before.keys() - now.keys()


def _mentioned_keys(ledger: Ledger) -> Iterator[str]:
    """Who stands behind the help of an organisation, and the notes to whose lines its page may lead."""
    for item in ledger.support.items:
        yield item.person
        yield item.lines[0].path
        for line in item.lines:
            yield from line.towards


def _person_word(book: Book, person: str) -> str:
    regard = book.people.get(person)
    return "" if regard is None else regard.trust.word


# The seal of a page: by it the vault tells whether somebody edited what we wrote (SPEC §4, Ownership).


_BOX: Final = re.compile(r"^- \[[^\n\]]?\][^\n]*$", re.MULTILINE)
"""Only the page of questions has boxes, and whoever ticks one or mends its line has edited nothing."""
_BULLET: Final = re.compile(r"(?P<quoted>[> ]*)(?:[-*+]|(?P<number>[0-9]{1,9})[.)]) ")
_SIGNED: Final = frozenset("*+->0123456789|")
_DASHES: Final = re.compile(r"--+")


def content_hash(body: str) -> str:
    """Twelve hexadecimal digits of a page's body, which is everything after the front matter (SPEC §4, Ownership).

    What linters, formatters and sync tools change without an edit being meant is left out: the state and the text of
    boxes, line endings, blank lines, space between words and at both ends of a line, the padding and dashes of tables,
    the signs of bullets, numbers, emphasis and code fences, lines across the page, and backslashes.
    """
    return hash_normalised(body.replace("\r\n", "\n").replace("\r", "\n"))


def hash_normalised(body: str) -> str:
    """The same of a body whose lines end in a newline."""
    # Signs of emphasis and of code have two forms each; a backslash only shields the sign behind it.
    text = body.replace("_", "*").replace("\\", "").replace("~", "`")
    lines = [_normalise_line(line) for line in text.split("\n")]
    text = "\n".join(filter(None, lines)).replace(" |", "|").replace("| ", "|")
    return _short_hash(_BOX.sub("- [ ]", text) if "- [" in text else text)


def _normalise_line(text: str) -> str:
    line = text.strip()
    if "  " in line or "\t" in line:
        line = " ".join(line.split())
    if line[:1] not in _SIGNED:
        return line
    if not line.strip("-*> "):  # a line across the page, or an empty line of a quotation
        return ""
    if line[0] == "|":
        return line if line.strip("|-: ") else _DASHES.sub("-", line)
    found = _BULLET.match(line)
    return f"{found['quoted']}{'1.' if found['number'] else '-'} {line[found.end() :]}" if found else line


def older_content_hash(body: str) -> str:
    """The hash as it was made before formatters were allowed for: pages that carry it are no edited ones."""
    text = body.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _short_hash(_BOX.sub("- [ ]", "\n".join(line.rstrip() for line in text.split("\n"))).strip())


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


_BLANK: Final = re.compile("\n\n\n+")
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class RenderCache(msgspec.Struct, frozen=True):
    """What pages leave to the next ones."""

    setting: PageContext
    settled: PageContext
    """For the pages that look back."""
    templates: Mapping[str, str] = _NONE
    views: Mapping[str, tuple[Any, Page]] = _NONE
    """By title: each page with the view of which it was made."""
    ledgers: Mapping[str, Page] = _NONE
    """By the key of their organisation."""
    before: SettledBook | None = None
    """The book of the latest day of the notes, if that is not the book itself."""


class PagePlan(msgspec.Struct, frozen=True):
    """What is to be made. Names come first: a page links only to pages of this run."""

    setting: PageContext
    settled: PageContext
    before: SettledBook | None
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


class RenderResult(NamedTuple):
    pages: tuple[Page, ...]
    faults: tuple[Fault, ...]
    """Of the user's templates; the built-in page was written instead."""
    kept: RenderCache


def plan_pages(book: Book, config: Config, templates: Mapping[str, str], last: RenderCache | None = None) -> PagePlan:
    """Plan the pages of a book. `last`: of the book before."""
    before = settle_book(book, config, None if last is None else last.before)
    then = book if before is None else before.book
    setting = _page_context(book, then, config, None if last is None else last.setting)
    if last is None:
        settled = _settled_context(setting, then, config, None)
        return PagePlan(setting, settled, before, templates, _NONE, _NONE, tuple(setting.ledgers))
    differing = changed_keys(last.setting, setting)
    same = last.templates == templates
    ledgers: dict[str, Page] = {}
    if differing is not None:
        setting = msgspec.structs.replace(setting, memory=ReportMemo(differing, last.setting.memory.now))
        due = setting.ledgers.keys() - differing if same else ()
        ledgers = {key: page for key, page in last.ledgers.items() if key in due}
    settled = _settled_context(setting, then, config, last)
    still = tuple(key for key in setting.ledgers if key not in ledgers)
    views = last.views if same else _NONE
    return PagePlan(setting, settled, before, templates, views, ledgers, still, last.setting.diagnostics)


def _settled_context(setting: PageContext, then: Book, config: Config, last: RenderCache | None) -> PageContext:
    """For the pages that look back: of the latest day of the notes; with that of the as-of day it shares its memory."""
    if then is setting.people.book:
        return setting
    people = build_redactor(then, everybody=config.redact)
    made = msgspec.structs.replace(setting, people=people, memory=ReportMemo())
    differing = changed_keys(last.settled, made) if last is not None else None
    if last is None or differing is None:
        return made
    return msgspec.structs.replace(made, memory=ReportMemo(differing, last.settled.memory.now))


def render_ledgers(planned: PagePlan, keys: Iterable[str]) -> Iterator[Page]:
    """The ledgers of some organisations by our own template: they need neither findings nor the other pages."""
    return _ledger_pages(TemplateRenderer("", {}), planned.setting, keys)


def render_pages(
    planned: PagePlan, diagnostics: Sequence[Diagnostic], made: Callable[[], Mapping[str, Page]] = dict
) -> RenderResult:
    """All pages that are due, in order of path, and what is wrong with the user's templates.

    `made`: hands over ledgers that are made elsewhere, by the key of their organisation; it is called last.
    """
    same = planned.last if planned.last == tuple(diagnostics) else tuple(diagnostics)
    setting = msgspec.structs.replace(planned.setting, diagnostics=same)
    press = TemplateRenderer(setting.people.book.config.templates, planned.templates)
    views = dict(_page_views(press, setting, planned))
    ready = made()
    due = [key for key in planned.due if key not in ready]
    ledgers = {**planned.ledgers, **ready, **dict(zip(due, _ledger_pages(press, setting, due), strict=True))}
    pages = sorted([*(page for _, page in views.values()), *ledgers.values()], key=lambda page: page.path)
    faults = press.faults()
    kept = RenderCache(setting, planned.settled, before=planned.before)
    if not faults:
        kept = msgspec.structs.replace(kept, templates=planned.templates, views=views, ledgers=ledgers)
    return RenderResult(tuple(pages), faults, kept)


def _page_views(
    press: TemplateRenderer, setting: PageContext, planned: PagePlan
) -> Iterator[tuple[str, tuple[Any, Page]]]:
    for unit in VIEWS:
        if unit.title in setting.pages:
            path = f"{setting.pages[unit.title]}.md"
            of = planned.settled if unit.settled else setting
            view = unit.build(of.people.book, of)
            made = planned.views.get(unit.title)
            if made is None or made[0] != view or made[1].path != path:
                made = view, _render_page(path, press, unit.template, view)
            yield unit.title, made


def _ledger_pages(press: TemplateRenderer, setting: PageContext, keys: Iterable[str]) -> Iterator[Page]:
    for key in keys:
        view = ledger.build(setting.people.book, setting, key)
        yield _render_page(f"Ledgers/{setting.ledgers[key]}.md", press, ledger.TEMPLATE, view)


def _render_page(path: str, press: TemplateRenderer, template: str, view: Any) -> Page:  # noqa: ANN401  # each page has its own
    return Page(path, _page_document(view.head, press.body(template, view)))


def _page_context(book: Book, then: Book, config: Config, last: PageContext | None) -> PageContext:
    """`then`: of the latest day of the notes."""
    people, past = build_redactor(book, everybody=config.redact), None if then is book else then
    titles = [unit.title for unit in VIEWS if unit.due(then if unit.settled else book)]
    names = {key: people.plain(key) for key in ledger.due_keys(book)}
    if last is not None and (list(last.pages), last.people.book.network.files) == (titles, book.network.files):
        before = {key: last.people.plain(key) for key in last.ledgers}
        if list(before.items()) == list(names.items()):
            return PageContext(people, last.pages, last.ledgers, changed=config.changed, past=past)
    taken = used_names(book.network.files)
    pages = {title: unique_name(title, taken) for title in titles}
    ledgers = {key: unique_name(name, taken, " ledger") for key, name in names.items()}
    return PageContext(people, pages, ledgers, changed=config.changed, past=past)


def _page_document(head: PageHeader, body: str) -> str:
    """The page with its front matter; the seal covers the body only."""
    body = _tidy_body(body)
    seal = YamlText(hash_normalised(body))  # without quotes, whatever its digits
    own = {"generated-by": "netlead", "format": PAGE_FORMAT, "content-hash": seal}
    names = {
        key: quote_text(value) if isinstance(value, str) and not value.islower() else value
        for key, value in head.properties
    }
    return write_front({**own, **names}, body)


def _tidy_body(body: str) -> str:
    """No trailing white space, no two blank lines in a row, one newline at the end."""
    text = "\n".join([line.rstrip() for line in body.replace("\r", "").split("\n")])
    return _BLANK.sub("\n\n", text).strip("\n") + "\n"
