"""Neovim, headless, as the editor: what a plain client cannot show is that a real one understands us."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra lsp is not installed")

ADA = "---\ntype: person\n---\n\n- 2026-06-01 call 20m: with [[Bob]]\n"


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed (tests/lsp/run installs it)")
def test_neovim_shows_hovers_and_renames(tmp_path: Path) -> None:
    vault, out = tmp_path / "vault", tmp_path / "out.json"
    vault.mkdir()
    (vault / "Ada.md").write_text(ADA, "utf-8")
    (vault / "Bob.md").write_text("---\ntype: person\n---\n", "utf-8")
    paths = {"LSP_VAULT": str(vault), "LSP_PYTHON": sys.executable, "LSP_OUT": str(out)}
    # A home of its own: nobody's settings, and no log outside.
    homes = {name: str(tmp_path / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    command = ["nvim", "--headless", "--clean", "-n", "-S", str(Path(__file__).with_name("nvim.lua"))]
    subprocess.run(command, env=os.environ | homes | paths, timeout=90, check=True, stdin=subprocess.DEVNULL)
    told = json.loads(out.read_text("utf-8"))
    assert "error" not in told, told["error"]
    # Behind `- 2026-06-03 call ` (18 bytes), the emoji (4) and `[[` (2): Neovim counts bytes.
    assert {"code": "NL201", "line": 5, "column": 24} in told["typed"]
    assert told["hover"].startswith("**Bob** · person")
    assert told["line"] == "- 2026-06-01 call 20m: with [[Robert]]"
    assert not (vault / "Bob.md").exists()
