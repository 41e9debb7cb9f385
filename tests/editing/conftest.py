from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead

Run = Callable[..., Result]
BABBAGE = "---\ntype: person\naliases: [Charlie]\n---\n"
ADA = (
    b'\xef\xbb\xbf---\r\ntype: person  \r\nknows: ["[[Charles Babage]]"]\r\n\r\ninfluense: high\r\n---\r\n'
    b"- 2026-06-01 meetng 45m: \xf0\x9f\x98\x80 [[Charlie]] x  \r\n\t\r\n- 2026-06-02 task excelent: last"
)
MENDED = (
    b'\xef\xbb\xbf---\r\ntype: person  \r\nknows: ["[[Charles Babbage]]"]\r\n\r\ninfluence: high\r\n---\r\n'
    b"- 2026-06-01 meeting 45m: \xf0\x9f\x98\x80 [[Charles Babbage|Charlie]] x  \r\n\t\r\n"
    b"- 2026-06-02 task excellent: last"
)


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("NETLEAD_VAULT", raising=False)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Two people; the note of one, with all that an editor may leave in a file, holds five mistakes."""
    made = tmp_path / "vault"
    (made / "People").mkdir(parents=True)
    (made / "People/Charles Babbage.md").write_text(BABBAGE, encoding="utf-8")
    (made / "People/Ada.md").write_bytes(ADA)
    (made / "netlead.toml").write_text("as_of = 2026-06-30\n", encoding="utf-8")
    return made


@pytest.fixture
def check(vault: Path) -> Run:
    def call(*args: str | Path) -> Result:
        return CliRunner().invoke(netlead, ["check", str(vault), "--output-format", "concise", *map(str, args)])

    return call
