"""netlead as the simulated user sees it: the page This week, and the export for the rule behind each step."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from netlead_md.contacts.json_export import export_book
from netlead_md.vault.publish import BuildResult, build_pages
from netlead_md.vault.session import Session

_STEPS: Final = re.compile(r"^## Next steps\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ITEM: Final = re.compile(r"^\d+\. ", re.MULTILINE)
_ASK: Final = re.compile(r"- ask ([a-z]+)")
_CONNECT: Final = re.compile(r"- connect made: \[\[([^\]|#]*)")
_INTRO: Final = re.compile(r"- intro asked: \[\[([^\]|#]*)")


@dataclass(frozen=True)
class Step:
    """One numbered step of This week."""

    organisation: str
    rule: str
    kind: str
    """What its line asks for; empty where it asks for nothing."""
    person: str
    """Whom its line names: to introduce, or to ask for an introduction."""


@dataclass(frozen=True)
class Week:
    """What the user reads on one day."""

    steps: tuple[Step, ...]
    classes: dict[str, str]
    rules: dict[str, str]


class Reader:
    """One vault, read again and again, as a watch does: what did not change is not read anew."""

    def __init__(self, vault: Path) -> None:
        self._session = Session(vault)
        self._last: BuildResult | None = None

    def read_week(self, day: dt.date, organisations: frozenset[str]) -> Week:
        """The pages of a day, as `regenerate` would write them, and the export."""
        state = self._session.refresh(self._session.look(), day)
        self._last = build_pages(state, self._last)
        page = next(page.text for page in self._last.pages if page.path == "This week.md")
        exported = export_book(state.book)["organisations"]
        every = {each["name"]: each for each in exported if each["name"] in organisations}
        rules = {name: each["next_step"]["rule"] for name, each in every.items()}
        return Week(
            tuple(_read_steps(page, rules, organisations)),
            {name: each["class"] for name, each in every.items()},
            rules,
        )

    def read_classes(self, day: dt.date, organisations: frozenset[str]) -> dict[str, str]:
        """The classes alone, from the export."""
        every = export_book(self._session.refresh(self._session.look(), day).book)["organisations"]
        return {each["name"]: each["class"] for each in every if each["name"] in organisations}


def _read_steps(page: str, rules: dict[str, str], organisations: frozenset[str]) -> list[Step]:
    section = _STEPS.search(page)
    found = []
    for item in _ITEM.split(section[1])[1:] if section else []:
        places = {item.find(name): name for name in organisations if name in item}  # a link stands once a block
        if not places:
            continue
        name = places[min(places)]
        ask, person = _ASK.search(item), _CONNECT.search(item) or _INTRO.search(item)
        found.append(Step(name, rules[name], ask[1] if ask else "", person[1] if person else ""))
    return found
