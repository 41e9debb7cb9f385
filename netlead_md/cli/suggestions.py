"""One word of a few: an unknown one is answered with the one that was meant. Loads nothing heavy."""

from collections.abc import Collection
from typing import Any

import click


def format_suggestion(word: str, known: Collection[str], *, most: int = 8) -> str:
    """A sentence to stand behind another, with a space before it; where none is near, all of them if they are few."""
    from netlead_md.parsing.suggestions import suggest_choice

    if near := suggest_choice(word.lower(), known):
        return f" Did you mean '{near}'?"
    return f" It is one of {', '.join(known)}." if len(known) <= most else ""


class SuggestingChoice(click.Choice[str]):
    """As click's, with a word on what was meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise click.BadParameter(
                f"{error.message}{format_suggestion(str(value), self.choices, most=0)}", ctx, param
            ) from None

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:  # noqa: ARG002
        return f"It is one of {', '.join(self.choices)}."
