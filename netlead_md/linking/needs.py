"""Kinds and sizes of help in fields: what a project seeks, what an organisation could give."""

from netlead_md.linking.fields import Sheet
from netlead_md.linking.nearness import near_choice
from netlead_md.linking.values import Value
from netlead_md.model.config import Config
from netlead_md.model.place import Trouble
from netlead_md.model.vocabulary import HARD, KINDS, SIZES, SOFT


def help_kind(sheet: Sheet, value: Value, field: str, written: str, config: Config) -> str:
    """The kind that a word means, or empty with a fault."""
    word = written.strip().lower()
    word = config.words.get(word, word)
    if kind := KINDS.get(word):
        return kind
    nearest = near_choice(word, KINDS)
    sheet.fault(Trouble.BAD_VALUE, value, field, written.strip(), nearest, ", ".join(sorted(HARD | SOFT)))
    return ""


def help_size(sheet: Sheet, value: Value, field: str, written: str, config: Config) -> int:
    """The size that a word means; where it is none, that of a line without one."""
    word = written.strip().lower()
    word = config.words.get(word, word)
    if word not in SIZES:
        sheet.fault(Trouble.BAD_VALUE, value, field, written, near_choice(word, SIZES), ", ".join(SIZES))
    return SIZES.get(word, config.size)
