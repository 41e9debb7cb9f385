"""Every place in a vault that names a person: notes, links, names and aliases in texts, e-mail, file names."""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

import msgspec

from netlead_md.linking.fields import field_names
from netlead_md.linking.names import Resolver, base_name, folded
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from netlead_md.reading import scan_links
from netlead_md.reading.quotes import undoubled
from netlead_md.shell.session import State

NEWLINE: Final = re.compile(r"\r\n|\n|\r")
_WIKI: Final = re.compile(r"!?\[\[([^\[\]\n|#]*)(?:#[^\[\]\n|]*)?(?:\|[^\[\]\n]*)?\]\]")
_EMAIL: Final = re.compile(r"[^\s<>\"',;:()\[\]]+@[^\s<>\"',;:()\[\]]+\w")


_ACCENTS: Final = "\u0300-\u036f"
"""Those that stand behind their letter, as in texts from macOS: `Jose` is another name than the one with an accent."""


class Mention(msgspec.Struct, frozen=True, order=True):
    path: str
    line: int
    """0: the file itself."""
    column: int
    end: int
    what: str
    """note, link, name, alias, e-mail, file name, unread."""
    text: str = ""
    doubt: str = ""
    """Why it may be somebody else, or cannot be touched."""


class Wanted(msgspec.Struct, frozen=True):
    """All by which a person may be named."""

    path: str
    names: frozenset[str]
    """Folded."""
    emails: frozenset[str]
    pattern: re.Pattern[str]
    shared: frozenset[str]
    """Names that somebody else has too."""
    resolver: Resolver


def wanted(state: State, key: str) -> Wanted:
    network = state.book.network
    person = network.people[key]
    names = {folded(name) for name in (person.name, *person.aliases)}
    forms = {normalize(form, name) for name in (person.name, *person.aliases) for form in ("NFC", "NFD")}
    either = "|".join(
        re.escape(name).replace("'", "''?") for name in sorted(forms, key=lambda name: (-len(name), name))
    )
    return Wanted(
        person.path or key,
        frozenset(names),
        frozenset(_emails(state, state.notes.get(person.path or key))),
        re.compile(rf"(?<!\w)(?:{either})(?![\w{_ACCENTS}])", re.IGNORECASE),
        frozenset(name for name in names if " " not in name) | frozenset(_others(network, key) & names),
        Resolver.of((*network.files, *network.kinds)),
    )


def _emails(state: State, note: Note | None) -> Iterator[str]:
    table = field_names(state.config).by_kind["person"]
    for field in note.fields if note else ():
        if table.get(field.key, ("", 0))[0] == "email":
            yield from (found[0].lower() for found in _EMAIL.finditer(str(field.value)))


def _others(network: Network, key: str) -> set[str]:
    named = [(card.key, (card.name, *card.aliases)) for card in network.people.values()]
    named += [(card.key, (card.name, *card.aliases)) for card in network.organisations.values()]
    return {folded(name) for other, names in named if other != key for name in names}


def in_text(sought: Wanted, path: str, text: str) -> Iterator[Mention]:
    """All mentions in one text, its own line ends and byte order mark included."""
    folder = path.rpartition("/")[0]
    for number, line in enumerate(NEWLINE.split(text.removeprefix("\ufeff")), 1):
        low = folded(undoubled(line))
        if "[" not in line and "@" not in line and not any(name in low for name in sought.names):
            continue
        taken = [False] * (len(line) + 1)
        for start, end, what, doubt in _in_line(sought, line, folder):
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                yield Mention(path, number, start + 1, end + 1, what, line[start:end], doubt)


def _in_line(sought: Wanted, line: str, folder: str) -> Iterator[tuple[int, int, str, str]]:
    """Links first, for a name may stand within one."""
    for found in _WIKI.finditer(line):
        target = found[1].removesuffix("\\").strip()
        hit = sought.resolver.match(target, folder).path
        if not hit and "''" in target:
            target = undoubled(target)
            hit = sought.resolver.match(target, folder).path
        if hit == sought.path:
            yield *found.span(), "link", ""
        elif not hit and folded(base_name(target)) in sought.names:
            yield (
                *found.span(),
                "link",
                "it leads nowhere, and may mean somebody else" if _shared(sought, target) else "",
            )
    for link in scan_links(line):
        if link.markdown and sought.resolver.match(link.target, folder).path == sought.path:
            yield link.column - 1, link.end_column - 1, "link", ""
    for found in _EMAIL.finditer(line):
        if found[0].lower() in sought.emails:
            yield *found.span(), "e-mail", ""
    for found in sought.pattern.finditer(line):
        yield *found.span(), "name", "this may be somebody else" if _shared(sought, undoubled(found[0])) else ""


def _shared(sought: Wanted, text: str) -> bool:
    return folded(base_name(text)) in sought.shared


def in_name(sought: Wanted, path: str) -> bool:
    """Whether a file's or folder's name tells of the person."""
    return path != sought.path and any(" " in name and name in folded(path) for name in sought.names)
