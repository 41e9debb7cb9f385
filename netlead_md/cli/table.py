"""The commands: to add one, write its module in `commands/` and give it a row here.

The one-line help stands here and not in the modules, so that `netlead --help` loads none of them.
"""

from typing import Final

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "regenerate": ("regenerate", "Read the vault and write the pages: the main job."),
    "watch": ("watch", "Do so on every change, until you press Ctrl-C."),
    "check": ("check", "Say what the notes hold that cannot be read, or that deserves a look."),
    "show": ("show", "Show how somebody's figures come about, line by line."),
    "intro": ("intro", "Show who can introduce you to somebody, and what speaks for it."),
    "new": ("new", "Write a note for a person, an organisation or a project."),
    "log": ("log", "Add one checked line to somebody's note, or to the daily note."),
    "review": ("review", "Write what you decided about somebody into their note."),
    "init": ("init", "Look at a vault, say what it holds, and write a config that fits it."),
    "import": ("import_", "Write notes for the people in an address book or a LinkedIn file."),
    "export": ("export", "Print everything derived, for other programs."),
    "forget": ("forget", "Show every mention of a person, and remove them."),
    "explain": ("explain", "Explain a code such as NL201, with an example."),
    "doctor": ("doctor", "Say whether the set-up is well: vault, config, watching, cache."),
    "lsp": ("lsp", "Serve an editor: diagnostics while you type, completion, hover, rename."),
}
"""Name → (module, help), in the order in which somebody new meets them."""

EXPORTS: Final[dict[str, tuple[str, str]]] = {
    "json": ("export_json", "One JSON object, held by a schema that ships with netlead."),
    "csv": ("export_csv", "People and their contact data, as a table."),
    "vcard": ("export_vcard", "People and their contact data, as cards for a phone."),
    "ics": ("export_ics", "Reviews, promises, pledges and whom to see, as a calendar."),
}
"""Likewise for `netlead export`."""
