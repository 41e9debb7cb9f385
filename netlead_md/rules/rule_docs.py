"""The page of each rule, made from its docstring (SPEC §5, `explain`), and the files of `docs/rules`."""

import inspect
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from netlead_md.rules.registry import RULES, near_code
from netlead_md.rules.rule import Rule

HOMEPAGE: Final = "https://github.com/netlead/netlead"
"""Where the project lies; pyproject.toml and CITATION.cff name it too."""
_FAMILIES: Final = {
    "NL0": "Files",
    "NL1": "Front matter",
    "NL2": "Identity and links",
    "NL3": "Entries",
    "NL4": "Commitments",
    "NL5": "People and reviews",
    "NL6": "Privacy",
    "NL7": "Findings about the network",
    "NL9": "Configuration and templates",
}
_HEAD: Final = """\
# Rules

What `netlead check` can say, by family. `netlead explain NL201` prints the same pages in the terminal; how to choose
rules, silence them and mend notes stands in [checking.md](../checking.md). *Error*: something written is lost or
distorted. *Warning*: something is likely not what its writer meant. *Info*: a hint; nothing is wrong.

These pages are made from the docstrings of the rules by `python docs/make_rules.py`; do not edit them.
"""


def explain_rule(code: str) -> str:
    """Give a rule's page as Markdown; a code or a name, in any case. Raises KeyError with a hint for any other word."""
    asked = code.strip().lower()
    for rule in RULES:
        if asked in {rule.code.lower(), rule.name}:
            return f"# {rule.code} {rule.name} ({rule.severity})\n\n{inspect.cleandoc(rule.page)}\n"
    near = near_code(code.strip())
    hint = f"; did you mean {near}?" if near else ""
    raise KeyError(f"no rule is named '{code}'{hint}")


def rule_url(code: str) -> str:
    """The address of a rule's page, for programs that link it."""
    return f"{HOMEPAGE}/blob/main/docs/rules/{code}.md"


def build_rule_pages() -> dict[str, str]:
    """Name and text of each file: a page for each rule, and an index by family."""
    return {"README.md": "\n".join(_rule_index()) + "\n"} | {
        f"{rule.code}.md": explain_rule(rule.code) for rule in RULES
    }


def _rule_index() -> Iterator[str]:
    yield _HEAD.rstrip()
    for family, rules in groupby(RULES, key=lambda rule: rule.code[:3]):
        yield f"\n## {family}xx: {_FAMILIES[family]}\n"
        yield "| code | name | severity | what it finds |"
        yield "|---|---|---|---|"
        yield from (_rule_row(rule) for rule in rules)


def _rule_row(rule: Rule) -> str:
    what = " ".join(rule.page.strip().split("\n\n", 1)[0].split()).replace("|", r"\|")
    return f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {what} |"
