"""`netlead lsp`: the language server, for editors."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from netlead_md.cli import vault as vaults
from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE
from netlead_md.shell.kept_notes import KeptNotes
from netlead_md.shell.misuse import Misuse
from netlead_md.shell.session import fresh


@click.command(epilog="Example: netlead lsp ~/Notes")
@vault
@options
def command(common: Common) -> int:
    """Serve an editor over standard input and output: diagnostics, completion, hover, rename.

    The editor starts it: docs/editors.md says how, in each of them. Needs the extra `lsp`. Without a vault named, the
    one that the editor has open is served.
    """
    try:
        import_module("pygls.lsp.server")
    except ImportError:
        cure = "install it with `pip install 'netlead[lsp]'`, in a clone with `pip install '.[lsp]'`"
        raise Misuse("the language server needs the extra `lsp`, which is not installed", cure=cure) from None
    # By name: the rooms cli and lsp stand side by side, and only this command knows of the other.
    calls = import_module("netlead_md.lsp.calls")
    if common.given is not None:
        common.vault()
    server = calls.Server(
        lambda root: chosen(common.given, root), KeptNotes if common.cache else _plain, common.config, common.day
    )
    calls.connect(server)
    server.start_io(sys.stdin.buffer, sys.stdout.buffer)
    return DONE


def chosen(given: Path | None, root: Path | None) -> Path:
    """Find the vault as every command does, but from the editor's folder, which will do where nothing marks one."""
    if given is not None or root is None or os.environ.get(vaults.VARIABLE):
        return vaults.need(given)
    upwards = (folder for folder in (root, *root.parents) if any((folder / mark).exists() for mark in vaults.MARKS))
    return vaults.need(next(upwards, root))


def _plain(vault: Path) -> object:  # noqa: ARG001  (like KeptNotes, which is made for a vault)
    return fresh
