"""A run that finds nothing changed says what the last one said; and a warm run never differs from a cold one."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netlead_md.cli.main import netlead
from netlead_md.vault import cache
from netlead_md.vault.marker import list_output
from netlead_md.vault.run_record import RunRecord
from netlead_md.vault.session import Session

ORACLE = Path(__file__).parent.parent / "oracle" / "vault"
DAY = ("--as-of", "2026-06-30")


@pytest.fixture(autouse=True)
def _old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file looks as if nobody had touched it for a while."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10_000_000_000)


def call(*args: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(netlead, [str(arg) for arg in args])
    return result.exit_code, result.stdout, result.stderr


def pages(vault: Path) -> dict[str, bytes]:
    found = sorted((vault / "Netlead").rglob("*"))
    return {path.relative_to(vault).as_posix(): path.read_bytes() for path in found if path.is_file()}


def nothing_else_may_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("this run had to read the vault")

    monkeypatch.setattr(Session, "refresh", refuse)


def test_where_nothing_changed_the_notes_are_not_read(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vault / "Broken.md").write_bytes(b"\xff\xfe")
    call("regenerate", vault)
    second, checked = call("regenerate", vault, "--no-cache"), call("check", vault, "--no-cache")
    nothing_else_may_run(monkeypatch)
    assert call("regenerate", vault) == second
    assert call("check", vault) == checked
    assert "already up to date" in second[1]
    assert "Broken.md" in second[2]


def test_check_alone_is_remembered_too(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = call("check", vault, "--output-format", "json")
    nothing_else_may_run(monkeypatch)
    assert call("check", vault, "--output-format", "json") == first


@pytest.mark.parametrize("way", ["edited", "same size", "gone", "foreign", "stray", "another day", "template"])
def test_whatever_changes_is_seen(vault: Path, way: str) -> None:
    call("regenerate", vault)
    before = pages(vault)
    page = vault / "Netlead" / "This week.md"
    options: tuple[str, ...] = ()
    if way == "edited":
        page.write_text(page.read_text() + "mine\n")
    elif way == "same size":
        page.write_bytes(page.read_bytes().replace(b"thankful", b"Thankful"))
    elif way == "gone":
        page.unlink()
    elif way == "foreign":
        (vault / "Netlead" / "mine.md").write_text("mine\n")
    elif way == "stray":
        (vault / "Netlead" / ".netlead-0123456789abcdef.tmp").write_text("half a page")
    elif way == "another day":
        options = ("--as-of", "2026-07-01")
    else:
        (vault / "T").mkdir()
        (vault / "T" / "this_week.md.jinja").write_text("new\n")
        config = vault / "netlead.toml"
        config.write_text(config.read_text() + "templates = 'T'\n")
    call("regenerate", vault, *options)
    after = pages(vault)
    if way in ("edited", "same size", "gone", "stray"):
        assert {path: after[path] for path in before} == before
        assert ("Netlead/This week (my edit).md" in after) == (way in ("edited", "same size"))
        assert not list((vault / "Netlead").glob(".netlead-*"))
    elif way != "foreign":
        assert after != before


def test_a_page_changed_within_one_tick_of_the_clock_is_seen_by_its_bytes(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("regenerate", vault)
    page, before = vault / "Netlead" / "This week.md", list_output(vault / "Netlead")
    file, text = cache.cache_file(vault, "run"), page.read_bytes()
    kept = cache.load_cached(file, RunRecord)
    assert kept is not None
    # No time between the run and the change, and a clock too coarse to tell the two apart.
    written = next(each.signature[1] for each in before if each.path == page.name)
    cache.save_cached(file, msgspec.structs.replace(kept, at=written))
    page.write_bytes(text.replace(b"thankful", b"Thankful"))
    with monkeypatch.context() as patch:
        patch.setattr("netlead_md.vault.snapshot.list_output", lambda _: before)
        call("regenerate", vault)
    assert page.read_bytes() == text


def _line(kind: str) -> Callable[[Path], None]:
    def change(vault: Path) -> None:
        for path in sorted(vault.rglob("*.md")):
            if "Netlead" not in path.parts:
                path.write_text(path.read_text() + f"- 2026-06-02 {kind}: again\n")
                return

    return change


def _rename(vault: Path) -> None:
    path = next(path for path in sorted(vault.rglob("*.md"), reverse=True) if "Netlead" not in path.parts)
    path.rename(path.with_name(f"{path.stem} two.md"))


def _delete(vault: Path) -> None:
    found = [path for path in sorted(vault.rglob("*.md")) if "Netlead" not in path.parts]
    if len(found) > 1:
        found[len(found) // 2].unlink()


def _break(vault: Path) -> None:
    (vault / "Broken.md").write_text("---\na: [\n---\n")


def _edit_page(vault: Path) -> None:
    for page in sorted((vault / "Netlead").rglob("*.md"))[:1]:
        page.write_text(page.read_text() + "mine\n")


def _config(vault: Path) -> None:
    (vault / "netlead.toml").write_text("capacity_orgs = 1\n")


def _nothing(vault: Path) -> None:
    assert vault.exists()


CHANGES = [_line("call"), _line("trust+"), _rename, _delete, _break, _edit_page, _config, _nothing]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4))
def test_a_warm_run_says_and_writes_what_a_cold_one_does(
    changes: list[Callable[[Path], None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("warm")
    vault, copy = folder / "vault", folder / "copy"
    shutil.copytree(ORACLE, vault)
    call("regenerate", vault, *DAY)
    for change in changes:
        change(vault)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(vault, copy)
        assert call("check", vault, *DAY) == call("check", copy, *DAY, "--no-cache")
        assert call("regenerate", vault, *DAY) == call("regenerate", copy, *DAY, "--no-cache")
        assert pages(vault) == pages(copy)
