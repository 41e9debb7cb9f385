"""How the notes call somebody or something: names, links, the first clause of a line (SPEC §2.1)."""

import re
from urllib.parse import quote

from netlead_md.model.network import Entry, Network
from netlead_md.parsing.plain_text import as_plain_text

UNLINKABLE = re.compile(r"[\\\[\]|^#<>`\x00-\x1f\x7f\x85\u2028\u2029]|%%")
"""What no wikilink can hold; a Markdown link can, percent-encoded."""
_NO_TEXT = re.compile(r"[\\\[\]<>`]")
"""What would end the text of such a link, or change it."""
_SHORT = "".join(rf"(?<!\b{word})" for word in ("[A-Za-z]", "Dr", "Mr", "Ms", "St", "Mrs", "Prof"))
"""Behind an initial or a title, a full stop ends no clause."""
_CLAUSE = re.compile(rf"(?:(?<!\s)\s++)?(?:(?:[;:!?]|{_SHORT}\.)(?=\s|$)| [-–—] | \()(?s:.*)")
_LONGEST = 40


def short_label(entry: Entry, network: Network) -> str:
    """The first clause of a line if it is short; empty where the note belongs to somebody sensitive."""
    if any(network.people[key].sensitive for key in (*entry.named, entry.path) if key in network.people):
        return ""
    words = _CLAUSE.sub("", as_plain_text(entry.line.text)).strip()
    return words if 0 < len(words) <= _LONGEST else ""


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
