"""vCards 2.1, 3.0 and 4.0 in one file, as phones and address books write them (COMPATIBILITY, contact formats)."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.contacts import read_contacts
from netlead_md.contacts.vcard_reader import read_vcards as cards
from tests.contacts.build import bring, files, run, vault

MIXED = """BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\r
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=\r
=C3=BCller\r
TEL;CELL;VOICE:+49 170 1\r
ADR;HOME;ENCODING=QUOTED-PRINTABLE:;;Stra=C3=9Fe 1=0D=0AHinterhaus;Ulm;;89073;\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:3.0\r
N:Lovelace;Ada;King;Countess;\r
FN:Ada Lovelace\r
ORG:Analytical\\, Engines;Sums\\;Tables;West\r
TITLE:Enchantress of\r
  Number\r
NICKNAME:Addie,The Countess\r
item1.EMAIL;type=INTERNET;type=pref:ada@x.org\r
item1.X-ABLabel:_$!<Work>!$_\r
item2.URL:https://www.linkedin.com/in/ada\r
item2.X-ABLabel:Profile\r
URL;type=pref:https://ada.example\r
BDAY;value=date;X-APPLE-OMIT-YEAR=1604:1604-02-03\r
ADR;TYPE=HOME:;;12 High St\\nFlat 2;London;;SW1;UK\r
NOTE:line one\\nline two\\, done\r
PHOTO;ENCODING=b;TYPE=JPEG:AAAA\r
 BBBB\r
END:VCARD\r
begin:vcard\r
version:4.0\r
fn:\r
n:Hopper;Grace;;;\r
kind:individual\r
BDAY:--0203\r
TEL;VALUE=uri;TYPE="voice,home":tel:+44-20-7946;ext=12\r
EMAIL;PREF=1:MAILTO:grace@navy.mil\r
ADR:;;;Leeds;;;\r
ROLE:Admiral\r
end:vcard\r
"""


def test_three_versions_in_one_file() -> None:
    batch = cards(MIXED)
    jorg, ada, grace = batch.contacts
    assert batch.slips == ()
    assert (jorg.name, jorg.phone, jorg.address) == (
        "Jörg Müller",
        ("+49 170 1",),
        ("Straße 1, Hinterhaus, Ulm, 89073",),
    )
    assert (ada.organisation, ada.department) == (("Analytical, Engines",), "Sums;Tables, West")
    assert (ada.title, ada.aliases) == ("Enchantress of Number", ("Addie", "The Countess"))
    assert (ada.email, ada.linkedin) == (("ada@x.org",), "https://www.linkedin.com/in/ada")
    assert (ada.website, ada.birthday) == (("https://ada.example",), "--02-03")
    assert ada.address == ("12 High St, Flat 2, London, SW1, UK",)
    assert ada.note == "line one\nline two, done"
    assert (grace.name, grace.title, grace.birthday) == ("Grace Hopper", "Admiral", "--02-03")
    assert (grace.phone, grace.email, grace.location) == (("+44-20-7946 ext. 12",), ("grace@navy.mil",), "Leeds")
    assert [contact.line for contact in batch.contacts] == [1, 9, 28]


def test_a_broken_card_is_named_by_its_line_and_the_rest_goes_in() -> None:
    text = "BEGIN:VCARD\nFN:Cut\nBEGIN:VCARD\nFN:Whole\nno property\nEND:VCARD\n"
    text += "BEGIN:VCARD\nTEL:1\nEND:VCARD\nBEGIN:VCARD\nFN:End"
    batch = cards(text)
    assert [contact.name for contact in batch.contacts] == ["Whole"]
    assert [(slip.line, slip.message) for slip in batch.slips] == [
        (1, "this card never ends"),
        (5, "this line of a card cannot be read"),
        (7, "this card has no name, organisation or e-mail"),
        (10, "this card never ends"),
    ]


def test_the_card_of_a_company_and_of_a_group_are_no_people() -> None:
    text = """BEGIN:VCARD
