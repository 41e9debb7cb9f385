"""The page of a rule, made from its docstring (SPEC §5, `explain`)."""

import inspect

from netlead_md.rules.selection import nearest
from netlead_md.rules.table import RULES


def explain(code: str) -> str:
    """Give a rule's page as Markdown; a code or a name, in any case. Raises KeyError with a hint for any other word."""
    asked = code.strip().lower()
    for rule in RULES:
        if asked in {rule.code.lower(), rule.name}:
            return f"# {rule.code} {rule.name} ({rule.severity})\n\n{inspect.cleandoc(rule.page)}\n"
    near = nearest(code.strip())
    hint = f"; did you mean {near}?" if near else ""
    raise KeyError(f"no rule is named '{code}'{hint}")
