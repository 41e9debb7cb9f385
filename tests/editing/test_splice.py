"""Whatever a note holds: a capture adds its line and nothing else, or refuses."""

from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netlead_md.cli.main import netlead
from netlead_md.model.config import Config
from netlead_md.parsing import build_keywords, read_note

DATED = ("### 2026-01-02 | lunch", "- 2026-01-02 call 20m: x", "- 2026-03-02 meeting: y", "* [[2026-02-02]] note")
OTHER = ("## Log", "# Notes", "  - pledge room: z", "1. 2026-02-02 call", "- [ ] 2026-09-01 send", "words", "", "lazy")
HARD = (
    "```",
    "> - 2026-01-01 call",
    "%%",
    "<!--",
    "-->",
    "<div>",
    "    code",
    "\t- tab",
    "---",
    "===",
    "- ",
    "| a | b |",
)
PIECES = st.sampled_from((*DATED, *OTHER, *HARD))
WORDS = build_keywords(Config())


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=9), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
@example(["```"], "\n", False, False)
def test_one_line_more_and_no_byte_less(pieces: list[str], end: str, final: bool, bom: bool) -> None:
    text = end.join(["---", "type: person", "---", *pieces]) + (end if final else "")
    before = ("\ufeff" if bom else "") + text
    with TemporaryDirectory() as folder:
        note = Path(folder) / "Ada.md"
        note.write_bytes(before.encode())
        result = CliRunner().invoke(netlead, ["log", "Ada", "call 7m: fish", folder, "--as-of", "2026-02-15"])
        after = note.read_bytes().decode()
    if result.exit_code:
        assert result.exit_code == 2, result.output
        assert after == before
        return
    old, new = (read_note("Ada.md", each, day=None, words=WORDS) for each in (before, after))
    added = [line for line in new.lines if line.text == "fish"]
    assert [(line.type, line.date and str(line.date)) for line in added] == [("call", "2026-02-15")]
    assert [line.text for line in old.lines] == [line.text for line in new.lines if line not in added]
    head = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    grown = len(after) - len(before)
    spans = (range(max(0, head - grown), head + 1)) if grown > 0 else range(0)
    assert any(after[:at] + after[at + grown :] == before for at in spans)
    assert "\n" not in after.replace("\r\n", "") if end == "\r\n" else "\r" not in after
