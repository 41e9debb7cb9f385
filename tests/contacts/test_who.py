"""Who is there already: by UID, e-mail and name, or name with organisation; nobody twice, nobody swallowed."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from netlead_md.cli.main import netlead
from tests.contacts.build import bring, errors, files, vault

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ADA = '---\ntype: person\norganisation: Acme\nemail: "ada@x.org"\n---\n'


@pytest.mark.parametrize("name", ["Ada,Lovelace", "A.,Lovelace", "Ada King,Lovelace", "Ada,", "LOVELACE,Ada"])
def test_by_e_mail_and_a_name_that_agrees(tmp_path: Path, name: str) -> None:
    folder = vault(tmp_path / "v", {"People/Ada Lovelace.md": ADA})
    before = files(folder)
    assert "1 already there" in bring(folder, "linkedin", HEADER + f"{name},,ADA@x.org,,,\n").err
    assert files(folder) == before


def test_an_address_in_common_with_another_name_is_a_question(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v", {"People/Ada Lovelace.md": ADA})
    before = files(folder)
    text = HEADER + "Augusta,King,,ADA@x.org,Acme,,\n"
    ran = bring(folder, "linkedin", text, "--update")
    assert files(folder) == before
    assert "is 'Augusta King' the same person as 'Ada Lovelace' (People/Ada Lovelace.md)?" in ran.out
    assert "`--same 'Augusta King=Ada Lovelace'`" in ran.out
    ran = bring(folder, "linkedin", text, "--same", "Augusta King=Ada Lovelace")
    assert "differs: People/Ada Lovelace.md: name is 'Ada Lovelace', line 2 has 'Augusta King'" in ran.out
    assert files(folder) == before
    bring(folder, "linkedin", text, "--different", "Augusta King=Ada Lovelace")
    assert "People/Augusta King.md" in files(folder)


def test_a_couple_in_one_file_is_never_one_person(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    text = "Name,Email,Phone\nAda Alpha,home@x.org,111\nBob Beta,home@x.org,222\n"
    ran = bring(folder, "csv", text)
    assert "question: line 3: is 'Bob Beta' the same person as 'Ada Alpha' (line 2)?" in ran.out
    assert b"222" not in files(folder)["People/Ada Alpha.md"]
    ran = bring(folder, "csv", text, "--different", "Bob Beta=Ada Alpha")
    assert b"222" in files(folder)["People/Bob Beta.md"]


def test_review_asks_and_takes_the_answer(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    file = tmp_path / "in.csv"
    file.write_text("Name,Email,Phone\nAda Alpha,home@x.org,111\nBob Beta,home@x.org,222\n", encoding="utf-8")
    for answer, there in (("later\n", False), ("no\n", True)):
        asked = CliRunner().invoke(netlead, ["import", "csv", str(file), str(folder), "--review"], input=answer)
        assert "Bob Beta (line 3) · home@x.org · 222" in asked.output
        assert ("People/Bob Beta.md" in files(folder)) is there


def test_a_uid_is_who_somebody_is_whatever_the_name(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:4.0\nUID:abc-1\nFN:{}\nTEL:{}\nEND:VCARD\n"
    folder = vault(tmp_path / "v")
    bring(folder, "vcard", card.format("Ada Alpha", 1))
    ran = bring(folder, "vcard", card.format("Ada Beta", 2))
    assert list(files(folder)) == ["People/Ada Alpha.md"]
    assert "name is 'Ada Alpha', line 1 has 'Ada Beta'" in ran.out


def test_what_a_second_card_of_one_person_says_otherwise_is_told(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Alpha\nEMAIL:a@x.org\nTITLE:{}\nEND:VCARD\n"
    folder = vault(tmp_path / "v")
    ran = bring(folder, "vcard", card.format("Director") + card.format("Chair"))
    assert "differs: People/Ada Alpha.md: title is 'Director', line 7 has 'Chair'" in ran.out


def test_by_name_with_organisation_whatever_the_e_mail(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v", {"People/Ada Lovelace.md": ADA})
    before = files(folder)
    ran = bring(folder, "linkedin", HEADER + "ada,LOVELACE,,ada@home.org,ACME,Engineer,\n")
    assert files(folder) == before
    assert "differs: People/Ada Lovelace.md: email is 'ada@x.org', line 2 has 'ada@home.org'" in ran.out
    assert "empty: People/Ada Lovelace.md: title, line 2 has 'Engineer'" in ran.out


def test_a_further_name_of_person_and_organisation_counts(tmp_path: Path) -> None:
    notes = {
        "Ada.md": '---\ntype: person\naliases: [Ada Lovelace]\norganisation: "[[Acme]]"\n---\n',
        "Acme.md": "---\ntype: company\naliases: [Acme Ltd.]\n---\n",
    }
    folder = vault(tmp_path / "v", notes)
    ran = bring(folder, "linkedin", HEADER + "Ada,Lovelace,,,Acme Ltd.,,\n")
    assert (ran.out, len(files(folder))) == ("", 2)


def test_namesakes_elsewhere_are_two_people_and_links_keep_their_meaning(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v", {"People/Ada Lovelace.md": ADA})
    text = HEADER + "Ada,Lovelace,,,Globex,,\nAda,Lovelace,,,Initech,,\nAda,Lovelace,,,Globex,Boss,\n"
    assert "3 questions" in bring(folder, "linkedin", text).err
    apart = ("--different", "Ada Lovelace=Ada Lovelace")
    ran = bring(folder, "linkedin", text, *apart)
    assert ran.err.startswith("2 new people, 1 already there")
    new = {path for path in files(folder) if path != "People/Ada Lovelace.md"}
    assert new == {"People/Ada Lovelace (Globex).md", "People/Ada Lovelace (Initech).md"}
    assert b"aliases: [Ada Lovelace]" in files(folder)["People/Ada Lovelace (Globex).md"]
    assert b"title: Boss" in files(folder)["People/Ada Lovelace (Globex).md"]
    assert errors(folder) == []
    before = files(folder)
    assert bring(folder, "linkedin", text, *apart).out == ""
    assert files(folder) == before


def test_two_rows_with_two_profiles_are_two_people_even_at_one_company(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    row = "John,Smith,https://www.linkedin.com/in/{},,Acme,Clerk,\n"
    bring(folder, "linkedin", HEADER + row.format("js1") + row.format("js2"))
    assert list(files(folder)) == ["People/John Smith (Acme).md", "People/John Smith.md"]
    assert bring(folder, "linkedin", HEADER + row.format("js2") + row.format("js1")).err.startswith("0 new people, 2")


def test_a_new_employer_is_a_difference_where_the_profile_is_known(tmp_path: Path) -> None:
    note = '---\ntype: person\norganisation: Acme\nlinkedin: "https://linkedin.com/in/ada/"\n---\n'
    folder = vault(tmp_path / "v", {"Ada Lovelace.md": note})
    ran = bring(folder, "linkedin", HEADER + "Ada,Lovelace,https://www.linkedin.com/in/ada,,Globex,Boss,\n", "--update")
    assert "differs: Ada Lovelace.md: organisation is 'Acme', line 2 has 'Globex'" in ran.out
    assert "differs: Ada Lovelace.md: title is 'at Acme', line 2 has 'Boss'" in ran.out
    assert files(folder) == {"Ada Lovelace.md": note.encode()}


def test_a_name_alone_is_enough_where_nothing_speaks_against_it(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v", {"People/Ada Lovelace.md": ADA})
    assert bring(folder, "csv", "Name,Email\nAda Lovelace,\n").err.startswith("0 new people, 1")
    ran = bring(folder, "csv", "Name,Email\nAda Lovelace,other@y.org\n")
    assert "They have the same name, and nothing else in common." in ran.out


def test_a_name_that_fits_several_is_left_out_and_said(tmp_path: Path) -> None:
    other = "---\ntype: person\norganisation: Globex\naliases: [Ada Lovelace]\n---\n"
    folder = vault(tmp_path / "v", {"Ada Lovelace.md": ADA, "Ada L.md": other})
    ran = bring(folder, "csv", "Name\nAda Lovelace\n")
    assert ":2: 'Ada Lovelace' may be Ada L.md or Ada Lovelace.md: left out" in ran.err.replace(
        "Ada Lovelace.md or Ada L.md", "Ada L.md or Ada Lovelace.md"
    )


def test_somebody_whose_note_cannot_be_read_is_not_written_anew(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    (folder / "Ada Lovelace.md").write_bytes(b"---\ntype: person\n---\n\xff\xfe\x00")
    ran = bring(folder, "csv", "Name,Company\nAda Lovelace,Acme\n")
    assert "may be in Ada Lovelace.md, which cannot be read: left out" in ran.err
    assert list(files(folder)) == ["Ada Lovelace.md"]


def test_ones_own_card_is_nobody_else(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v", {"Miriam Tolley.md": "---\ntype: me\n---\n"})
    ran = bring(folder, "csv", "Name,Email\nMiriam Tolley,m@x.org\n")
    assert ":2: 'Miriam Tolley' is you: left out" in ran.err
    assert list(files(folder)) == ["Miriam Tolley.md"]


def test_two_addresses_in_one_text_are_both_known(tmp_path: Path) -> None:
    note = '---\ntype: person\nemail: "ada@x.org, ada@home.org"\n---\n'
    folder = vault(tmp_path / "v", {"Ada Lovelace.md": note})
    assert bring(folder, "csv", "Name,Email\nAda Lovelace,ada@home.org\n").out == ""
