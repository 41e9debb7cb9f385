import datetime as dt
import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest

from netlead_md.vault.errors import UserError
from netlead_md.vault.session import Session, Snapshot
from netlead_md.vault.watcher import DEBOUNCE_S, FEW, MAX_WAIT_S, RESCAN_INTERVAL_S, SETTLE_S, ChangeSet, watch_changes

DAY = dt.date(2026, 6, 30)
Step = Callable[[], object] | bool


class Script:
    """Hints and a clock from a script: each step may change the disk, and says whether a hint comes.

    A list is one step: its first deed falls into the long wait between two looks, the others into the short ones after.
    """

    def __init__(self, *steps: Step | list[Step]) -> None:
        self.steps = [step if isinstance(step, list) else [step] for step in steps]
        self.soon: list[Step] = []
        self.waits: list[float] = []
        self.now = 0.0
        self.checked: list[int] = []
        self.silent: list[str] = []
        self.told: list[str] = []
        """Files that the next hint tells of."""

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.now += seconds
        if seconds >= RESCAN_INTERVAL_S:
            self.soon = self.steps.pop(0) if self.steps else []
        step = self.soon.pop(0) if self.soon else False
        return step if isinstance(step, bool) else step() is not False

    def clock(self) -> float:
        return self.now

    def paths(self) -> list[str]:
        told, self.told = self.told, []
        return told

    def check(self, folders: int) -> None:
        self.checked.append(folders)

    def missed(self, path: str) -> None:
        self.silent.append(path)

    def close(self) -> None: ...


def put(file: Path, text: str = "x") -> Callable[[], None]:
    def write() -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    return write


def quietly(deed: Callable[[], object]) -> Callable[[], bool]:
    """A deed that no hint tells of."""

    def done() -> bool:
        deed()
        return False

    return done


def follow(
    vault: Path,
    script: Script,
    look: Callable[[], Snapshot] | None = None,
    amiss: Callable[[Snapshot], tuple[str, ...]] = lambda _: (),
) -> Iterator[ChangeSet]:
    return watch_changes(look or Session(vault).look_again, script, lambda: DAY, amiss, script.clock)


def sets(vault: Path, script: Script, count: int, look: Callable[[], Snapshot] | None = None) -> list[ChangeSet]:
    """The first sets that are settled."""
    return list(islice((change for change in follow(vault, script, look) if change.settled), count))


def paths(change: ChangeSet) -> tuple[tuple[str, ...], ...]:
    return change.what.added, change.what.changed, change.what.removed


def test_what_was_added_changed_and_removed(tmp_path: Path) -> None:
    put(tmp_path / "a.md")()
    put(tmp_path / "b.md")()
    script = Script(put(tmp_path / "c.md"), [put(tmp_path / "a.md", "xy"), (tmp_path / "b.md").unlink])
    first, added, rest = sets(tmp_path, script, 3)
    assert paths(first) == ((), (), ())
    assert paths(added) == (("c.md",), (), ())
    assert paths(rest) == ((), ("a.md",), ("b.md",))


def test_a_rename_is_both(tmp_path: Path) -> None:
    put(tmp_path / "a.md")()
    _, moved = sets(tmp_path, Script(lambda: (tmp_path / "a.md").rename(tmp_path / "z.md")), 2)
    assert paths(moved) == (("z.md",), (), ("a.md",))


def test_a_change_without_any_hint_is_seen_by_the_rescan(tmp_path: Path) -> None:
    script = Script(False)
    stream = follow(tmp_path, script)
    next(stream)
    put(tmp_path / "a.md")()
    assert paths(next(stream)) == (("a.md",), (), ())
    assert script.waits == [RESCAN_INTERVAL_S]
    assert next(stream).settled
    assert script.waits == pytest.approx([RESCAN_INTERVAL_S, SETTLE_S])
    assert script.silent == ["a.md"]


def test_pages_can_be_made_before_it_is_quiet_and_are_written_after(tmp_path: Path) -> None:
    script = Script(put(tmp_path / "a.md"))
    stream = follow(tmp_path, script)
    next(stream)
    early = next(stream)
    assert (early.settled, early.what.added) == (False, ("a.md",))
    assert script.waits == pytest.approx([RESCAN_INTERVAL_S, DEBOUNCE_S])
    settled = next(stream)
    assert (settled.settled, settled.snapshot) == (True, early.snapshot)
    assert sum(script.waits) == pytest.approx(RESCAN_INTERVAL_S + SETTLE_S), "the breath is a part of the quiet"
    assert script.silent == []


class Looks:
    """A session that counts its looks, each of which takes its time."""

    def __init__(self, vault: Path, script: Script, seconds: float) -> None:
        self.session = Session(vault)
        self.script = script
        self.seconds = seconds
        self.count = 0

    def __call__(self) -> Snapshot:
        self.count += 1
        self.script.now += self.seconds
        return self.session.look_again()


