"""Fields, the order of day and month, languages and daily notes of a vault, as its notes show them (SPEC §5)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from netlead_md.linking.fields import canonical_field_name, field_names
from netlead_md.linking.symbol_table import texts_in
from netlead_md.linking.values import field_day
from netlead_md.model.config import Config, Daily
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from netlead_md.parsing import daily_note_date, find_links
from netlead_md.parsing.lexicons import LANGUAGES, load_language
from netlead_md.setup.proposals import ConfigProposal

_ENOUGH: Final = 3
"""Notes without which a habit is no habit."""
_LAST: Final = ("last", "letzt", "dernier", "ultim", "contact", "kontakt", "seen", "spoke", "touch", "met")
_OTHER_NAMES: Final = {
    name: frozenset(words.split())
    for name, words in {
        "organisation": "affiliation affiliations firm works_at works_for workplace institution institutions university"
        " employers companies current_company current_employer place_of_work",
        "title": "occupation profession designation job jobtitle headline job_role current_role",
        "birthday": "born birth_date birthdate date_of_birth dob birth",
        "phone": "mobile_phone cell cellphone phone_number telephone mobile_number",
        "email": "email_address mail_address e_mail_address",
        "met": "met_on date_met first_contact met_date",
        "cadence": "contact_frequency frequency keep_in_touch contact_every reach_out_every",
        "met_through": "met_via intro_by referred_by",
    }.items()
}
"""Names that other vaults have for fields of ours: taken where nothing else holds the field."""


def rank_counts(counts: Counter[str]) -> list[tuple[str, int]]:
    """The commonest first, then by the alphabet."""
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def count_field_words(people: Iterable[Note], name: str, config: Config) -> Counter[str]:
    """The names under which notes of people have a field of ours, with how many have each."""
    names = field_names(config)
    return Counter(
        field.written
        for note in people
        for field in (*note.fields, *note.inline)
        if field.value and canonical_field_name(field, "person", names) == name
    )


def propose_fields(people: list[Note], network: Network, config: Config) -> list[ConfigProposal]:
    """Lines for `[fields]`: fields that link organisations, hold days of contact, or have the name of another tool."""
    found = {each.word: each for each in (*_by_values(people, network, config), *_by_names(people, config))}
    return sorted(found.values(), key=lambda each: (-each.notes, each.word))


def _by_values(people: list[Note], network: Network, config: Config) -> Iterator[ConfigProposal]:
    names = field_names(config)
    bases = {organisation.name.lower() for organisation in network.organisations.values() if organisation.path}
    firms: Counter[str] = Counter()
    days: Counter[str] = Counter()
    for note in people:
        for field in note.fields:
            if not field.value or canonical_field_name(field, "person", names):
                continue
            linked = [
                link.target.rpartition("/")[2].lower() for text in texts_in(field.value) for link in _links_of(text)
            ]
            firms[field.key] += bool(bases.intersection(linked))
            days[field.key] += field_day(field.value) is not None and any(part in field.key for part in _LAST)
    for counts, ours, why in (
        (firms, "organisation", "they link organisations"),
        (days, "last_contact", "they hold days"),
    ):
        if ours == "organisation" and count_field_words(people, ours, config):
            continue
        for word, count in rank_counts(counts)[:1]:
            if count >= _ENOUGH:
                yield ConfigProposal("fields", word, ours, count, why)


def _by_names(people: list[Note], config: Config) -> Iterator[ConfigProposal]:
    """Usual names of other tools, each for a field that no note of a person has under a name of ours."""
    names = field_names(config)
    written: Counter[str] = Counter()
    ours: set[str] = set()
    for note in people:
        for field in (*note.fields, *note.inline):
            if field.value:
                known = canonical_field_name(field, "person", names)
                if known and field.key != "title":  # of a page it is the page's
                    ours.add(known)
                elif not known:
                    written[field.key] += 1
    for name, others in _OTHER_NAMES.items():
        fitting = Counter({word: count for word, count in written.items() if word in others and count >= _ENOUGH})
        for word, count in rank_counts(fitting)[:1] if name not in ours else ():
            yield ConfigProposal("fields", word, name, count, "by its name")


def _links_of(text: str) -> tuple[Any, ...]:
    return find_links(text) if "[[" in text else ()


# The order of day and month, the languages, and where daily notes lie.


_SLASHED: Final = re.compile(r"(?<![\w/.-])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\w/])")
_MONTHS: Final = 12
_DAYS: Final = 31
_DOUBT: Final = 0.05
"""Share of days that may say the contrary: a slip, or a quotation."""
_SHARE: Final = 0.05
"""Share of the notes from which on a language is one of the vault's."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_STOP_WORDS: Final = 6
"""Different small words of a language that a text must show: half a sentence of Latin has three of French."""
_MOST_READ: Final = 4000
"""Characters of a file that are looked at."""


