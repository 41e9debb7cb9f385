"""What README.md and docs/ show holds: examples are read, commands run, links lead somewhere, nothing is left out."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from netlead_md.cli.main import netlead
from netlead_md.linking import link
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.vocabulary import CHOICES, FIELDS, KINDS, NOTE_KINDS, OUTCOMES, RUNGS, SIZES, TYPES
from netlead_md.reading import day_of, read_note, words_of
from netlead_md.reports import VIEWS

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = sorted((ROOT / "docs").glob("*.md"))
PAGES: Final = [ROOT / "README.md", *DOCS]
WRITING: Final = (ROOT / "docs/writing.md").read_text(encoding="utf-8")
FENCE: Final = re.compile(r"^```(\w*) ?(.*)\n((?:.*\n)*?)^```$", re.MULTILINE)
EXAMPLES: Final = [(block[2], block[3]) for block in FENCE.finditer(WRITING) if block[1] == "markdown"]
DATED: Final = re.compile(r"[-*+] (?:\[[ x]\] )?(?:\[\[)?\d{4}-\d")
CAST: Final = {
    "People/Ada Lovelace.md": '---\ntype: person\naliases: [Ada]\norganisation: "[[Acme]]"\ninfluence: high\n---\n',
    "People/Grace Hopper.md": '---\ntype: person\norganisation: "[[Acme]]"\ninfluence: high\n---\n',
    "People/Tom Reed.md": '---\ntype: person\norganisation: "[[Northgate]]"\ninfluence: high\n---\n',
    "Organisations/Acme.md": "---\ntype: organisation\n---\n",
    "Organisations/Northgate.md": "---\ntype: organisation\n---\n",
    "Projects/Old Station.md": "---\ntype: project\n---\n",
    "Daily/2026-06-05.md": "",
}
"""The notes among which each example stands, and one of which it may take the place of."""
NEVER_ENDS: Final = frozenset({"watch", "lsp"})
NEED_MORE: Final = frozenset({"show", "intro", "new", "log", "review", "explain", "export", "import", "forget"})
"""Commands that prose may name without what they need."""
CONTACTS: Final = "First Name,Last Name,Email Address,Company"
COMMAND: Final = re.compile(r"^(?:\$ )?netlead (?!COMMAND).*$")
SHELLS: Final = frozenset({"sh", "bash", "console", "powershell"})


def _network(path: str, text: str) -> Network:
    """Link an example among the cast. An example that is only lines keeps the front matter of the note it stands in."""
    config = Config()
    words = words_of(config)
    own = text if text.startswith("---\n") else CAST.get(path, "") + text
    texts = {**CAST, path: own}
    return link(
        [read_note(each, text, day=day_of(each, config.dailies), words=words) for each, text in texts.items()], config
    )


def _stands(network: Network, path: str) -> bool:
    """Whether anything came of a note: an entry, or a kind with its fields."""
    return any(entry.path == path for entry in network.entries) or network.kinds[path] not in {"other", "daily"}


@pytest.mark.parametrize(
    ("path", "text"), [pytest.param(*each, id=f"{number}-{each[0]}") for number, each in enumerate(EXAMPLES)]
)
def test_example_of_writing(path: str, text: str) -> None:
    if path == "bad":
        network = _network("People/Ada Lovelace.md", text)
        assert network.faults
        return
    network = _network(path, text)
    assert network.faults == ()
    assert _stands(network, path)
    head = 0 if text.startswith("---\n") else CAST.get(path, "").count("\n")
    dated = {number + head for number, line in enumerate(text.splitlines(), 1) if DATED.match(line)}
    assert dated <= {entry.line.line for entry in network.entries if entry.path == path}


def test_daily_note_comes_first_and_ids_last() -> None:
    heads = re.findall(r"^## (.*)$", WRITING, re.MULTILINE)
    assert heads[0] == "A daily note"
    assert "`^id`" in heads[-1]


def _named(words: set[str]) -> set[str]:
    """Those of some words that neither a code span nor an example of docs/writing.md holds; `-` and `_` are alike."""
    code = [*re.findall(r"`([^`\n]+)`", FENCE.sub("", WRITING)), *(text for path, text in EXAMPLES if path != "bad")]
    told = {word.rstrip(":").replace("-", "_") for text in code for word in re.split(r"[\s,{}()]+", text)}
    told |= {word.strip(":").replace("-", "_") for text in code for word in text.split()}
    return {word for word in words if word.replace("-", "_") not in told}


def test_every_field_and_synonym_stands_there() -> None:
    fields = [(name, *others) for table in FIELDS.values() for name, others in table.items()]
    assert _named({word for names in fields for word in names}) == set()


def test_every_word_of_an_entry_stands_there() -> None:
    assert _named({*TYPES, *KINDS, *RUNGS, *SIZES, *NOTE_KINDS}) == set()


def test_every_choice_stands_there() -> None:
    prose = FENCE.sub("", WRITING)
    choices = {word for words in (*CHOICES.values(), *OUTCOMES.values()) for word in words}
    assert {word for word in choices if not re.search(rf"(?<![\w-]){word}(?![\w-])", prose)} == set()


def test_every_page_is_told() -> None:
    heads = re.findall(r"^## (.*)$", (ROOT / "docs/pages.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [head for head in heads if head in {unit.title for unit in VIEWS}] == [unit.title for unit in VIEWS]
    assert any("ledger" in head for head in heads)


def _links() -> list[tuple[Path, str]]:
    """Relative links of the pages; those inside code are examples."""
    found = []
    for page in PAGES:
        prose = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))
        found += [(page, target) for target in re.findall(r"\]\(([^)\s]+)\)", prose) if "://" not in target]
    return found


@pytest.mark.parametrize(("page", "target"), _links(), ids=lambda each: getattr(each, "name", each))
def test_link_leads_somewhere(page: Path, target: str) -> None:
    file, _, anchor = target.partition("#")
    there = (page.parent / file).resolve() if file else page
    assert there.exists()
    if anchor:
        heads = re.findall(r"^#+ (.*)$", there.read_text(encoding="utf-8"), re.MULTILINE)
        assert anchor in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_index_names_every_page() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    assert {page.name for page in DOCS if page.name != "README.md" and f"({page.name})" not in index} == set()


def _commands() -> list[str]:
    """Each `netlead …` of a shell block or a code span, once; spans of bare names such as `netlead intro` too."""
    found: dict[str, None] = {}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        shells = [block[3] for block in FENCE.finditer(text) if block[1] in SHELLS]
        lines = [line for block in shells for line in block.splitlines()]
        spans = re.findall(r"`(netlead [^`\n]+)`", FENCE.sub("", text))
        found |= dict.fromkeys(line.removeprefix("$ ") for line in (*lines, *spans) if COMMAND.match(line))
    return list(found)


def _arguments(line: str, vault: Path) -> list[str]:
    """Read a command as a shell would, with the copy of the sample vault for the reader's own."""
    line = line.partition(" > ")[0].partition(" | ")[0].partition(" #")[0]
    return [str(vault) if word in {"~/Notes", "Notes"} else word for word in shlex.split(line)[1:]]


