"""Rules at work: each is asked of what may differ since the last time, and of nothing else."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, compress
from operator import is_not
from typing import Any, Final, TypeVar

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


_SCOPES: Final[tuple[type[Sight], ...]] = (SomeNotes, OnePerson, OneOrganisation, WholeVault)
_GLEANING: Final = tuple((rule, rule.glean) for rule in RULES if rule.glean is not None)
_PLAIN: Final = {of: tuple(rule for rule in RULES if issubclass(of, rule.of) and rule.glean is None) for of in _SCOPES}
"""A rule about somebody is one about people and one about organisations."""


class _Gleaned(msgspec.Struct, frozen=True):
    """Of a rule that gleans."""

    found: dict[str, list[Any]]
    """By path or key of what it was gleaned from."""
    beside: object
    diagnostics: list[Diagnostic]


class Looked(msgspec.Struct, frozen=True):
    seen: Seen
    changed: Collection[str]
    """Paths of the notes that may have differed from the time before."""
    found: dict[type[Sight], dict[str, list[Diagnostic]]]
    """By what was looked at, and its path or key."""
    gleaned: dict[str, _Gleaned]
    """By code."""

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Give all, in an order that is always the same for those of one code in one note."""
        for found in self.found.values():
            yield from chain.from_iterable(found.values())
        for gleaned in self.gleaned.values():
            yield from gleaned.diagnostics


def look(seen: Seen, last: Looked | None) -> Looked:
    """Ask every rule, but keep what it said the last time, with the same config and day, of all that is unchanged."""
    whole = _whole(seen)
    stale = _stale(seen, last.seen) if last is not None else whole
    vault = whole_vault(seen)
    scenes = {of: tuple(_scenes(of, vault, seen, stale[of])) for of in _SCOPES}

    def merged(of: type[Sight], known: dict[str, list[T]], ask: Callable[[Any], Iterable[T]]) -> dict[str, list[T]]:
        order = whole[of] if issubclass(of, Somebody) else None
        return _merged(known, _by_key(scenes[of], ask), stale[of], order)

    found = {of: merged(of, last.found[of] if last is not None else {}, partial(_ask, _PLAIN[of])) for of in _SCOPES}
    gleaned: dict[str, _Gleaned] = {}
    for rule, glean in _GLEANING:
        known = last.gleaned[rule.code] if last is not None else None
        now = merged(rule.of, known.found if known is not None else {}, glean)
        beside = rule.beside(vault)
        if known is None or known.found is not now or known.beside != beside:
            every = list(chain.from_iterable(now.values()))
            known = _Gleaned(now, beside, [coded(rule, finding) for finding in rule.look(every, beside)])
        gleaned[rule.code] = known
    return Looked(seen, stale[SomeNotes], found, gleaned)


def _scenes(of: type[Sight], vault: WholeVault, seen: Seen, keys: Collection[str]) -> Iterable[Sight]:
    if of is SomeNotes:
        return (some_notes(seen, keys),)
    if of is OnePerson:
        return each_person(seen, keys)
    return each_organisation(seen, keys) if of is OneOrganisation else (vault,)


def _ask(rules: Sequence[Rule], scene: Sight) -> Iterator[Diagnostic]:
    for rule in rules:
        for finding in rule.look(scene):
            yield coded(rule, finding)


def _by_key(scenes: Iterable[Sight], ask: Callable[[Sight], Iterable[Any]]) -> dict[str, list[Any]]:
    """What is found or gleaned, by the path or the key of what it was found in."""
    found: dict[str, list[Any]] = {}
    for scene in scenes:
        for each in ask(scene):
            key = scene.card.key if isinstance(scene, Somebody) else each.path if isinstance(scene, SomeNotes) else ""
            found.setdefault(key, []).append(each)
    return found


def coded(rule: Rule, finding: Finding) -> Diagnostic:
    """Give a finding the code, name and severity of its rule."""
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


def _merged(
    known: dict[str, list[T]], now: dict[str, list[T]], stale: Collection[str], order: Iterable[str] | None
) -> dict[str, list[T]]:
    """What was found before and what is found now, in order; the very same as before if nothing differs."""
    if not now and known.keys().isdisjoint(stale):
        return known
    both = {key: each for key, each in known.items() if key not in stale} | now
    return {key: both[key] for key in (sorted(both) if order is None else order) if key in both}


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
    others = compress(now, map(is_not, now.values(), map(before.get, now)))
    return {key for key in others if now[key] != before.get(key)}.union(before.keys() - now.keys())
