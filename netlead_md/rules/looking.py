"""Rules at work: each is asked of what may differ since the last time, and of nothing else."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final, TypeVar

import msgspec

from netlead_md.model.page import Diagnostic
from netlead_md.rules.rule import Finding, Rule
from netlead_md.rules.scene import (
    OneOrganisation,
    OnePerson,
    Seen,
    Sight,
    Somebody,
    SomeNotes,
    WholeVault,
    each_organisation,
    each_person,
    some_notes,
    whole_vault,
)
from netlead_md.rules.table import RULES

T = TypeVar("T")
Keys = dict[type[Sight], Collection[str]]
"""Paths of notes, keys of people and of organisations, by what rules look at."""


class Group(msgspec.Struct, frozen=True):
    """Rules that look at the same things; one that knows something beside stands by itself."""

    of: type[Sight]
    rules: tuple[Rule, ...]
    beside: Callable[[WholeVault], object]


class Kept(msgspec.Struct, frozen=True):
    """What a group found, by path or key of what was looked at, and what it knew beside."""

    beside: object
    found: dict[str, list[Diagnostic]]


class Looked(msgspec.Struct, frozen=True):
    seen: Seen
    changed: Collection[str]
    """Paths of the notes that may have differed from the time before."""
    kept: tuple[Kept, ...]
    """In order of the groups."""


def look(seen: Seen, last: Looked | None) -> Looked:
    """Ask every rule, but keep what it said the last time, with the same config and day, of all that is unchanged."""
    whole = _whole(seen)
    stale = _stale(seen, last.seen) if last is not None else whole
    vault = whole_vault(seen)
    scenes = {of: tuple(_scenes(of, vault, seen, stale[of])) for of in whole}
    kept: list[Kept] = []
    for index, group in enumerate(_GROUPS):
        beside, of = group.beside(vault), group.of
        known = last.kept[index] if last is not None else None
        if known is None:
            found = _ask(group, beside, scenes[of])
        elif known.beside == beside:
            found = _together(known.found, _ask(group, beside, scenes[of]), stale[of], whole[of])
        else:
            found = _ask(group, beside, _scenes(of, vault, seen, whole[of]))
        kept.append(Kept(beside, found))
    return Looked(seen, stale[SomeNotes], tuple(kept))


def _groups(of: type[Sight]) -> Iterator[Group]:
    """A rule about somebody is one about people and one about organisations."""
    own = [rule for rule in RULES if issubclass(of, rule.of)]
    yield Group(of, tuple(rule for rule in own if rule.beside is None), lambda _: None)
    yield from (Group(of, (rule,), rule.beside) for rule in own if rule.beside is not None)


_GROUPS: Final = tuple(group for of in (SomeNotes, OnePerson, OneOrganisation, WholeVault) for group in _groups(of))


def _scenes(of: type[Sight], vault: WholeVault, seen: Seen, keys: Collection[str]) -> Iterable[Sight]:
    if of is SomeNotes:
        return (some_notes(seen, keys),)
    if of is OnePerson:
        return each_person(seen, keys)
    return each_organisation(seen, keys) if of is OneOrganisation else (vault,)


def _ask(group: Group, beside: object, scenes: Iterable[Sight]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for scene in scenes:
        for rule in group.rules:
            for finding in rule.look(scene) if rule.beside is None else rule.look(scene, beside):
                found.setdefault(_key(scene, finding), []).append(coded(rule, finding))
    return found


def _key(scene: Sight, finding: Finding) -> str:
    if isinstance(scene, Somebody):
        return scene.card.key
    return finding.path if isinstance(scene, SomeNotes) else ""


def coded(rule: Rule, finding: Finding) -> Diagnostic:
    return Diagnostic(
        rule.code,
        rule.name,
        rule.severity,
        finding.message,
        finding.path,
        finding.place,
        finding.help,
        finding.related,
        finding.fix,
        finding.subject or finding.message,
    )


def _together(
    known: dict[str, list[Diagnostic]],
    found: dict[str, list[Diagnostic]],
    stale: Collection[str],
    order: Iterable[str],
) -> dict[str, list[Diagnostic]]:
    """What was found before and what is found now, in the order in which all of it would be found now."""
    if not found and known.keys().isdisjoint(stale):
        return known
    both = {key: each for key, each in known.items() if key not in stale} | found
    return {key: both[key] for key in order if key in both}


def _whole(seen: Seen) -> Keys:
    paths = {*seen.notes, *seen.faults, *seen.book.network.faults_by_note}
    return {SomeNotes: paths, OnePerson: seen.book.people, OneOrganisation: seen.book.ledgers, WholeVault: ("",)}


def _stale(now: Seen, before: Seen) -> Keys:
    """Whatever differs from the time before, or is no longer there."""
    network, old = now.book.network, before.book.network
    written = _differing(now.notes, before.notes)
    notes = written | _differing(network.by_note, old.by_note) | _differing(network.kinds, old.kinds)
    notes |= _differing(network.faults_by_note, old.faults_by_note) | _differing(now.faults, before.faults)
    people = written | _differing(network.people, old.people) | _differing(now.book.people, before.book.people)
    organisations = written | _differing(network.organisations, old.organisations)
    organisations |= _differing(now.book.ledgers, before.book.ledgers)
    organisations |= {key for key, ledger in now.book.ledgers.items() if not people.isdisjoint(ledger.people)}
    return {SomeNotes: notes, OnePerson: people, OneOrganisation: organisations, WholeVault: ("",)}


def _differing(now: Mapping[str, T], before: Mapping[str, T]) -> set[str]:
    """Keys of what is another, new or gone. What is the same object costs nothing to compare."""
    if now is before:
        return set()
    found = {key for key, value in now.items() if (old := before.get(key)) is not value and old != value}
    return found.union(before.keys() - now.keys())
