"""`netlead new`: a note in the vault's own shape."""

from pathlib import Path

import click

from netlead_md.cli import capture
from netlead_md.cli.common import Common, options
from netlead_md.cli.exits import DONE
from netlead_md.cli.formats import printable
from netlead_md.linking.kinds import kind_words
from netlead_md.shell.misuse import Misuse

_KINDS = ("person", "organisation", "project")


def _kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    return [kind for kind in _KINDS if kind.startswith(incomplete.lower())]


@click.command(epilog='Example: netlead new person "Katherine Johnson"')
@capture.dry
@click.argument("kind", shell_complete=_kinds)
@click.argument("name")
@capture.vault
@options
def command(common: Common, *, kind: str, name: str, at: Path | None, dry_run: bool) -> int:
    """Write a note for NAME as your other notes of that KIND are: person, organisation or project."""
    from netlead_md.shell.capture.files import listing
    from netlead_md.shell.capture.fresh import fresh

    folder, config = capture.opened(common, at)
    meant = kind_words(config).words.get(kind.lower(), "")
    if meant not in _KINDS:
        import difflib

        if kind_words(config).words.get(name.lower(), "") in _KINDS:
            raise Misuse(f"'{kind}' is no kind of note", cure=f'the kind comes first: netlead new {name} "{kind}"')
        near = difflib.get_close_matches(kind.lower(), _KINDS, 1)
        meant = f"did you mean '{near[0]}'?" if near else f"it is one of {', '.join(_KINDS)}"
        raise Misuse(f"'{kind}' is no kind of note", cure=meant)
    path, text = fresh(folder, listing(folder, config), config, meant, name)
    if dry_run:
        capture.diff(path, "", text)
        return DONE
    capture.make(folder, path, text)
    common.say(printable(f"new {meant}: {path}"))
    return DONE
