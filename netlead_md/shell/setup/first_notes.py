"""A first person and a first organisation, for a vault that has neither."""

from collections.abc import Iterable, Iterator
from typing import Final

from netlead_md.linking.names import base_name, folded

_FIRST: Final = {
    "People/Somebody who trusts me.md": """\
---
type: person
organisation: "[[Where they work]]"
title:
---
# Somebody who trusts me

Rename this note to their name. Then write one line each time that you meet, call or help, such as
`- 2026-06-30 call 20m: about the room`. The line begins with a bullet and stands below this sentence.
""",
    "Organisations/Where they work.md": """\
---
type: organisation
---
# Where they work

Rename this note to its name. Whatever you ask of them and they give is one line each, such as
`- 2026-06-30 ask facilities by 2026-07-15: a room for the evening`.
""",
}


def first_notes(files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(path, text) of each; one whose base name is in use is left out (COMPATIBILITY 12)."""
    taken = {folded(base_name(path)) for path in files}
    for path, text in _FIRST.items():
        if folded(base_name(path)) not in taken:
            yield path, text
