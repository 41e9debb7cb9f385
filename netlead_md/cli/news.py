"""What a `watch` says of a change: what changed, what was written, findings that came and went. Calm: no more."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.cli.formats import printable
from netlead_md.cli.formats.concise import line
from netlead_md.cli.summary import plural
from netlead_md.linking.ordered import difference
from netlead_md.model.page import Diagnostic
from netlead_md.shell.difference import Difference
from netlead_md.shell.writer import Plan

_NAMED: Final = 3
_MOST: Final = 10
"""Findings of a kind that are shown at once."""


class News(msgspec.Struct, frozen=True):
    """What one change brought."""

    what: Difference
    output: str
    todo: Plan
    top: str = ""
    """The vault's path with a slash: settings are looked at by their whole paths."""
    before: tuple[Diagnostic, ...] = ()
    now: tuple[Diagnostic, ...] = ()
    same: bool = False
    """Nothing that was read says anything else than before."""
    occasion: str = ""
    """What it was, if no note: a new day, a trouble that is over."""


def headline(news: News) -> str:
    """`People/Ada.md: 3 pages written`; nothing where nobody would miss it."""
    done = written(news.todo)
    if news.same and not (done or news.occasion):
        return ""
    what = news.what
    paths = (each.removeprefix(news.top) for each in (*what.added, *what.changed, *what.removed))
    touched = [*dict.fromkeys(paths)]  # a template is looked at as one of the settings, and as a file that has a name
    pages = [f"{news.output}/{path}" for path, _ in news.todo.writes if path in what.pages]
    return f"{named(touched) or news.occasion or named(pages) or 'looked again'}: {done or 'nothing to write'}"


def written(todo: Plan) -> str:
    parts = [f"{plural(len(todo.writes), 'page')} written"] if todo.writes else []
    parts += [f"{plural(len(todo.removals), 'page')} removed"] if todo.removals else []
    return ", ".join(parts)


def came_and_went(news: News) -> tuple[list[str], list[str]]:
    """Findings that are new, and those that are gone; one that only moved, to another line or note, is neither."""
    went, came = difference(news.before, news.now)  # most findings are the very ones that stood there before
    marks_before, marks_now = ({_mark(each) for each in some} for some in (went, came))
    gone = [each for each in went if _mark(each) not in marks_now]
    new = [each for each in came if _mark(each) not in marks_before]
    moved = {*news.what.added, *news.what.removed}
    return list(_shown("new", _without(new, gone, moved))), list(_shown("gone", _without(gone, new, moved)))


def _mark(each: Diagnostic) -> tuple[str, str, int, int, str]:
    return each.path, each.code, each.place.line, each.place.column, each.message


def _without(some: Sequence[Diagnostic], others: Sequence[Diagnostic], moved: set[str]) -> Iterator[Diagnostic]:
    """Those that the others do not say as well; a note that has just come may be one that has just gone."""
    from netlead_md.rules import fingerprint

    def mark(each: Diagnostic) -> str:
        return fingerprint(msgspec.structs.replace(each, path="") if each.path in moved else each)

    left = Counter(map(mark, others))
    for each in some:
        known = mark(each)
        if not left[known]:
            yield each
        left[known] -= 1


def _shown(word: str, some: Iterable[Diagnostic]) -> Iterator[str]:
    every = sorted(some, key=lambda each: (each.path, each.place))
    yield from (f"  {word}: {line(each)}" for each in every[:_MOST])
    if len(every) > _MOST:
        yield f"  {word}: {len(every) - _MOST:,} more; `netlead check` shows what there is"


def named(paths: Sequence[str]) -> str:
    shown = ", ".join(printable(path) for path in paths[:_NAMED])
    return f"{shown} and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else shown
