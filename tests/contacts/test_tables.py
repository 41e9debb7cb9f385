"""LinkedIn, Google (old and new), Outlook and plain tables, with the mess that occurs in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.contacts import read_contacts
from netlead_md.contacts.csv_reader import read_csv as table
from netlead_md.vault.errors import UserError

LINKEDIN = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing.
You will only see email addresses for connections who allow it."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Lovelace,https://www.linkedin.com/in/ada,ada@x.org,"Analytical, Ltd.",Engineer,05 Jan 2026
,,,,,,06 Jan 2026
FranÃ§ois,"L'Ã‰cole",https://www.linkedin.com/in/francois,,SociÃ©tÃ©,"CEO: boss",07 Jan 2026
"Bo
Anders",Berg,,,Acme,Clerk,08 Jan 2026
"never closed,Row,,,,,
Cy,Last,,,Acme,Sales, marketing and more,09 Jan 2026
山田,太郎,,,トヨタ,部長,10 Jan 2026
"""


def test_linkedin_with_its_preamble() -> None:
    batch = read_contacts("linkedin", LINKEDIN.encode(), {})
    ada, francois, bo, yamada = batch.contacts
    assert (ada.name, ada.linkedin, ada.email) == ("Ada Lovelace", "https://www.linkedin.com/in/ada", ("ada@x.org",))
    assert (ada.organisation, ada.title, ada.met) == (("Analytical, Ltd.",), "Engineer", "2026-01-05")
    assert (francois.name, francois.organisation) == ("François L'École", ("Société",))
    assert (bo.name, yamada.name, yamada.organisation) == ("Bo Anders Berg", "山田 太郎", ("トヨタ",))
    assert [contact.line for contact in batch.contacts] == [6, 8, 9, 13]
    assert [(slip.line, slip.message) for slip in batch.slips] == [
        (7, "this row has no name, organisation or e-mail"),
        (11, "the quotes in this row do not close"),
        (12, "this row has 8 cells where the header has 7: is a cell with a comma unquoted?"),
    ]


def test_an_older_linkedin_file_has_neither_preamble_nor_url() -> None:
    batch = read_contacts(
        "linkedin", b"First Name,Last Name,Email Address,Company,Position,Connected On\nAda,Lovelace,,Acme,,\n", {}
    )
    assert [(contact.name, contact.organisation, contact.line) for contact in batch.contacts] == [
        ("Ada Lovelace", ("Acme",), 2)
    ]


def test_google_new_and_old() -> None:
    new = (
        "First Name,Middle Name,Last Name,Phonetic First Name,Nickname,Organization Name,Organization Title,"
        "Organization Department,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,"
        "Phone 1 - Label,Phone 1 - Value,Address 1 - Formatted,Address 1 - Street,Website 1 - Value\n"
        "Ada,King,Lovelace,AY-da,Addie,Analytical,Engineer,Sums, --02-03,hello,* myContacts,* Work,"
        'ada@x.org ::: a@y.org,ada@z.org,Mobile,+44 1 ::: +44 2,"12 High St\nLondon",12 High St,https://ada.example\n'
    )
    ada = table(new, {}).contacts[0]
    assert (ada.name, ada.aliases, ada.department) == ("Ada King Lovelace", ("Addie",), "Sums")
    assert (ada.email, ada.phone) == (("ada@x.org", "a@y.org", "ada@z.org"), ("+44 1", "+44 2"))
    assert (ada.address, ada.birthday) == (("12 High St, London",), "--02-03")
    assert (ada.website, ada.note) == (("https://ada.example",), "hello")
    old = (
        "Name,Given Name,Family Name,Family Name Yomi,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
        "Organization 1 - Name,Organization 1 - Title\n"
        "Ada Lovelace,Ada,Lovelace,rabu,* My Contacts,* Home,ada@x.org,Analytical,Engineer\n"
    )
    ada = table(old, {}).contacts[0]
    assert (ada.name, ada.email, ada.organisation, ada.title) == (
        "Ada Lovelace",
        ("ada@x.org",),
        ("Analytical",),
        "Engineer",
    )