N:;;;;
FN:Acme
ORG:Acme
END:VCARD
BEGIN:VCARD
KIND:org
FN:Globex
END:VCARD
BEGIN:VCARD
X-ADDRESSBOOKSERVER-KIND:group
FN:Friends
END:VCARD
BEGIN:VCARD
FN:Bo
AGENT:
BEGIN:VCARD
FN:Somebody else
END:VCARD
EMAIL:bo@x.org
END:VCARD
"""
    batch = cards(text)
    assert [(contact.name, contact.company) for contact in batch.contacts] == [
        ("Acme", True),
        ("Globex", True),
        ("Bo", False),
    ]
    assert batch.contacts[2].email == ("bo@x.org",)


def test_a_card_in_utf_16_and_one_in_windows_1252() -> None:
    text = "BEGIN:VCARD\r\nFN:Zoë Müller\r\nEND:VCARD\r\n"
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
        assert read_contacts("vcard", text.encode(encoding), {}).contacts[0].name == "Zoë Müller", encoding


def test_a_card_without_a_name_is_called_by_its_address() -> None:
    batch = cards("BEGIN:VCARD\nFN:\nEMAIL:info@x.org\nEND:VCARD\n")
    assert [(contact.name, contact.company) for contact in batch.contacts] == [("info@x.org", False)]


@given(
    st.lists(st.sampled_from([*MIXED.splitlines(keepends=True), "=\n", '"', ";", ":", "\\", "AGENT:\n"]), max_size=25)
)
def test_no_order_of_lines_makes_it_fail(lines: list[str]) -> None:
    batch = cards("".join(lines))
    assert all(contact.name for contact in batch.contacts)


def card(*lines: str) -> bytes:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", "")).encode()


def test_uid_and_the_parts_of_a_name_go_out_as_they_came(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    uid, name = "UID:urn:uuid:11111111-2222-4333-8444-555555555555", "N:García Molina;Lucía;M.;Dra.;PhD"
    bring(folder, "vcard", card(uid, name, "FN:Lucía García Molina"))
    out = run("export", "vcard", folder).out
    assert {uid, name} <= set(out.splitlines())
    (folder / "Moved").mkdir()
    (folder / "People/Lucía García Molina.md").rename(folder / "Moved/Lucía García Molina.md")
    assert uid in run("export", "vcard", folder).out.splitlines()


def test_a_uid_of_ours_stays_when_the_note_moves(tmp_path: Path) -> None:
    uids = []
    for path in ("People/Ada Alpha.md", "Elsewhere/Ada Alpha.md"):
        folder = vault(tmp_path / path.partition("/")[0], {path: "---\ntype: person\n---\n"})
        uids += [line for line in run("export", "vcard", folder).out.splitlines() if line.startswith("UID")]
    assert uids[0] == uids[1]


def test_fax_and_pager_are_no_telephones_and_what_is_preferred_comes_first() -> None:
    told = card(
        "FN:Ada",
        *("TEL;TYPE=FAX:222", "TEL;TYPE=PAGER:333", "TEL;TYPE=CELL:444", "TEL;TYPE=WORK,PREF:555"),
        *("EMAIL;PREF=2:two@x.org", "EMAIL;PREF=1:one@x.org"),
    )
    batch = read_contacts("vcard", told, {})
    (ada,) = batch.contacts
    assert (ada.phone, ada.fax, ada.email) == (("555", "444"), ("222",), ("one@x.org", "two@x.org"))
    assert batch.remarks == ("properties not taken in: TEL (1)",)


def test_what_is_not_taken_in_is_told() -> None:
    told = card("FN:Ada", "X-SKYPE:ada", "PHOTO;VALUE=URI:http://x", "TEL:none", "EMAIL:nobody", "GEO:1,2")
    assert read_contacts("vcard", told, {}).remarks == (
        "properties not taken in: GEO (1), PHOTO (1), X-SKYPE (1)",
        "1 value of email not taken in (line 1: nobody)",
    )


def test_categories_become_tags_when_asked(tmp_path: Path) -> None:
    told = card("FN:Ada Alpha", "CATEGORIES:Board members,Donors")
    folder = vault(tmp_path / "v")
    ran = bring(folder, "vcard", told)
    assert "categories not taken in: Board-members (1), Donors (1); `--tags` makes them tags" in ran.err
    assert b"Donors" not in files(folder)["People/Ada Alpha.md"]
    other = vault(tmp_path / "w")
    bring(other, "vcard", told, "--tags")
    assert b"tags: [Board-members, Donors]" in files(other)["People/Ada Alpha.md"]


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_each_line_is_read_in_the_character_set_that_it_names(charset: str) -> None:
    lines = (f"FN;CHARSET={charset}:Иван\r\n Иванов".encode(charset), b"NOTE:M\xfcnchen", b"EMAIL:i@x.org")
    told = b"\r\n".join((b"BEGIN:VCARD", b"VERSION:2.1", *lines, b"END:VCARD"))
    (ivan,) = read_contacts("vcard", told, {}).contacts
    assert (ivan.name, ivan.note) == ("ИванИванов", "München")


def test_a_company_with_somebodys_name() -> None:
    told = card("N:von Linden;Karl;;Dr.;", "FN:Ulmen GmbH", "ORG:Ulmen GmbH;Vertrieb", "X-ABShowAs:COMPANY")
    (karl,) = read_contacts("vcard", told, {}).contacts
    assert (karl.name, karl.organisation, karl.company) == ("Karl von Linden", ("Ulmen GmbH",), False)
    (firm,) = read_contacts("vcard", card("FN:Ulmen GmbH", "ORG:Ulmen GmbH", "X-ABShowAs:COMPANY"), {}).contacts
    assert firm.company
