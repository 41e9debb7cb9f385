"""Codes as somebody asks for them: a code, the beginning of one, or a rule's name (SPEC §5.1)."""

import difflib
from collections.abc import Iterable

from netlead_md.rules.table import RULES

_PREFIX = "NL"


def codes_of(written: Iterable[str]) -> tuple[str, ...]:
    """Read codes and names, several between commas; raises ValueError with a hint for what no rule has."""
    words = (word.strip() for part in written for word in part.split(","))
    return tuple(_code(word) for word in words if word)


def _code(word: str) -> str:
    """Give a code in capitals; `NL` and `NL7` stand for all that begin so."""
    asked = word.upper()
    if asked.startswith(_PREFIX) and any(rule.code.startswith(asked) for rule in RULES):
        return asked
    named = next((rule.code for rule in RULES if rule.name == word.lower()), "")
    if named:
        return named
    near = near_code(word)
    hint = f"; did you mean {near}?" if near else ""
    raise ValueError(f"no code begins with '{word}', and no rule has this name{hint}")


def near_code(word: str) -> str:
    """Find the code or the name that was most likely meant; empty if none is near."""
    codes, names = [rule.code for rule in RULES], [rule.name for rule in RULES]
    family = [code for code in codes if code[:4] == word.upper()[:4]]  # a slip is rather in the last digits
    for form, known in ((word.lower(), names), (word.upper(), family), (word.upper(), codes)):
        if near := difflib.get_close_matches(form, known, 1, 0.6):
            return near[0]
    return ""
