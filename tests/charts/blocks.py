"""The Mermaid blocks of a Markdown page, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^(?P<quote>[ \t]*(?:>[ \t]?)*)[ \t]*(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`]*?)[ \t]*$")


@dataclass(frozen=True)
class Block:
    """One chart of a page."""

    page: Path
    line: int
    """Line of its first fence, from 1."""
    text: str
    in_callout: bool
    """It stands in a quotation or callout, where some viewers draw nothing (SPEC §4)."""
    above: str
    """The last line with words before it that is no quotation: what a fixture says about its block."""

    @property
    def kind(self) -> str:
        """The first word of the chart: quadrantChart, pie."""
        without_settings = re.sub(r"\A---\n(?:.*\n)*?---\n|^[ \t]*%%.*$", "", self.text, flags=re.MULTILINE)
        return re.split(r"\s", without_settings.strip(), maxsplit=1)[0]


def blocks_of(page: Path, text: str) -> Iterator[Block]:
    """All Mermaid blocks of a page in order; one that is not closed reaches to the end, as in Markdown."""
    lines = text.splitlines()
    index, above = 0, ""
    while index < len(lines):
        opening = _FENCE.match(lines[index])
        if opening is None:
            above = above if lines[index].lstrip().startswith(">") else lines[index].strip() or above
            index += 1
            continue
        end, after = _end(lines, index + 1, opening)
        if opening["info"].split(" ")[0].casefold() == "mermaid":
            quote = opening["quote"].strip()
            inside = (_unquoted(line) if quote else line for line in lines[index + 1 : end])
            yield Block(page, index + 1, "\n".join(inside) + "\n", bool(quote), above)
        index = after


def _end(lines: list[str], start: int, opening: re.Match[str]) -> tuple[int, int]:
    """Where the block ends, and where its page goes on: after the closing fence, or where the quotation around ends."""
    for number, line in enumerate(lines[start:], start):
        if opening["quote"].strip() and not line.lstrip().startswith(">"):
            return number, number
        closing = _FENCE.match(line)
        if closing and not closing["info"] and closing["mark"].startswith(opening["mark"]):
            return number, number + 1
    return len(lines), len(lines)


def _unquoted(line: str) -> str:
    return re.sub(r"^[ \t]*(?:>[ \t]?)+", "", line)
