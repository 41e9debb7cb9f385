"""The `netlead.toml` that fits a vault. Comments and order of one that is there survive."""

from typing import Final

import tomlkit
from tomlkit.items import Table

from netlead_md.shell.config import plain_key
from netlead_md.shell.setup.survey import Survey

_HEAD: Final = """\
# How netlead reads this vault. Everything has a default: delete what you do not need.
rules = 1 # the constants of trust and support that hold; a later netlead keeps them

# output = "Netlead" # the folder that the pages go to
# as_of = 2026-06-30 # compute everything for this day; today if left out
# capacity_orgs = 20 # organisations that you have room for

# Words of yours for kinds of note and for fields, for example:
# [kinds]
# kontakt = "person"
# [fields]
# arbeitgeber = "organisation"
"""


def proposal(text: str, found: Survey) -> str:
    """The config with what it lacks. `text`: the one that is there, sound TOML, or empty.

    What the user has said is never changed, and nothing is added a second time.
    """
    document = tomlkit.parse(text or _HEAD)
    for guess in found.guesses:
        if guess.table not in document:
            document.add(tomlkit.nl())
            document.add(guess.table, tomlkit.table())
        table = document[guess.table]
        if isinstance(table, Table) and not any(_same(guess.table, key, guess.word) for key in table):
            value = tomlkit.string(guess.ours)
            value.comment(f"{guess.notes:,} notes")
            table.add(guess.word, value)
    return tomlkit.dumps(document)


def _same(table: str, one: str, other: str) -> bool:
    return plain_key(table, one) == plain_key(table, other)
