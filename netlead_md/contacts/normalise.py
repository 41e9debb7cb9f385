"""From loose texts to a `Contact`: the small rules that all formats share."""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Final
from urllib.parse import unquote

from netlead_md.contacts.contact import LIST_FIELDS, NAME_PARTS, SINGLE_FIELDS, VALUE_SEPARATOR, Contact, split_name
from netlead_md.parsing.dates import parse_birthday, parse_certain_day
from netlead_md.parsing.plain_text import show_wikilinks
from netlead_md.vault.errors import UserError

# From the bytes of a file to honest text: encodings, mojibake, and nothing that could act when it stands in a note.


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES: Final = 512
"""Bytes that show whether every second one is NUL: UTF-16 without a mark."""
_TURNING: Final = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Invisible marks that turn the order of words about."""
_LIVE: Final = (("{{", "{ {"), ("}}", "} }"), ("<%", "< %"), ("%>", "% >"), ("[[", "[ ["), ("]]", "] ]"))
"""Marks by which Obsidian, or a template plugin, would read more into a text than its words."""
_SPACE: Final = re.compile(r"\s+")


def decode_text(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Read the bytes, and name the encoding if it had to be assumed. Raises Misuse for one that does not fit."""
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), ""
        except LookupError:
            raise UserError(f"there is no encoding '{encoding}'", hint="try utf-8, cp1252 or utf-16") from None
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise UserError(
                f"this is not {encoding}: line {line}", hint="leave --encoding out, or name another"
            ) from None
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), ""
    if name := _guess_utf16(data[:_SAMPLE_BYTES]):
        return data.decode(name, "replace"), f"read as {name}"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        text = _decode_cp1252(data)
    if not _is_western(text):
        lines = [line for line in data.splitlines() if not line.isascii()][:_SHOWN_LINES]
        raise UserError("this is not UTF-8, and its code page is not certain", hint=_propose_encodings(lines))
    return text, "not UTF-8: read as Windows-1252; --encoding names another"


_SHOWN_LINES: Final = 2
_PROPOSED: Final = ("cp1252", "cp1250", "cp1251", "cp1254", "cp1253", "mac_roman")
_ACCENTED: Final = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*")
_ALPHABETS: Final = tuple(
    frozenset(f"{letters}{letters.upper()}éÉ")
    for letters in (
        "äöüß",
        "àâæçèêëîïôœùûüÿ",
        "áíñóúü",
        "àâãáçêíóôõú",
        "àèìòù",
        "åäöæø",
        "áíóúýæö",
        "ëïöü",
        "àçèíïòóúü",
    )
)
"""German, French, Spanish, Portuguese, Italian, Scandinavian, Icelandic without þ and ð (which Turkish has), Dutch,
Catalan."""
_SIGNS: Final = frozenset("‘’“”„‚–—…€£©®™°§·•«»´ªº¿¡½¼¾×ßÉ\xa0")


def _is_western(text: str) -> bool:
    """Whether a text read as Windows-1252 is plausible: each word has the letters of one language of the West."""
    accented = {frozenset(letter for letter in word if not letter.isascii()) for word in _ACCENTED.findall(text)}
    if not all(any(letters <= alphabet for alphabet in _ALPHABETS) for letters in accented):
        return False
    others = {each for each in text if not each.isascii() and not each.isalpha()}
    return others <= _SIGNS and "£" not in {word[:1] for word in text.split() if word[1:2].isalpha()}


def _propose_encodings(lines: Sequence[bytes]) -> str:
    """A hint with the first lines as each code page would read them."""
    shown = []
    for encoding in _PROPOSED:
        with suppress(UnicodeDecodeError):
            shown.append(f"--encoding {encoding}: {' | '.join(line.decode(encoding).strip() for line in lines)}")
    return "name the one that reads right:\n  " + "\n  ".join(shown)


def _guess_utf16(start: bytes) -> str:
    pairs = len(start) // 2
    if pairs and start[1::2].count(0) * 10 > pairs * 7:
        return "utf-16-le"
    return "utf-16-be" if pairs and start[::2].count(0) * 10 > pairs * 7 else ""


