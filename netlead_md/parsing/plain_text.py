"""A line of the user's as it would be read aloud: no paths of the vault, and no Markdown."""

import re
import unicodedata
from html import unescape
from typing import Final

from netlead_md.parsing.inline import TAG, WITHIN, has_no_marks, read_marks

_MARKED: Final = re.compile(r"[\[*_~=`#^%&\\<]|::")
"""What most lines hold nothing of."""
_WIKILINK: Final = re.compile(r"(!?)\[\[([^\[\]|#]*)(#[^\[\]|]*)?(?:\|([^\[\]]*))?\]\]")
_LINK: Final = re.compile(r"(!?)\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_FOOTNOTE: Final = re.compile(r"\[\^[^\[\]\s]+\]")
_CODE: Final = re.compile(r"(?<!`)(`++)([^`]+)\1(?!`)")
_HIDDEN: Final = re.compile(r"%%[^%]*%%|<!--[^<>]*-->")
_BOX: Final = re.compile(r"\[[ xX]\]\s+")
_ID: Final = re.compile(r"(?<!\S)\^[A-Za-z0-9_-]+$")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{}~])")
"""A backslash before any sign but the bar, which a link in a table has before its own words."""
_ENTITY: Final = re.compile(r"&#?\w{1,32};")
_RUN: Final = re.compile(r"\*+|_+|~~|==")
_LOOSE: Final = re.compile(r" ([,.;:!?])(?=\s|$)")
_AWAY: Final = {code: 0xF0000 + code for code in range(0x21, 0x7F) if not chr(code).isalnum()}
"""Signs that are no marks are moved up here, out of the way, and come back last."""
_BACK: Final = {moved: code for code, moved in _AWAY.items()}


def as_plain_text(text: str) -> str:
    """The words that a line shows, on one line.

    A link becomes its own words or the name of its note. Embeds, tags, block ids, inline fields, the marks of Tasks,
    comments, and the signs of emphasis, highlights and code are left out.
    """
    if not _MARKED.search(text) and has_no_marks(text):
        return " ".join(text.split())
    shown = show_wikilinks(text)
    if not _MARKED.search(shown) and has_no_marks(shown):  # most marks are links
        return " ".join(shown.split())
    kept = _ESCAPED.sub(lambda found: found[1].translate(_AWAY), _CODE.sub(_keep_code, text))
    words = " ".join(_strip_emphasis(_leave_out(show_wikilinks(kept))).split())
    words = _LOOSE.sub(r"\1", words.replace("\\|", "|"))
    return _ENTITY.sub(lambda found: unescape(found[0]), words.translate(_BACK))


def show_wikilinks(text: str) -> str:
    """The text with the words of each wikilink in its place; an embed leaves nothing."""
    return _WIKILINK.sub(_words_of_link, text) if "[[" in text else text


def _words_of_link(link: re.Match[str]) -> str:
    embed, target, anchor, own = link.groups()
    target = target.removesuffix("\\")
    if embed:
        return ""
    if own and own.strip() and own != target:
        return own
    name = target.rpartition("/")[2].strip()
    return name.removesuffix(".md") or (anchor or "").lstrip("#^").removesuffix("\\")


def _keep_code(code: re.Match[str]) -> str:
    """What stands in code as it is, except for links: the path of a note is nobody's word."""
    return show_wikilinks(code[2]).translate(_AWAY)


def _leave_out(text: str) -> str:
    """The text without what Obsidian does not show as words."""
    text = read_marks(_HIDDEN.sub("", text)).text
    text = WITHIN.sub("", text[box.end() :] if (box := _BOX.match(text)) else text)
    text = _FOOTNOTE.sub("", _LINK.sub(lambda link: "" if link[1] else link[2], text))
    return _ID.sub("", TAG.sub("", text).rstrip())


def _strip_emphasis(text: str) -> str:
    """The text without pairs of `*`, `_`, `~~` and `==` that embrace words; a lone one is a sign like any other."""
    gone: list[tuple[int, int]] = []
    opened: dict[str, list[list[int]]] = {"*": [], "_": [], "~": [], "=": []}
    for run in _RUN.finditer(text):
        opens, closes = _embraces(text, run)
        stack = opened[run[0][0]]
        start, end = run.span()
        while closes and stack and start < end:
            first = stack[-1]
            length = min(first[1] - first[0], end - start)
            gone += [(first[1] - length, first[1]), (start, start + length)]
            first[1] -= length
            start += length
            if first[0] == first[1]:
                stack.pop()
        if opens and start < end:
            stack.append([start, end])
    parts, done = [], 0
    for start, end in sorted(gone):
        parts.append(text[done:start])
        done = end
    return "".join((*parts, text[done:]))


def _embraces(text: str, run: re.Match[str]) -> tuple[bool, bool]:
    """Whether a run of marks can begin emphasis, and whether it can end it, by CommonMark's rule of flanks."""
    before, after = text[run.start() - 1 : run.start()] or " ", text[run.end() : run.end() + 1] or " "
    left = not after.isspace() and (_is_letter(after) or not _is_letter(before))
    right = not before.isspace() and (_is_letter(before) or not _is_letter(after))
    if run[0][0] == "_":
        return left and not (right and _is_letter(before)), right and not (left and _is_letter(after))
    return left, right


def _is_letter(character: str) -> bool:
    """Whether a character is neither a blank nor a punctuation mark."""
    return not character.isspace() and unicodedata.category(character)[0] != "P"
