"""`netlead new`: a note in the vault's own shape."""

from pathlib import Path

import click

from netlead_md.cli import note_commands as capture
from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.formats import escape_controls
from netlead_md.cli.options import CommonOptions, common_options
from netlead_md.editing.undo_journal import NoteChange
from netlead_md.linking.symbol_table import kind_words
from netlead_md.vault.errors import UserError

_KINDS = ("person", "organisation", "project")


def _complete_kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    return [kind for kind in _KINDS if kind.startswith(incomplete.lower())]


@click.command(epilog='Example: netlead new person "Katherine Johnson"')
@capture.dry_run_option
@click.argument("kind", shell_complete=_complete_kinds)
@click.argument("name")
@capture.vault_parameter
@common_options
def command(common: CommonOptions, *, kind: str, name: str, at: Path | None, dry_run: bool) -> int:
    """Write a note for NAME as your other notes of that KIND are: person, organisation or project."""
    from netlead_md.contacts.new_notes import draft_new_note
    from netlead_md.editing.targets import list_vault

    folder, config = capture.open_vault(common, at)
    meant = kind_words(config).words.get(kind.lower(), "")
    if meant not in _KINDS:
        from netlead_md.parsing.suggestions import suggest_choice

        if kind_words(config).words.get(name.lower(), "") in _KINDS:
            raise UserError(f"'{kind}' is no kind of note", hint=f'the kind comes first: netlead new {name} "{kind}"')
        near = suggest_choice(kind.lower(), _KINDS)
        meant = f"did you mean '{near}'?" if near else f"it is one of {', '.join(_KINDS)}"
        raise UserError(f"'{kind}' is no kind of note", hint=meant)
    path, text = draft_new_note(folder, list_vault(folder, config), config, meant, name)
    if dry_run:
        capture.print_diff(path, "", text)
        return DONE
    capture.write(common, folder, NoteChange(path, None, text.encode("utf-8")), "new")
    common.say(escape_controls(f"new {meant}: {path}"))
    return DONE
