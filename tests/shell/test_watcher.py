import datetime as dt
from collections.abc import Callable
from pathlib import Path

from netlead_md.shell.misuse import Misuse
from netlead_md.shell.session import Session, Snapshot
from netlead_md.shell.watcher import MOST, QUIET, RESCAN, Change, Native, changes

DAY = dt.date(2026, 6, 30)


class Script:
    """Hints and a clock from a script: each step may change the disk, and says whether a hint comes."""

    def __init__(self, *steps: Callable[[], object] | bool) -> None:
        self.steps = list(steps)
        self.waits: list[float] = []
        self.now = 0.0
        self.resumed = 0

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.now += seconds
        step = self.steps.pop(0) if self.steps else False
        if not isinstance(step, bool):
            step()
            return True
        return step

    def clock(self) -> float:
        return self.now

    def resume(self) -> None:
        self.resumed += 1

    def close(self) -> None: ...


def put(file: Path, text: str = "x") -> Callable[[], None]:
    def write() -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    return write


def sets(vault: Path, script: Script, count: int, look: Callable[[], Snapshot] | None = None) -> list[Change]:
    stream = changes(look or Session(vault).look, script, lambda: DAY, script.clock)
    return [next(stream) for _ in range(count)]


def paths(change: Change) -> tuple[tuple[str, ...], ...]:
    return change.added, change.changed, change.removed


def test_what_was_added_changed_and_removed(tmp_path: Path) -> None:
    put(tmp_path / "a.md")()
    put(tmp_path / "b.md")()
    script = Script(put(tmp_path / "c.md"), False, put(tmp_path / "a.md", "xy"), (tmp_path / "b.md").unlink, False)
    first, added, rest = sets(tmp_path, script, 3)
    assert paths(first) == ((), (), ())
    assert paths(added) == (("c.md",), (), ())
    assert paths(rest) == ((), ("a.md",), ("b.md",))


def test_a_rename_is_both(tmp_path: Path) -> None:
    put(tmp_path / "a.md")()
    _, moved = sets(tmp_path, Script(lambda: (tmp_path / "a.md").rename(tmp_path / "z.md"), False), 2)
    assert paths(moved) == (("z.md",), (), ("a.md",))


def test_a_change_without_any_hint_is_seen_by_the_rescan(tmp_path: Path) -> None:
    script = Script(False)
    stream = changes(Session(tmp_path).look, script, lambda: DAY, script.clock)
    next(stream)
    put(tmp_path / "a.md")()
    assert paths(next(stream)) == (("a.md",), (), ())
    assert script.waits == [RESCAN]


def test_hints_without_end_delay_no_longer_than_two_seconds(tmp_path: Path) -> None:
    script = Script(put(tmp_path / "a.md"), *[True] * 1000)
    sets(tmp_path, script, 2)
    assert script.waits[0] == RESCAN
    assert set(script.waits[1:]) == {QUIET}
    assert sum(script.waits[1:]) - QUIET < MOST <= sum(script.waits[1:]) + 1e-9


def test_our_own_pages_hidden_folders_and_attachments_outside_change_nothing(tmp_path: Path) -> None:
    script = Script(
        put(tmp_path / "Netlead" / "This week.md", "---\ngenerated-by: netlead\n---\n"),
        False,
        put(tmp_path / ".git" / "x.md"),
        False,
        put(tmp_path / "a.md"),
        False,
    )
    _, change = sets(tmp_path, script, 2)
    assert paths(change) == (("a.md",), (), ())


def test_config_settings_and_templates_count(tmp_path: Path) -> None:
    put(tmp_path / "netlead.toml", "templates = 'T'")()
    config = tmp_path / "netlead.toml"
    script = Script(
        put(config, "templates = 'T'\nsize = 2"),
        False,
        put(tmp_path / ".obsidian" / "app.json", "{}"),
        False,
        put(tmp_path / "T" / "page.md.jinja"),
        False,
    )
    _, first, second, third = sets(tmp_path, script, 4)
    assert first.changed == (config.as_posix(),)
    assert second.added == ((tmp_path / ".obsidian" / "app.json").as_posix(),)
    assert (tmp_path / "T" / "page.md.jinja").as_posix() in third.added


def test_a_vault_that_goes_and_comes_back_and_a_config_that_breaks(tmp_path: Path) -> None:
    vault, away = tmp_path / "vault", tmp_path / "away"
    put(vault / "a.md")()
    script = Script(
        lambda: vault.rename(away),
        False,
        True,
        False,
        lambda: away.rename(vault),
        False,
        put(vault / "netlead.toml", "size = ["),
        False,
        put(vault / "netlead.toml", "size = 2"),
        False,
    )
    first, gone, back, broken, mended = sets(vault, script, 5)
    assert first.snapshot is not None
    assert (gone.snapshot, "cannot be read" in gone.error) == (None, True), "said once, not at every look"
    assert back.snapshot is not None
    assert "netlead.toml:1: this is no TOML" in broken.error
    assert mended.snapshot is not None
    assert mended.snapshot.loaded.config.size == 2
    assert script.resumed == 2


def test_midnight(tmp_path: Path) -> None:
    days = iter([DAY, DAY, DAY + dt.timedelta(1)])
    stream = changes(Session(tmp_path).look, Script(), lambda: next(days))
    assert [next(stream).day, next(stream).day] == [DAY, DAY + dt.timedelta(1)]


def test_nothing_is_lost_while_the_consumer_is_busy(tmp_path: Path) -> None:
    script = Script(put(tmp_path / "a.md"), False, False)
    stream = changes(Session(tmp_path).look, script, lambda: DAY, script.clock)
    next(stream)
    assert next(stream).added == ("a.md",)
    put(tmp_path / "b.md")()  # while pages are made
    assert next(stream).added == ("b.md",)


def test_an_error_of_the_look_is_a_change_with_words(tmp_path: Path) -> None:
    def look() -> Snapshot:
        raise Misuse("the vault cannot be read", cure="name a folder of notes")

    (only,) = sets(tmp_path, Script(), 1, look)
    assert only.error == "the vault cannot be read\nhelp: name a folder of notes"


def test_native_events_hint_and_our_own_do_not(tmp_path: Path) -> None:
    hints = Native(tmp_path, lambda: "Netlead")
    try:
        put(tmp_path / "Netlead" / "x.md")()
        put(tmp_path / ".trash" / "x.md")()
        put(tmp_path / "a.md.tmp")()
        assert not hints.wait(0.4)
        put(tmp_path / "P" / "a.md")()
        assert hints.wait(5)
    finally:
        hints.close()
