"""Views are printed by the user's templates, with ours behind them (SPEC §4)."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import jinja2
from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.loaders import BaseLoader
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

import netlead_md
from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.rendering import escaping as markdown
from netlead_md.reports.formatting import round_to_five
from netlead_md.reports.page_context import NoteLink
from netlead_md.wording.phrases import format_day, format_duration

# What a template may hold (SPEC §4): `for`, `if`, `block`, `extends` and our filters; no calls, sums or assignment.


_ALLOWED: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Extends, nodes.Block, nodes.For, nodes.If),
    *(nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.Filter, nodes.Compare, nodes.Operand),
    *(nodes.CondExpr, nodes.And, nodes.Or, nodes.Not, nodes.Tuple),
)


def check_node(node: nodes.Node, name: str | None) -> None:
    """Raises TemplateSyntaxError with the line of what is not allowed. Each loop gets the filter that counts it."""
    if isinstance(node, nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name == "super" and not (node.args or node.kwargs):
            return
        raise TemplateSyntaxError("calls are not allowed, only for, if and filters", node.lineno, name)
    if not isinstance(node, _ALLOWED):
        raise TemplateSyntaxError(f"{_node_word(node)} is not allowed, only for, if and filters", node.lineno, name)
    if isinstance(node, nodes.Name) and node.name.startswith("_"):
        raise TemplateSyntaxError(f"{node.name!r} is not defined: a template sees only 'view'", node.lineno, name)
    if isinstance(node, nodes.Filter) and (node.name.startswith("_") or node.node is None):
        raise TemplateSyntaxError(f"no filter named {node.name!r}", node.lineno, name)
    if isinstance(node, nodes.Extends) and not isinstance(node.template, nodes.Const):
        raise TemplateSyntaxError("extends takes a name between quotes", node.lineno, name)
    for child in node.iter_child_nodes():
        check_node(child, name)
    if isinstance(node, nodes.For):
        node.iter = nodes.Filter(node.iter, "_counted", [], [], None, None, lineno=node.lineno)


def _node_word(node: nodes.Node) -> str:
    return {"Assign": "set", "FilterBlock": "a filter block"}.get(type(node).__name__, type(node).__name__.lower())


# A Jinja that can show a view and do nothing else (SPEC §4): what it reads, prints and counts.
#
# A template sees one variable, `view`, and may hold only what `allowed` lets through. So it cannot reach files,
# environment or Python, and its work is bounded by what it loops over; rounds and characters are counted besides.


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


class RenderState:
    """What one rendering of one page remembers: the links that it has set, and how many rounds its loops have made."""

    __slots__ = ("linked", "rounds")

    def __init__(self) -> None:
        self.linked: set[str] = set()
        self.rounds = 0

    def count(self, rounds: int) -> None:
        self.rounds += rounds
        if self.rounds > MOST_ROUNDS:
            raise ValueError(f"its loops make more than {MOST_ROUNDS} rounds")


def join_output(parts: Iterator[str]) -> str:
    """What a template prints, part by part. Raises ValueError for more than a page may have."""
    length, found = 0, list[str]()
    while some := tuple(islice(parts, _AT_ONCE)):
        length += sum(map(len, some))
        if length > MOST_OUTPUT:
            raise ValueError(f"its page has more than {MOST_OUTPUT} characters")
        found += some
    return "".join(found)


@pass_context
def _first_wikilink(context: Context, name: NoteLink) -> markdown.Markdown:
    """One link per note and page: the first mention; later ones are plain text."""
    linked: set[str] = context.parent["_state"].linked
    if not name.target or name.target in linked:
        return markdown.Markdown(markdown.escape_markdown(f"{name.text}{name.mark}"))
    linked.add(name.target)
    link = markdown.link_markdown(name)
    return markdown.Markdown(f"{link}{markdown.escape_markdown(name.mark)}") if name.mark else link


@pass_context
def _count_rounds(context: Context, values: Iterable[Any]) -> Iterable[Any]:
    """The values of a loop; those of a view are tuples, whose rounds are counted beforehand: no loop is left early."""
    state: RenderState = context.parent["_state"]
    if type(values) is not tuple:
        return _one_by_one(state, values)
    state.count(len(values))
    return values


def _one_by_one(state: RenderState, values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        state.count(1)
        yield value


class _ViewFields(dict[type, frozenset[str]]):
    """By type: the fields of a view, and what a loop says of itself. They are read without a closer look."""

    def __missing__(self, kind: type) -> frozenset[str]:
        names = _OF_A_LOOP if kind is LoopContext else getattr(kind, "__struct_fields__", ())
        found = self[kind] = frozenset(name for name in names if name[:1] != "_")
        return found


class _CodeGenerator(CodeGenerator):
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


class _TemplateLoader(BaseLoader):
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


class SafeEnvironment(ImmutableSandboxedEnvironment):
    """Plain values are escaped as they are printed, so no template can forget it."""

    code_generator_class = _CodeGenerator

    def __init__(self, own: dict[str, str]) -> None:
        super().__init__(
            loader=_TemplateLoader(own),
            undefined=StrictUndefined,
            finalize=markdown.escape_markdown,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            optimized=False,  # our templates have no sums to be done beforehand
            cache_size=-1,
        )
        self._own = own
        self._fields = _ViewFields()
        self.globals = {}
        self.tests = {}
        self.filters = {
            "wikilink": _first_wikilink,
            "cell": markdown.table_cell,
            "chart": markdown.chart_label,
            "period": markdown.timeline_label,
            "code": markdown.code_line,
            "span": markdown.span,
            "day": format_day,
            "duration": format_duration,
            "five": round_to_five,
            "length": len,
            "_counted": _count_rounds,
        }

    @staticmethod
    def concat(parts: Iterable[str]) -> markdown.Markdown:
        """What a block has printed is Markdown: `{{ super() }}` must not escape it once more, nor be endless."""
        return markdown.Markdown(join_output(iter(parts)))

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
        check_node(tree, name)
        return tree


BASE: Final = "base.md.jinja"


@lru_cache(maxsize=4)
def _build_environment(own: tuple[tuple[str, str], ...]) -> SafeEnvironment:
    """Compiled templates are a pure function of their text, and `watch` needs them at every change."""
    return SafeEnvironment(dict(own))


class TemplateRenderer:
    """Renders with the user's templates until one proves broken, from then on with ours in its place."""

    def __init__(self, folder: str, templates: Mapping[str, str]) -> None:
        self._folder = folder
        self._own = dict(sorted(templates.items()))
        self._faults: dict[str, Fault] = {}

    def faults(self) -> tuple[Fault, ...]:
        return tuple(self._faults[name] for name in sorted(self._faults))

    def body(self, template: str, view: object) -> str:
        while True:
            environment = _build_environment(tuple(self._own.items()))
            name = OWN + template if template in self._own else template
            if name == template and BASE not in self._own:
                return _render_template(environment, name, view)
            try:
                return _render_template(environment, name, view)
            except Exception as error:  # noqa: BLE001  # whatever a template of the user does, the page is written
                self._give_up(error, template)

    def _give_up(self, error: Exception, template: str) -> None:
        name, line = _error_origin(error)
        if name not in self._own:
            name, line = (template if template in self._own else BASE), 1
        place = Range(max(line, 1))
        folder = f"{self._folder.strip('/')}/" if self._folder.strip("/") else ""
        self._faults[name] = Fault(FaultKind.TEMPLATE_BROKEN, folder + name, place, words=(_error_message(error),))
        del self._own[name]


def _render_template(environment: SafeEnvironment, name: str, view: object) -> str:
    return join_output(environment.get_template(name).generate(view=view, _state=RenderState()))


def _error_origin(error: Exception) -> tuple[str, int]:
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


def _error_message(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply or extends itself"
    text = error.message if isinstance(error, TemplateError) and error.message else str(error)
    return " ".join(text.split()) or type(error).__name__