def test_outlook_in_windows_1252() -> None:
    text = (
        "First Name,Middle Name,Last Name,Title,Company,Department,Job Title,Business Street,Business City,"
        "Business Postal Code,Home Phone,Mobile Phone,Birthday,E-mail Address,E-mail 2 Address,Web Page,Notes\r\n"
        '"Zoë","","Müller","","Société","Ventes","Chef","Rue 1","Lyon","69000","1","2","0/0/00","z@x.org","","",""\r\n'
    )
    batch = read_contacts("outlook", text.encode("cp1252"), {})
    zoe = batch.contacts[0]
    assert (zoe.name, zoe.organisation, zoe.phone) == ("Zoë Müller", ("Société",), ("1", "2"))
    assert (zoe.address, zoe.birthday, zoe.email) == (("Rue 1, Lyon, 69000",), "", ("z@x.org",))
    assert batch.remarks[0].startswith("not UTF-8: read as Windows-1252")


def test_outlooks_title_is_an_honorific_where_a_job_title_stands_beside_it() -> None:
    zoe = table("Title,First Name,Last Name,Job Title\nDr,Zoë,Müller,Chef\n", {}).contacts[0]
    assert zoe.title == "Chef"


@pytest.mark.parametrize(
    "text",
    [
        "Name,Surname\nAda,Lovelace\n",
        "Name;Vorname\nLovelace;Ada\n",
        "Name,First name,Last name\nAda Lovelace,A.,L.\n",
        "Nom,Prénom\nLovelace,Ada\n",
        "FIRST_NAME,LAST_NAME\nAda,Lovelace\n",
    ],
)
def test_what_name_means_beside_the_parts_of_one(text: str) -> None:
    assert table(text, {}).contacts[0].name == "Ada Lovelace"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_a_plain_table(delimiter: str, encoding: str) -> None:
    rows = ["Full Name", "E-Mail", "Employer", "Chef von"], ["Zoë Müller", "z@x.org", "Acme", "Bo"]
    text = "sep=" + delimiter + "\n" + "\n".join(delimiter.join(row) for row in rows) + "\n"
    batch = read_contacts("csv", text.encode(encoding), {})
    zoe = batch.contacts[0]
    assert (zoe.name, zoe.email, zoe.organisation) == ("Zoë Müller", ("z@x.org",), ("Acme",))
    assert any("Chef von" in remark for remark in batch.remarks)


def test_the_words_of_the_config_name_columns_too() -> None:
    batch = read_contacts("csv", b"Name,Arbeitgeber seit jeher\nAda,Acme\n", {"arbeitgeber_seit_jeher": "organisation"})
    assert batch.contacts[0].organisation == ("Acme",)


def test_a_row_of_a_company_alone_is_an_organisation() -> None:
    batch = table("Name,Company,Email\n,Acme,info@acme.org\n,,solo@x.org\n", {})
    assert [(contact.name, contact.company) for contact in batch.contacts] == [("Acme", True), ("solo@x.org", False)]


def test_what_a_note_could_bring_to_life_is_plain_words() -> None:
    row = 'Name,Company,Title,Notes\n{{date}},[[Acme|A]],<% tp.system.prompt() %>,"[[x]] \x1b[31m"\n'
    contact = table(row, {}).contacts[0]
    assert (contact.name, contact.organisation) == ("{ {date} }", ("A",))
    assert (contact.title, contact.note) == ("< % tp.system.prompt() % >", "x [31m")


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"just words\nand more\n", b"a,b,c\n1,2,3\n"])
def test_a_file_that_is_no_table_says_so(data: bytes) -> None:
    with pytest.raises(UserError, match="no header found"):
        read_contacts("csv", data, {})


