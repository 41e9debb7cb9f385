"""Views are printed by the user's templates, with ours behind them (SPEC §4)."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from jinja2 import TemplateError, TemplateSyntaxError

from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.rendering.environment import OWN, Environment, State, joined

BASE: Final = "base.md.jinja"


@lru_cache(maxsize=4)
def _environment(own: tuple[tuple[str, str], ...]) -> Environment:
    """Compiled templates are a pure function of their text, and `watch` needs them at every change."""
    return Environment(dict(own))


class Press:
    """Renders with the user's templates until one proves broken, from then on with ours in its place."""

    def __init__(self, folder: str, templates: Mapping[str, str]) -> None:
        self._folder = folder
        self._own = dict(sorted(templates.items()))
        self._faults: dict[str, Fault] = {}

    def faults(self) -> tuple[Fault, ...]:
        return tuple(self._faults[name] for name in sorted(self._faults))

    def body(self, template: str, view: object) -> str:
        while True:
            environment = _environment(tuple(self._own.items()))
            name = OWN + template if template in self._own else template
            if name == template and BASE not in self._own:
                return _print(environment, name, view)
            try:
                return _print(environment, name, view)
            except Exception as error:  # noqa: BLE001  # whatever a template of the user does, the page is written
                self._give_up(error, template)

    def _give_up(self, error: Exception, template: str) -> None:
        name, line = _origin(error)
        if name not in self._own:
            name, line = (template if template in self._own else BASE), 1
        place = Place(max(line, 1))
        folder = f"{self._folder.strip('/')}/" if self._folder.strip("/") else ""
        self._faults[name] = Fault(Trouble.TEMPLATE_BROKEN, folder + name, place, words=(_message(error),))
        del self._own[name]


def _print(environment: Environment, name: str, view: object) -> str:
    return joined(environment.get_template(name).generate(view=view, _state=State()))


def _origin(error: Exception) -> tuple[str, int]:
    """The template of the user that is to blame, and its line."""
    if isinstance(error, TemplateSyntaxError):
        return (error.name or "").removeprefix(OWN), error.lineno
    found, trace = ("", 1), error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(OWN):
            found = file.removeprefix(OWN), trace.tb_lineno
        trace = trace.tb_next
    return found


def _message(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply or extends itself"
    text = error.message if isinstance(error, TemplateError) and error.message else str(error)
    return " ".join(text.split()) or type(error).__name__
