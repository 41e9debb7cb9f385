from pathlib import Path

from tests.setup.test_init import Run, put, run

__all__ = ["run"]


def test_a_page_of_the_users_own_in_our_folder_keeps_its_name_and_blocks_nothing(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"People/Ada.md": "", "Netlead/This week.md": "mine\n"})
    first = run("regenerate", tmp_path, "--as-of", "2026-06-30")
    assert first.exit_code == 0
    assert "is a file of yours" not in first.output
    assert (tmp_path / "Netlead/This week.md").read_bytes() == b"mine\n"
    assert "content-hash" in (tmp_path / "Netlead/This week (Netlead).md").read_text(encoding="utf-8")
    assert run("regenerate", tmp_path, "--as-of", "2026-06-30", "--check").exit_code == 0
    (tmp_path / "Netlead/This week.md").unlink()
    run("regenerate", tmp_path, "--as-of", "2026-06-30")
    assert (tmp_path / "Netlead/This week.md").is_file()
    assert not (tmp_path / "Netlead/This week (Netlead).md").exists()


def test_pages_in_a_former_output_folder_are_named_and_left_alone(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"People/Ada.md": ""})
    run("regenerate", tmp_path, "--as-of", "2026-06-30")
    old = sorted((tmp_path / "Netlead").rglob("*.md"))
    put(tmp_path, {"netlead.toml": 'output = "Review"\n'})
    done = run("regenerate", tmp_path, "--as-of", "2026-06-30")
    assert f"{len(old)} of our pages stand outside Review/ and grow old" in done.stderr
    assert (tmp_path / "Review/This week (Netlead).md").is_file(), "no base name twice, as long as the old one stands"
    assert sorted((tmp_path / "Netlead").rglob("*.md")) == old
    assert done.stdout.startswith("Read 1 note: "), "pages are no notes"
    assert "; delete the folder Netlead/, for it holds nothing else\n" in run("doctor", tmp_path).stdout
    put(tmp_path, {"Netlead/Mine.md": ""})
    assert "; delete them, as you like\n" in run("doctor", tmp_path).stdout
