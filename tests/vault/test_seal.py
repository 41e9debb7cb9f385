import pytest

from netlead_md.rendering.pages import content_hash, older_content_hash


def test_the_first_twelve_digits_of_sha256() -> None:
    # printf '# This week' | sha256sum
    assert content_hash("# This week\n") == "8e8ffa9d2c77"


@pytest.mark.parametrize("body", ["# A\n\nb\n", "# A\r\n\r\nb\r\n", "# A  \n\t\nb", "\n# A\n\nb\n\n\n", "# A\r\rb\r"])
def test_line_endings_and_trailing_space_do_not_count(body: str) -> None:
    assert content_hash(body) == content_hash("# A\n\nb")


@pytest.mark.parametrize("body", ["# A\nb", "# A\n\n\n\nb\n", "#   A\n\n  b\n", "#\tA\n\nb"])
def test_blank_lines_and_padding_do_not_count(body: str) -> None:
    assert content_hash(body) == content_hash("# A\n\nb")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("| a | b |\n|---|--:|\n| 1 | 2 |\n", "| a   |   b |\n| --- | ----: |\n| 1   |   2 |\n"),
        ("|a|b|\n|:-|-|\n", "|  a | b  |\n| :--- | ------ |\n"),
        ("- a\n  - b\n", "* a\n    + b\n"),
        ("> - a\n>\n> *b*\n", "> * a\n> _b_\n"),
        ("1. a\n2. b\n", "1) a\n\n1) b\n"),
        ("*a* and **b**", "_a_ and __b__"),
        ("a\n\n---\n\nb", "a\n\n* * *\nb"),
        ("```mermaid\npie\n```", "~~~mermaid\npie\n~~~"),
        ("> [!note] a_b", "> \\[!note] a\\_b"),
        ("- [ ] met Ada\n", "* [x] met Ada and Bo\n"),
    ],
)
def test_what_formatters_do_does_not_count(ours: str, theirs: str) -> None:
    assert content_hash(ours) == content_hash(theirs)


@pytest.mark.parametrize(
    "body", ["# A\n\nB\n", "## A\n\nb", "# A b\n", "# A\n\n*b*", "# A\n\n- b", "# A\n\nb\n\nc", "# A"]
)
def test_words_headings_and_marks_do(body: str) -> None:
    assert content_hash(body) != content_hash("# A\n\nb")


@pytest.mark.parametrize(
    ("ours", "theirs"), [("| a | -5 |", "| a | +5 |"), ("| a |", "| a | b |"), ("2026. x", "2027 x"), ("-5", "- 5")]
)
def test_figures_do(ours: str, theirs: str) -> None:
    assert content_hash(ours) != content_hash(theirs)


def test_the_older_hash_is_still_known() -> None:
    # printf '# A\n\n* b' | sha256sum
    assert older_content_hash("# A\n\n* b  \n\n") == "5fbf808df060"
