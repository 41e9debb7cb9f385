"""Every way to save, move and spoil a note while one `watch` runs; each test leaves the vault as it should be."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.watching import NOTES, Watch, health, ledger, pages, put, run, times, whole

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes and modes of POSIX")


NOTHING = "Sign.md: nothing to write\n"


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    vault = put(tmp_path_factory.mktemp("saves") / "vault", NOTES)
    with Watch(vault) as process:
        yield process.ready()
        assert process.end() == 130
        assert "Traceback" not in process.said
        assert whole(vault / "none")
        assert not list(vault.rglob("*.tmp"))


@pytest.fixture
def vault(watch: Watch) -> Path:
    return watch.vault


@pytest.fixture
def ada(vault: Path) -> Path:
    return vault / "People" / "Ada.md"


def more(note: Path, word: str) -> str:
    """The note's text with one line more, which the page of Acme shows."""
    return f"{note.read_text(encoding='utf-8')}- 2026-06-20 ask facilities: for {word}\n"


def test_saved_by_rename(watch: Watch, vault: Path, ada: Path) -> None:
    new = ada.with_name("Ada.md.tmp")
    new.write_text(more(ada, "apples"), encoding="utf-8")
    said = watch.after(lambda: new.replace(ada), "People/Ada.md: ")
    watch.until(lambda: "for apples" in ledger(vault))
    assert "tmp" not in said


def test_saved_by_backup_and_rename(watch: Watch, vault: Path, ada: Path) -> None:
    text = more(ada, "berries")

    def save() -> None:
        ada.rename(ada.with_name("Ada.md~"))
        ada.write_text(text, encoding="utf-8")

    said = watch.after(save, lambda: "for berries" in ledger(vault))
    assert "Ada.md~" not in said


def test_saved_in_place_in_two_halves(watch: Watch, vault: Path, ada: Path) -> None:
    text = more(ada, "cherries").encode()
    with ada.open("wb", buffering=0) as file:
        file.write(text[:20])
        time.sleep(0.1)  # two saves of one quiet time: nobody could say which event to wait for
        file.write(text[20:])
    watch.until(lambda: "for cherries" in ledger(vault))
    assert "NL1" not in watch.said, "half a note was never shown to anybody"


