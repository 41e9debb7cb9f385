"""Import, export, import again: nothing is lost that both formats can hold (issue of contacts in and out)."""

from pathlib import Path

import pytest

from tests.contacts.build import bring, errors, files, run, vault
from tests.contacts.exporting_build import everything
from tests.contacts.test_tables import LINKEDIN
from tests.contacts.test_vcard import MIXED

GOOGLE = (
    "First Name,Middle Name,Last Name,Nickname,Organization Name,Organization Title,Organization Department,Birthday,"
    "Notes,E-mail 1 - Value,Phone 1 - Value,Address 1 - Formatted,Website 1 - Value\n"
    'Ada,King,Lovelace,Addie ::: Countess,"Analytical, Ltd.",Engineer,Sums, --02-03,"hello\nthere",'
    'ada@x.org ::: a@y.org,+44 1 ::: 0044 2,"12 High St\nLondon",https://ada.example\n'
    '"Ann ""Q""",,AC/DC,,=cmd|x,-1,,1985-02-03,,=a@b.c,(0)1,,\n'
)
OUTLOOK = (
    "First Name,Last Name,Company,Job Title,Business Street,Business City,Mobile Phone,E-mail Address\r\n"
    "Zoë,Müller,Société,Chef,Rue 1,Lyon,2,z@x.org\r\n"
)
SOURCES = [("vcard", MIXED), ("linkedin", LINKEDIN), ("google", GOOGLE), ("outlook", OUTLOOK)]


@pytest.mark.parametrize("through", ["csv", "vcard"])
@pytest.mark.parametrize(("kind", "text"), SOURCES, ids=[kind for kind, _ in SOURCES])
def test_nothing_is_lost(tmp_path: Path, kind: str, text: str, through: str) -> None:
    first, second = vault(tmp_path / "first"), vault(tmp_path / "second")
    bring(first, kind, text)
    assert errors(first) == []
    exported = run("export", through, first).out
    ran = bring(second, through, exported)
    assert files(second) == files(first)
    assert "left out" not in ran.err
    assert run("export", through, second).out == exported
    assert bring(first, through, exported).out == ""


@pytest.mark.parametrize("through", ["csv", "vcard"])
def test_a_vault_of_ones_own_comes_back_whole(tmp_path: Path, through: str) -> None:
    folder, other = everything(tmp_path / "v"), vault(tmp_path / "w")
    before = files(folder)
    exported = run("export", through, folder).out
    assert bring(folder, through, exported, "--update").out == ""
    assert files(folder) == before
    bring(other, through, exported)
    assert run("export", through, other).out == exported


@pytest.mark.parametrize(("kind", "text"), SOURCES, ids=[kind for kind, _ in SOURCES])
def test_a_second_import_changes_nothing(tmp_path: Path, kind: str, text: str) -> None:
    folder = vault(tmp_path / "v")
    bring(folder, kind, text, "--organisations", "--update")
    before = files(folder)
    ran = bring(folder, kind, text, "--organisations", "--update")
    assert (files(folder), ran.out) == (before, "")
    assert errors(folder) == []