def _decode_cp1252(data: bytes) -> str:
    """Windows-1252, its five empty places read as Latin-1: every byte then has one character, and no other."""
    return data.decode("cp1252") if not _HOLES.search(data) else "".join(map(_WESTERN.__getitem__, data))


_HOLES: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_WESTERN: Final = [
    bytes((code,)).decode("latin-1" if _HOLES.match(bytes((code,))) else "cp1252") for code in range(256)
]
_BYTES: Final = {character: code for code, character in enumerate(_WESTERN)}


def repair_mojibake(text: str) -> str:
    """Undo mojibake, `FranÃ§ois` for `François`, where all of the text is UTF-8 that somebody read as Windows-1252."""
    for _ in range(2):
        if text.isascii():
            break
        try:
            text = bytes(_BYTES[character] for character in text).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            break
    return text


def clean_text(text: str) -> str:
    """One line of plain words: repaired, NFC, no control characters, nothing that a note would bring to life."""
    text = _TURNING.sub("", _SPACE.sub(" ", repair_mojibake(text)))
    if not text.isprintable():
        text = "".join(each for each in text if each.isprintable() or unicodedata.category(each) == "Cf")
    text = show_wikilinks(unicodedata.normalize("NFC", text))
    return _SPACE.sub(" ", neutralise_markup(text)).strip()


def clean_lines(text: str) -> str:
    """The same for a text of several lines."""
    lines = [clean_text(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()


def neutralise_markup(text: str) -> str:
    for live, dead in _LIVE:
        while live in text:
            text = text.replace(live, dead)
    return text


_YEARLESS: Final = re.compile(r"--(\d{2})-?(\d{2})(?:[T ].*)?")
_NOTHING: Final = frozenset({"", "-", "–", "—", "?", "n/a", "na", "none", "null", "tbd", "unknown", "unspecified"})
_SPOILT: Final = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}", re.IGNORECASE)
"""What a spreadsheet makes of a long number: `4.47912E+11` has lost its figures."""
_BETWEEN: Final = re.compile(r"[\s<>,;\"]+")
_LINKEDIN: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)?linkedin\.com/", re.IGNORECASE)


def build_contact(line: int, parts: Mapping[str, Sequence[str]]) -> Contact | None:
    """Make a contact of raw texts under our names; None if nothing says who it is.

    `name`, `first`, `middle` and `last` make the name; without one it is an organisation, or named by its e-mail: a
    name is never made up.
    """
    lost: list[tuple[str, str]] = []
    found = {name: tuple(_tidy_values(name, parts.get(name, ()), lost)) for name in (*LIST_FIELDS, *SINGLE_FIELDS)}
    websites = [site for site in found["website"] if not _LINKEDIN.match(site)]
    profiles = [*found["linkedin"], *(site for site in found["website"] if _LINKEDIN.match(site))]
    name = _full_name(parts)
    company = not name and bool(found["organisation"])
    names = (name, *found["organisation"], *found["email"], *found["aliases"])
    if not (name := next(filter(None, names), "")):
        return None
    return Contact(
        **_name_parts(name, parts, found),
        name=name,
        line=line,
        company=company,
        aliases=tuple(alias for alias in found["aliases"] if alias != name),
        organisation=found["organisation"],
        title=_first_value(found["title"]),
        department=_first_value(found["department"]),
        email=found["email"],
        phone=found["phone"],
        fax=found["fax"],
        linkedin=_first_value(profiles),
        website=tuple(websites),
        birthday=_first_value(found["birthday"]),
        anniversary=_first_value(found["anniversary"]),
        address=found["address"],
        location=_first_value(found["location"]),
        met=_first_value(found["met"]),
        note="\n".join(found["note"]),
        uid=_first_value(found["uid"]),
        tags=found["tags"],
        lost=tuple(lost),
    )


