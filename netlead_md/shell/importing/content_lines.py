"""Lines of vCards 2.1, 3.0 and 4.0 alike: unfolded, decoded, each with the place where it began."""

import quopri
import re
from collections.abc import Iterator
from typing import Final

import msgspec

_PROPERTY: Final = re.compile(
    r"""(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z][\w-]*)(?P<params>(?:;[^:;"]*(?:"[^"]*"[^:;"]*)*)*):(?P<value>.*)""",
    re.DOTALL,
)
_PARAM: Final = re.compile(r';((?:[^;"]|"[^"]*")*)')
_PRINTABLE: Final = re.compile(r"^[^:]*;\s*(?:ENCODING=)?QUOTED-PRINTABLE\b[^:]*:", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ENCODINGS: Final = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT"})


class Property(msgspec.Struct, frozen=True):
    """One property as it stands in a card. The value is decoded and still escaped."""

    line: int
    name: str
    """Upper case."""
    value: str
    group: str = ""
    params: dict[str, tuple[str, ...]] = {}
    """Names in upper case; a bare word of vCard 2.1 is a TYPE."""

    def types(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.params.get("TYPE", ()))

    def parts(self, separator: str = ";") -> list[str]:
        """The parts of a structured value."""
        return split(self.value, separator)

    def text(self) -> str:
        return unescape(self.value)


def properties(text: str) -> Iterator[Property | int]:
    """Every property in order; the number of a line instead where there is none."""
    for line, logical in _unfolded(text):
        if not logical.strip():
            continue
        found = _PROPERTY.fullmatch(logical.strip())
        yield _property(line, found) if found else line


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Join what was folded: by a leading space, or in quoted-printable by a `=` at the end."""
    start, parts, soft = 1, list[str](), False
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if soft and parts:
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif line[:1] in {" ", "\t"} and parts and line.strip():
            parts.append(line[1:])
        else:
            if parts:
                yield start, "".join(parts)
            start, parts = number, [line]
        soft = line.endswith("=") and _PRINTABLE.match(parts[0]) is not None
    yield start, "".join(parts)


def _property(line: int, found: re.Match[str]) -> Property:
    params: dict[str, tuple[str, ...]] = {}
    for written in _PARAM.findall(found["params"]):
        name, equals, value = written.strip().partition("=")
        if not equals:
            name, value = ("ENCODING" if name.upper() in _ENCODINGS else "TYPE"), name
        values = (part.strip().strip('"') for part in (value.strip('"').split(",") if name else ()))
        params[name.upper()] = (*params.get(name.upper(), ()), *values)
    return Property(line, found["name"].upper(), _decoded(found["value"], params), found["group"] or "", params)


def _decoded(value: str, params: dict[str, tuple[str, ...]]) -> str:
    if "QUOTED-PRINTABLE" not in (word.upper() for word in params.get("ENCODING", ())):
        return value
    data = quopri.decodestring(value.encode("utf-8", "replace"))
    for charset in (*params.get("CHARSET", ()), "utf-8", "cp1252"):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


def unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text) if "\\" in text else text


def split(text: str, separator: str) -> list[str]:
    """Split at separators that no backslash protects, and unescape the parts."""
    parts = re.findall(rf"(?:^|{separator})((?:[^\\{separator}]|\\.|\\$)*)", text, re.DOTALL)
    return [unescape(part) for part in parts]
