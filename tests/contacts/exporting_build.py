"""One vault with everything that an address book or a calendar can hold."""

from pathlib import Path

from tests.contacts.build import vault

NOTES = {
    "Me.md": "---\ntype: me\n---\n",
    "Organisations/Acme.md": "---\ntype: organisation\n---\n"
    "- 2026-05-01 pledge facilities email by 2026-07-15: a room ^room\n"
    "- 2026-05-02 pledge finance by 2025-12-31: lapsed long ago\n"
    "- 2026-04-01 review maintain until 2026-09-01: as it is\n",
    "People/Ada Lovelace.md": "---\n"
    "type: person\n"
    "aliases: [Addie, The Countess]\n"
    'organisation: ["[[Acme]]", "Globex; Sons, Ltd"]\n'
    "title: Head, of \\ numbers; all\n"
    "department: Sums\n"
    'email: ["ada@x.org", a@y.org]\n'
    'phone: ["+44 20 7946", 01632 960114]\n'
    'linkedin: "https://www.linkedin.com/in/ada"\n'
    'website: "https://ada.example/?a=1,2;3"\n'
    "birthday: --02-03\n"
    'address: "12 High St, London; UK"\n'
    "location: Paris\n"
    "met: 2026-01-05\n"
    'note: "first line\\nsecond, line; with \\\\ and an Ä"\n'
    "circle: close\n"
    "---\n"
    "- 2026-06-20 call: about the sums\n"
    "- [ ] 2026-07-03 send the drawings, plans; and more ^drawings\n"
    "- [x] 2026-06-03 long done\n",
    "People/Zoë Ünal.md": "---\ntype: person\nsensitive: true\nresponsibility: for\nbirthday: 1985-02-03\n"
    "note: secret\nemail: z@x.org\norganisation: \"=cmd|' /C calc'!A0\"\n---\n"
    "- 2026-06-01 call: her health\n- [ ] 2026-07-04 the medicine\n",
    "People/山田 太郎.md": "---\ntype: person\n---\n",
}


def everything(folder: Path) -> Path:
    return vault(folder, NOTES)
