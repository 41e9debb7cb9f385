"""What the notes of a vault show of themselves: people, organisations, meetings, or other things (SPEC §2.1, §5)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

import msgspec

from netlead_md.linking.fields import FieldAliases, canonical_field_name
from netlead_md.linking.link_resolver import LinkResolver
from netlead_md.linking.note_names import note_name
from netlead_md.linking.symbol_table import aliases_of
from netlead_md.model.note import Field, Note
from netlead_md.parsing import find_links

Verdict: TypeAlias = Literal["person", "organisation", "interaction", "contact", "against", ""]
"""What a note looks like; `contact`: it has addresses, of a person or an organisation; `against`: something else."""

# Fields that tell, in lower case with `_`. What people and organisations both have tells neither from the other.


_PERSON: Final = frozenset({
    "company", "companies", "employer", "employers", "affiliation", "affiliations", "org", "workplace", "works_at",
    "works_for", "firm", "role", "roles", "position", "job", "job_title", "jobtitle", "occupation", "profession",
    "designation", "headline", "birthday", "birth_date", "birthdate", "date_of_birth", "dob", "born", "bday",
    "first_name", "last_name", "firstname", "lastname", "given_name", "family_name", "surname", "middle_name",
    "maiden_name", "fullname", "full_name", "nickname", "pronouns", "gender", "bio", "biography", "github", "orcid",
    "met", "first_met", "last_met", "last_contact", "last_contacted", "last_chat", "spouse", "husband", "wife",
    "children", "siblings", "relationship", "relation", "how_we_met", "how_met", "met_at", "met_through",
    "introduced_by", "knows", "nationality", "education", "alma_mater", "university", "deathdate", "date_of_death",
    "died", "title_before_name", "speaker_bio", "presenter_bio", "headshot", "avatar", "google_scholar", "n.fn",
    "n.gn", "reports_to", "manager", "superuser", "organizational_role",
})  # fmt: skip
_ORGANISATION: Final = frozenset({
    "industry", "industries", "sector", "founded", "founded_on", "founding_date", "founded_year", "founders",
    "founder", "employees", "headcount", "company_size", "team_size", "headquarters", "hq", "ceo", "ticker",
    "stock", "revenue", "annual_revenue", "arr", "customer_since", "contact_person", "account_manager",
    "account_owner", "funding", "total_funding", "investors", "vat", "vat_id", "tax_id", "subsidiaries",
    "parent_company", "legal_name", "legal_form", "sponsor_level", "sponsorship", "sponsor_since", "contract_value",
    "key_contacts", "key_people", "branche", "gründung", "sitz", "secteur", "fondée", "sector_es", "business_type",
    "org_type", "organization_type", "organisation_type", "company_type", "registration_number",
})  # fmt: skip
_NEUTRAL: Final = frozenset({
    "email", "emails", "e_mail", "mail", "phone", "phones", "mobile", "cell", "tel", "telephone", "address",
    "linkedin", "twitter", "mastodon", "bluesky", "facebook", "instagram", "social", "socials", "social_links",
    "website", "url", "homepage", "web", "site", "location", "city", "country", "town", "photo", "image", "picture",
    "contact_info", "x", "telegram", "whatsapp", "signal", "logo",
})  # fmt: skip
_AGAINST: Final = frozenset({
    "ingredients", "servings", "cook_time", "prep_time", "isbn", "isbn13", "rating", "pages", "page_count", "genre",
    "genres", "doi", "journal", "publisher", "published", "publish_date", "publication", "publication_date",
    "author", "authors", "artist", "album", "director", "runtime", "season", "episode", "duration", "start", "end",
    "start_date", "end_date", "start_time", "end_time", "venue", "due", "due_date", "priority", "deadline", "price",
    "version", "license", "source_url", "abstract", "citekey", "speaker", "speakers", "presenter", "presenters",
    "slides", "video", "youtube", "level_of_difficulty", "recipe", "cuisine", "calories", "characters_in",
    "chapter", "weather", "latitude", "longitude", "coordinates", "population", "capital", "draft_of", "course",
    "lecture", "semester", "assignment",
})  # fmt: skip
_MEETING: Final = frozenset({"attendees", "participants", "attendee", "participant", "teilnehmer", "anwesend"})
_MEETING_LIKE: Final = frozenset({"people", "with", "present"})
_DAYS: Final = frozenset({"date", "day", "when", "created", "datum", "fecha", "meeting_date"})

PERSON_LINKS: Final = frozenset({
    "attendees", "participants", "with", "author", "authors", "speaker", "speakers", "presenter", "presenters",
    "host", "hosts", "guest", "guests", "members", "team_members", "contact", "contacts", "contact_person",
    "key_contacts", "key_people", "manager", "reports_to", "mentor", "knows", "friends", "spouse", "introduced_by",
    "met_through", "founders", "founder", "ceo", "instructor", "instructors",
})  # fmt: skip
"""Fields that link people, whatever note they stand in."""
ORGANISATION_LINKS: Final = frozenset({
    "company", "companies", "employer", "organisation", "organization", "organisations", "organizations", "client",
    "clients", "customer", "customers", "sponsor", "sponsors", "funder", "funders", "vendor", "vendors", "supplier",
    "suppliers", "affiliation", "affiliations", "account",
})  # fmt: skip

# Names that look like somebody's, and such as only bodies have.


_TOKEN: Final = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?")
_PARTICLES: Final = frozenset({
    "de", "del", "della", "der", "den", "di", "da", "do", "dos", "das", "du", "la", "le", "van", "von", "zu", "zur",
    "ten", "ter", "bin", "ibn", "al", "el", "y", "e",
})  # fmt: skip
_BODIES: Final = frozenset({
    "inc", "ltd", "limited", "llc", "llp", "plc", "gmbh", "ag", "kg", "ev", "corp", "corporation", "co", "company",
    "group", "holding", "holdings", "labs", "lab", "university", "universität", "college", "school", "institute",
    "institut", "instituto", "bank", "trust", "foundation", "stiftung", "fund", "council", "committee",
    "association", "society", "museum", "agency", "ministry", "department", "office", "team", "partners",
    "ventures", "capital", "church", "hospital", "union", "club", "network", "systems", "solutions", "software",
    "technologies", "services", "studio", "studios", "consulting", "verein", "fundación", "universidad",
    "université", "asociación", "centre", "center", "theatre", "library", "media", "press", "international",
})  # fmt: skip
_NO_NAMES: Final = frozenset({
    "the", "a", "an", "how", "what", "why", "when", "my", "our", "your", "of", "and", "for", "to", "in", "on",
    "with", "notes", "note", "meeting", "project", "projects", "list", "index", "review", "guide", "new", "old",
    "book", "books", "template", "overview", "introduction", "about", "contact", "us", "home", "page", "plan",
    "ideas", "idea", "daily", "weekly", "monthly", "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "soup", "cake", "pie", "bread", "salad", "chapter", "part", "day", "week",
    "year", "design", "data", "machine", "learning", "software", "code", "open", "source", "untitled", "dashboard",
    "archive", "inbox",
})  # fmt: skip
_MOST_TOKENS: Final = 4
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class NoteEvidence(msgspec.Struct, frozen=True):
    """What one note shows."""

    path: str
    name: str
    verdict: Verdict
    named: bool
    """Its name looks like a person's."""
    fields: tuple[str, ...]
    """The fields that tell, as written."""
    linked: Literal["", "person", "organisation"] = ""
    """What notes link it as, from fields such as `attendees` or `client`."""


