"""A day without a change rewrites next to nothing (SPEC §4): counted over days, the first of two months in them."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from netlead_md.model.book import Book
from netlead_md.reports.shared_rows import follow_of
from netlead_md.vault.publish import build_pages
from netlead_md.vault.session import Session
from tests.benchmarks.generate import write
from tests.benchmarks.story import AS_OF

MOST = 5
"""Pages that a quiet day may rewrite besides those whose class, level or step changed."""
DATED = {"This week.md", "Review day.md", "Notes health.md"}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quiet") / "vault"
    write(folder, 1000)
    return folder


def standing(book: Book) -> dict[str, object]:
    """What the day may change in the ledger of each organisation: class, level and step; which promises count."""
    return {
        f"Ledgers/{book.organisations[key].name} ledger.md": (
            (one.class_, one.trust.level, one.stage, one.step),
            follow_of(one, book.as_of),
            [item.state in ("lapsed", "released") for item in one.support.items],
            (one.decision, one.suggestion, one.trust.thin, one.trust.breadth.top_share),
        )
        for key, one in book.ledgers.items()
    }


def follow(vault: Path, first: dt.date, days: int) -> Iterator[tuple[dt.date, Book, dict[str, str]]]:
    session = Session(vault)
    for ahead in range(days):
        day = first + dt.timedelta(days=ahead)
        state = session.refresh(session.look(), day)
        yield day, state.book, {page.path: page.text for page in build_pages(state).pages}


def test_a_quiet_day_rewrites_five_pages_besides_those_whose_class_level_or_step_changed(vault: Path) -> None:
    counted: dict[dt.date, list[str]] = {}
    before: tuple[dict[str, object], dict[str, str]] | None = None
    for day, book, pages in (*follow(vault, AS_OF, 15), *follow(vault, dt.date(2026, 7, 29), 5)):
        now = standing(book)
        if before is not None and day != dt.date(2026, 7, 29):
            moved = {path for path in now if now[path] != before[0].get(path)}
            other = [path for path in pages.keys() | before[1].keys() if pages.get(path) != before[1].get(path)]
            counted[day] = sorted(set(other) - moved)
        before = now, pages
    assert len(counted) == 14 + 4
    assert {day: found for day, found in counted.items() if len(found) > MOST} == {}
    assert all(set(found) >= DATED for found in counted.values())  # the test sees what it counts
    assert dt.date(2026, 7, 1) in counted
    assert dt.date(2026, 8, 1) in counted


def test_the_as_of_day_stands_in_three_pages_only(vault: Path) -> None:
    day, _, pages = next(follow(vault, dt.date(2026, 7, 8), 1))  # a week after the latest line
    words = (day.isoformat(), f"As of {day.day} Jul 2026")
    assert {path for path, text in pages.items() if any(word in text for word in words)} == DATED


def _append(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line)


@pytest.mark.parametrize("line", ["- 2026-07-02 give: an article\n", "- 2026-07-02 meeting 1h: about the autumn\n"])
def test_one_line_rewrites_the_ledgers_of_those_whom_it_concerns(
    vault: Path, line: str, request: pytest.FixtureRequest
) -> None:
    day, note = dt.date(2026, 7, 2), next((vault / "Organisations").glob("*.md"))
    text = note.read_bytes()
    restore: Callable[[], object] = lambda: note.write_bytes(text)  # noqa: E731
    request.addfinalizer(restore)
    session = Session(vault)
    state = session.refresh(session.look(), day)
    made = build_pages(state)
    _append(note, f"\n{line}")
    after = session.refresh(session.look(), day)
    now = {page.path: page.text for page in build_pages(after, made).pages}
    then = {page.path: page.text for page in made.pages}
    ledgers = {path for path in now if path.startswith("Ledgers/") and now[path] != then.get(path)}
    moved = {path for path, each in standing(after.book).items() if each != standing(state.book).get(path)}
    assert f"Ledgers/{note.stem} ledger.md" in ledgers
    assert ledgers <= moved | {f"Ledgers/{note.stem} ledger.md"}
