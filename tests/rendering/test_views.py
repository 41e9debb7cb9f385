"""docs/views says what the view types and templates say, and what docs/templates.md shows works as it stands there."""

import re
import runpy
from pathlib import Path

import pytest

from netlead_md.model.config import Config
from netlead_md.rendering.templates import MOST_OUTPUT, MOST_ROUNDS, MOST_TEXT, SafeEnvironment
from tests.reports.press import rendered

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MADE: dict[str, str] = runpy.run_path(str(DOCS / "make_views.py"))["pages"]()
GUIDE = (DOCS / "templates.md").read_text("utf-8")
EXAMPLES = re.findall(r"^ *```jinja\n(.*?)^ *```$", GUIDE, re.DOTALL | re.MULTILINE)
VAULT = {
    "People/Ada.md": "---\nresponsibility: for\ncadence: 7\n---\n- 2026-01-10 meeting: hello\n",
    "Organisations/Acme.md": "- 2026-06-01 meeting: hello\n",
}


def example(number: int) -> str:
    return re.sub(r"^   ", "", EXAMPLES[number], flags=re.MULTILINE)


def pages(**templates: str) -> dict[str, str]:
    named = {f"{name}.md.jinja": text for name, text in templates.items()}
    made = rendered(VAULT, config=Config(templates="Pages"), templates=named)
    assert made.faults == ()
    return {page.path: page.text for page in made.pages}


def test_the_views_are_up_to_date() -> None:
    standing = {file.name: file.read_text("utf-8") for file in (DOCS / "views").glob("*.md")}
    assert standing == MADE, "run: python docs/make_views.py"


@pytest.mark.parametrize("template", sorted((ROOT / "templates").glob("*.md.jinja")), ids=lambda path: path.name)
def test_every_block_of_every_template_is_listed(template: Path) -> None:
    stem = template.name.removesuffix(".md.jinja")
    text = MADE["README.md" if stem == "base" else f"{stem}.md"]
    blocks = SafeEnvironment({}).get_template(template.name).blocks
    table = text.partition("## Blocks")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(blocks)


def test_types_are_told_in_words_and_with_what_stands_under_a_field() -> None:
    week = MADE["this_week.md"]
    steps = "At most three: one owed, one to ask or settle, one to give."
    assert f"| `steps` | list of [NextStepRow](#nextsteprow) | {steps} |" in week
    assert "| `who` | [NoteLink](README.md#notelink) or nothing |" in week
    assert "| `title` | text |" in MADE["README.md"]
    for name, text in MADE.items():
        leads = set(re.findall(r"\]\(#(\w+)\)", text))
        assert leads <= {title.lower() for title in re.findall(r"^## `(\w+)`", text, re.MULTILINE)}, name


def test_the_guide_names_every_filter_and_the_bounds() -> None:
    named = set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE))
    assert named == {name for name in SafeEnvironment({}).filters if not name.startswith("_")}
    assert all(f"{bound:,}" in GUIDE for bound in (MOST_TEXT, MOST_ROUNDS, MOST_OUTPUT))


def test_the_first_example_replaces_one_block_and_leaves_the_others() -> None:
    before, after = pages()["This week.md"], pages(this_week=example(0))["This week.md"]
    assert "\n## Whom I look after\n\n- [[Ada]]: 6 months ago\n" in after
    assert "## People first" in before
    assert "## People first" not in after
    assert before.partition("## Next steps")[2] == after.partition("## Next steps")[2]


def test_the_second_example_adds_a_line_to_every_page() -> None:
    assert all(text.endswith("\n*For my own eyes.*\n") for text in pages(base=example(1)).values())
