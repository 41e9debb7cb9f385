"""What `watch` publishes after each change, with ledgers of the time before, is what a new run publishes."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.model.page import Page
from netlead_md.rendering import Plan
from netlead_md.shell.publish import Published, publish
from netlead_md.shell.session import Session

ORACLE = Path(__file__).parent.parent / "oracle" / "vault"
NOTES = sorted(path.relative_to(ORACLE).as_posix() for path in ORACLE.rglob("*.md"))
DAY = dt.date(2026, 6, 30)
LINES = (
    "- 2026-06-03 call 20m: again",
    "- 2026-06-03 trust++: they vouched",
    "- 2026-06-04 pledge room email by 2026-09-01: the hall ^hall",
    "- 2026-06-05 support room: re hall",
    "- [ ] 2026-06-20 send the plan",
    "- 2026-06-05 intro met: with somebody",
)
FIELDS = (
    ("type: person", "type: person\nsensitive: true"),
    ("influence: high", "influence: low"),
    ("type: organisation", "type: organisation\nbenefit_to_them: a better hall"),
    ("type: organisation", "type: organisation\nstatus: paused"),
)
CHANGES = st.one_of(
    st.tuples(st.just("line"), st.sampled_from(NOTES), st.sampled_from(LINES)),
    st.tuples(st.just("field"), st.sampled_from(NOTES), st.sampled_from(FIELDS)),
    st.tuples(st.just("delete"), st.sampled_from(NOTES), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(NOTES), st.none()),
    st.tuples(st.just("page's name"), st.sampled_from(NOTES), st.none()),
    st.tuples(st.just("day"), st.none(), st.none()),
)


def _change(vault: Path, deed: str, path: str, what: object) -> None:
    note = vault / path
    if deed == "page's name":
        (vault / f"{note.stem} ledger.md").write_text("mine\n", encoding="utf-8")
    elif note.exists() and deed == "line":
        note.write_text(f"{note.read_text(encoding='utf-8')}\n{what}\n", encoding="utf-8")
    elif note.exists() and isinstance(what, tuple):
        before, after = what
        note.write_text(note.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    elif note.exists() and deed == "delete":
        note.unlink()
    elif note.exists():
        note.rename(note.with_name(f"{note.stem} two.md"))


@settings(max_examples=30)
@given(changes=st.lists(CHANGES, min_size=1, max_size=4))
def test_followed_pages_are_fresh_pages(
    changes: list[tuple[str, str, object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    vault = tmp_path_factory.mktemp("followed") / "vault"
    shutil.copytree(ORACLE, vault)
    followed, day = Session(vault), DAY
    last: Published | None = publish(followed.refresh(followed.look(), day))
    for deed, path, what in changes:
        if deed == "day":
            day += dt.timedelta(20)
        else:
            _change(vault, deed, path, what)
        last = publish(followed.refresh(followed.look(), day), last)
        fresh = Session(vault)
        new = publish(fresh.refresh(fresh.look(), day))
        assert last.diagnostics == new.diagnostics
        assert last.pages == new.pages


def test_only_ledgers_that_may_differ_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = tmp_path / "vault"
    shutil.copytree(ORACLE, vault)
    session = Session(vault)
    last = publish(session.refresh(session.look(), DAY))
    asked: list[str] = []

    def ledgers(_planned: Plan, keys: tuple[str, ...]) -> tuple[Page, ...]:
        asked.extend(keys)
        return ()

    monkeypatch.setattr("netlead_md.rendering.ledgers", ledgers)
    again = publish(session.refresh(session.look(), DAY), last)
    assert asked == []
    assert again.pages == last.pages
