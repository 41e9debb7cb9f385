"""Dataview inline fields, tags, ignores in a body, and marks of templates (COMPATIBILITY 4, 20; SPEC §5.1)."""

import datetime as dt
import re
from typing import Final

from netlead_md.model.diagnostics import Range
from netlead_md.model.note import Field
from netlead_md.parsing.blocks import blank_code
from netlead_md.parsing.dates import ISO_DATE, parse_iso_date
from netlead_md.parsing.properties import key_of

_NAME: Final = r"[^\W_][^\n:\[\]()*`|]{0,60}?"
_LINE: Final = re.compile(
    rf"^[ \t]*(?:[-*+][ \t]+)?(?P<bold>\*\*|__|\*|_)?(?P<key>{_NAME})(?P<close>(?:\*\*|__|\*|_)?)::(?:\*\*|__|\*|_)?"
    r"(?:[ \t]+(?P<value>[^\n]*))?$",
    re.MULTILINE,
)
WITHIN: Final = re.compile(
    rf"\[(?P<key>{_NAME})::[ \t]*+(?P<value>(?:\[\[[^\[\]\n]*+\]\]|[^\[\]\n])*+)\]"
    rf"|\((?P<hidden>{_NAME})::[ \t]*+(?P<held>(?:\[\[[^\[\]\n]*+\]\]|[^()\n])*+)\)"
)
TAG: Final = re.compile(r"#(?<!\S#)([\w/-]*[^\W\d][\w/-]*)")
_HASH: Final = re.compile(r"#[\w/-]")
"""Where a tag may begin: most notes have headings alone."""
_CODE: Final = re.compile(r"`[^`\n]*`")
_IGNORE: Final = re.compile(r"%%[ \t]*netlead-ignore(?:[ \t:]+([^%\n]*))?%%")
_CODE_OF_RULE: Final = re.compile(r"\bNL[0-9]{0,3}\b", re.IGNORECASE)
_BLANK: Final = re.compile(r"\{\{[^{}\n]{1,80}\}\}|<%(?:[^\n%]|%(?!>)){0,400}+%>")


def _strip_emphasis(text: str) -> str:
    return _CODE.sub(lambda code: " " * len(code[0]), text) if "`" in text else text


def template_mark(text: str) -> str:
    """A mark of a template that nobody has filled in, as it stands in front matter or a title; else empty."""
    if not (("{" in text and "{{" in text) or ("<" in text and "<%" in text)):  # one letter is found at once
        return ""
    found = _BLANK.search(_strip_emphasis(text))
    return found[0] if found else ""


def find_inline_fields(body: str, first: int) -> tuple[Field, ...]:
    """Fields `Key:: v`, `**Key:: ** v`, `[k:: v]` and `(k:: v)`, values as text."""
    fields = []
    for at, line in enumerate(_strip_emphasis(body).split("\n")):
        if "::" not in line:
            continue
        whole = _LINE.match(line)
        for found in [whole] if whole else WITHIN.finditer(line):
            name = "key" if found["key"] is not None else "hidden"
            value = "value" if name == "key" else "held"
            text = found[value] or ""
            start = found.start(value) if text else found.start(name)
            end = start + len((text or found[name]).rstrip())
            written = found[name].strip()
            place = Range(first + at, start + 1, 0, end + 1)
            fields.append(Field(key_of(written), written, text.strip(), place))
    return tuple(fields)


def find_tags(body: str) -> tuple[str, ...]:
    """Tags without their `#`, each once, in the order of the body."""
    if not _HASH.search(body):
        return ()
    return tuple(dict.fromkeys(TAG.findall(_strip_emphasis(body))))


def find_ignores(body: str, first: int) -> tuple[tuple[int, str], ...]:
    """(line, code) of each `%% netlead-ignore NL305 %%`; `NL3` is a whole family, and no code takes the line out.

    What stands in code is an example.
    """
    if "netlead-ignore" not in body:
        return ()
    ignores, line, before = [], first, 0
    for found in _IGNORE.finditer(blank_code(body)):
        line += body.count("\n", before, found.start())
        before = found.start()
        codes = found[1] or ""
        ignores += [(line, code.upper()) for code in _CODE_OF_RULE.findall(codes) or ([] if codes.strip() else [""])]
    return tuple(ignores)


