import pytest

from netlead_md.rendering.pages import content_hash


def test_the_first_twelve_digits_of_sha256() -> None:
    # printf '# This week' | sha256sum
    assert content_hash("# This week\n") == "8e8ffa9d2c77"


@pytest.mark.parametrize(
    "body", ["# A\n\nb\n", "# A\r\n\r\nb\r\n", "# A  \n\t\nb", "\n# A\n\nb\n\n\n", "# A\r\rb\r", "# A\nb\n"]
)
def test_line_endings_and_trailing_space_do_not_count(body: str) -> None:
    assert content_hash(body) == content_hash("# A\n\nb")


@pytest.mark.parametrize("body", ["# A\n\nB\n", "# A b\n", "# A\n\n b\n", "# A\n\nb\n\nc"])
def test_words_and_lines_do(body: str) -> None:
    assert content_hash(body) != content_hash("# A\n\nb")