@pytest.mark.parametrize(("seconds", "before"), [(0.05, 2), (0.5, 1)])
def test_a_note_that_a_hint_names_needs_no_look_at_all_others_first(
    tmp_path: Path, seconds: float, before: int
) -> None:
    """All others are looked at in the quiet time, if that is long enough, else right after the pages are written."""
    put(tmp_path / "a.md")()
    put(tmp_path / "b.md")()

    def save() -> None:
        put(tmp_path / "a.md", "xy")()
        put(tmp_path / "b.md", "nobody told of this")() if seconds > SETTLE_S else None
        script.told = [str(tmp_path / "a.md")]

    script = Script([save])
    looks = Looks(tmp_path, script, seconds)
    stream = follow(tmp_path, script, looks)
    next(stream)
    early = next(stream)
    assert (early.settled, early.what.changed, looks.count) == (False, ("a.md",), 1)
    settled = next(stream)
    assert (settled.settled, settled.what.changed, looks.count) == (True, ("a.md",), before)
    waited = len(script.waits)
    other = next(change for change in stream if change.what.changed or change.what.doubtful)
    if seconds > SETTLE_S:
        assert (other.what.changed, script.waits[waited]) == (("b.md",), 0), (
            "looked for at once, not after three seconds"
        )


@pytest.mark.parametrize("other", ["new.md", "netlead.toml", "P"])
def test_what_a_hint_names_and_is_no_note_that_was_there_is_looked_for(tmp_path: Path, other: str) -> None:
    put(tmp_path / "a.md")()

    def save() -> None:
        put(tmp_path / "a.md", "xy")()
        (tmp_path / "P").mkdir() if other == "P" else put(tmp_path / other, "size = 2")()
        script.told = [str(tmp_path / "a.md"), str(tmp_path / other)]

    script = Script([save])
    looks = Looks(tmp_path, script, 0.0)
    _, early = islice(follow(tmp_path, script, looks), 2)
    assert looks.count == 2
    assert "a.md" in early.what.changed


def test_a_note_that_a_hint_names_and_is_gone_is_looked_for(tmp_path: Path) -> None:
    put(tmp_path / "a.md")()

    def delete() -> None:
        (tmp_path / "a.md").unlink()
        script.told = [str(tmp_path / "a.md")]

    script = Script([delete])
    _, gone = sets(tmp_path, script, 2)
    assert gone.what.removed == ("a.md",)


def test_what_goes_on_while_pages_are_made_is_seen_before_they_are_written(tmp_path: Path) -> None:
    script = Script([put(tmp_path / "a.md"), False, put(tmp_path / "b.md")])
    _, one, two, settled = islice(follow(tmp_path, script), 4)
    assert [one.settled, two.settled, settled.settled] == [False, False, True]
    assert (one.what.added, two.what.added, settled.what.added) == (("a.md",), ("a.md", "b.md"), ("a.md", "b.md"))


def test_what_is_as_before_again_is_no_change(tmp_path: Path) -> None:
    script = Script([put(tmp_path / "a.md"), False, (tmp_path / "a.md").unlink], put(tmp_path / "b.md"))
    _, passing, other = islice(follow(tmp_path, script), 3)
    assert (passing.settled, passing.what.added) == (False, ("a.md",))
    assert (other.settled, other.what.added) == (False, ("b.md",))


def test_a_note_saved_in_two_halves_without_a_hint_is_waited_for(tmp_path: Path) -> None:
    note = tmp_path / "a.md"
    script = Script([quietly(put(note, "half")), quietly(put(note, "both halves"))])
    *_, settled = sets(tmp_path, script, 2)
    assert settled.snapshot is not None
    assert [found.signature[2] for found in settled.snapshot.scan.notes] == [len("both halves")]
    assert sum(script.waits) == pytest.approx(RESCAN_INTERVAL_S + 2 * SETTLE_S)
    assert script.silent == ["a.md"]


def test_thousands_at_once_are_waited_for(tmp_path: Path) -> None:
    def many() -> None:
        for number in range(FEW + 1):
            put(tmp_path / f"{number}.md")()

    _, change = islice(follow(tmp_path, Script([many, True, True])), 2)
    assert change.settled
    assert len(change.what.added) == FEW + 1


def test_hints_without_end_delay_no_longer_than_two_seconds(tmp_path: Path) -> None:
    script = Script([put(tmp_path / "a.md"), *[True] * 1000])
    stream = follow(tmp_path, script)
    next(stream)
    while not next(stream).settled:
        pass
    assert script.waits[0] == RESCAN_INTERVAL_S
    assert MAX_WAIT_S <= sum(script.waits[1:]) <= MAX_WAIT_S + DEBOUNCE_S


def test_our_own_pages_hidden_folders_and_temporaries_change_nothing(tmp_path: Path) -> None:
    script = Script(
        put(tmp_path / "Netlead" / "This week.md", "---\ngenerated-by: netlead\n---\n"),
        put(tmp_path / ".git" / "x.md"),
        put(tmp_path / "a.md~"),
        put(tmp_path / "a.md.tmp"),
        put(tmp_path / ".a.md.swp"),
        put(tmp_path / "a.md"),
    )
    _, change = islice(follow(tmp_path, script), 2)
    assert paths(change) == (("a.md",), (), ())


