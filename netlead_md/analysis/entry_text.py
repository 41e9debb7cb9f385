"""Few words of the user's own, for steps and pages: what a promise is about, and how to link somebody."""

import datetime as dt
import math
import re
from typing import Final
from urllib.parse import quote

from netlead_md.model.network import Entry, Network
from netlead_md.model.words import MONTH_NAMES, HelpKind, SizeName, Unsaid
from netlead_md.parsing.plain_text import as_plain_text

KIND_WORDS: Final[dict[HelpKind | Unsaid, str]] = {
    "manpower": "people's time",
    "finance": "money",
    "legal": "legal or insurance cover",
    "facilities": "a room or space",
    "equipment": "equipment",
    "introduction": "an introduction",
    "endorsement": "an endorsement",
    "information": "information",
    "advice": "advice",
    "publicity": "publicity",
    "": "support",
}
SIZE_WORDS: Final[dict[int, SizeName]] = {1: "small", 2: "medium", 4: "large"}
MONTHS: Final = tuple(name[:3] for name in MONTH_NAMES)
UNLINKABLE = re.compile(r"[\\\[\]|^#<>`\x00-\x1f\x7f\x85\u2028\u2029]|%%")
"""What no wikilink can hold; a Markdown link can, percent-encoded."""
_NO_TEXT = re.compile(r"[\\\[\]<>`]")
"""What would end the text of such a link, or change it."""
_SHORT = "".join(rf"(?<!\b{word})" for word in ("[A-Za-z]", "Dr", "Mr", "Ms", "St", "Mrs", "Prof"))
"""Behind an initial or a title, a full stop ends no clause."""
_CLAUSE = re.compile(rf"(?:(?<!\s)\s++)?(?:(?:[;:!?]|{_SHORT}\.)(?=\s|$)| [-–—] | \()(?s:.*)")
_LONGEST = 40
_WEEK, _MONTH = 7, 30.4375
"""Days; a month on average."""
_WEEKS_TO = 60
"""Days from which on a duration is told in months."""


def short_label(entry: Entry, network: Network) -> str:
    """The first clause of a line if it is short; empty where the note belongs to somebody sensitive."""
    if any(network.people[key].sensitive for key in (*entry.named, entry.path) if key in network.people):
        return ""
    words = _CLAUSE.sub("", as_plain_text(entry.line.text)).strip()
    return words if 0 < len(words) <= _LONGEST else ""


def quote_words(words: str) -> str:
    """The user's words set off from ours; empty stays empty."""
    return f"“{words}”" if words else ""


def format_day(date: dt.date) -> str:
    """`31 Dec 2025`, in English whatever the system's language."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def entity_link(network: Network, key: str) -> str:
    """A wikilink that Obsidian resolves, or the bare name of an organisation without a note."""
    target = network.targets.get(key)
    return link_markup(target) if target is not None else entity_name(network, key)


def link_markup(target: str, text: str = "") -> str:
    """A link as somebody would type it; in Markdown's form where a wikilink cannot hold the name."""
    if UNLINKABLE.search(target):
        shown = " ".join(_NO_TEXT.sub(" ", text or target).split())
        return f"[{shown}]({quote(target, safe='/')}.md)"
    return f"[[{target}|{text}]]" if text and text != target else f"[[{target}]]"


def entity_name(network: Network, key: str) -> str:
    """The name of a person or organisation; of somebody sensitive only the initials."""
    person = network.people.get(key)
    if person is not None:
        return make_initials(person.name) if person.sensitive else person.name
    organisation = network.organisations.get(key)
    return organisation.name if organisation is not None else key


def name_of_project(network: Network, key: str) -> str:
    """The name of a project."""
    project = network.projects.get(key)
    return project.name if project is not None else key


def make_initials(full: str) -> str:
    """`A. L.` for Ada Lovelace; `N. N.` for a name without a letter."""
    return " ".join(f"{word[0].upper()}." for word in re.findall(r"\w+", full)) or "N. N."


def one_of(names: list[str]) -> str:
    """`Ada, Ben or Cem`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def format_duration(days: int) -> str:
    """Days as `7 weeks` or `8 months`, so that what is said does not change from one day to the next."""
    if days < _WEEK:
        return "a few days"
    if days < _WEEKS_TO:
        return pluralise(days // _WEEK, "week")
    return pluralise(math.floor(days / _MONTH + 0.5), "month")


def pluralise(number: int, word: str, words: str = "") -> str:
    """`1 week`, `2 weeks`."""
    return f"{number:,} {word if number == 1 else words or word + 's'}"