def test_the_same_size_and_time(watch: Watch, vault: Path, ada: Path) -> None:
    text, before = ada.read_text(encoding="utf-8"), ada.stat()
    assert "cherries" in text

    def save() -> None:
        ada.write_text(text.replace("cherries", "currants"), encoding="utf-8")
        os.utime(ada, ns=(before.st_atime_ns, before.st_mtime_ns))

    watch.after(save, lambda: "for currants" in ledger(vault))
    assert (ada.stat().st_size, ada.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_a_folder_moved_in_renamed_and_moved_out(watch: Watch, vault: Path, tmp_path: Path) -> None:
    note = "---\ntype: person\norganisation: '[[Acme]]'\n---\n- 2026-06-21 ask facilities: for damsons\n"
    put(tmp_path, {"Work/deep/Bob.md": note, "Work/deep/er/Eve.md": note.replace("damsons", "elderberries")})
    watch.after(lambda: (tmp_path / "Work").rename(vault / "Work"), lambda: "for damsons" in ledger(vault))
    assert "for elderberries" in ledger(vault)
    inner = vault / "Work" / "deep" / "er" / "Eve.md"
    watch.after(lambda: inner.write_text(more(inner, "figs"), encoding="utf-8"), lambda: "for figs" in ledger(vault))
    watch.after(lambda: (vault / "Work").rename(vault / "Play"), "Play/deep/Bob.md")
    assert "for figs" in ledger(vault)
    watch.after(lambda: (vault / "Play").rename(tmp_path / "Out"), lambda: "for figs" not in ledger(vault))
    assert "for elderberries" not in ledger(vault)


def test_reads_by_other_programs_trigger_nothing(watch: Watch, vault: Path) -> None:
    before = {}

    def read() -> None:
        before.update(times(vault))  # now that all of the last change is written
        for path in vault.rglob("*"):
            if path.is_file():
                path.read_bytes()

    assert watch.meanwhile(read) == NOTHING
    assert {path: at for path, at in times(vault).items() if path in before and before[path] != at} == {}


def test_another_mode_of_everything_and_back(watch: Watch, vault: Path) -> None:
    def change() -> None:
        files = [path for path in vault.rglob("*") if path.is_file()]
        modes = [path.stat().st_mode for path in files]
        for path in files:
            path.chmod(0o400)
        for path, mode in zip(files, modes, strict=True):
            path.chmod(mode)

    before = pages(vault)
    said = watch.meanwhile(change)
    assert said.count("\n") == 1
    assert said.endswith("nothing to write\n"), "nothing says anything else than before"
    assert pages(vault) == before


def test_a_page_that_is_edited_is_kept_and_written_anew(watch: Watch, vault: Path) -> None:
    page = vault / "Netlead" / "Ledgers" / "Acme ledger.md"
    before = page.read_text(encoding="utf-8")
    said = watch.after(
        lambda: page.write_text(f"{before}My thought.\n", encoding="utf-8"),
        "Netlead/Ledgers/Acme ledger.md: 1 page written\n",
    )
    kept = page.with_name("Acme ledger (my edit).md")
    assert f"your version is kept as Netlead/Ledgers/{kept.name}" in said
    assert "My thought." in kept.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8") == before
    assert watch.meanwhile(kept.unlink) == NOTHING


def test_a_page_that_is_deleted_comes_back(watch: Watch, vault: Path) -> None:
    page = vault / "Netlead" / "This week.md"
    before = page.read_bytes()
    watch.after(page.unlink, "Netlead/This week.md: 1 page written\n")
    assert page.read_bytes() == before


def test_broken_front_matter_and_its_repair(watch: Watch, vault: Path) -> None:
    note = vault / "People" / "Cy.md"
    said = watch.after(lambda: note.write_text("---\ntype: [\n---\n", encoding="utf-8"), "  new: People/Cy.md:")
    assert "error[NL1" in said
    assert "Cy" in health(vault)
    said = watch.after(lambda: note.write_text("---\ntype: person\n---\n", encoding="utf-8"), "  gone: People/Cy.md:")
    assert "error[NL1" in said
    watch.after(note.unlink, "People/Cy.md: ")


def test_a_broken_config_and_its_repair(watch: Watch, vault: Path, ada: Path) -> None:
    config, before = vault / "netlead.toml", pages(vault)
    good = config.read_text(encoding="utf-8")
    said = watch.after(lambda: config.write_text("size = [\n", encoding="utf-8"), "until this is mended.\n")
    assert "error: netlead.toml:2: this is no TOML" in said
    assert pages(vault) == before, "the last good pages stay"
    ada.write_text(more(ada, "grapes"), encoding="utf-8")
    said = watch.after(lambda: config.write_text(good, encoding="utf-8"), "mended: ")
    assert "for grapes" in ledger(vault)
    assert watch.said.count("this is no TOML") == 1, "said once"


def test_a_broken_template_and_its_repair(watch: Watch, vault: Path) -> None:
    config = vault / "netlead.toml"
    good = config.read_text(encoding="utf-8")
    template = vault / "T" / "ledger.md.jinja"
    template.parent.mkdir()
    standing = ledger(vault)
    template.write_text("# Mine\n", encoding="utf-8")
    said = watch.after(
        lambda: config.write_text(f"{good}templates = 'T'\n", encoding="utf-8"), lambda: "# Mine" in ledger(vault)
    )
    said = watch.after(lambda: template.write_text("{% if %}", encoding="utf-8"), "  new: T/ledger.md.jinja:1:")
    assert "[NL9" in said
    assert ledger(vault) == standing, "the built-in page is written"
    watch.after(lambda: template.write_text("# Mine too\n", encoding="utf-8"), "  gone: T/ledger.md.jinja:1:")
    assert "# Mine too" in ledger(vault)
    watch.after(lambda: config.write_text(good, encoding="utf-8"), lambda: ledger(vault) == standing)
    template.unlink()


def test_a_note_that_a_warning_asked_for(watch: Watch, vault: Path) -> None:
    note = vault / "People" / "Dan.md"
    text = "---\ntype: person\nknows: '[[Charles Babbage]]'\n---\n"
    said = watch.after(lambda: note.write_text(text, encoding="utf-8"), "  new: People/Dan.md:")
    assert "NL201" in said
    asked = vault / "People" / "Charles Babbage.md"
    said = watch.after(lambda: asked.write_text("---\ntype: person\n---\n", encoding="utf-8"), "  gone: People/Dan.md:")
    assert "NL201" in said
    assert "NL201" not in run("check", vault).stdout
    note.unlink()
    watch.after(asked.unlink, "People/Dan.md: 1 page written\n")


def test_behind_a_link_that_sends_no_events(watch: Watch, vault: Path, tmp_path: Path) -> None:
    put(tmp_path, {"far/Fay.md": "---\ntype: person\norganisation: '[[Acme]]'\n---\n"})
    link, note = vault / "Far", tmp_path / "far" / "Fay.md"
    watch.after(lambda: link.symlink_to(tmp_path / "far"), "Far/Fay.md: ")
    watch.after(lambda: note.write_text(more(note, "hazels")), lambda: "for hazels" in ledger(vault))
    watch.after(lambda: note.write_text(more(note, "ivy")), lambda: "for ivy" in ledger(vault))
    watch.until("note: Far/Fay.md changed, and the system did not tell. It lies behind a link.")
    watch.after(link.unlink, lambda: "for ivy" not in ledger(vault))


def test_another_run_beside_it_says_what_to_do(watch: Watch, vault: Path) -> None:
    for command in ("regenerate", "watch"):
        beside = run(command, vault)
        assert beside.returncode == 2
        assert beside.stderr == (
            "error: another netlead watch is at work on this vault\n"
            "help: its pages are kept true as you write; end it first if you want to run another\n"
        )
    assert run("check", vault).returncode == 0
    assert watch.process.poll() is None


def test_what_was_followed_is_what_a_new_run_finds(watch: Watch, vault: Path) -> None:
    """After all of the above; whoever runs one test alone finds it true as well."""
    watch.meanwhile(lambda: None)
    assert run("regenerate", "--check", vault).returncode == 0
    assert whole(vault)
