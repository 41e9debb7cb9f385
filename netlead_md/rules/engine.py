"""Rules at work: each is asked of what may differ since the last time, and of nothing else."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, compress
from operator import is_not
from typing import Any, Final, TypeVar

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Diagnostic, DiagnosticRun, Fault
from netlead_md.model.note import Note
from netlead_md.rules.registry import RULES
from netlead_md.rules.rule import (
    EntityContext,
    Finding,
    NotesContext,
    OrganisationContext,
    PersonContext,
    Rule,
    RuleContext,
    RuleInput,
    VaultContext,
    each_organisation,
    each_person,
    some_notes,
    whole_vault,
)
from netlead_md.rules.suppressions import (
    Suppression,
    apply_suppressions,
    ignores_of,
    unused_ignore,
    unused_suppressions,
)

T = TypeVar("T")
Keys = dict[type[RuleContext], Collection[str]]
"""Paths of notes, keys of people and of organisations, by what rules look at."""


_SCOPES: Final[tuple[type[RuleContext], ...]] = (NotesContext, PersonContext, OrganisationContext, VaultContext)
_GLEANING: Final = tuple((rule, rule.glean) for rule in RULES if rule.glean is not None)
_PLAIN: Final = {of: tuple(rule for rule in RULES if issubclass(of, rule.of) and rule.glean is None) for of in _SCOPES}
"""A rule about somebody is one about people and one about organisations."""


_OF_INDIVIDUALS: Final = frozenset({"NL408", "NL502", "NL701", "NL702"})
"""What is said of somebody who stands for himself as of an organisation; all else is said of him as a person."""


class _CollectedFindings(msgspec.Struct, frozen=True):
    """Of a rule that gleans."""

    found: dict[str, list[Any]]
    """By path or key of what it was gleaned from."""
    beside: object
    diagnostics: list[Diagnostic]


class RuleRun(msgspec.Struct, frozen=True):
    seen: RuleInput
    changed: Collection[str]
    """Paths of the notes that may have differed from the time before."""
    found: dict[type[RuleContext], dict[str, list[Diagnostic]]]
    """By what was looked at, and its path or key."""
    gleaned: dict[str, _CollectedFindings]
    """By code."""

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Give all, in an order that is always the same for those of one code in one note."""
        for found in self.found.values():
            yield from chain.from_iterable(found.values())
        for gleaned in self.gleaned.values():
            yield from gleaned.diagnostics


def run_rules(seen: RuleInput, last: RuleRun | None) -> RuleRun:
    """Ask every rule, but keep what it said the last time, with the same config and day, of all that is unchanged."""
    whole = _all_keys(seen)
    stale = _stale_keys(seen, last.seen) if last is not None else whole
    vault = whole_vault(seen)
    scenes = {of: tuple(_rule_contexts(of, vault, seen, stale[of])) for of in _SCOPES}

    def merged(
        of: type[RuleContext], known: dict[str, list[T]], ask: Callable[[Any], Iterable[T]]
    ) -> dict[str, list[T]]:
        order = whole[of] if issubclass(of, EntityContext) else None
        return _merge_findings(known, _by_key(scenes[of], ask), stale[of], order)

    found = {
        of: merged(of, last.found[of] if last is not None else {}, partial(_ask_rules, _PLAIN[of])) for of in _SCOPES
    }
    gleaned: dict[str, _CollectedFindings] = {}
    for rule, glean in _GLEANING:
        known = last.gleaned[rule.code] if last is not None else None
        now = merged(rule.of, known.found if known is not None else {}, glean)
        beside = rule.beside(vault)
        if known is None or known.found is not now or known.beside != beside:
            every = list(chain.from_iterable(now.values()))
            known = _CollectedFindings(
                now, beside, [to_diagnostic(rule, finding) for finding in rule.look(every, beside)]
            )
        gleaned[rule.code] = known
    return RuleRun(seen, stale[NotesContext], found, gleaned)


