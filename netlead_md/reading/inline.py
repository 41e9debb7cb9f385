"""Dataview inline fields, tags, ignores and template marks in a body (COMPATIBILITY 4, 20; SPEC §5.1)."""

import re
from typing import Final

from netlead_md.model.note import Field
from netlead_md.model.place import Place
from netlead_md.reading.comments import without_code
from netlead_md.reading.values import key_of

_NAME: Final = r"[^\W_][^\n:\[\]()*`|]{0,60}?"
_LINE: Final = re.compile(
    rf"^[ \t]*(?:[-*+][ \t]+)?(?P<bold>\*\*|__|\*|_)?(?P<key>{_NAME})(?P<close>(?:\*\*|__|\*|_)?)::(?:\*\*|__|\*|_)?"
    r"(?:[ \t]+(?P<value>[^\n]*))?$",
    re.MULTILINE,
)
_WITHIN: Final = re.compile(
    rf"\[(?P<key>{_NAME})::[ \t]*(?P<value>(?:\[\[[^\[\]\n]*\]\]|[^\[\]\n])*)\]"
    rf"|\((?P<hidden>{_NAME})::[ \t]*(?P<held>(?:\[\[[^\[\]\n]*\]\]|[^()\n])*)\)"
)
_TAG: Final = re.compile(r"#(?<!\S#)([\w/-]*[^\W\d][\w/-]*)")
_HASH: Final = re.compile(r"#[\w/-]")
"""Where a tag may begin: most notes have headings alone."""
_CODE: Final = re.compile(r"`[^`\n]*`")
_IGNORE: Final = re.compile(r"%%[ \t]*netlead-ignore[ \t:]+([^%\n]*)%%")
_CODE_OF_RULE: Final = re.compile(r"\bNL[0-9]{0,3}\b", re.IGNORECASE)
_FRONT_BLANK: Final = re.compile(r"\{\{[^{}\n]{1,80}\}\}|<%[^\n]{0,400}?%>")
_BODY_BLANK: Final = re.compile(
    r"\{\{[ \t]*(?:title|date|time|value|name)(?::[^{}\n]{0,60})?[ \t]*\}\}|<%[^\n]{0,400}?%>", re.IGNORECASE
)


def _plain(text: str) -> str:
    return _CODE.sub(lambda code: " " * len(code[0]), text) if "`" in text else text


def is_template(text: str, *, front: bool) -> bool:
    """Whether marks of a template stand here that nobody has filled in; code in a body does not count."""
    if not (("{" in text and "{{" in text) or ("<" in text and "<%" in text)):  # one letter is found at once
        return False
    return (_FRONT_BLANK.search(text) if front else _BODY_BLANK.search(_plain(text))) is not None


def inline_fields(body: str, first: int) -> tuple[Field, ...]:
    """Fields `Key:: v`, `**Key:: ** v`, `[k:: v]` and `(k:: v)`, values as text."""
    fields = []
    for at, line in enumerate(_plain(body).split("\n")):
        if "::" not in line:
            continue
        whole = _LINE.match(line)
        for found in [whole] if whole else _WITHIN.finditer(line):
            name = "key" if found["key"] is not None else "hidden"
            value = "value" if name == "key" else "held"
            text = found[value] or ""
            start = found.start(value) if text else found.start(name)
            end = start + len((text or found[name]).rstrip())
            written = found[name].strip()
            place = Place(first + at, start + 1, 0, end + 1)
            fields.append(Field(key_of(written), written, text.strip(), place))
    return tuple(fields)


def tags_in(body: str) -> tuple[str, ...]:
    """Tags without their `#`, each once, in the order of the body."""
    if not _HASH.search(body):
        return ()
    return tuple(dict.fromkeys(_TAG.findall(_plain(body))))


def ignores_in(body: str, first: int) -> tuple[tuple[int, str], ...]:
    """(line, code) of each `%% netlead-ignore NL305 %%`; `NL3` is a whole family. What stands in code is an example."""
    if "netlead-ignore" not in body:
        return ()
    return tuple(
        (first + body.count("\n", 0, found.start()), code.upper())
        for found in _IGNORE.finditer(without_code(body))
        for code in _CODE_OF_RULE.findall(found[1])
    )