def test_a_card_is_no_table_and_a_table_no_card() -> None:
    with pytest.raises(UserError, match="cards, not a table"):
        read_contacts("csv", b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n", {})
    with pytest.raises(UserError, match="no card"):
        read_contacts("vcard", b"Name\nAda\n", {})
    with pytest.raises(UserError, match="no encoding"):
        read_contacts("csv", b"Name\nAda\n", {}, "klingon")


@given(st.lists(st.text(alphabet="ab,;\"\n\r\t'=@ é\x00", max_size=12), max_size=8))
def test_no_row_makes_it_fail_or_hides_the_last_one(rows: list[str]) -> None:
    text = "Name,Email\n" + "".join(f"{row}\n" for row in rows) + "Last One,last@x.org\n"
    assert table(text, {}).contacts[-1].name == "Last One" or any('"' in row for row in rows)


HEADERS = {
    "it": "Nome,Cognome,Azienda,Posizione,Indirizzo e-mail,Cellulare",
    "fr": "Prénom,Nom,Société,Fonction,Adresse de messagerie,Tél. mobile",
    "es": "Nombre,Apellidos,Empresa,Cargo,Correo electrónico,Móvil",
    "pt": "Nome,Sobrenome,Empresa,Cargo,Endereço de e-mail,Telemóvel",
    "nl": "Voornaam,Achternaam,Bedrijf,Functie,E-mailadres,Mobiele telefoon",
    "de": "Vorname,Nachname,Firma,Position,E-Mail-Adresse,Mobiltelefon",
    "en": "First Name,Last Name,Company,Job Title,E-mail Address,Mobile Phone",
    "de, short": "Vorname,Name,Firma,Funktion,E-Mail,Handy",
    "fr, short": "Prénom,Nom,Entreprise,Poste,Courriel,Portable",
}


@pytest.mark.parametrize("language", HEADERS)
def test_headers_in_the_languages_people_export_them(language: str) -> None:
    (eva,) = table(f"{HEADERS[language]}\nEva,Bianchi,Acme,Chief,eva@x.org,333 1\n", {}).contacts
    assert (eva.name, eva.organisation, eva.title) == ("Eva Bianchi", ("Acme",), "Chief")
    assert (eva.email, eva.phone) == (("eva@x.org",), ("333 1",))


@pytest.mark.parametrize(
    "header",
    [
        "Anzeigename,Primäre E-Mail-Adresse,Geburtsjahr,Geburtsmonat,Geburtstag",
        "Display Name,Primary Email,Birth Year,Birth Month,Birth Day",
    ],
)
def test_a_birthday_in_three_columns(header: str) -> None:
    read = table(f"{header}\nEva,e@x.org,1980,3,15\nBo,b@x.org,,3,5\nCy,c@x.org,1980,,\n", {}).contacts
    assert [contact.birthday for contact in read] == ["1980-03-15", "--03-05", ""]


def test_a_number_that_a_spreadsheet_has_spoilt_is_told() -> None:
    batch = table('Name,Phone\nAda,4.47912E+11\nBo,+44 1\nCy,"4,9E+10"\n', {})
    assert [contact.phone for contact in batch.contacts] == [(), ("+44 1",), ()]
    assert batch.remarks == ("2 values of phone not taken in (line 2: 4.47912E+11; line 4: 4,9E+10)",)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Łukasz Żak,Spółka", "cp1250"),
        ("Jiří Dvořák,Pošta", "cp1250"),
        ("Иван,Завод", "cp1251"),
        ("Ayşe,Işık", "cp1254"),
    ],
)
def test_a_code_page_that_is_not_certain_is_asked(text: str, encoding: str) -> None:
    data = f"Name,Company\n{text}\n".encode(encoding)
    with pytest.raises(UserError, match="its code page is not certain") as asked:
        read_contacts("csv", data, {})
    assert f"--encoding {encoding}: {text}" in (asked.value.hint or "")
    assert read_contacts("csv", data, {}, encoding).contacts[0].name == text.partition(",")[0]


@pytest.mark.parametrize(
    "name", ["Zoë Müller", "François L’École", "Søren Åberg", "João Conceição", "Nuñez", "Citroën"]
)
def test_names_of_the_west_are_certain(name: str) -> None:
    batch = read_contacts("csv", f"Name,Company\n{name},Acme – Ltd\n".encode("cp1252"), {})
    assert batch.contacts[0].name == name
    assert "Windows-1252" in batch.remarks[0]