def _rule_contexts(
    of: type[RuleContext], vault: VaultContext, seen: RuleInput, keys: Collection[str]
) -> Iterable[RuleContext]:
    if of is NotesContext:
        return (some_notes(seen, keys),)
    if of is PersonContext:
        return each_person(seen, keys)
    return each_organisation(seen, keys) if of is OrganisationContext else (vault,)


def _ask_rules(rules: Sequence[Rule], scene: RuleContext) -> Iterator[Diagnostic]:
    alone = isinstance(scene, OrganisationContext) and scene.ledger.individual
    for rule in rules:
        if alone and rule.code not in _OF_INDIVIDUALS:
            continue
        for finding in rule.look(scene):
            yield to_diagnostic(rule, finding)


def _by_key(scenes: Iterable[RuleContext], ask: Callable[[RuleContext], Iterable[Any]]) -> dict[str, list[Any]]:
    """What is found or gleaned, by the path or the key of what it was found in."""
    found: dict[str, list[Any]] = {}
    for scene in scenes:
        for each in ask(scene):
            key = (
                scene.card.key
                if isinstance(scene, EntityContext)
                else each.path
                if isinstance(scene, NotesContext)
                else ""
            )
            found.setdefault(key, []).append(each)
    return found


def to_diagnostic(rule: Rule, finding: Finding) -> Diagnostic:
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


def _merge_findings(
    known: dict[str, list[T]], now: dict[str, list[T]], stale: Collection[str], order: Iterable[str] | None
) -> dict[str, list[T]]:
    """What was found before and what is found now, in order; the very same as before if nothing differs."""
    if not now and known.keys().isdisjoint(stale):
        return known
    both = {key: each for key, each in known.items() if key not in stale} | now
    return {key: both[key] for key in (sorted(both) if order is None else order) if key in both}


def _all_keys(seen: RuleInput) -> Keys:
    paths = {*seen.notes, *seen.faults, *seen.book.network.faults_by_note}
    return {
        NotesContext: paths,
        PersonContext: seen.book.people,
        OrganisationContext: seen.book.ledgers,
        VaultContext: ("",),
    }


def _stale_keys(now: RuleInput, before: RuleInput) -> Keys:
    """Whatever differs from the time before, or is no longer there."""
    network, old = now.book.network, before.book.network
    written = _differing_keys(now.notes, before.notes)
    notes = written | _differing_keys(network.by_note, old.by_note) | _differing_keys(network.kinds, old.kinds)
    notes |= _differing_keys(network.faults_by_note, old.faults_by_note) | _differing_keys(now.faults, before.faults)
    notes |= _differing_keys(network.tellings_by_note, old.tellings_by_note)
    people = (
        written | _differing_keys(network.people, old.people) | _differing_keys(now.book.people, before.book.people)
    )
    organisations = written | _differing_keys(network.organisations, old.organisations)
    organisations |= _differing_keys(now.book.ledgers, before.book.ledgers)
    organisations |= {key for key, ledger in now.book.ledgers.items() if not people.isdisjoint(ledger.people)}
    return {NotesContext: notes, PersonContext: people, OrganisationContext: organisations, VaultContext: ("",)}


def _differing_keys(now: Mapping[str, T], before: Mapping[str, T]) -> set[str]:
    """Keys of what is another, new or gone. What is the same object costs nothing to compare."""
    if now is before:
        return set()
    others = compress(now, map(is_not, now.values(), map(before.get, now)))
    return {key for key in others if now[key] != before.get(key)}.union(before.keys() - now.keys())


# Everything that rules have to say about a vault, sorted, silenced where asked, and told apart (SPEC §5.1).


class _NoteFindings(msgspec.Struct, frozen=True):
    """What is said of one note, and of what it was made, besides the note."""

    found: list[Diagnostic]
    diagnostics: list[Diagnostic]


class _DiagnosticCache(msgspec.Struct, frozen=True):
    """What the next time needs of this one."""

    looked: RuleRun
    told: dict[str, _NoteFindings]
    """By path."""
    ignores: dict[str, tuple[Suppression, ...]]
    """By path, where there are any."""