def gather_evidence(notes: Iterable[Note], others: Mapping[str, Note], names: FieldAliases) -> dict[str, NoteEvidence]:
    """What each of `notes` shows. `others` are all notes of the vault by path, which may link these."""
    wanted = {note.path: note for note in notes}
    linked = _find_linked(others, LinkResolver.of(others)) if wanted else {}
    return {path: _read_evidence(note, linked.get(path, ""), names) for path, note in wanted.items()}


def doubt_folder(shown: NoteEvidence) -> NoteEvidence:
    """What a note shows that its folder's name makes a meeting or project: another kind surely, or just that."""
    sure = shown.verdict in {"person", "organisation"}
    return shown if sure else msgspec.structs.replace(shown, verdict="against", named=False)


def _find_linked(notes: Mapping[str, Note], resolver: LinkResolver) -> dict[str, Literal["person", "organisation"]]:
    """What the fields of notes take other notes for; the commoner of the two, people first."""
    votes: dict[str, list[int]] = {}
    for path, note in notes.items():
        folder = path.rpartition("/")[0]
        for field in note.fields:
            of = 0 if field.key in PERSON_LINKS else 1 if field.key in ORGANISATION_LINKS else -1
            for target in _targets(field) if of >= 0 and field.value else ():
                found = resolver.match(target, folder).path
                if found and found != path:
                    votes.setdefault(found, [0, 0])[of] += 1
    return {path: "person" if people >= bodies else "organisation" for path, (people, bodies) in votes.items()}


