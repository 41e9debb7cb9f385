"""`netlead lsp` where it cannot serve: in words, and with the exit status of wrong usage (SPEC §5)."""

import subprocess
import sys
from pathlib import Path


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ImportError\n", "utf-8")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from netlead_md.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "lsp", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install 'netlead[lsp]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_vault_that_is_named_must_be_there(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "netlead_md", "lsp", str(tmp_path / "nowhere")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "no such folder" in done.stderr or "extra `lsp`" in done.stderr
