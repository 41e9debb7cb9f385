#!/usr/bin/env python3
"""Write the man page and the completions in `share/` anew from the commands: `python docs/make_share.py`."""

import os
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click
from click.shell_completion import get_completion_class

from netlead_md import __version__
from netlead_md.cli.main import COMPLETE_VARIABLE, netlead

ROOT: Final = Path(__file__).parent.parent
SHARE: Final = ROOT / "share"
COMPLETIONS: Final = {
    "bash": "bash-completion/completions/netlead",
    "zsh": "zsh/site-functions/_netlead",
    "fish": "fish/vendor_completions.d/netlead.fish",
}
"""By shell, the file under `share/` in which it looks by itself."""
_STATUSES: Final = (
    ("0", "done"),
    ("1", "check found something"),
    ("2", "wrong usage, configuration or vault"),
    ("3", "regenerate --check found stale or edited pages"),
    ("70", "a bug in netlead"),
    ("130", "interrupted"),
)
_VARIABLES: Final = (
    ("NETLEAD_VAULT", "the folder of the vault, where none is named"),
    ("NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE", "whether to colour what is printed; --color wins"),
)


def build_share() -> dict[str, str]:
    """Path under `share/` and text of each file."""
    return {"click-version": f"{version('click')}\n", "man/man1/netlead.1": "\n".join(_man_page()) + "\n"} | {
        path: _completion(shell) for shell, path in COMPLETIONS.items()
    }


def _completion(shell: str) -> str:
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101  # click knows these three
    text = found(netlead, {}, "netlead", COMPLETE_VARIABLE).source()
    return text.rstrip("\n") + "\n"


def _roff(text: str) -> str:
    """Text that roff shows as it is."""
    plain = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    plain = re.sub(r"[^\x00-\x7f]", lambda found: f"\\[u{ord(found[0]):04X}]", plain)
    return re.sub(r"(?m)^(?=[.'])", r"\\&", plain)


def _man_page() -> Iterator[str]:
    context = click.Context(netlead, info_name="netlead", **netlead.context_settings)
    yield f'.TH NETLEAD 1 "" "netlead {__version__}" "User Commands"'
    yield from (".SH NAME", r"netlead \- who trusts you, and who has helped, from Markdown notes")
    yield from (".SH SYNOPSIS", r".B netlead", r".I COMMAND", r"[\fIOPTIONS\fR] [\fIVAULT\fR]")
    yield from (".SH DESCRIPTION", _roff(_plain(netlead.help or "")))
    yield "Without a VAULT it is NETLEAD_VAULT, else the nearest folder upwards with netlead.toml or .obsidian."
    yield ".SH COMMANDS"
    for name in netlead.list_commands(context):
        command = netlead.get_command(context, name)
        if command is not None:
            yield from _command(command, context, name)
    for title, rows in (("EXIT STATUS", _STATUSES), ("ENVIRONMENT", _VARIABLES)):
        yield f".SH {title}"
        for head, words in rows:
            yield from (".TP", f".B {_roff(head)}", _roff(words))
    yield from (".SH SEE ALSO", _roff("netlead COMMAND --help, netlead explain CODE"))


def _command(command: click.Command, above: click.Context, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=above, **command.context_settings)
    pieces = " ".join(command.collect_usage_pieces(context))
    yield from (f".SS {_roff(f'{context.command_path} {pieces}')}", _roff(_plain(command.help or "")))
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                yield from _command(found, context, inner)
        return
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield from (".TP", f".B {_roff(record[0])}", _roff(record[1]))


def _plain(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    os.environ["COLUMNS"] = "80"
    for path, text in build_share().items():
        file = SHARE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
