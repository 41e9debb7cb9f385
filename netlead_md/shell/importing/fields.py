"""From loose texts to a `Contact`: the small rules that all formats share."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import unquote

from netlead_md.shell.contact import LISTED, SEVERAL, SINGLE, Contact
from netlead_md.shell.importing.text import clean, clean_lines

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_DAY: Final = re.compile(r"(\d{1,2})[ .-]+([A-Za-z]{3})[a-z]*[.,]?[ .-]+(\d{4})")
_NAMED_MONTH: Final = re.compile(r"([A-Za-z]{3})[a-z]*\.? +(\d{1,2}),? +(\d{4})(?:,? .*)?")
_WHOLE: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")
_YEARLESS: Final = re.compile(r"--(\d{2})-?(\d{2})(?:[T ].*)?")
_NOTHING: Final = frozenset({"", "-", "–", "—", "?", "n/a", "na", "none", "null", "tbd", "unknown", "unspecified"})
_BETWEEN: Final = re.compile(r"[\s<>,;\"]+")
_LINKEDIN: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)?linkedin\.com/", re.IGNORECASE)


def contact(line: int, parts: Mapping[str, Sequence[str]]) -> Contact | None:
    """Make a contact of raw texts under our names; None if nothing says who it is.

    `name`, `first`, `middle` and `last` make the name; without one it is an organisation, or named by its e-mail: a
    name is never made up.
    """
    found = {name: tuple(_tidy(name, parts.get(name, ()))) for name in (*LISTED, *SINGLE)}
    websites = [site for site in found["website"] if not _LINKEDIN.match(site)]
    profiles = [*found["linkedin"], *(site for site in found["website"] if _LINKEDIN.match(site))]
    name = _name(parts)
    company = not name and bool(found["organisation"])
    names = (name, *found["organisation"], *found["email"], *found["aliases"])
    if not (name := next(filter(None, names), "")):
        return None
    return Contact(
        name=name,
        line=line,
        company=company,
        aliases=tuple(alias for alias in found["aliases"] if alias != name),
        organisation=found["organisation"],
        title=_one(found["title"]),
        department=_one(found["department"]),
        email=found["email"],
        phone=found["phone"],
        linkedin=_one(profiles),
        website=tuple(websites),
        birthday=_one(found["birthday"]),
        address=found["address"],
        location=_one(found["location"]),
        met=_one(found["met"]),
        note="\n".join(found["note"]),
    )


def _one(values: Sequence[str]) -> str:
    return values[0] if values else ""


def _name(parts: Mapping[str, Sequence[str]]) -> str:
    whole = [text for raw in parts.get("name", ()) if (text := clean(raw))]
    pieces = [text for part in ("first", "middle", "last") for raw in parts.get(part, ()) if (text := clean(raw))]
    return whole[0] if whole else " ".join(pieces)


def _tidy(name: str, raw: Iterable[str]) -> Iterable[str]:
    tidy = _TIDY.get(name, clean)
    texts = (text for value in raw for text in ((value,) if name == "note" else value.split(SEVERAL.strip())))
    return dict.fromkeys(text for value in texts if (text := tidy(value)).lower() not in _NOTHING)


def email(text: str) -> str:
    """`mailto:` and `Ada <ada@x.org>` are the bare address; what is none is left out."""
    text = text.strip()
    return next(iter(addresses(text[len("mailto:") :] if text.lower().startswith("mailto:") else text)), "")


def addresses(text: str) -> list[str]:
    """Every e-mail address in a text, `a@x.org; Bo <b@x.org>` too."""
    words = _BETWEEN.split(clean(text))
    return [word for word in words if word.count("@") == 1 and word.strip("@") == word]


def phone(text: str) -> str:
    """A `tel:` address becomes the number that it holds."""
    text = clean(text)
    if text[:4].lower() == "tel:":
        number, *extras = unquote(text[4:]).split(";")
        extension = next((extra[4:] for extra in extras if extra.lower().startswith("ext=")), "")
        text = f"{number} ext. {extension}" if extension else number
    return text if any(character.isdigit() for character in text) else ""


def birthday(text: str) -> str:
    """A day with or without its year; other words are kept. Outlook's `0/0/00` is none."""
    text = clean(text)
    if found := _YEARLESS.fullmatch(text):
        return f"--{found[1]}-{found[2]}"
    return day(text) or ("" if not text.strip("0/-. ") else text)


def day(text: str) -> str:
    """`2026-01-05` for a day written in a way that can mean one day only; empty for any other."""
    text = clean(text)
    if found := _WHOLE.fullmatch(text):
        return _date(found[1], int(found[2]), found[3])
    if found := _NAMED_DAY.fullmatch(text):
        return _date(found[3], _month(found[2]), found[1])
    if found := _NAMED_MONTH.fullmatch(text):
        return _date(found[3], _month(found[1]), found[2])
    return ""


def _month(word: str) -> int:
    return _MONTHS.index(word.lower()) + 1 if word.lower() in _MONTHS else 0


def _date(year: str, month: int, day_: str) -> str:
    try:
        return dt.date(int(year), month, int(day_)).isoformat()
    except ValueError:
        return ""


def address(text: str) -> str:
    """One line, as it would stand on one."""
    return ", ".join(part for line in clean_lines(text).split("\n") if (part := line.strip(" ,")))


_TIDY: Final = {
    "email": email,
    "phone": phone,
    "birthday": birthday,
    "met": day,
    "address": address,
    "note": clean_lines,
}
