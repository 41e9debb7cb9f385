"""What `netlead` alone says: where the vault is, and the one next command."""

from netlead_md.cli.vault import VARIABLE, find
from netlead_md.shell.config import load
from netlead_md.shell.misuse import Misuse


def welcome() -> str:
    vault = find(None)
    if vault is None:
        return f"No vault here. Name yours, or set {VARIABLE}:\n\n    netlead regenerate FOLDER"
    if not vault.is_dir():
        return f"{VARIABLE} names {vault}, and there is no such folder.\n\n    netlead regenerate FOLDER"
    try:
        output = load(vault).config.output
    except Misuse as error:
        return f"Your vault is {vault}, but its config cannot be used.\n{error}"
    if (vault / output).is_dir():
        state, command = f"its pages are in {output}/. To keep them true while you write:", "watch"
    else:
        state, command = "it has no pages yet. To write them:", "regenerate"
    return f"Your vault is {vault}; {state}\n\n    netlead {command}"
