"""The text of a new note: the user's template or a bare marker, with what the contact says filled in."""

import re
from collections.abc import Mapping
from typing import Final

from netlead_md.reading.frontmatter import read_front
from netlead_md.shell.importing.yaml import fill, scalar

_FENCE: Final = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_TITLE: Final = re.compile(
    r"\{\{[ \t]*(?:title|name)[ \t]*\}\}|<%[-_]?[ \t]*tp\.file\.title[ \t]*[-_]?%>", re.IGNORECASE
)
_MARK: Final = re.compile(r"\{\{[^{}\n]*\}\}|<%.*?%>", re.DOTALL)
_END: Final = re.compile(r"[ \t]+$", re.MULTILINE)
_NAME: Final = "\ue000"
_GONE: Final = "\ue001"
"""No text of a contact holds these two: they are private to whoever uses them."""
_WHOLE: Final = re.compile(rf"(?<=: ){_NAME}[ \t]*$", re.MULTILINE)


def blank(template: str) -> str:
    """Keep the words of a template and none of its marks, so that none of its code runs and no date is made up.

    The place of the name stays. A line of the body with any other mark is left out: it would tell of something that
    happened on the day of the import.
    """
    text = _TITLE.sub(_NAME, template.removeprefix("\ufeff").replace("\r\n", "\n"))
    front = found[0] if (found := _FENCE.match(text)) else ""
    body = _MARK.sub(_GONE, text[len(front) :]).split("\n")
    return _END.sub("", _MARK.sub("", front)) + "\n".join(line for line in body if _GONE not in line)


def draft(template: str, marker: tuple[str, str] | None, name: str, values: Mapping[str, str]) -> str:
    """Write a note of a file's name: from the template, or where that cannot take the values, without it."""
    base = _named(template, name) if template else ""
    first = {marker[0]: marker[1]} if marker else {}
    if base and not read_front("", base).faults:
        try:
            return fill(fill(base, values, replace=True), first)
        except ValueError:
            pass
    said = {**first, **values}
    return fill("", said) if said else f"# {name}\n"


def _named(template: str, name: str) -> str:
    front = found[0] if (found := _FENCE.match(template)) else ""
    return _WHOLE.sub(lambda _: scalar(name), front).replace(_NAME, name) + template[len(front) :].replace(_NAME, name)
