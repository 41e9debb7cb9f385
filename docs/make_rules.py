#!/usr/bin/env python3
"""Write docs/rules anew from the docstrings of the rules: `python docs/make_rules.py`."""

from pathlib import Path

from netlead_md.rules.rule_docs import build_rule_pages

FOLDER = Path(__file__).parent / "rules"


def main() -> None:
    made = build_rule_pages()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
