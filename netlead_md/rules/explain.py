"""The page of a rule, made from its docstring (SPEC §5, `explain`)."""

import difflib
import inspect

from netlead_md.rules.table import RULES


def explain(code: str) -> str:
    """Give a rule's page as Markdown; a code or a name, in any case. Raises KeyError with a hint for any other word."""
    asked = code.strip().lower()
    for rule in RULES:
        if asked in {rule.code.lower(), rule.name}:
            return f"# {rule.code} {rule.name} ({rule.severity})\n\n{inspect.cleandoc(rule.page)}\n"
    known = [word for rule in RULES for word in (rule.code, rule.name)]
    near = difflib.get_close_matches(code.strip(), known, 1, 0.6) or difflib.get_close_matches(
        code.upper(), known, 1, 0.6
    )
    hint = f"; did you mean {near[0]}?" if near else ""
    raise KeyError(f"no rule is named '{code}'{hint}")
