"""A Jinja that can show a view and do nothing else (SPEC §4): what it reads, prints and counts.

A template sees one variable, `view`, and may hold only what `allowed` lets through. So it cannot reach files,
environment or Python, and its work is bounded by what it loops over; rounds and characters are counted besides.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

import jinja2
from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.loaders import BaseLoader
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

import netlead_md
from netlead_md.rendering import markdown
from netlead_md.rendering.allowed import check
from netlead_md.reports import words
from netlead_md.reports.frame import Name

OWN: Final = "own:"
"""Before the name of a template of the user."""
MOST_ROUNDS: Final = 500_000
"""Rounds of all loops of one page: the pages of 100,000 notes need fewer."""
MOST_TEXT: Final = 200_000
"""Characters of a template."""
MOST_OUTPUT: Final = 16_000_000
"""Characters of one page."""
_AT_ONCE: Final = 64
"""Parts of a page between two looks at its length."""
_OF_A_LOOP: Final = ("first", "last", "index", "index0", "length")


class State:
    """What one rendering of one page remembers: the links that it has set, and how many rounds its loops have made."""

    __slots__ = ("linked", "rounds")

    def __init__(self) -> None:
        self.linked: set[str] = set()
        self.rounds = 0

    def count(self, rounds: int) -> None:
        self.rounds += rounds
        if self.rounds > MOST_ROUNDS:
            raise ValueError(f"its loops make more than {MOST_ROUNDS} rounds")


def joined(parts: Iterator[str]) -> str:
    """What a template prints, part by part. Raises ValueError for more than a page may have."""
    length, found = 0, list[str]()
    while some := tuple(islice(parts, _AT_ONCE)):
        length += sum(map(len, some))
        if length > MOST_OUTPUT:
            raise ValueError(f"its page has more than {MOST_OUTPUT} characters")
        found += some
    return "".join(found)


@pass_context
def _wikilink(context: Context, name: Name) -> markdown.Markdown:
    """One link per note and page: the first mention; later ones are plain text."""
    linked: set[str] = context.parent["_state"].linked
    if not name.target or name.target in linked:
        return markdown.Markdown(markdown.escape(name.text))
    linked.add(name.target)
    return markdown.link(name)


@pass_context
def _counted(context: Context, values: Iterable[Any]) -> Iterable[Any]:
    """The values of a loop; those of a view are tuples, whose rounds are counted beforehand: no loop is left early."""
    state: State = context.parent["_state"]
    if type(values) is not tuple:
        return _one_by_one(state, values)
    state.count(len(values))
    return values


def _one_by_one(state: State, values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        state.count(1)
        yield value


class _Fields(dict[type, frozenset[str]]):
    """By type: the fields of a view, and what a loop says of itself. They are read without a closer look."""

    def __missing__(self, kind: type) -> frozenset[str]:
        names = _OF_A_LOOP if kind is LoopContext else getattr(kind, "__struct_fields__", ())
        found = self[kind] = frozenset(name for name in names if name[:1] != "_")
        return found


class _Generator(CodeGenerator):
    """Text and values that stand beside each other are printed in one step; Jinja makes a step of each."""

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802  (Jinja calls it by this name)
        if frame.require_output_check or frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        self.writeline("yield ''.join((")
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self.write(f"{child.data!r}, ")
            else:
                self.newline(child)
                self.write("environment.finalize(")
                self.visit(child, frame)
                self.write("), ")
        self.write("))")


class _Loader(BaseLoader):
    """The user's templates under `own:`, ours under their bare names."""

    has_source_access = False

    def __init__(self, own: dict[str, str]) -> None:
        folder = netlead_md.__path__[0]
        # Ours are part of the program, as its modules are: in the wheel within the package, in a checkout beside it.
        self._ours = FileSystemLoader([f"{folder}/templates", f"{folder}/../templates"])
        self._own = own

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:
        if template.startswith(OWN):
            name = template.removeprefix(OWN)
            if name not in self._own:
                raise TemplateNotFound(name)
            return self._own[name], template, None
        text, _, _ = self._ours.get_source(environment, template)
        return text, template, None


class Environment(ImmutableSandboxedEnvironment):
    """Plain values are escaped as they are printed, so no template can forget it."""

    code_generator_class = _Generator

    def __init__(self, own: dict[str, str]) -> None:
        super().__init__(
            loader=_Loader(own),
            undefined=StrictUndefined,
            finalize=markdown.escape,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            optimized=False,  # our templates have no sums to be done beforehand
            cache_size=-1,
        )
        self._own = own
        self._fields = _Fields()
        self.globals = {}
        self.tests = {}
        self.filters = {
            "wikilink": _wikilink,
            "cell": markdown.cell,
            "chart": markdown.chart,
            "period": markdown.period,
            "code": markdown.code,
            "day": words.day,
            "duration": words.duration,
            "five": words.five,
            "length": len,
            "_counted": _counted,
        }

    @staticmethod
    def concat(parts: Iterable[str]) -> markdown.Markdown:
        """What a block has printed is Markdown: `{{ super() }}` must not escape it once more, nor be endless."""
        return markdown.Markdown(joined(iter(parts)))

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401
        """A field of a view is what templates are for, and safe: only everything else goes through the sandbox."""
        if attribute in self._fields[type(obj)]:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def join_path(self, template: str, parent: str) -> str:
        """Whom `extends` means: in a template of the user ours, in ours the user's `base.md.jinja` if there is one."""
        return OWN + template if not parent.startswith(OWN) and template in self._own else template

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > MOST_TEXT:
            raise TemplateSyntaxError(f"more than {MOST_TEXT} characters", 1, name)
        tree = super()._parse(source, name, filename)
        check(tree, name)
        return tree
