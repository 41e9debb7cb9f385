"""Each claim of docs/security.md, held: the numbers in the names are those of its list."""

import datetime as dt
import os
import re
import shutil
import socket
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from netlead_md.cli.main import netlead
from netlead_md.vault import cache, writer
from netlead_md.vault.publish import build_pages
from netlead_md.vault.session import Session
from netlead_md.vault.watcher import ChangeSet, watch_changes

ROOT = Path(__file__).parents[2]
DAY = "2026-06-30"
HOSTILE = (
    '<img src=x onerror=alert(1)> ![](http://evil.example/p.png) [x](javascript:alert(1)) `a` | b %% c <% 7*7 %> "];'
)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """1. Whoever opens a socket in any test of this module fails."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "sample_vault", tmp_path / "vault", ignore=shutil.ignore_patterns("Netlead"))
    return tmp_path / "vault"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(netlead, [str(word) for word in words])


def outside(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_1_no_command_opens_a_socket(vault: Path, tmp_path: Path) -> None:
    cards = tmp_path / "a.vcf"
    cards.write_text(
        "BEGIN:VCARD\nVERSION:4.0\nFN:Eve\nURL:http://evil.example\nPHOTO:http://evil.example/x\nEND:VCARD\n"
    )
    commands: list[list[str | Path]] = [
        ["regenerate", vault],
        ["check", vault],
        *(["export", form, vault] for form in ("json", "csv", "vcard", "ics")),
        ["import", "vcard", cards, vault],
        ["log", "Tom Lowther", "call", vault],
        ["new", "person", "Nova", vault],
        ["forget", "Tom Lowther", vault],
        ["explain", "NL201"],
    ]
    for words in commands:
        result = run(*words)
        assert result.exit_code in {0, 1}, result.output


def test_1_a_watch_opens_none_either(vault: Path) -> None:
    class Once:
        def wait(self, seconds: float) -> bool:  # noqa: ARG002
            return False

        def paths(self) -> tuple[str, ...]:
            return ()

        def check(self, folders: int) -> None: ...

        def missed(self, path: str) -> None: ...

        def close(self) -> None: ...

    session, day = Session(vault), dt.date(2026, 6, 30)
    stream: Iterator[ChangeSet] = watch_changes(session.look, Once(), lambda: day)
    seen = next(stream).snapshot
    assert seen is not None
    pages = build_pages(session.refresh(seen, day)).pages
    writer.write_pages(vault, "Netlead", writer.plan_writes(vault, "Netlead", pages))
    assert (vault / "Netlead/This week.md").is_file()


@pytest.mark.parametrize(
    "front", ["x: !!python/object/apply:os.system ['touch pwned']", "x: !!python/name:os.system", "x: !touch pwned"]
)
def test_2_yaml_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, front: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Ada.md").write_text(f"---\ntype: person\n{front}\n---\n- 2026-01-02 call\n")
    for words in (("regenerate",), ("check",), ("log", "Ada", "call")):
        assert run(*words, tmp_path).exit_code in {0, 1, 2}
    assert not (tmp_path / "pwned").exists()


def test_2_note_templates_are_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (".obsidian", "T", "People"):
        (tmp_path / folder).mkdir()
    (tmp_path / ".obsidian/templates.json").write_text('{"folder": "T"}')
    template = "---\ntype: person\n---\n# {{title}}\n<%* require('fs').writeFileSync('pwned','') %>\n{{7*7}}\nEnd\n"
    (tmp_path / "T/Person.md").write_text(template)
    assert run("new", "person", "Eve {{7*7}} <% 1 %>", tmp_path).exit_code == 0
    text = next((tmp_path / "People").glob("*.md")).read_text()
    assert "require" not in text
    assert "49" not in text
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    "config", ["output = '../out'", "output = '/tmp/out'", "templates = '../out'", "output = 'a/../../out'"]
)
def test_3_no_config_leads_out_of_the_vault(tmp_path: Path, config: str) -> None:
    inside = tmp_path / "vault"
    inside.mkdir()
    (inside / "netlead.toml").write_text(config)
    (inside / "Ada.md").write_text("---\ntype: person\n---\n- 2026-01-02 call\n")
    run("regenerate", inside)
    assert all(path.startswith("vault/") for path in outside(tmp_path))


def test_3_commands_that_only_tell_write_nothing(vault: Path) -> None:
    def stand() -> dict[str, bytes]:
        return {path.as_posix(): path.read_bytes() for path in sorted(vault.rglob("*")) if path.is_file()}

    before = stand()
    for words in (
        ("check",),
        ("check", "--diff"),
        ("export", "json"),
        ("export", "csv"),
        ("export", "ics"),
        ("show", "Thornmouth College"),
        ("intro", "Thornmouth College"),
        ("doctor",),
        ("regenerate", "--check"),
    ):
        ran = CliRunner().invoke(netlead, [*words, str(vault), "--as-of", "2026-06-30"])
        assert ran.exit_code in {0, 1, 3}, ran.output
    assert stand() == before


def test_2_aliases_cannot_grow_without_end(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join([f'*{last}'] * 9)}]\n" for last, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (tmp_path / "Bomb.md").write_text(f"---\ntype: person\n{bomb}---\n", "utf-8")
    ran = CliRunner().invoke(netlead, ["check", str(tmp_path), "--output-format", "concise"])
    assert "Bomb.md:" in ran.stdout
    assert "error[NL101]" in ran.stdout


def test_2_page_templates_reach_nothing(tmp_path: Path) -> None:
    (tmp_path / "netlead.toml").write_text('templates = "T"\n', "utf-8")
    (tmp_path / "T").mkdir()
    escape = "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    (tmp_path / "T" / "this_week.md.jinja").write_text(escape, "utf-8")
    ran = CliRunner().invoke(netlead, ["regenerate", str(tmp_path), "--as-of", "2026-06-30"])
    assert ran.exit_code == 0
    page = (tmp_path / "Netlead" / "This week.md").read_text("utf-8")
    assert "class" not in page.partition("---\n# ")[2]
    assert "# This week" in page


def test_3_no_link_leads_out_of_the_vault(tmp_path: Path) -> None:
    inside, out = tmp_path / "vault", tmp_path / "out"
    for folder in (inside, out):
        folder.mkdir()
    (inside / "Netlead").symlink_to(out)
    (inside / "People").symlink_to(out)
    assert run("regenerate", inside).exit_code == 2
    assert run("new", "person", "Ada", inside).exit_code == 2
    assert run("new", "person", "../../Ada", inside).exit_code == 2
    assert outside(out) == {}


def test_3_names_of_pages_stay_inside(tmp_path: Path) -> None:
    inside = tmp_path / "vault"
    inside.mkdir()
    line = "- 2026-01-02 meeting: with [[../../Evil]] and [[Ada]]\n"
    (inside / "Ada.md").write_text(f"---\ntype: person\norganisation: '../../../Acme'\n---\n{line}")
    assert run("regenerate", inside, "--as-of", DAY).exit_code == 0
    assert all(path.startswith("vault/") for path in outside(tmp_path))
    assert any("Acme" in path for path in outside(inside / "Netlead"))


def test_4_pages_hold_nothing_that_acts(tmp_path: Path) -> None:
    (tmp_path / "Organisations").mkdir()
    name = "A <b>x</b> | `y` $(z) 'q'".replace("/", "")
    lines = "".join(
        f"- 2026-0{month}-02 {words}: {HOSTILE}\n"
        for month, words in enumerate(
            ["trust++", "ask finance by 2026-06-01", "pledge room by 2026-05-01", "meeting"], 1
        )
    )
    (tmp_path / f"Organisations/{name.replace('|', '-')}.md").write_text(lines)
    (tmp_path / "Eve.md").write_text(f"---\ntype: person\norganisation: {name!r}\ntitle: {HOSTILE!r}\n---\n{lines}")
    assert run("regenerate", tmp_path, "--as-of", DAY).exit_code == 0
    parser = MarkdownIt("commonmark").enable("table")
    for path, data in outside(tmp_path / "Netlead").items():
        body = re.sub(r"\A---\n.*?\n---\n", "", data.decode(), flags=re.DOTALL)
        for token in parser.parse(body):
            assert token.type != "html_block", path
            for part in token.children or ():
                assert part.type not in {"html_inline", "image"}, (path, part.content)
                assert not str(part.attrs.get("href", "")).startswith(("javascript", "http")), path
            if token.type == "fence" and token.info == "mermaid":
                assert not re.search(r"<(?!br)|javascript:|click |%%\{", token.content), (path, token.content)


def test_4_cells_are_no_formulas(tmp_path: Path) -> None:
    (tmp_path / "Eve.md").write_text("---\ntype: person\ntitle: '=cmd()'\nphone: '+44 1'\nemail: '@x'\n---\n")
    assert "'=cmd()" in run("export", "csv", tmp_path).stdout
    assert not re.search(r"(?m)(^|,)[=+@]", run("export", "csv", tmp_path).stdout)


def test_4_terminals_are_not_steered(tmp_path: Path) -> None:
    (tmp_path / "Eve.md").write_text(
        "---\ntype: person\nknows: '[[\\x1b]0;x]]'\n---\n- 2026-01-02 pledge r\x1b[31m: x\n"
    )
    result = run("check", tmp_path)
    assert "Eve.md" in result.output
    assert "\x1b" not in result.output


def test_5_no_cache_keeps_nothing(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    time.sleep(0.2)
    assert run("regenerate", vault, "--no-cache").exit_code == 0
    assert not (tmp_path / "cache/netlead/vaults").exists()


def test_5_what_is_kept_is_the_users_alone(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = outside(vault)
    time.sleep(0.2)  # what was changed a moment ago is not kept
    assert run("regenerate", vault).exit_code == 0
    assert cache.cache_file(vault, "notes").is_file()
    assert {path: data for path, data in outside(vault).items() if not path.startswith("Netlead/")} == before
    assert run("forget", "Tom Lowther", vault, "--apply", "--initials").exit_code in {0, 1}
    assert not cache.cache_file(vault, "notes").exists()
    assert run("regenerate", vault).exit_code == 0
    kept = [path for root in ("cache", "state") for path in (tmp_path / root).rglob("*")]
    assert kept
    for path in kept:
        if path.is_file() and path.suffix not in {".lock", ".owner"} and path.name != "lock":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        elif path.parent.name in {"netlead", "vaults", "undo"} and path.is_dir():
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    assert {path.name for path in tmp_path.iterdir()} == {"vault", "cache", "state"}


def test_5_a_cache_that_is_a_pickle_is_not_opened(vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for ending in ("notes", "run"):
        cache.cache_file(vault, ending).parent.mkdir(parents=True, exist_ok=True)
        cache.cache_file(vault, ending).write_bytes(b"cos\nsystem\n(S'touch pwned'\ntR.")
    monkeypatch.chdir(tmp_path)
    assert run("regenerate", vault).exit_code == 0
    assert not os.path.exists("pwned")  # noqa: PTH110