def diagnose(
    book: Book, notes: Mapping[str, Note], faults: Sequence[Fault], config: Config, last: DiagnosticRun | None = None
) -> DiagnosticRun:
    """Find everything; `faults` are the vault's, those of the book are known.

    `last`: what was found the last time; only what may differ from it is looked for again. In-note ignores are obeyed
    first and then `select` and `ignore` of the configuration, so that an ignore is not called unused because its rule
    was not asked for.
    """
    known = last.basis if last is not None and isinstance(last.basis, _DiagnosticCache) else None
    if known is not None and (known.looked.seen.config, known.looked.seen.book.as_of) != (config, book.as_of):
        known = None
    looked = run_rules(
        RuleInput(book, notes, _by_path((*faults, *book.faults)), config), known.looked if known else None
    )
    ignores = {path: asked for path, asked in known.ignores.items() if path not in looked.changed} if known else {}
    ignores |= {path: asked for path in looked.changed if path in notes and (asked := ignores_of(notes[path]))}
    found: dict[str, list[Diagnostic]] = {}
    for each in looked.diagnostics():
        found.setdefault(each.path, []).append(each)
    wanted = frozenset(rule.code for rule in RULES if is_selected(rule.code, config.select, config.ignore))
    told: dict[str, _NoteFindings] = {}
    for path in sorted(found.keys() | ignores.keys()):
        here = found.get(path, [])
        before = known.told.get(path) if known is not None and path not in looked.changed else None
        if before is None or before.found != here:
            left = (
                _apply_note_suppressions(here, ignores[path], notes[path])
                if path in ignores
                else _drop_duplicates(here)
            )
            before = _NoteFindings(here, _told_apart([each for each in left if each.code in wanted]))
        told[path] = before
    diagnostics = tuple(chain.from_iterable(each.diagnostics for each in told.values()))
    if last is not None and diagnostics == last.diagnostics:
        diagnostics = last.diagnostics  # the very same, so that who is handed them sees at a glance
    return DiagnosticRun(diagnostics, _DiagnosticCache(looked, told, ignores))


def is_selected(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether a code is asked for: the longest prefix that fits decides, `ignore` where both are as long."""
    wanted = max((len(prefix) for prefix in select or ("",) if code.startswith(prefix.upper())), default=-1)
    refused = max((len(prefix) for prefix in ignore if prefix and code.startswith(prefix.upper())), default=-1)
    return wanted > refused


def make_fingerprint(diagnostic: Diagnostic) -> str:
    """Name a diagnostic by its rule, note and subject: the same wherever in the note its line moves."""
    told = f"{diagnostic.code}\n{diagnostic.path}\n{diagnostic.subject}"
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def _by_path(faults: Iterable[Fault]) -> dict[str, list[Fault]]:
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.path, []).append(fault)
    return found


def _drop_duplicates(found: list[Diagnostic]) -> list[Diagnostic]:
    return list(dict.fromkeys(found)) if len(found) > 1 else found


def _apply_note_suppressions(found: list[Diagnostic], ignores: Sequence[Suppression], note: Note) -> list[Diagnostic]:
    """What is left of a note's diagnostics, and its ignores of what is not found."""
    left, idle = apply_suppressions(_drop_duplicates(found), ignores)
    return [*left, *(to_diagnostic(unused_ignore, finding) for finding in unused_suppressions(note, idle))]


def _told_apart(found: list[Diagnostic]) -> list[Diagnostic]:
    """Sort those of one note, and number the second and later ones of the same code and subject."""
    if len(found) == 1:
        return found
    told: list[Diagnostic] = []
    seen: Counter[tuple[str, str]] = Counter()
    for each in sorted(found, key=lambda each: (each.place, each.code, each.message)):
        same = (each.code, each.subject)
        seen[same] += 1
        subject = f"{each.subject} ({seen[same]})"
        told.append(each if seen[same] == 1 else msgspec.structs.replace(each, subject=subject))
    return told
