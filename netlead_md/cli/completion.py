"""What shells complete: click's way, with names of several words that bash takes as one."""

import os
import re
from typing import Any, Final

import click

from netlead_md.cli import vault_path as vaults
from netlead_md.vault.errors import UserError

_SPECIAL: Final = re.compile(r"([^\w@%+=:,./-])")


def prepare_completion() -> None:
    """Have click answer bash with words that need no quotation marks."""
    from click.shell_completion import BashComplete, add_completion_class

    class Bash(BashComplete):
        def format_completion(self, item: Any) -> str:  # noqa: ANN401  (a CompletionItem, which takes a type in new clicks only)
            """Bash puts an answer on the line as it comes; behind a quotation mark it may stay what it is.

            Of two backslashes click's script for bash leaves one.
            """
            typed = [*os.environ["COMP_WORDS"].split("\n"), ""][int(os.environ["COMP_CWORD"])]
            bare = item.type == "plain" and not typed.startswith(('"', "'"))
            value = _SPECIAL.sub(r"\\\\\1", item.value) if bare else item.value
            return f"{item.type},{value}"

    add_completion_class(Bash)


def complete_folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG001
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def complete_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """The names of notes; where nothing says which vault, nothing."""
    from netlead_md.editing.targets import list_vault
    from netlead_md.linking.link_resolver import link_name, normalise_name
    from netlead_md.parsing import daily_note_date
    from netlead_md.vault.config import load_config

    try:
        folder = vaults.require_vault(ctx.params.get("at") or ctx.params.get("vault"))
        config = load_config(folder).config
        notes = [path for path in list_vault(folder, config).notes if not daily_note_date(path, config.dailies)]
    except UserError:
        return []
    found = {link_name(path) for path in notes}
    return sorted(each for each in found if normalise_name(each).startswith(normalise_name(incomplete)))


def complete_codes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    from netlead_md.rules import RULES

    return [rule.code for rule in RULES if rule.code.startswith(incomplete.upper())]
