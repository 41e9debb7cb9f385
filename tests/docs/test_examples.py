"""The notes and settings that README.md and docs/ show are read as they say; nothing that counts is left out."""

import configparser
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
import yaml
from click.testing import CliRunner

from netlead_md.cli.main import netlead
from netlead_md.cli.service_files import format_service_file
from netlead_md.linking import link
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.vocabulary import CHOICES, FIELDS, KINDS, NOTE_KINDS, OUTCOMES, RUNGS, SIZES, TYPES
from netlead_md.parsing import build_keywords, daily_note_date, read_note
from netlead_md.reports import VIEWS
from tests.docs.pages import BLOCKS, CAST, DOCS, PAGES, ROOT, Block, blocks, prose, read

WRITING: Final = ROOT / "docs/writing.md"
EXAMPLES: Final = [block for block in BLOCKS if block.language == "markdown"]
DATED: Final = re.compile(r"[-*+] (?:\[[ x]\] )?(?:\[\[)?\d{4}-\d")
HELD: Final = {
    "markdown": "here",
    "sh": "tests/docs/test_commands.py",
    "console": "tests/docs/test_commands.py",
    "text": "formulas and output: tests/docs/test_figures.py, tests/editing/test_docs.py, and no command of ours",
    "toml": "here, and tests/setup/test_configuration_page.py",
    "json": "here",
    "ini": "here",
    "yaml": "here, and tests/editing/test_docs.py",
    "jinja": "tests/rendering/test_views.py",
    "lua": "tests/lsp/run drives Neovim",
    "rust": "for Zed, by its documentation",
    "elisp": "for Emacs, by its documentation",
}
"""What holds the blocks of each language."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_is_found_and_held(page: Path) -> None:
    fences = len(re.findall(r"(?m)^\s*```", read(page)))
    assert fences == 2 * len(blocks(page))
    assert {str(block) for block in blocks(page) if block.language not in HELD} == set()


def _network(path: str, text: str) -> Network:
    """Link an example among the cast. An example that is only lines keeps the front matter of the note it stands in."""
    config = Config()
    words = build_keywords(config)
    own = text if text.startswith("---\n") else CAST.get(path, "") + text
    texts = {**CAST, path: own}
    return link(
        [read_note(each, text, day=daily_note_date(each, config.dailies), words=words) for each, text in texts.items()],
        config,
    )


def _stands(network: Network, path: str) -> bool:
    """Whether anything came of a note: an entry, or a kind with its fields."""
    return any(entry.path == path for entry in network.entries) or network.kinds[path] not in {"other", "daily"}


def _entries(network: Network, path: str) -> set[int]:
    return {entry.line.line for entry in network.entries if entry.path == path}


@pytest.mark.parametrize("block", [block for block in EXAMPLES if "netlead" not in block.text], ids=str)
def test_a_note(block: Block) -> None:
    """README shows lines of a person's note and of a daily note in one block: each is one or the other."""
    path, text = block.words or "People/Ada Lovelace.md", block.text
    if path == "bad":
        assert _network("People/Ada Lovelace.md", text).faults
        return
    network = _network(path, text)
    assert network.faults == ()
    assert _stands(network, path)
    head = 0 if text.startswith("---\n") else CAST.get(path, "").count("\n")
    lines = text.splitlines()
    dated = {number + head for number, line in enumerate(lines, 1) if DATED.match(line)}
    assert dated <= _entries(network, path)
    if not block.words and not text.startswith("---\n"):
        undated = [line for line in lines if not DATED.match(line)]
        daily = _network("Daily/2026-06-05.md", "\n".join(undated))
        assert daily.faults == ()
        assert _entries(daily, "Daily/2026-06-05.md") == set(range(1, len(undated) + 1))


def test_a_note_with_requests_to_ignore(tmp_path: Path) -> None:
    (block,) = [block for block in EXAMPLES if "netlead" in block.text]
    (tmp_path / "Ada.md").write_text(block.text, encoding="utf-8")
    assert CliRunner().invoke(netlead, ["check", str(tmp_path)]).stdout == ""
    (tmp_path / "Ada.md").write_text(re.sub("netlead.ignore", "x", block.text), encoding="utf-8")
    told = CliRunner().invoke(netlead, ["check", str(tmp_path), "--output-format", "concise"]).stdout
    assert re.findall(r"\[(NL\d+)\]", told) == ["NL201", "NL306"]


def test_readme_shows_ten_lines() -> None:
    (block,) = [block for block in EXAMPLES if block.page == "README.md" and not block.words]
    assert len(block.text.splitlines()) == 10


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language in {"toml", "json", "yaml"}], ids=str)
def test_settings_of_other_programs_can_be_read(block: Block) -> None:
    readers: dict[str, Callable[[str], object]] = {"toml": tomllib.loads, "json": json.loads, "yaml": yaml.safe_load}
    assert readers[block.language](block.text)


