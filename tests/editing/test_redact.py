"""Pages for sharing, and `sensitive: true`: no name, no alias, no word of a note, in no page and no file name."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from netlead_md.cli.main import netlead

SAMPLE = Path(__file__).parents[2] / "sample_vault"


def pages(vault: Path, *options: str) -> dict[str, str]:
    result = CliRunner().invoke(netlead, ["regenerate", str(vault), *options])
    assert result.exit_code == 0, result.output
    output = vault / "Netlead"
    return {path.relative_to(output).as_posix(): path.read_text("utf-8") for path in output.rglob("*.md")}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "vault", ignore=shutil.ignore_patterns("Netlead"))
    return tmp_path / "vault"


def people(vault: Path) -> list[str]:
    return [path.stem for path in (vault / "People").rglob("*.md")]


def test_redacted_pages_name_nobody(vault: Path) -> None:
    plain = pages(vault)
    assert any(name in "".join(plain.values()) for name in people(vault))
    shared = pages(vault, "--redact")
    for page, text in shared.items():
        assert [name for name in people(vault) if name in page + text] == [], page


def test_redacted_pages_quote_nothing_and_the_next_run_undoes_it(tmp_path: Path) -> None:
    (tmp_path / "Organisations").mkdir()
    note = "- 2026-01-02 trust++: their secret plan\n- 2026-01-03 meeting 1h: whispers\n- 2026-02-30 call: Zebedee\n"
    (tmp_path / "Organisations/Acme.md").write_text(f"{note}- 2026-02-03 ask finance by 2026-03-01: murmurs\n")
    day = ("--as-of", "2026-06-30")
    before = pages(tmp_path, *day)
    assert "their secret plan" in "".join(before.values())
    shared = "".join(pages(tmp_path, *day, "--redact").values())
    assert [word for word in ("secret", "whispers", "Zebedee", "murmurs") if word in shared] == []
    assert "Acme" in shared
    assert pages(tmp_path, *day) == before


def test_the_words_of_a_promise_are_a_quotation_too(tmp_path: Path) -> None:
    (tmp_path / "Organisations").mkdir()
    (tmp_path / "People").mkdir()
    (tmp_path / "People/Ada Secret.md").write_text("---\nsensitive: true\norganisation: Acme\n---\n")
    lines = "- 2026-05-01 pledge facilities by 2026-06-01: a room for Ada Secret\n"
    lines += "- 2026-05-02 pledge finance by 2026-08-01: murmurs\n- 2026-05-03 support equipment: whispers\n"
    (tmp_path / "Organisations/Acme.md").write_text(lines)
    day = ("--as-of", "2026-06-30")
    own = "".join(pages(tmp_path, *day).values())
    assert "Secret" not in own
    assert "a room for A. S." in own
    shared = "".join(pages(tmp_path, *day, "--redact").values())
    assert [word for word in ("Secret", "a room for", "murmurs", "whispers") if word in shared] == []
    assert "a room or space" in shared


def test_a_name_is_hidden_before_a_line_is_cut(tmp_path: Path) -> None:
    (tmp_path / "Organisations").mkdir()
    (tmp_path / "People").mkdir()
    (tmp_path / "People/Zenobia Secret.md").write_text("---\nsensitive: true\n---\n")
    line = f"- 2026-06-01 trust++: {'so ' * 26}Zenobia Secret came\n"  # of 90 characters the first name would fit
    (tmp_path / "Organisations/Acme.md").write_text(line)
    made = "".join(pages(tmp_path, "--as-of", "2026-06-30").values())
    assert "so so Z. S. came" in made
    assert "Zenobia" not in made


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ali Yıldız", "Ali Yildiz"),
        ("Ali Yildiz", "ALI YILDIZ"),
        ("İnci Demir", "inci demir"),
        ("José Secret", "Jose\u0301 Secret"),
        ("Σίσυφος Π", "ΣΊΣΥΦΟΣ Π"),
        ("Anna Moss", "anna moſs"),
    ],
)
def test_a_name_is_known_in_every_spelling(tmp_path: Path, name: str, written: str) -> None:
    (tmp_path / "Organisations").mkdir()
    (tmp_path / "People").mkdir()
    (tmp_path / f"People/{name}.md").write_text("---\nsensitive: true\n---\n", "utf-8")
    text = f"- 2026-06-01 trust++: {written} and {name} came\n"
    (tmp_path / "Organisations/Acme.md").write_text(text, "utf-8")
    made = "".join(pages(tmp_path, "--as-of", "2026-06-30").values())
    assert "came" in made
    assert written not in made
    assert name not in made


def test_all_sensitive_by_their_notes_is_not_named_either(vault: Path) -> None:
    for path in (vault / "People").rglob("*.md"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("---\n", "---\nsensitive: true\n", 1) if text.startswith("---") else text)
    marked = [path.stem for path in (vault / "People").rglob("*.md") if "sensitive: true" in path.read_text("utf-8")]
    assert len(marked) > 10
    for page, text in pages(vault).items():
        assert [name for name in marked if name in page + text] == [], page
