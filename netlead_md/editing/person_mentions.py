"""Every place that names a person: notes, links, names in any form, addresses, numbers, profiles, file names."""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

import msgspec

from netlead_md.linking.fields import field_names
from netlead_md.linking.link_resolver import LinkResolver, link_name, normalise_name
from netlead_md.model.network import Network
from netlead_md.parsing import find_links
from netlead_md.parsing.frontmatter import undouble_quotes
from netlead_md.vault.session import VaultState

NEWLINE: Final = re.compile(r"\r\n|\n|\r")
_WIKI: Final = re.compile(r"!?\[\[([^\[\]\n|#]*)(?:#[^\[\]\n|]*)?(?:\|[^\[\]\n]*)?\]\]")
_EMAIL: Final = re.compile(r"(?<![^\s<>\"',;:()\[\]@])[^\s<>\"',;:()\[\]@]++@[^\s<>\"',;:()\[\]]+\w")
_TELEPHONE: Final = re.compile(r"(?<![\w.,/-])[+(]{0,2}[0-9][0-9 ()./\u00a0\u2011-]{4,28}[0-9](?![\w-])")
_PROFILE: Final = re.compile(r"linkedin\.com/(?:in|pub)/([\w%.-]+)", re.IGNORECASE)
_ACCENTS: Final = "\u0300-\u036f"
"""Those that stand behind their letter, as in texts from macOS: `Jose` is another name than the one with an accent."""
_GAP: Final = r"(?:[ \t\u00a0\u2007\u202f]|[*_~=]{1,3}|&nbsp;|%20)+"
"""What may stand between two words of a name: blanks of any kind, and marks of emphasis."""
_OVER_LINES: Final = r"[ \t]*(?:\r\n|\n|\r)[ \t>*+-]*"
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that put no blanks between words."""
_LONGER: Final = re.compile(rf"(?:{_GAP}|[-–])(?=[A-ZÀ-ÖØ-Þ][^\W\d_]{{2,}})")
_LEAST_DIGITS: Final = 7
_SAME_DIGITS: Final = 8
"""So many last figures make two telephone numbers one: what stands before is written in many ways."""

SHARED: Final = "this may be somebody else"
LONGER: Final = "this may be a longer name"
BROKEN: Final = "it runs over two lines"
NOWHERE: Final = "it leads nowhere, and may mean somebody else"


class PersonMention(msgspec.Struct, frozen=True, order=True):
    path: str
    line: int
    """0: the file itself."""
    column: int
    end: int
    what: str
    """note, link, name, alias, e-mail, telephone, profile, tag, file name, unread."""
    text: str = ""
    doubt: str = ""
    """Why it may be somebody else, or cannot be touched."""


class MentionQuery(msgspec.Struct, frozen=True):
    """All by which a person may be named."""

    path: str
    names: frozenset[str]
    """Folded."""
    emails: frozenset[str]
    telephones: frozenset[str]
    """Their last figures."""
    profiles: frozenset[str]
    pattern: re.Pattern[str]
    broken: re.Pattern[str]
    """The names with the end of a line in them."""
    slugs: re.Pattern[str]
    longer: re.Pattern[str] | None
    """Names of others that hold one of these."""
    shared: frozenset[str]
    """Names that somebody else has too."""
    resolver: LinkResolver

    def may_hold(self, text: str) -> bool:
        """Whether a text names the person in any way; quick, for whole files."""
        return any(True for _ in find_in_text(self, "", text))


def build_mention_query(state: VaultState, key: str) -> MentionQuery:
    """Names in both forms of Unicode, reversed and as slugs; addresses, numbers and profiles from the note."""
    network = state.book.network
    person = network.people[key]
    written = [name for name in (person.name, *person.aliases) if name.strip()]
    names = {normalise_name(name) for name in written}
    forms = {normalize(form, name) for name in (*written, *map(_reverse, written)) for form in ("NFC", "NFD") if name}
    told = _list_details(state, person.path or key)
    others = _list_other_names(network, key)
    holding = sorted((name for name in others if _holds_more(name, names)), key=lambda name: (-len(name), name))
    return MentionQuery(
        person.path or key,
        frozenset(names),
        frozenset(text.lower() for text in told.get("email", ())),
        frozenset(filter(None, map(_last_figures, told.get("phone", ())))),
        frozenset(
            found[1].lower().strip("/") for text in told.get("linkedin", ()) for found in _PROFILE.finditer(text)
        ),
        _any_name(forms, _GAP),
        _any_name({name for name in forms if " " in name}, _OVER_LINES),
        _any_slug(written),
        re.compile("|".join(map(re.escape, holding)), re.IGNORECASE) if holding else None,
        frozenset(name for name in names if " " not in name)
        | frozenset({normalise_name(each) for each in others} & names),
        LinkResolver.of((*network.files, *network.kinds)),
    )


def _reverse(name: str) -> str:
    """`Lovelace, Ada` for `Ada Lovelace`."""
    first, _, last = name.rpartition(" ")
    return f"{last}, {first}" if first else ""


def _any_name(names: set[str], gap: str) -> re.Pattern[str]:
    return re.compile("|".join(_name_pattern(name, gap) for name in _longest_first(names)) or r"(?!)", re.IGNORECASE)


def _longest_first(names: set[str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _name_pattern(name: str, gap: str) -> str:
    words = [re.escape(word).replace("'", "(?:''?|[’ʼ])") for word in name.split()]
    inside = gap.join(words)
    if _UNSPACED.search(name):
        return inside
    return rf"(?<![^\W_]){inside}(?![^\W_]|[{_ACCENTS}])"


def _any_slug(names: list[str]) -> re.Pattern[str]:
    """`ada-lovelace`, `ada_lovelace`, `#AdaLovelace`: a name of two words or more as one word."""
    slugs = {tuple(re.findall(r"\w+", name)) for name in names}
    parts = ["[-_+.]?".join(map(re.escape, words)) for words in sorted(slugs) if len(words) > 1]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])" if parts else r"(?!)", re.IGNORECASE)


def _list_details(state: VaultState, path: str) -> dict[str, list[str]]:
    """E-mail addresses, telephone numbers and profiles of a note."""
    note, table = state.notes.get(path), field_names(state.config).by_kind["person"]
    found: dict[str, list[str]] = {}
    for field in (*note.fields, *note.inline) if note else ():
        name = table.get(field.key, ("", 0))[0]
        values = field.value if isinstance(field.value, list) else [field.value]
        if name == "email":
            found.setdefault(name, []).extend(each[0] for value in values for each in _EMAIL.finditer(str(value)))
        elif name in {"phone", "linkedin"}:
            found.setdefault(name, []).extend(map(str, values))
    return found


def _last_figures(text: str) -> str:
    figures = re.sub(r"\D", "", text)
    return figures[-_SAME_DIGITS:] if len(figures) >= _LEAST_DIGITS else ""


def _list_other_names(network: Network, key: str) -> set[str]:
    named = [(each.key, (each.name, *each.aliases)) for each in network.people.values()]
    named += [(each.key, (each.name, *each.aliases)) for each in network.organisations.values()]
    named += [(each.key, (each.name,)) for each in network.projects.values()]
    return {name for other, names in named if other != key for name in names}


def _holds_more(name: str, names: set[str]) -> bool:
    folded = normalise_name(name)
    return folded not in names and any(each in folded for each in names)


def find_in_text(sought: MentionQuery, path: str, text: str) -> Iterator[PersonMention]:
    """All mentions in one text, its own line ends and byte order mark included."""
    folder = path.rpartition("/")[0]
    text = text.removeprefix("\ufeff")
    starts = [0]
    for number, line in enumerate(NEWLINE.split(text), 1):
        taken = [False] * (len(line) + 1)
        for start, end, what, doubt in _find_in_line(sought, line, folder):
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                if what:
                    yield PersonMention(path, number, start + 1, end + 1, what, line[start:end], doubt)
    if not sought.broken.search(text):
        return
    starts += [found.end() for found in NEWLINE.finditer(text)]
    line = 0
    for found in sought.broken.finditer(text):
        while line + 1 < len(starts) and starts[line + 1] <= found.start():
            line += 1
        column = found.start() - starts[line] + 1
        shown = " ".join(found[0].split())
        yield PersonMention(path, line + 1, column, column + len(found[0]), "name", shown, BROKEN)


def _find_in_line(sought: MentionQuery, line: str, folder: str) -> Iterator[tuple[int, int, str, str]]:
    """Links first, for a name may stand within one; without a word for what it is, a place that is another's."""
    yield from _find_links(sought, line, folder)
    if sought.longer is not None:
        yield from ((*found.span(), "", "") for found in sought.longer.finditer(line))
    yield from _find_details(sought, line)
    for found in sought.pattern.finditer(line):
        yield *found.span(), "name", _doubt_of_name(sought, line, found)
    for found in sought.slugs.finditer(line):
        tag = line[: found.start()].endswith("#")
        yield found.start() - tag, found.end(), "tag" if tag else "name", ""


