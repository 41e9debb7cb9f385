"""`export html`: one file that needs no network, in which notes run nothing (SPEC §5)."""

import base64
import hashlib
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead

SAMPLE = Path(__file__).parents[2] / "sample_vault"
DAY = "2026-06-30"
HOSTILE = """---
type: organisation
---
- 2026-05-01 meeting 1h: <script>alert(1)</script> <img src=x onerror=alert(2)> [x](javascript:alert(3))
- 2026-05-02 pledge facilities: "><svg onload=alert(4)> ![](http://evil.example/x.png) {{7*7}}
- 2026-05-03 ask money: ``` </style><style>*{display:none}
"""


class Outline(HTMLParser):
    """What a browser would see: ids, links, and the names of all elements and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.scripts += tag == "script"
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            elif name in {"href", "src", "xlink:href", "action"}:
                self.links.append(value or "")


def export(*args: str | Path) -> Result:
    return CliRunner().invoke(netlead, ["export", "html", *map(str, args), "--as-of", DAY])


@pytest.fixture(scope="module")
def report() -> str:
    result = export(SAMPLE)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_all_pages_are_there_and_every_link_leads_to_one(report: str, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    shutil.copytree(SAMPLE, vault)
    CliRunner().invoke(netlead, ["regenerate", str(vault), "--as-of", DAY])
    titles = {re.search(r"(?m)^# (.+)$", file.read_text("utf-8"))[1] for file in vault.glob("Netlead/**/*.md")}  # type: ignore[index]
    seen = Outline(report)
    headings = {re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", report)}
    assert {title.replace("'", "&#x27;").replace("&#x27;", "'") for title in titles} <= {
        each.replace("&#x27;", "'").replace("&#39;", "'") for each in headings
    }
    assert len(seen.ids) == len(set(seen.ids))
    assert {link.removeprefix("#") for link in seen.links} <= set(seen.ids)
    assert all(link.startswith("#") for link in seen.links)


def test_one_script_and_one_style_run_and_the_policy_names_them(report: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', report)
    assert policy is not None
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", report, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert "http" not in re.sub(r'http-equiv|xmlns="[^"]*"', "", report)


def test_text_of_notes_never_runs(tmp_path: Path) -> None:
    (tmp_path / "Acme.md").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "<b>Eve.md").write_text("---\ntype: person\nname: <script>x</script>\n---\n", encoding="utf-8")
    seen = Outline(export(tmp_path).stdout)
    assert seen.scripts == 1
    assert not {name for name in seen.attributes if name.startswith("on")}
    assert not seen.tags & {"img", "iframe", "object", "embed", "form", "base", "link"}
    assert all(link.startswith("#") for link in seen.links)


def test_charts_are_drawn_with_words_beside_them(report: str) -> None:
    assert "<svg" in report
    assert "```mermaid" not in report
    assert report.count("<svg") == report.count("<title") - 1  # one is the title of the whole


def test_the_same_notes_give_the_same_file(report: str) -> None:
    assert export(SAMPLE).stdout == report


def test_redacted_it_holds_no_name_of_anybody() -> None:
    redacted = export(SAMPLE, "--redact").stdout
    people = [file.stem for file in (SAMPLE / "People").glob("*.md")]
    assert len(people) > 10
    assert [name for name in people if name in redacted] == []


def test_single_pages_by_their_names(tmp_path: Path) -> None:
    out = tmp_path / "week.html"
    result = export(SAMPLE, "--pages", "this week", "-o", out)
    assert result.exit_code == 0
    text = out.read_text("utf-8")
    assert "This week" in text
    assert "Time and money</h" not in text
    wrong = export(SAMPLE, "--pages", "That week")
    assert (wrong.exit_code, "no page is named 'That week'" in wrong.stderr) == (2, True)
    assert export(SAMPLE, "--open").exit_code == 2


def test_an_empty_vault_has_a_report_too(tmp_path: Path) -> None:
    result = export(tmp_path)
    assert result.exit_code == 0
    assert "This week" in result.stdout