def test_a_page_that_is_amiss_is_a_change_of_its_own(tmp_path: Path) -> None:
    script = Script(False)
    _, change = islice(follow(tmp_path, script, amiss=lambda _: ("This week.md",)), 2)
    assert (change.what.pages, paths(change), change.settled) == (("This week.md",), ((), (), ()), True)
    assert script.waits == pytest.approx([RESCAN_INTERVAL_S, SETTLE_S]), "whoever saves it may be in the middle of it"
    assert script.silent == []


def test_config_settings_and_templates_count(tmp_path: Path) -> None:
    put(tmp_path / "netlead.toml", "templates = 'T'")()
    config = tmp_path / "netlead.toml"
    script = Script(
        put(config, "templates = 'T'\nsize = 2"),
        put(tmp_path / ".obsidian" / "app.json", "{}"),
        put(tmp_path / "T" / "page.md.jinja"),
    )
    _, first, second, third = sets(tmp_path, script, 4)
    assert first.what.changed == (config.as_posix(),)
    assert second.what.added == ((tmp_path / ".obsidian" / "app.json").as_posix(),)
    assert (tmp_path / "T" / "page.md.jinja").as_posix() in third.what.added


def test_a_vault_that_goes_and_comes_back_and_a_config_that_breaks(tmp_path: Path) -> None:
    vault, away = tmp_path / "vault", tmp_path / "away"
    put(vault / "a.md")()
    script = Script(
        lambda: vault.rename(away),
        True,
        lambda: away.rename(vault),
        put(vault / "netlead.toml", "size = ["),
        put(vault / "netlead.toml", "size = 2"),
    )
    first, gone, back, broken, mended = islice(follow(vault, script), 5)
    assert first.snapshot is not None
    assert (gone.snapshot, "the vault is gone: its folder is" in gone.error) == (None, True), (
        "said once, not at every look"
    )
    assert back.snapshot is not None
    assert "netlead.toml:1: this is no TOML" in broken.error
    assert mended.snapshot is not None
    assert mended.snapshot.loaded.config.size == 2
    assert script.checked == [1, 0, 0, 1, 0]


def test_a_drive_that_was_taken_off_leaves_no_empty_vault(tmp_path: Path) -> None:
    vault, away = tmp_path / "vault", tmp_path / "away"
    put(vault / "a.md")()

    def take_off() -> None:
        vault.rename(away)
        vault.mkdir()

    def connect() -> None:
        vault.rmdir()
        away.rename(vault)

    _, gone, back = sets(vault, Script(take_off, connect), 3)
    assert gone.error.startswith("the vault is gone: another, empty folder is in its place")
    assert back.snapshot is not None


def test_the_last_note_of_a_vault_may_go(tmp_path: Path) -> None:
    put(tmp_path / "a.md")()
    _, gone = sets(tmp_path, Script((tmp_path / "a.md").unlink), 2)
    assert gone.what.removed == ("a.md",)


def test_midnight(tmp_path: Path) -> None:
    days, script = iter([DAY, DAY, *[DAY + dt.timedelta(1)] * 9]), Script()
    stream = watch_changes(Session(tmp_path).look_again, script, lambda: next(days), clock=script.clock)
    assert [next(stream).day, next(stream).day] == [DAY, DAY + dt.timedelta(1)]


def test_nothing_is_lost_while_the_consumer_is_busy(tmp_path: Path) -> None:
    stream = follow(tmp_path, Script(put(tmp_path / "a.md"), True))
    next(stream)
    assert (next(stream).what.added, next(stream).settled) == (("a.md",), True)
    put(tmp_path / "b.md")()  # while pages are written
    assert next(stream).what.added == ("b.md",)


def test_an_error_of_the_look_is_a_change_with_words(tmp_path: Path) -> None:
    def look() -> Snapshot:
        raise UserError("the vault cannot be read", hint="name a folder of notes")

    (only,) = sets(tmp_path, Script(), 1, look)
    assert only.error == "the vault cannot be read\nhelp: name a folder of notes"


def test_a_note_that_changed_within_one_tick_of_the_clock_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two saves of the same size within one tick leave one signature; so who is young is looked at twice."""
    put(tmp_path / "a.md")()
    at = os.stat(tmp_path / "a.md").st_ctime_ns  # noqa: PTH116
    now = iter([at + 1, at + 10**10, at + 2 * 10**10])
    monkeypatch.setattr("netlead_md.vault.snapshot.time.time_ns", lambda: next(now))
    script = Script(False)
    _, again = islice(follow(tmp_path, script), 2)
    assert (again.what.doubtful, paths(again)) == (("a.md",), ((), (), ()))
    assert script.silent == []
