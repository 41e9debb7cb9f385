"""The lexicons of the four languages are alike in shape, and nothing in them can make a match run away (SPEC §2.5)."""

import pytest

from netlead_md.parsing.lexicons import (
    LANGUAGES,
    load_language,
    load_lexicon,
    merge_months,
    normalise_languages,
    note_languages,
)


def _shape(table: object) -> object:
    return {key: _shape(value) for key, value in table.items()} if isinstance(table, dict) else type(table)


def _phrases(table: object) -> list[str]:
    if isinstance(table, dict):
        return [phrase for value in table.values() for phrase in _phrases(value)]
    if isinstance(table, list):
        return [phrase for value in table for phrase in _phrases(value)]
    return [table] if isinstance(table, str) else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_tables_of_english(language: str) -> None:
    assert _shape(load_language(language)) == _shape(load_language("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_and_weekdays_are_whole(language: str) -> None:
    dates = load_language(language)["dates"]
    assert (len(dates["months"]), len(dates["weekdays"])) == (12, 7)
    assert len(load_language(language)["amounts"]["numbers"]) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_of_contact_and_of_what_binds_are_never_empty(language: str) -> None:
    table = load_language(language)
    assert [key for part in table["contact"].values() for key, value in part.items() if not value] == []
    assert [
        key for part in ("phrases", "kinds", "labels", "folders") for key, value in table[part].items() if not value
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_words_without_patterns(language: str) -> None:
    assert [phrase for phrase in _phrases(load_language(language)) if set("*+[]\\^$") & set(phrase)] == []


def test_no_two_languages_give_one_word_two_months() -> None:
    together = merge_months(LANGUAGES)
    for language in LANGUAGES:
        assert {name: together[name] for name in merge_months((language,))} == merge_months((language,))


def test_a_lexicon_is_built_once_for_each_set() -> None:
    assert load_lexicon(("de",)) is load_lexicon(["en", "de"])
    assert normalise_languages(("de", "xx", "de")) == ("en", "de")


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("We talked about the lease and the van.", ("en",)),
        ("Haben über den Mietvertrag gesprochen und uns geeinigt.", ("en", "de")),
        ("Elle nous a promis une salle pour les ateliers.", ("en", "fr")),
        ("Hablamos por teléfono y nos dijo que sí.", ("en", "es")),
        ("Coffee with Des, and with Die Zeit's Max von Thun", ("en",)),
        ("", ("en",)),
    ],
)
def test_a_note_shows_its_language(text: str, languages: tuple[str, ...]) -> None:
    assert note_languages(text) == languages


def test_a_language_that_is_not_allowed_is_not_read() -> None:
    assert note_languages("Haben über den Mietvertrag gesprochen und uns geeinigt.", ("fr",)) == ("en",)
