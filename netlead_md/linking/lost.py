"""Text that YAML read as a number, such as `phone: 0123`: the text is kept, and the loss told (COMPATIBILITY 2)."""

from netlead_md.linking.fields import Sheet
from netlead_md.linking.values import Value, text_of
from netlead_md.model.note import Note
from netlead_md.model.place import Trouble


def kept_text(note: Note, sheet: Sheet, value: Value, name: str) -> str:
    """A value that is meant as text, as the user wrote it."""
    if isinstance(value.value, dict):
        return ", ".join(text for part in value.value.values() if (text := text_of(part)))
    text = text_of(value.value)
    if isinstance(value.value, str) or value.place is not None:
        return value.value.strip() if isinstance(value.value, str) else text
    written = _written(note.front, value.way)
    if written and written != text:
        sheet.fault(Trouble.LOST_TEXT, value, name, text)
        return written
    return text


def _written(front: str, way: tuple[str | int, ...]) -> str:
    """The text of a scalar or of an item of a list in the front matter; empty where it is not plain to see."""
    lines = iter(front.splitlines())
    for line in lines:
        key, colon, rest = line.partition(":")
        if colon and key.strip().strip("\"'") == way[0]:
            rest = _bare(rest)
            if len(way) == 1:
                return rest
            at = way[1] if isinstance(way[1], int) else 0
            if rest:
                parts = rest.strip("[]").split(",")
                return parts[at].strip() if at < len(parts) else ""
            block = [_bare(item.strip()[1:]) for item in lines if item.strip().startswith("-")]
            return block[at] if at < len(block) else ""
    return ""


def _bare(text: str) -> str:
    return text.partition(" #")[0].strip()
