"""`netlead export vcard`: cards of version 4.0 that other programs read back."""

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.contacts import format_vcards
from netlead_md.contacts.contact import Contact
from netlead_md.contacts.vcard_reader import read_vcards
from tests.contacts.build import run
from tests.contacts.exporting_build import everything

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn")), min_size=1, max_size=90
)


def test_the_bytes(tmp_path: Path) -> None:
    cards = run("export", "vcard", everything(tmp_path)).out.replace("\r\n", "\n").split("END:VCARD\n")
    assert re.sub(r"\nUID:[^\n]*", "", cards[0]) == (
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ada Lovelace\nN:Lovelace;Ada;;;\nNICKNAME:Addie,The Countess\nORG:Acme;Sums\n"
        "ORG:Globex\\; Sons\\, Ltd\nTITLE:Head\\, of \\\\ numbers\\; all\nEMAIL:ada@x.org\nEMAIL:a@y.org\n"
        "TEL;VALUE=text:+44 20 7946\nTEL;VALUE=text:01632 960114\nURL:https://www.linkedin.com/in/ada\n"
        "URL:https://ada.example/?a=1\\,2\\;3\nADR:;;12 High St\\, London\\; UK;;;;\nADR:;;;Paris;;;\nBDAY:--0203\n"
        "NOTE:first line\\nsecond\\, line\\; with \\\\ and an Ä\nX-NETLEAD-MET:2026-01-05\n"
    )
    assert "NOTE" not in cards[1]
    assert "FN:山田 太郎\nN:;山田 太郎;;;\n" in cards[2]


def test_a_card_keeps_its_uid_when_the_person_changes(tmp_path: Path) -> None:
    def uids() -> list[str]:
        return re.findall("UID:.*", run("export", "vcard", tmp_path).out)

    note = everything(tmp_path) / "People" / "Ada Lovelace.md"
    before = uids()
    note.write_text(note.read_text("utf-8").replace("ada@x.org", "new@x.org"), "utf-8")
    assert uids() == before
    assert len(set(before)) == 3


@given(WORDS, WORDS, WORDS)
def test_whatever_the_words_no_line_is_too_long_and_all_comes_back(name: str, firm: str, note: str) -> None:
    text = format_vcards({"a.md": Contact(name, organisation=(firm,), department="d", note=note)})
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    back = read_vcards(text).contacts[0]
    again = read_vcards(format_vcards({"a.md": back})).contacts[0]
    assert (back.name, back.organisation, back.note) == (again.name, again.organisation, again.note)


def test_khard_reads_them(tmp_path: Path) -> None:
    pytest.importorskip("khard", reason="khard is in the extra `test`")
    book = tmp_path / "book"
    book.mkdir()
    text = run("export", "vcard", everything(tmp_path / "v")).out
    for number, card in enumerate(re.findall(r"BEGIN:VCARD.*?END:VCARD\r?\n", text, re.DOTALL)):
        (book / f"{number}.vcf").write_bytes(card.encode())
    (tmp_path / "khard.conf").write_text(f"[addressbooks]\n[[book]]\npath = {book}\n", "utf-8")
    command = [sys.executable, "-m", "khard", "-c", str(tmp_path / "khard.conf")]
    shown = subprocess.run([*command, "show", "Lovelace"], capture_output=True, check=True, encoding="utf-8").stdout
    for words in ("Name: Ada Lovelace", "Acme", "Head, of \\ numbers; all", "ada@x.org", "+44 20 7946", "12 High St"):
        assert words in shown
    listed = subprocess.run([*command, "list", "-p"], capture_output=True, check=True, encoding="utf-8").stdout
    assert [line.split("\t")[1] for line in listed.splitlines()] == ["Ada Lovelace", "Zoë Ünal", "山田 太郎"]


READER = """
import json, sys, vobject
text = sys.stdin.buffer.read().decode()
print(json.dumps([{key: [line.value if isinstance(line.value, (str, list)) else str(line.value) for line in lines]
                   for key, lines in card.contents.items()} for card in vobject.readComponents(text)]))
"""


@pytest.mark.skipif(find_spec("vobject") is None, reason="vobject is in the extra `test`")
def test_vobject_reads_them(tmp_path: Path) -> None:
    text = run("export", "vcard", everything(tmp_path)).out
    command = [sys.executable, "-W", "ignore", "-c", READER]
    ada = json.loads(subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout)[0]
    assert ada["version"] == ["4.0"]
    assert ada["org"] == [["Acme", "Sums"], ["Globex; Sons, Ltd"]]
    assert ada["email"] == ["ada@x.org", "a@y.org"]
    assert ada["tel"] == ["+44 20 7946", "01632 960114"]
    assert ada["note"] == ["first line\nsecond, line; with \\ and an Ä"]
    assert ada["url"] == ["https://www.linkedin.com/in/ada", "https://ada.example/?a=1,2;3"]
