"""Who is meant: from the links and texts of fields to the keys of people, organisations and projects."""

from collections.abc import Iterable, Iterator
from typing import Final

from netlead_md.linking.fields import NoteFields
from netlead_md.linking.link_resolver import LinkMatch, LinkResolver, link_name, normalise_name
from netlead_md.linking.values import Value, value_text
from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.note import Link
from netlead_md.model.words import NoteKind
from netlead_md.parsing import find_links
from netlead_md.parsing.full_names import NameIndex, build_name_index, find_full_names, find_given_names, without_title
from netlead_md.parsing.suggestions import SURE, suggest_close

OURS: Final = frozenset({"person", "organisation", "project"})
_NO_NAME: Final = frozenset({"-", "–", "—", "?", "n/a", "na", "none", "null", "tbd", "unknown"})
_MOST_LOOKUPS: Final = 300
"""Distinct unknown names for which a near one is looked for: an old vault may hold thousands."""


class EntityResolver:
    """All notes by kind and name."""

    def __init__(  # noqa: PLR0913 what names can mean has as many parts
        self,
        resolver: LinkResolver,
        kinds: dict[str, NoteKind],
        aliases: dict[str, tuple[str, ...]],
        doubtful: set[str],
        *,
        near: dict[str, str] | None = None,
        shown: dict[str, str] | None = None,
    ) -> None:
        self.resolver = resolver
        self.kinds = kinds
        self.doubtful = doubtful
        """Notes whose kind is misspelt: that is said once, there."""
        self._aliases: dict[str, list[str]] = {}
        for path in sorted(aliases):
            for alias in aliases[path]:
                self._aliases.setdefault(normalise_name(alias), []).append(path)
        self.near = dict(near or {})
        """Names that were looked for, each with the near one that was found."""
        self._ours: dict[str, str] = {}
        self._spoken = aliases
        self._shown = shown or {}
        """Of each note whose name is not its file's: the name."""
        self._full: tuple[NameIndex, dict[str, str]] | None = None
        self._firsts: dict[str, list[str]] | None = None
        self._lasts: dict[str, list[str]] | None = None

    def alias_of(self, name: str) -> str:
        """The one note that has this as an alias, or empty."""
        paths = self._aliases.get(normalise_name(name), ())
        return paths[0] if len(paths) == 1 else ""

    def full_names(self, text: str) -> dict[str, str]:
        """Whom a text names in full, without brackets (SPEC §2.5): the name as written, and the key of its note."""
        if self._full is None:
            self._full = self._index()
        index, keys = self._full
        return {found.name: keys[found.name] for found in find_full_names(text, index)}

    def _index(self) -> tuple[NameIndex, dict[str, str]]:
        """The names and aliases of people and organisations, without those that two have."""
        keys: dict[str, set[str]] = {}
        for path, kind in self.kinds.items():
            if kind in {"person", "organisation"}:
                for name in (link_name(path), *self._spoken.get(path, ())):
                    keys.setdefault(name, set()).add(path)
                    if kind == "person" and (bare := without_title(name)) != name:
                        keys.setdefault(bare, set()).add(path)
        alone = {name: next(iter(found)) for name, found in keys.items() if len(found) == 1}
        return build_name_index(alone), alone

    def called(self, name: str) -> tuple[str, ...]:
        """The people of a name, else of a first name, in the writer's own case."""
        if not name or not name[0].isupper():
            return ()
        bare = without_title(name)
        if whole := self._person_named(name) or self._person_named(bare):
            return (whole,)
        return tuple(self._by_first_name().get(bare, ()))

    def _by_first_name(self) -> dict[str, list[str]]:
        if self._firsts is None:
            self._firsts = {}
            for path in sorted(path for path, kind in self.kinds.items() if kind == "person"):
                for name in dict.fromkeys((self.name_of(path), *self._spoken.get(path, ()))):
                    found = self._firsts.setdefault(next(iter(without_title(name).split()), ""), [])
                    if path not in found:
                        found.append(path)
        return self._firsts

    def first_names(self, text: str) -> dict[str, str]:
        """Who may be meant by the first names in a text: each name that one person alone has, and their key.

        A name that is a word too (`Will`, `May`) is none; `Frau Amann` is one where one person has that last name.
        """
        firsts = self._by_first_name()
        found: dict[str, str] = {}
        for name, title in find_given_names(text):
            keys = self._by_last_name().get(name, ()) if title else firsts.get(name, ())
            if not keys and name[-1:] == "s":
                name = name[:-1]  # noqa: PLW2901 - `Hamids Falafel`
                keys = firsts.get(name, ())
            if len(keys) == 1:
                found.setdefault(f"{title}{name}", keys[0])
        return found

    def _by_last_name(self) -> dict[str, list[str]]:
        if self._lasts is None:
            self._lasts = {}
            for path in sorted(path for path, kind in self.kinds.items() if kind == "person"):
                if len(words := without_title(self.name_of(path)).split()) > 1 or without_title(
                    self.name_of(path)
                ) != self.name_of(path):
                    self._lasts.setdefault(words[-1], []).append(path)
        return self._lasts

    def name_of(self, path: str) -> str:
        """The name of a note as pages show it (SPEC §2.1)."""
        return self._shown.get(path) or link_name(path)

    def link_to(self, key: str, name: str) -> str:
        """The link to a note that shows a name: `[[Ada Lark]]`, or with its path or another name where needed."""
        target = link_name(key) if self.resolver.bare_enough(key) else key.removesuffix(".md")
        return f"[[{target}]]" if target == name else f"[[{target}|{name}]]"

    def nearest(self, target: str) -> str:
        """The name of ours that a target was probably meant to be, or empty."""
        wanted = normalise_name(link_name(target))
        if wanted in self.near or len(self.near) >= _MOST_LOOKUPS:
            return self.near.get(wanted, "")
        names = self._names()
        self.near[wanted] = names.get(suggest_close(wanted, names, SURE), "")
        return self.near[wanted]

    @property
    def exhausted(self) -> bool:
        """Whether names were left without a near one, so that which ones have it depends on the order of all notes."""
        return len(self.near) >= _MOST_LOOKUPS

    def _names(self) -> dict[str, str]:
        if not self._ours:
            ours = sorted(path for path, kind in self.kinds.items() if kind in OURS)
            self._ours = {normalise_name(name): name for name in map(link_name, reversed(ours))}
        return self._ours

    def organisation(self, sheet: NoteFields, value: Value, field: str) -> str:
        """Key of the organisation in a field: a note, or a mere name. Empty where a note of another kind is linked."""
        text = value_text(value.value)
        links = links_in(value)
        if not links:
            return self._by_text(sheet, text)
        link = links[0]
        match = self.resolver.match(link.target, sheet.path.rpartition("/")[0])
        kind = self.kinds.get(match.path, "other")
        if kind == "organisation":
            self.ambiguous(sheet, value, link, match)
            return match.path
        if kind == "other":
            alias = self.alias_of(link.target) if not match.path else ""
            if alias and self.kinds[alias] == "organisation":
                sheet.fault(FaultKind.ALIAS_AS_TARGET, value, link.target, link_name(alias), field)
                return alias
            return _name(sheet, link_name(link.target))
        self._wrong(sheet, value, link.target, kind, "organisation", field)
        return ""

    def _by_text(self, sheet: NoteFields, text: str) -> str:
        if not text or text.lower() in _NO_NAME:
            return ""
        fitting = [path for path in self.resolver.fitting(text) if self.kinds.get(path) == "organisation"]
        if fitting:
            return fitting[0]
        alias = self.alias_of(text)
        return alias if self.kinds.get(alias) == "organisation" else _name(sheet, text)

    def people(self, sheet: NoteFields, value: Value, field: str) -> Iterator[str]:
        """Keys of the people in a field."""
        links = links_in(value)
        for link in links:
            match = self.resolver.match(link.target, sheet.path.rpartition("/")[0])
            kind = self.kinds.get(match.path, "other")
            if kind == "person":
                self.ambiguous(sheet, value, link, match)
                yield match.path
            elif not match.path:
                self.missing(sheet, value, link.target, field)
            elif kind != "other" or field in {"knows", "decides"}:
                self._wrong(sheet, value, link.target, kind, "person", field)
        if not links:
            yield from self._people_by_text(sheet, value, field)

    def _people_by_text(self, sheet: NoteFields, value: Value, field: str) -> Iterator[str]:
        whole = value_text(value.value)
        for text in (whole,) if self._person_named(whole) else (part.strip() for part in whole.split(",")):
            if not text:
                continue
            if path := self._person_named(text):
                yield path
            else:
                sheet.sought = True
                if nearest := self.nearest(text):
                    sheet.fault(FaultKind.NO_SUCH_NOTE, value, text, field, nearest)

    def _person_named(self, text: str) -> str:
        fitting = [path for path in self.resolver.fitting(text) if self.kinds.get(path) == "person"]
        alias = self.alias_of(text)
        return fitting[0] if fitting else alias if self.kinds.get(alias) == "person" else ""

    def missing(self, sheet: NoteFields, value: Value, target: str, field: str) -> None:
        if alias := self.alias_of(target):
            sheet.fault(FaultKind.ALIAS_AS_TARGET, value, target, link_name(alias), field)
        else:
            sheet.sought = True
            sheet.fault(FaultKind.NO_SUCH_NOTE, value, target, field, self.nearest(target))

    def ambiguous(self, sheet: NoteFields, value: Value, link: Link, match: LinkMatch) -> None:
        if match.rivals:
            sheet.fault(FaultKind.AMBIGUOUS_NAME, value, link.target, *match.rivals)

    def _wrong(self, sheet: NoteFields, value: Value, *words: str) -> None:
        match = self.resolver.match(words[0], sheet.path.rpartition("/")[0])
        if match.path not in self.doubtful:
            sheet.fault(FaultKind.WRONG_KIND, value, *words)


def _name(sheet: NoteFields, text: str) -> str:
    """Key of an organisation that is only named."""
    key = f"name:{normalise_name(text.strip())}"
    sheet.named.setdefault(key, text.strip())
    return key


def links_in(value: Value) -> tuple[Link, ...]:
    """The links in the text of a field."""
    text = value.value
    if not isinstance(text, str) or "[" not in text:
        return ()
    if text.startswith("[[") and text.endswith("]]") and text.isascii() and text.count("[") == 2 and "\\" not in text:  # noqa: PLR2004
        target = text[2:-2].partition("|")[0].partition("#")[0].strip()
        return (Link(target),) if target else ()
    return find_links(text)


def targets_of(keys: Iterable[str], resolver: LinkResolver) -> dict[str, str]:
    """What to write between `[[ ]]` for each key: the bare name where that is enough, else the path."""
    result = {}
    for key in keys:
        if not key.startswith("name:"):
            bare = link_name(key)
            whole = key[:-3] if key[-3:].lower() == ".md" else key
            result[key] = bare if resolver.bare_enough(key) else whole
    return result
