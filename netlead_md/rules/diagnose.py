"""Everything that rules have to say about a vault, sorted, silenced where asked, and told apart (SPEC §5.1)."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.model.page import Diagnostic
from netlead_md.model.place import Fault
from netlead_md.rules.ignores import ignores_in, silence, unused, unused_ignore
from netlead_md.rules.rule import Finding, Rule
from netlead_md.rules.scene import scene_of
from netlead_md.rules.table import RULES


def diagnose(book: Book, notes: Mapping[str, Note], faults: Sequence[Fault], config: Config) -> tuple[Diagnostic, ...]:
    """Find everything, in order of path, place and code; `faults` are the shell's, those of the book are known.

    In-note ignores are obeyed first and then `select` and `ignore` of the configuration, so that an ignore is not
    called unused because its rule was not asked for.
    """
    scene = scene_of(book, notes, faults, config)
    found = [_coded(rule, finding) for rule in RULES for finding in rule.look(scene)]
    left, idle = silence(list(dict.fromkeys(found)), ignores_in(notes))
    left += [_coded(unused_ignore, finding) for finding in unused(notes, idle)]
    told = (each for each in sorted(left, key=_order) if chosen(each.code, config.select, config.ignore))
    return tuple(_told_apart(told))


def chosen(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether a code is asked for: the longest prefix that fits decides, `ignore` where both are as long."""
    wanted = max((len(prefix) for prefix in select or ("",) if code.startswith(prefix.upper())), default=-1)
    refused = max((len(prefix) for prefix in ignore if prefix and code.startswith(prefix.upper())), default=-1)
    return wanted > refused


def fingerprint(diagnostic: Diagnostic) -> str:
    """Name a diagnostic by its rule, note and subject: the same wherever in the note its line moves."""
    told = f"{diagnostic.code}\n{diagnostic.path}\n{diagnostic.subject}"
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def _coded(rule: Rule, finding: Finding) -> Diagnostic:
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


def _order(found: Diagnostic) -> tuple[object, ...]:
    return found.path, found.place, found.code, found.message


def _told_apart(found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Number the second and later ones of the same code, note and subject."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for each in found:
        same = (each.code, each.path, each.subject)
        seen[same] += 1
        yield each if seen[same] == 1 else msgspec.structs.replace(each, subject=f"{each.subject} ({seen[same]})")
