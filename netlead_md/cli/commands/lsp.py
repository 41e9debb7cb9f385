"""`netlead lsp`: the language server, for editors."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from netlead_md.cli import vault_path as vaults
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.vault.errors import UserError
from netlead_md.vault.note_loader import CachedNoteReader
from netlead_md.vault.session import read_notes


@click.command(epilog="Example: netlead lsp ~/Notes")
@vault_argument
@common_options
def command(common: CommonOptions) -> int:
    """Serve an editor over standard input and output: diagnostics, completion, hover, rename.

    The editor starts it: docs/editors.md says how, in each of them. Needs the extra `lsp`. Without a vault named, the
    ones that the editor has open are served: each of its folders, if it has several.
    """
    try:
        import_module("pygls.lsp.server")
    except ImportError:
        hint = "install it with `pip install 'netlead[lsp]'`, in a clone with `pip install '.[lsp]'`"
        raise UserError("the language server needs the extra `lsp`, which is not installed", hint=hint) from None
    # By name: the packages cli and lsp do not know each other, and only this command knows of the other.
    features = import_module("netlead_md.lsp.features")
    if common.given is not None:
        common.vault()
    server = features.Server(
        lambda root: choose_vault(common.given, root),
        CachedNoteReader if common.cache else _uncached_reader,
        common.config,
        common.day,
    )
    features.register_features(server)
    server.start_io(sys.stdin.buffer, sys.stdout.buffer)
    return int(server.exit_status)


def choose_vault(given: Path | None, root: Path | None) -> Path:
    """Find the vault as every command does, but from the editor's folder, which will do where nothing marks one."""
    if given is not None or root is None or os.environ.get(vaults.VAULT_VARIABLE):
        return vaults.require_vault(given)
    upwards = (
        folder for folder in (root, *root.parents) if any((folder / mark).exists() for mark in vaults.VAULT_MARKERS)
    )
    return vaults.require_vault(next(upwards, root))


def _uncached_reader(vault: Path) -> object:  # noqa: ARG001  (like KeptNotes, which is made for a vault)
    return read_notes
