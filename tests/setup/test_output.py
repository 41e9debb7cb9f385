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