def propose_settings(notes: Iterable[Note], texts: Iterable[str], written: frozenset[str]) -> list[ConfigProposal]:
    """Lines for `date_order`, `languages` and `[daily]`, those of them that `written` does not hold yet."""
    found = []
    days: Counter[str] = Counter()
    first: dict[str, str] = {}
    languages: Counter[str] = Counter()
    for text in texts:
        for match in _SLASHED.finditer(text):
            order = _order_of(int(match[1]), int(match[2]))
            days[order] += 1
            first.setdefault(order, match[0])
        languages[_language_of(text[:_MOST_READ])] += 1
    if "date_order" not in written:
        found += list(_propose_order(days, first))
    if "languages" not in written and (proposal := _propose_languages(languages)):
        found.append(proposal)
    if not written & {"daily.folder", "daily.format"}:
        found += list(_propose_daily(notes))
    return found


def _language_of(text: str) -> str:
    """The language whose small words a text shows most, at least six of them; empty for none, `en` for English."""
    words = {word for word in _WORD.findall(text) if word.islower()}
    shown = {language: len(words & _stop_words(language)) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: shown[language])
    return best if shown[best] >= _STOP_WORDS else ""


@lru_cache(maxsize=len(LANGUAGES))
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(load_language(language)["stop_words"])


def _order_of(one: int, two: int) -> str:
    if _MONTHS < one <= _DAYS and 1 <= two <= _MONTHS:
        return "dmy"
    if _MONTHS < two <= _DAYS and 1 <= one <= _MONTHS:
        return "mdy"
    return "either" if 1 <= one <= _MONTHS and 1 <= two <= _MONTHS and one != two else "none"


def _propose_order(days: Counter[str], first: dict[str, str]) -> Iterator[ConfigProposal]:
    most, least = ("dmy", "mdy") if days["dmy"] >= days["mdy"] else ("mdy", "dmy")
    if days[most] > 1 and days[least] <= _DOUBT * days[most]:
        yield ConfigProposal("", "date_order", most, days[most], f"such as {first[most]}")
    elif days["either"]:
        why = f"such as {first['either']} can be read both ways: choose dmy or mdy"
        yield ConfigProposal("", "date_order", "dmy", days["either"], why, certain=False)


def _propose_languages(counts: Counter[str]) -> ConfigProposal | None:
    enough = max(_ENOUGH, _SHARE * sum(counts.values()))
    shown = sorted(language for language in LANGUAGES[1:] if counts[language] >= enough)
    if not shown or len(shown) == len(LANGUAGES) - 1:
        return None
    told = ", ".join(f"{counts[language]:,} in {language}" for language in shown)
    return ConfigProposal("", "languages", ",".join(shown), sum(counts[each] for each in shown), told)


_DAILY: Final = (
    (re.compile(r"(?:(.+)/)?\d{4}/\d{2}/\d{2}\.md"), ("YYYY/MM/DD",)),
    (re.compile(r"(?:(.+)/)?\d{4}/\d{2}-\d{2}\.md"), ("YYYY/MM-DD", "YYYY/DD-MM")),
    (re.compile(r"(?:(.+)/)?\d{2}-\d{2}-\d{4}\.md"), ("DD-MM-YYYY", "MM-DD-YYYY")),
    (re.compile(r"(?:(.+)/)?\d{2}\.\d{2}\.\d{4}\.md"), ("DD.MM.YYYY",)),
    (re.compile(r"(?:(.+)/)?\d{6}\.md"), ("YYMMDD",)),
)
"""Shapes of paths that daily notes have, each with what it can be for moment.js."""


def _propose_daily(notes: Iterable[Note]) -> Iterator[ConfigProposal]:
    found: dict[tuple[str, int], list[str]] = {}
    for note in notes:
        if note.day is None and any(letter.isdigit() for letter in note.path[-6:-3]):
            for at, (pattern, _) in enumerate(_DAILY):
                if shape := pattern.fullmatch(note.path):
                    found.setdefault((shape[1] or "", at), []).append(note.path)
                    break
    for (folder, at), paths in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:1]:
        fits = {written: _count_days(paths, Daily(folder, written)) for written in _DAILY[at][1]}
        best = max(fits, key=lambda written: fits[written])
        if fits[best] >= _ENOUGH and fits[best] == len(paths) and list(fits.values()).count(fits[best]) == 1:
            why = f"names such as {paths[0][len(folder) :].strip('/')}"
            if folder:
                yield ConfigProposal("daily", "folder", folder, len(paths), why)
            yield ConfigProposal("daily", "format", best, len(paths), why)


def _count_days(paths: Iterable[str], daily: Daily) -> int:
    return sum(daily_note_date(path, (daily,)) is not None for path in paths)
