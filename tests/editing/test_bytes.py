"""Whatever stands around a mistake keeps every byte when it is mended."""

from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.cli.main import netlead

PROSE = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"], blacklist_characters="\ufeff"), max_size=12
)
FILLERS = st.lists(
    st.one_of(st.sampled_from(["", "  ", "\t", "text  ", "# h", "漢字 😀"]), PROSE.map("p {}".format)), max_size=4
)
FIELDS = st.permutations(
    [("influense: high", "influence: high"), ("x: 1  ", "x: 1  "), ("met: 13/02/2026", "met: 2026-02-13")]
)
ENTRIES = st.lists(
    st.sampled_from(
        [
            ("- 2026-06-01 meetng 45m: 😀 x  ", "- 2026-06-01 meeting 45m: 😀 x  "),
            ("* 2026-06-02 task excelent: y", "* 2026-06-02 task excellent: y"),
            ("- 2026-06-03call: z\t", "- 2026-06-03 call: z\t"),
            ("- 2026-06-04 give equipment a book", "- 2026-06-04 give equipment: a book"),
        ]
    ),
    unique=True,
)


@settings(max_examples=25, deadline=None)
@given(FIELDS, ENTRIES, FILLERS, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_everything_outside_a_fix_keeps_every_byte(  # noqa: PLR0913, PLR0917  (one argument a strategy)
    fields: list[tuple[str, str]],
    entries: list[tuple[str, str]],
    fillers: list[str],
    newline: str,
    bom: bool,
    end: bool,
) -> None:
    def note(which: int) -> bytes:
        head = ["---", "type: person", *(field[which] for field in fields), "---"]
        body = [line for entry in entries for line in (entry[which], "", *fillers, "")]
        text = newline.join([*head, *fillers, "", *body]) + newline * end
        return ("\ufeff" * bom + text).encode()

    with TemporaryDirectory() as folder:
        path = Path(folder) / "People/Ada.md"
        path.parent.mkdir()
        path.write_bytes(note(0))
        args = ["check", folder, "--fix", "--as-of", "2026-06-30", "--no-cache", "--select", "NL1,NL3"]
        assert CliRunner().invoke(netlead, args).stdout == ""
        assert path.read_bytes() == note(1)
