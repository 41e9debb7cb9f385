"""File names of new notes: valid on every system, and nobody else's (COMPATIBILITY 12 and 14)."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

from netlead_md.model.config import Config
from netlead_md.reading import day_of
from netlead_md.rendering.names import base, valid
from netlead_md.shell.copies import original_of

_NUMBERED: Final = re.compile(r"(.+) \d{1,2}")


class Naming:
    """Gives names, and never one twice."""

    def __init__(self, files: Iterable[str], config: Config, wanted: Iterable[str]) -> None:
        self._taken = {base(path) for path in files}
        self._config = config
        self._wanted = frozenset(base(valid(name)) for name in wanted)
        """What the other new notes would like to be called."""

    def taken(self, name: str) -> bool:
        return base(valid(name)) in self._taken

    def choose(self, name: str, *further: str) -> str:
        """The name itself; else with one of the further words behind it, `Ada Lovelace (Acme)`; else with a number."""
        words = [valid(word) for word in further if word not in {"", name}]
        numbers = (f" ({words[-1]}) ({number})" for number in range(2, len(self._taken) + 3))
        for ending in chain([""], (f" ({word})" for word in words), numbers):
            found = valid(name, ending)
            if base(found) not in self._taken and not self._mistaken(found):
                self._taken.add(base(found))
                return found
        raise AssertionError("more names were tried than are taken")

    def _mistaken(self, name: str) -> bool:
        """Whether a note of this name would be read as something else: a daily note, or a copy by a sync tool."""
        if day_of(f"{name}.md", self._config.dailies) or original_of(f"{name}.md"):
            return True
        numbered = _NUMBERED.fullmatch(name)
        return numbered is not None and (base(numbered[1]) in self._taken or base(numbered[1]) in self._wanted)