def test_the_unit_is_the_one_that_we_print() -> None:
    (shown,) = [block.text for block in BLOCKS if block.language == "ini"]
    ours = (
        format_service_file("systemd", "%h/netlead/.venv/bin/netlead", Path("%h/Notes"))
        .replace("%%h", "%h")
        .replace("'", "")
    )
    both = [configparser.RawConfigParser() for _ in range(2)]
    for parser, text in zip(both, (shown, ours), strict=True):
        parser.read_string(text)
    assert both[0] == both[1]


def test_daily_note_comes_first_and_ids_last() -> None:
    heads = re.findall(r"^## (.*)$", read(WRITING), re.MULTILINE)
    assert heads[0] == "A daily note"
    assert "`^id`" in heads[-1]


def _named(words: set[str]) -> set[str]:
    """Those of some words that neither a code span nor an example of docs/writing.md holds; `-` and `_` are alike."""
    shown = [block.text for block in blocks(WRITING) if block.language == "markdown" and block.words != "bad"]
    code = [*re.findall(r"`([^`\n]+)`", prose(WRITING)), *shown]
    told = {word.rstrip(":").replace("-", "_") for text in code for word in re.split(r"[\s,{}()]+", text)}
    told |= {word.strip(":").replace("-", "_") for text in code for word in text.split()}
    return {word for word in words if word.replace("-", "_") not in told}


def test_every_field_and_synonym_stands_there() -> None:
    fields = [(name, *others) for table in FIELDS.values() for name, others in table.items()]
    assert _named({word for names in fields for word in names}) == set()


def test_every_word_of_an_entry_stands_there() -> None:
    assert _named({*TYPES, *KINDS, *RUNGS, *SIZES, *NOTE_KINDS}) == set()


def test_every_choice_stands_there() -> None:
    words = {word for table in (*CHOICES.values(), *OUTCOMES.values()) for word in table}
    assert {word for word in words if not re.search(rf"(?<![\w-]){word}(?![\w-])", prose(WRITING))} == set()


def test_every_field_has_an_example() -> None:
    """A name of its own, not only a synonym in a table."""
    shown = "\n".join(block.text for block in blocks(WRITING) if block.text.startswith("---\n"))
    fields = {name for table in FIELDS.values() for name in table}
    assert {name for name in fields if not re.search(rf"(?m)^[ -]*{name}:|[{{,] ?{name}:", shown)} == set()


def test_every_type_has_an_example() -> None:
    shown = "\n".join(block.text for block in blocks(WRITING) if block.language == "markdown")
    written = {word for word in TYPES if re.search(rf"(?m)^ *- .*?(?<![\w-]){re.escape(word)}[ :]", shown)}
    assert set(TYPES.values()) - {TYPES[word] for word in written} == set()


def test_every_page_is_told() -> None:
    heads = re.findall(r"^## (.*)$", read(ROOT / "docs/pages.md"), re.MULTILINE)
    assert [head for head in heads if head in {unit.title for unit in VIEWS}] == [unit.title for unit in VIEWS]
    assert any("ledger" in head for head in heads)


def _links() -> list[tuple[Path, str]]:
    """Relative links of the pages; those inside code are examples."""
    found = []
    for page in PAGES:
        text = re.sub(r"`[^`\n]*`", "", prose(page))
        found += [(page, target) for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    return found


@pytest.mark.parametrize(("page", "target"), _links(), ids=lambda each: getattr(each, "name", each))
def test_link_leads_somewhere(page: Path, target: str) -> None:
    file, _, anchor = target.partition("#")
    there = (page.parent / file).resolve() if file else page
    assert there.exists()
    if anchor:
        heads = re.findall(r"^#+ (.*)$", read(there), re.MULTILINE)
        assert anchor in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_links_and_pictures_are_found() -> None:
    assert len(_links()) > 50


def test_pictures_are_small_and_show_the_pages_as_they_are() -> None:
    pictures = re.findall(r'<img src="https://[^"]+/main/docs/pictures/([^"]+)"', read(ROOT / "README.md"))
    drawn = dict(line.split(" ", 1) for line in read(ROOT / "docs/pictures/drawn_from").splitlines())
    assert list(drawn) == pictures
    assert len(pictures) == 2
    for picture, state in drawn.items():
        assert (ROOT / "docs/pictures" / picture).stat().st_size < 120_000
        seal, title = state.split(" ", 1)
        page = read(ROOT / f"tests/golden/sample_vault/{title}.md")
        assert f"\ncontent-hash: {seal}\n" in page, f"{picture} is old: run docs/make_pictures"


def test_index_names_every_page() -> None:
    index = read(ROOT / "docs/README.md")
    assert {page.name for page in DOCS if page.name != "README.md" and f"({page.name})" not in index} == set()
