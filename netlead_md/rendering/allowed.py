"""What a template may hold (SPEC §4): `for`, `if`, `block`, `extends` and our filters; no calls, sums or assignment."""

from typing import Final

from jinja2 import TemplateSyntaxError, nodes

_ALLOWED: Final = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Extends, nodes.Block, nodes.For, nodes.If),
    *(nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.Filter, nodes.Compare, nodes.Operand),
    *(nodes.CondExpr, nodes.And, nodes.Or, nodes.Not, nodes.Tuple),
)


def check(node: nodes.Node, name: str | None) -> None:
    """Raises TemplateSyntaxError with the line of what is not allowed. Each loop gets the filter that counts it."""
    if isinstance(node, nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name == "super" and not (node.args or node.kwargs):
            return
        raise TemplateSyntaxError("calls are not allowed, only for, if and filters", node.lineno, name)
    if not isinstance(node, _ALLOWED):
        raise TemplateSyntaxError(f"{_word(node)} is not allowed, only for, if and filters", node.lineno, name)
    if isinstance(node, nodes.Name) and node.name.startswith("_"):
        raise TemplateSyntaxError(f"{node.name!r} is not defined: a template sees only 'view'", node.lineno, name)
    if isinstance(node, nodes.Filter) and (node.name.startswith("_") or node.node is None):
        raise TemplateSyntaxError(f"no filter named {node.name!r}", node.lineno, name)
    if isinstance(node, nodes.Extends) and not isinstance(node.template, nodes.Const):
        raise TemplateSyntaxError("extends takes a name between quotes", node.lineno, name)
    for child in node.iter_child_nodes():
        check(child, name)
    if isinstance(node, nodes.For):
        node.iter = nodes.Filter(node.iter, "_counted", [], [], None, None, lineno=node.lineno)


def _word(node: nodes.Node) -> str:
    return {"Assign": "set", "FilterBlock": "a filter block"}.get(type(node).__name__, type(node).__name__.lower())