# Check boxes and the marks of the Tasks plugin (COMPATIBILITY 20).


BOX: Final = re.compile(r"\[(.)\](?:[ \t]+|$)")

_DAYS: Final = "✅📅📆🗓⏳⌛🛫➕❌"
"""Each has a date behind it."""
_RANKS: Final = "⏫🔼🔽🔺⏬"
_AGAIN: Final = "🔁"
"""How often stands behind it, in words."""
_IDS: Final = "🆔⛔"
"""Behind them stand the task's own name, and those of the tasks that it waits for."""
_AFTER: Final = "🏁"
"""What becomes of the task when it is done."""
_SIGNS: Final = _DAYS + _RANKS + _AGAIN + _IDS + _AFTER
_FIELD: Final = "::"
"""In the plugin's other format, that of Dataview: `[due:: 2026-01-09]`, `(completion:: 2026-01-05)`."""
_OFTEN: Final = (
    r"every!?(?:[ \t,]++(?:[0-9]{1,4}(?:st|nd|rd|th)?|other|weekdays?|weekends?|days?|weeks?|months?|years?|on|in|the"
    r"|and|of|first|second|third|fourth|fifth|last|when|done|until|times?|for"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tue|wed|thu|fri|sat|sun)|january|february|march|april|may"
    r"|june|july|august|september|october|november|december)\b)*+"
)
"""What the plugin says of recurrence: no word that it does not know belongs to it."""
_BOXES_NAME: Final = r"[A-Za-z0-9_-]{1,80}+"
_ENDS: Final = rf"(?=[ \t]*+(?:$|[{_SIGNS}^#]|[\[(][A-Za-z]{{1,20}}::))"
"""Nothing but further marks may follow an id, which otherwise is a word of the text."""
_MARK: Final = re.compile(
    rf"(?<![ \t])[ \t]*+(?:(?P<sign>[{_DAYS}])\ufe0f?[ \t]*(?P<day>{ISO_DATE})|[{_RANKS}]\ufe0f?"
    rf"|{_AGAIN}\ufe0f?(?:[ \t]*+(?i:{_OFTEN}))?"
    rf"|[{_IDS}]\ufe0f?[ \t]*+{_BOXES_NAME}(?:[ \t]*+,[ \t]*+{_BOXES_NAME})*+{_ENDS}"
    rf"|{_AFTER}\ufe0f?[ \t]*+(?:delete|keep)\b"
    rf"|[\[(](?P<field>due|completion|scheduled|start|created|cancelled)::[ \t]*(?P<on>{ISO_DATE})[ \t]*[\])]"
    r"|[\[(](?:priority|repeat|id|dependsOn|onCompletion)::[^\[\]()]*+[\])])"
)
_DONE: Final = frozenset({"✅", "completion"})
_DUE: Final = frozenset({"📅", "📆", "🗓", "due"})


class TaskMarks:
    """What the marks of a line say, and the line without them."""

    __slots__ = ("done", "due", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.done: dt.date | None = None
        self.due: dt.date | None = None


def has_no_marks(text: str) -> bool:
    """Whether no mark can stand in a text."""
    if _FIELD in text:
        return False
    for sign in () if text.isascii() else _SIGNS:  # noqa: SIM110  (`all` takes three times as long)
        if sign in text:
            return False
    return True


def read_marks(text: str) -> TaskMarks:
    """Take `✅ 2026-01-05`, `📅 2026-01-09` and their like off a line."""
    marks = TaskMarks(text)
    if has_no_marks(text):
        marks.text = text if text.isascii() else text.strip()
        return marks
    for found in _MARK.finditer(text):
        what, day = (found["sign"], found["day"]) if found["sign"] else (found["field"], found["on"])
        if what in _DONE:
            marks.done = parse_iso_date(day).date
        elif what in _DUE:
            marks.due = parse_iso_date(day).date
    marks.text = _MARK.sub("", text).strip()
    return marks
