"""What each key of `netlead.toml` takes: a reader turns the value into ours or says what it expects."""

import datetime as dt
import math
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, Final

from netlead_md.model.vocabulary import FIELDS, HOURS, KINDS, NOTE_KINDS, OUTCOMES, RUNGS, SIZES, TYPES


class Expected(ValueError):  # noqa: N818  (read as: "expected a number from 1 on")
    """A value that is not what its key takes; the text says what would be."""


Reader = Callable[[object], Any]
_DAYS_MOST: Final = 36_500
_HOURS_MOST: Final = 24


def number(value: object, *, least: int, most: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    raise Expected(f"a whole number from {least} to {most:,}")


def days(value: object) -> int:
    return number(value, least=1, most=_DAYS_MOST)


def hours(value: object) -> float:
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and 0 <= value <= _HOURS_MOST
    ):
        return float(value)
    raise Expected("a number of hours from 0 to 24")


def flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise Expected("true or false")


def text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    raise Expected("text in quotes")


def folder(value: object) -> str:
    """A folder inside the vault, `/` between its parts."""
    written = text(value).replace("\\", "/").strip("/") if isinstance(value, str) else ""
    parts = PurePosixPath(written).parts
    outside = isinstance(value, str) and (value.startswith(("/", "~", "\\")) or ":" in value)
    if not parts or outside or any(part.startswith(".") for part in parts):
        raise Expected("a folder inside the vault, such as 'Netlead', that does not begin with a dot")
    return "/".join(parts)


def place(value: object) -> str:
    """A folder inside the vault, or nothing."""
    return "" if value == "" else folder(value)


def date(value: object) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise Expected("a day such as 2026-06-30")


def size(value: object) -> int:
    if isinstance(value, str) and value.lower() in SIZES:
        return SIZES[value.lower()]
    if isinstance(value, int) and not isinstance(value, bool) and value in SIZES.values():
        return value
    raise Expected("small, medium or large")


def choice(*allowed: str) -> Reader:
    def read(value: object) -> str:
        if isinstance(value, str) and value.lower() in allowed:
            return value.lower()
        raise Expected(f"{', '.join(allowed[:-1])} or {allowed[-1]}")

    return read


def codes(value: object) -> tuple[str, ...]:
    """Codes and their beginnings: `NL7` is the whole family."""
    written = [value] if isinstance(value, str) else value
    if isinstance(written, list) and all(
        isinstance(code, str) and re.fullmatch(r"NL\d{0,3}", code.upper()) for code in written
    ):
        return tuple(code.upper() for code in written)
    raise Expected('codes or their beginnings, such as ["NL201", "NL7"]')


def rules(value: object) -> int:
    if value == 1 and not isinstance(value, bool):
        return 1
    raise Expected("1, the one set of constants that this netlead knows")


OURS: Final[dict[str, frozenset[str]]] = {
    "fields": frozenset(name for fields in FIELDS.values() for name in fields),
    "words": frozenset({*TYPES, *KINDS, *RUNGS, *SIZES, *(word for words in OUTCOMES.values() for word in words)}),
    "kinds": frozenset(NOTE_KINDS.values()),
    "folders": frozenset(NOTE_KINDS.values()),
    "hours": frozenset(HOURS),
}
"""What the tables of `netlead.toml` may point at."""

KEYS: Final[dict[str, Reader]] = {
    "rules": rules,
    "as_of": date,
    "output": folder,
    "templates": place,
    "bases": flag,
    "size": size,
    "review_days": days,
    "review_days_trusting": days,
    "capacity_orgs": lambda value: number(value, least=1, most=100_000),
    "fail_on": choice("error", "warning", "info", "never"),
    "select": codes,
    "ignore": codes,
}
"""The keys outside tables, named as in `model.Config`."""

DAILY: Final[dict[str, Reader]] = {
    "mentions": choice("list", "note"),
    "folder": place,
    "format": text,
}
"""The keys of `[daily]`."""
