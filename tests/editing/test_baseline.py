"""`check --baseline`, `--select` and in-note ignores, as somebody with an old vault uses them."""

import json
from pathlib import Path

import pytest

from tests.editing.conftest import ADA, Run


def test_a_missing_baseline_is_written_and_obeyed_from_then_on(check: Run, vault: Path, tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    told = check("--baseline", file)
    assert (told.exit_code, told.stdout) == (0, "")
    assert "known.json: written, with 5 findings that are not told again" in told.stderr
    before = file.read_bytes()
    assert {row["code"] for row in json.loads(before)["findings"]} == {"NL107", "NL201", "NL202", "NL301", "NL305"}
    (vault / "People/Ada.md").write_bytes(ADA.replace(b"x: 1", b"") + b"\r\n\r\n- 2026-06-03 meeting 1h75: new")
    told = check("--baseline", file, "--fail-on", "warning")
    assert told.exit_code == 1
    assert told.stdout == "People/Ada.md:11:22: warning[NL306] '1h75' is no clear duration\n"
    assert told.stderr == "2 notes checked: 1 warning; 5 known from the baseline\n"
    assert file.read_bytes() == before


def test_a_baseline_is_written_anew_on_request(check: Run, vault: Path, tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    check("--baseline", file)
    check("--fix")
    check("--baseline", file, "--write-baseline")
    assert json.loads(file.read_text(encoding="utf-8"))["findings"] == []
    (vault / "People/Ada.md").write_bytes(ADA)
    assert len(check("--baseline", file).stdout.splitlines()) == 5


def test_what_a_baseline_knows_is_not_mended(check: Run, vault: Path, tmp_path: Path) -> None:
    check("--baseline", tmp_path / "known.json")
    check("--baseline", tmp_path / "known.json", "--fix")
    assert (vault / "People/Ada.md").read_bytes() == ADA


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--baseline", "{}/netlead.toml"), "this is no baseline of netlead"),
        (("--baseline", "{}/new.md"), "a baseline is no note"),
        (("--baseline", "{}/none/x.json"), "cannot be written"),
        (("--write-baseline",), "--write-baseline needs --baseline FILE"),
        (("--select", "NL21x"), "--select: no code begins with 'NL21x', and no rule has this name; did you mean NL2"),
        (("--select", "no-such-nota"), "did you mean no-such-note?"),
        (("--ignore", "NL8"), "--ignore: no code begins with 'NL8'"),
        (("--output-format", "jsno"), "json"),
        (("--fail-on", "warn"), "warning"),
    ],
)
def test_wrong_usage_is_exit_status_2(args: tuple[str, ...], words: str, check: Run, vault: Path) -> None:
    told = check(*(arg.format(vault) for arg in args))
    assert (told.exit_code, told.stdout) == (2, "")
    assert words in told.stderr


def test_rules_are_chosen_by_name_as_well(check: Run) -> None:
    assert "error[NL201]" in check("--select", "no-such-note").stdout
    assert check("--select", "NL2", "--ignore", "no-such-note,alias-as-target").stdout == ""


def test_notes_say_what_not_to_report(check: Run, vault: Path) -> None:
    note = vault / "People/Ada.md"
    note.write_text(
        "---\ntype: person\nknows: '[[Nobody Here]]'\nnetlead_ignore: [NL201, NL204]\n---\n"
        "- 2026-06-01 meeting 1h75: x %% netlead-ignore NL306 %%\n"
        "- 2026-06-02 meeting 1h75: x %% netlead-ignore NL305 %%\n",
        encoding="utf-8",
    )
    assert check().stdout.splitlines() == [
        "People/Ada.md:4:25: info[NL115] NL204 is not found here, so there is nothing to ignore",
        "People/Ada.md:7:1: info[NL115] NL305 is not found here, so there is nothing to ignore",
        "People/Ada.md:7:22: warning[NL306] '1h75' is no clear duration",
    ]


@pytest.mark.parametrize(
    ("form", "words"), [("github", "file={}People/Ada.md,"), ("sarif", '"uri": "{}People/Ada.md"')]
)
def test_github_gets_paths_from_the_root_of_the_checkout(
    form: str, words: str, check: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert words.format("") in check("--output-format", form).stdout
    monkeypatch.setenv("GITHUB_WORKSPACE", str(vault.parent))
    assert words.format("vault/") in check("--output-format", form).stdout
    assert "vault/" not in check("--output-format", "json").stdout
    monkeypatch.setenv("GITHUB_WORKSPACE", str(vault.parent / "elsewhere"))
    assert words.format("") in check("--output-format", form).stdout