def _targets(field: Field) -> Iterator[str]:
    """What a field links; a word alone is looked up as the name of a note, as site generators do."""
    values = field.value if isinstance(field.value, list) else [field.value]
    for value in values:
        if isinstance(value, str):
            links = find_links(value) if "[" in value else ()
            yield from (link.target for link in links)
            if not links and len(value) < 80:  # noqa: PLR2004 longer ones are no names
                yield value.strip()


def _read_evidence(note: Note, linked: Literal["", "person", "organisation"], names: FieldAliases) -> NoteEvidence:
    name = note_name(note)
    told: dict[str, list[str]] = {"person": [], "organisation": [], "neutral": [], "against": [], "meeting": []}
    for field in (*note.fields, *note.inline):
        if field.value not in (None, "", []) and (group := _group_of(field, names)):
            told[group].append(field.written)
    called = (name, *aliases_of(note, name))
    named, body = any(map(looks_like_person, called)), looks_like_body(name)
    verdict = linked or _judge({group: len(set(found)) for group, found in told.items()}, named=named, body=body)
    if told["meeting"] and any(field.key in _DAYS for field in note.fields):
        verdict = "interaction"
    ours = (*told["person"], *told["organisation"], *told["neutral"], *told["meeting"])
    return NoteEvidence(note.path, name, verdict, named, tuple(dict.fromkeys(ours)), linked)


def _group_of(field: Field, names: FieldAliases) -> str:
    key = field.key.partition("[")[0]
    for group, keys in (("meeting", _MEETING), ("against", _AGAINST), ("person", _PERSON)):
        if key in keys:
            return group
    if key in _ORGANISATION:
        return "organisation"
    if key in _NEUTRAL:
        return "neutral"
    ours = canonical_field_name(field, "person", names) if key != "title" else ""
    if ours in {"email", "phone", "address", "linkedin", "website", "location"}:
        return "neutral"
    return "person" if ours in {"organisation", "title", "birthday", "last_contact", "met", "knows", "circle"} else ""


def _judge(told: Mapping[str, int], *, named: bool, body: bool) -> Verdict:
    """What the number of telling fields, and the name, make of a note."""
    person, organisation, neutral = told["person"], told["organisation"], told["neutral"]
    if told["against"] >= max(1, person, organisation) and told["against"] + 1 > neutral // 2:
        return "against"
    if person > organisation:
        return "person" if person + neutral > 1 or named else ""
    if organisation > person:
        return "organisation" if organisation + neutral > 1 or body or not named else ""
    if person:
        return "organisation" if body else "person" if named else "contact"
    if neutral:
        return "organisation" if body else "person" if named else "contact" if neutral > 1 else ""
    return ""


def looks_like_person(name: str) -> bool:
    """Whether a name is two to four words with capitals, none of them a usual word: `Ada Lovelace`, `Byron, Ada`."""
    words = _BRACKETS.sub(" ", name).strip(" @_-").replace(",", " ").split()
    if not 1 < len(words) <= _MOST_TOKENS or any(not _TOKEN.fullmatch(word) for word in words):
        return False
    plain = [word.lower().strip(".") for word in words]
    big = [word for word in words if word.lower() not in _PARTICLES]
    return (
        len(big) > 1
        and all(word[0].isupper() for word in big)
        and not any(word in _NO_NAMES or word in _BODIES for word in plain)
    )


def looks_like_body(name: str) -> bool:
    """Whether a word of a name is one that firms, schools, councils and their like have."""
    return any(word.strip(".,").lower() in _BODIES for word in name.split())