@pytest.mark.parametrize("line", _commands())
def test_command_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = tmp_path / "sample_vault"
    shutil.copytree(ROOT / "sample_vault", vault, ignore=shutil.ignore_patterns("Netlead"))
    for path, text in CAST.items():
        (vault / path).write_text(text, encoding="utf-8")
    (tmp_path / "Connections.csv").write_text(f"{CONTACTS},URL,Position,Connected On\nIvy,Stone,i@x.org,Acme,,,\n")
    (tmp_path / "contacts.csv").write_text(f"{CONTACTS}\nIvy,Stone,i@x.org,Acme\n")
    monkeypatch.setenv("NETLEAD_VAULT", str(vault))
    monkeypatch.chdir(tmp_path)
    arguments = _arguments(line, vault)
    unnamed = any(
        word.isupper() and not word.startswith("NL") for word in arguments
    )  # NAME: what the reader puts there
    if arguments[0] in NEVER_ENDS or unnamed or (len(arguments) == 1 and arguments[0] in NEED_MORE):
        _takes(arguments)
        return
    ran = CliRunner().invoke(netlead, arguments)
    assert ran.exit_code in {0, 1}, ran.output
    assert ran.exception is None or isinstance(ran.exception, SystemExit)


def _takes(arguments: list[str]) -> None:
    """The command is there, with every option that stands on the line."""
    helped = CliRunner().invoke(netlead, [*_path(arguments), "--help"])
    assert helped.exit_code == 0, helped.output
    options = {word.partition("=")[0] for word in arguments if word.startswith("--")}
    assert {option for option in options if option not in helped.output} == set()


def _path(arguments: list[str]) -> list[str]:
    """`export json` is a command in a command."""
    return arguments[:2] if arguments[0] == "export" and len(arguments) > 1 else arguments[:1]