def _name_parts(name: str, parts: Mapping[str, Sequence[str]], found: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The parts of a name, where the name itself would be parted otherwise."""
    told = {part: " ".join(found[part]) for part in NAME_PARTS}
    for part, raw in (("given_name", "first"), ("additional_name", "middle"), ("family_name", "last")):
        told[part] = told[part] or " ".join(filter(None, map(clean_text, parts.get(raw, ()))))
    guessed = {part: text for part, text in zip(("family_name", "given_name"), split_name(name), strict=True) if text}
    if not told["family_name"] and not told["given_name"]:
        return {part: text for part, text in told.items() if text and part.startswith("name_")}
    return {} if {part: text for part, text in told.items() if text} == guessed else told


def _first_value(values: Sequence[str]) -> str:
    return values[0] if values else ""


def _full_name(parts: Mapping[str, Sequence[str]]) -> str:
    whole = [text for raw in parts.get("name", ()) if (text := clean_text(raw))]
    pieces = [text for part in ("first", "middle", "last") for raw in parts.get(part, ()) if (text := clean_text(raw))]
    return whole[0] if whole else " ".join(pieces)


def _tidy_values(name: str, raw: Iterable[str], lost: list[tuple[str, str]]) -> Iterable[str]:
    """The values of a field, each once; what is none of its kind goes to `lost`."""
    tidy = _TIDY.get(name, clean_text)
    texts = (text for value in raw for text in ((value,) if name == "note" else value.split(VALUE_SEPARATOR.strip())))
    found: dict[str, None] = {}
    for value in texts:
        text = tidy(value)
        if text.lower() not in _NOTHING:
            found[text] = None
        elif not text and (said := clean_text(value)).lower() not in _NOTHING and any(map(str.isalnum, said)):
            lost.append((name, said))
    return found


def normalise_email(text: str) -> str:
    """`mailto:` and `Ada <ada@x.org>` are the bare address; what is none is left out."""
    text = text.strip()
    return next(iter(find_emails(text[len("mailto:") :] if text.lower().startswith("mailto:") else text)), "")


def find_emails(text: str) -> list[str]:
    """Every e-mail address in a text, `a@x.org; Bo <b@x.org>` too."""
    words = _BETWEEN.split(clean_text(text))
    return [word for word in words if word.count("@") == 1 and word.strip("@") == word]


def normalise_phone(text: str) -> str:
    """A `tel:` address becomes the number that it holds."""
    text = clean_text(text)
    if text[:4].lower() == "tel:":
        number, *extras = unquote(text[4:]).split(";")
        extension = next((extra[4:] for extra in extras if extra.lower().startswith("ext=")), "")
        text = f"{number} ext. {extension}" if extension else number
    if _SPOILT.fullmatch(text):
        return ""
    return text if any(character.isdigit() for character in text) else ""


def normalise_tag(text: str) -> str:
    """`Board members` is the tag `Board-members`; what no tag can hold is left out."""
    return re.sub(r"-{2,}", "-", re.sub(r"[^\w/-]+", "-", clean_text(text))).strip("-/")


def normalise_birthday(text: str) -> str:
    """A day with or without its year; other words are kept. Outlook's `0/0/00` is none."""
    text = clean_text(text)
    if found := _YEARLESS.fullmatch(text):
        return f"--{found[1]}-{found[2]}"
    return parse_birthday(text) or ("" if not text.strip("0/-. ") else text)


_TIME_BEHIND: Final = re.compile(r"(?<=[0-9])[T ][0-9]{6}.*")


def parse_exact_day(text: str) -> str:
    """`2026-01-05` for a day written in a way that can mean one day only; empty for any other."""
    return parse_certain_day(_TIME_BEHIND.sub("", clean_text(text)))


def normalise_address(text: str) -> str:
    """One line, as it would stand on one."""
    return ", ".join(part for line in clean_lines(text).split("\n") if (part := line.strip(" ,")))


_TIDY: Final = {
    "email": normalise_email,
    "phone": normalise_phone,
    "fax": normalise_phone,
    "birthday": normalise_birthday,
    "anniversary": normalise_birthday,
    "tags": normalise_tag,
    "met": parse_exact_day,
    "address": normalise_address,
    "note": clean_lines,
}