def _find_details(sought: MentionQuery, line: str) -> Iterator[tuple[int, int, str, str]]:
    for found in _EMAIL.finditer(line) if "@" in line else ():
        if found[0].lower() in sought.emails:
            yield *found.span(), "e-mail", ""
    for found in _PROFILE.finditer(line) if sought.profiles else ():
        if found[1].lower().strip("/") in sought.profiles:
            yield *found.span(), "profile", ""
    for found in _TELEPHONE.finditer(line) if sought.telephones else ():
        if _last_figures(found[0]) in sought.telephones:
            yield *found.span(), "telephone", ""


def _profiles_in(text: str) -> Iterator[str]:
    yield from (found[1].lower().strip("/") for found in _PROFILE.finditer(text))


def _find_links(sought: MentionQuery, line: str, folder: str) -> Iterator[tuple[int, int, str, str]]:
    for found in _WIKI.finditer(line) if "[[" in line else ():
        target = found[1].removesuffix("\\").strip()
        hit = sought.resolver.match(target, folder).path
        if not hit and "''" in target:
            target = undouble_quotes(target)
            hit = sought.resolver.match(target, folder).path
        if hit == sought.path:
            yield *found.span(), "link", ""
        elif not hit and normalise_name(link_name(target)) in sought.names:
            yield *found.span(), "link", NOWHERE if _is_shared_name(sought, target) else ""
        elif hit or _holds_more(link_name(target), set(sought.names)):
            yield found.start(1), found.end(1), "", ""
    if "](" not in line:
        return
    for link in find_links(line):
        if link.markdown and sought.resolver.match(link.target, folder).path == sought.path:
            yield link.column - 1, link.end_column - 1, "link", ""


def _doubt_of_name(sought: MentionQuery, line: str, found: re.Match[str]) -> str:
    if _is_shared_name(sought, undouble_quotes(found[0])):
        return SHARED
    return LONGER if _LONGER.match(line, found.end()) else ""


def _is_shared_name(sought: MentionQuery, text: str) -> bool:
    return normalise_name(link_name(text)) in sought.shared


def is_named_in_path(sought: MentionQuery, path: str) -> bool:
    """Whether a file's or folder's name tells of the person."""
    if path == sought.path:
        return False
    folded = normalise_name(path)
    longer = sought.longer.sub("", folded) if sought.longer is not None else folded
    return any(" " in name and name in longer for name in sought.names) or sought.slugs.search(longer) is not None
