"""What a hover says is Markdown, and a name is not."""

from netlead_md.lsp.hover import hover
from tests.lsp.scene import at

NAME = "*Star* <b> _Ltd_"
VAULT = {
    f"Organisations/{NAME}.md": "- 2026-06-01 call: hello\n",
    "People/Ann_.md": f"---\norganisation: '[[{NAME}]]'\ntitle: '`chair`'\n---\n- 2026-06-01 call: hi\n",
    "People/Eve.md": "---\nsensitive: true\n---\n",
    "Projects/#1 Hall.md": "",
    "2026-06-02.md": f"- call: with [[{NAME}]], [[Ann_]], [[Eve]]\n",
}


def test_names_and_titles_are_shown_as_they_stand() -> None:
    shown = r"\*Star\* &lt;b> \_Ltd\_"
    assert hover(at(VAULT, "2026-06-02.md", NAME)).startswith(f"**{shown}** · organisation\n")
    ann = hover(at(VAULT, "2026-06-02.md", "Ann_"))
    assert ann.startswith(rf"**Ann\_** · person, \`chair\`, {shown}")
    assert f"Support of {shown}: none" in ann


def test_of_somebody_sensitive_a_hover_says_no_more_than_the_name() -> None:
    assert hover(at(VAULT, "2026-06-02.md", "Eve")) == "**Eve** · person\n\nSensitive: no more is shown here."
