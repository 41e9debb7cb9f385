"""Invented names and phrases from which the reference vault is made; they stand in `words.toml`."""

import tomllib
from pathlib import Path

_WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

FIRST = _WORDS["first"]
LAST = _WORDS["last"]
PLACES = _WORDS["places"]
SORTS = _WORDS["sorts"]
TITLES = _WORDS["titles"]
TEXTS = _WORDS["texts"]
SENTENCES = _WORDS["sentences"]
