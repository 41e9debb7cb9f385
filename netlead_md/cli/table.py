"""The commands: to add one, write its module in `commands/` and give it a row here.

The one-line help stands here and not in the modules, so that `netlead --help` loads none of them.
"""

from typing import Final

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "regenerate": ("regenerate", "Read the vault and write the pages: the main job."),
    "watch": ("watch", "Do so on every change, until you press Ctrl-C."),
    "check": ("check", "Say what the notes hold that cannot be read, or that deserves a look."),
    "import": ("import_", "Write notes for the people in an address book or a LinkedIn file."),
    "export": ("export", "Print everything derived, for other programs."),
    "explain": ("explain", "Explain a code such as NL201, with an example."),
}
"""Name → (module, help), in the order in which somebody new meets them."""

EXPORTS: Final[dict[str, tuple[str, str]]] = {
    "json": ("export_json", "One JSON object, held by a schema that ships with netlead."),
    "csv": ("export_csv", "People and their contact data, as a table."),
    "vcard": ("export_vcard", "People and their contact data, as cards for a phone."),
    "ics": ("export_ics", "Reviews, promises, pledges and whom to see, as a calendar."),
}
"""Likewise for `netlead export`."""
