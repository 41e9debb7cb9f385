import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.rendering.file_names import page_link_name, safe_file_name, unique_name, used_names


def test_a_free_name_stays_as_it_is() -> None:
    assert unique_name("This week", set()) == "This week"


def test_a_note_of_the_user_keeps_its_base_name() -> None:
    taken = used_names(["Daily/this week.md", "Netlead/Review day.md"])
    assert taken == {"this week", "review day"}
    assert unique_name("This week", taken) == "This week (Netlead)"


def test_two_organisations_that_differ_in_case_only_have_two_ledgers() -> None:
    taken: set[str] = set()
    assert [unique_name(name, taken, " ledger") for name in ("Acme", "ACME", "acme")] == [
        "Acme ledger",
        "ACME ledger (Netlead)",
        "acme ledger (2)",
    ]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("A|B [C] #1 ^x", "A-B -C- -1 -x ledger"),
        ('What? "quoted" <a:b/c\\d*>', "What- -quoted- -a-b-c-d-- ledger"),
        (".hidden", "_.hidden ledger"),
        ("con.sulting", "_con.sulting ledger"),
        ("Console", "Console ledger"),
        ("日本 🏥", "日本 🏥 ledger"),
        ("Cafe\u0301", "Café ledger"),
        ("tab\tand\nline", "tab-and-line ledger"),
    ],
)
def test_names_are_valid_on_every_system(name: str, file: str) -> None:
    assert safe_file_name(name, " ledger") == file


def test_a_long_name_is_cut_between_characters_to_240_bytes() -> None:
    file = safe_file_name("é" * 200, " ledger (Netlead)")
    assert file == "é" * 110 + " ledger (Netlead)"
    assert len(f"{file}.md".encode()) == 240


def test_a_name_that_ends_in_a_dot_loses_it() -> None:
    assert safe_file_name("Acme Inc.") == "Acme Inc"


@given(st.lists(st.text(max_size=300), max_size=8))
def test_no_two_of_our_pages_share_a_name_on_any_system(names: list[str]) -> None:
    taken: set[str] = {"acme ledger"}
    chosen = [unique_name(name, taken, " ledger") for name in ["Acme", *names]]
    assert len({page_link_name(f"{name}.md") for name in chosen} | {"acme ledger"}) == len(chosen) + 1
    assert all(len(f"{name}.md".encode()) <= 240 for name in chosen)
    assert not any(set(name) & set('\\/:*"<>|?#^[]\n\r\t\x00') for name in chosen)
