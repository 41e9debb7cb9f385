"""Text that cannot break a page (COMPATIBILITY 8, 22, 24): everything that is no Markdown of ours is escaped."""

import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from netlead_md.analysis.labels import UNLINKABLE
from netlead_md.reports.page_context import NoteLink

_SPECIAL: Final = re.compile(
    r"[\\`*\[\]#|$<~^]|==|%%|(?<!\w)_|_(?!\w)|&(?=#?\w+;)"  # anywhere: code, emphasis, links, tags, HTML
    r"|^\s*(?:[-+](?=\s|$)|>|\d+[.)](?=\s|$))"  # at the start: lists and quotations
)
_PERHAPS: Final = re.compile(r"[\\`*\[\]#|$<~^=%_&]")
_PERHAPS_AT_START: Final = re.compile(r"\s*(?:[-+>]|\d+[.)])")
"""What most texts hold nothing of, found in a tenth of the time."""
_BAR: Final = re.compile(r"(?<!\\)\|")
_HTML: Final = {"<": "&lt;", "&": "&amp;"}
_SPACE: Final = re.compile(r"\s+")
_CHART: Final = {'"': "#quot;", "#": "#35;", ";": "#59;", "<": "#lt;", ">": "#gt;", "\\": "#92;", "`": "#96;"}
_WORD: Final = 16
"""Letters that fit into a box of a timeline; Chinese has no spaces at all."""
_TICKS: Final = re.compile("`+")
_CHART_SPECIAL: Final = re.compile('["#;<>\\\\`]')


class Markdown(str):
    """Text that is Markdown already: a filter made it."""

    __slots__ = ()


def escape_markdown(value: object) -> str:
    """Text as Markdown that shows exactly this text on one line, in tables too."""
    if type(value) is str:
        return _escape_text(value)
    if type(value) is int:
        return str(value)
    return value if isinstance(value, Markdown) else _escape_text(str(value))


@lru_cache(maxsize=8192)  # pages say the same days, words and figures over and over
def _escape_text(text: str) -> str:
    if not text.isprintable():
        text = _SPACE.sub(" ", "".join(c if c.isprintable() or _is_joiner(c) else " " for c in text)).strip()
    if _PERHAPS.search(text) or _PERHAPS_AT_START.match(text):
        return _SPECIAL.sub(_escape_match, text)
    return text


def _escape_match(found: re.Match[str]) -> str:
    mark = found[0].lstrip()
    before = found[0][: len(found[0]) - len(mark)]
    if mark in _HTML:
        return _HTML[mark]
    if mark[0].isdigit():
        return f"{before}{mark[:-1]}\\{mark[-1]}"
    return before + "".join(f"\\{character}" for character in mark)


def _is_joiner(character: str) -> bool:
    """Joiners and marks of direction: emoji and right-to-left names are written with them."""
    return unicodedata.category(character) == "Cf"


@lru_cache(maxsize=8192)  # most are mentioned on several pages
def link_markdown(name: NoteLink) -> Markdown:
    """A wikilink, or a percent-encoded Markdown link where a wikilink cannot hold the name."""
    target, hash_, anchor = name.target.partition("#^")
    if UNLINKABLE.search(target):
        path = quote(f"{target}.md", safe="/")
        return Markdown(f"[{escape_markdown(name.text)}]({path}{hash_}{anchor})")
    if name.text == name.target:
        return Markdown(f"[[{target}]]")
    shown = name.text.replace("\n", " ")
    return Markdown(f"[[{name.target}|{UNLINKABLE.sub(' ', shown).strip()}]]")


def table_cell(value: object) -> Markdown:
    """Markdown for a table: the bars of its links are escaped, newlines folded."""
    text = escape_markdown(value).replace("\n", " ")
    return Markdown(_BAR.sub(r"\\|", text) if "|" in text else text)


def chart_label(value: object) -> Markdown:
    """A label between double quotes in Mermaid, which knows `#quot;` but no backslash."""
    text = _SPACE.sub(" ", str(value)).strip()
    return Markdown(_CHART_SPECIAL.sub(lambda found: _CHART[found[0]], text))


def code_line(value: object) -> Markdown:
    """One line inside a code fence: nothing is escaped there, so only what could end the fence is changed."""
    return Markdown(_SPACE.sub(" ", str(value)).strip().replace("```", "'''"))


def span(value: object) -> Markdown:
    """One line between back-ticks, more of them where the line holds some (CommonMark, code spans)."""
    text = _SPACE.sub(" ", str(value)).strip()
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return Markdown(f"{fence}{pad}{text}{pad}{fence}")


def timeline_label(value: object) -> Markdown:
    """An event of a Mermaid timeline: its colons would begin another one, and it breaks no long word by itself."""
    words = _SPACE.sub(" ", str(value)).strip().split(" ")
    broken = ("<br>".join(chart_label(word[at : at + _WORD]) for at in range(0, len(word), _WORD)) for word in words)
    return Markdown(" ".join(broken).replace(":", "#58;"))
