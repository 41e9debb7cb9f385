"""Templates of the user: they may replace a block, and can do nothing else (SPEC §4)."""

from pathlib import Path

import pytest

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from netlead_md.rendering import RenderResult
from netlead_md.rendering.templates import SafeEnvironment
from tests.reports.press import rendered

VAULT = {"Organisations/Acme.md": "---\ncadence: 7d\n---\n- 2026-06-01 meeting: hello\n"}
CONFIG = Config(templates="Templates")
OURS = sorted((Path(__file__).parent.parent.parent / "templates").glob("*.md.jinja"))


def _with(**templates: str) -> RenderResult:
    named = {f"{name}.md.jinja": text for name, text in templates.items()}
    return rendered(VAULT, config=CONFIG, templates=named)


def _text(made: RenderResult, path: str = "Notes health.md") -> str:
    return next(page.text for page in made.pages if page.path == path)


def test_a_template_of_the_same_name_may_replace_one_block() -> None:
    made = _with(
        notes_health='{% extends "notes_health.md.jinja" %}{% block title %}# Mine: {{ view.head.title }}{% endblock %}'
    )
    assert made.faults == ()
    assert "\n# Mine: Notes health\n" in _text(made)
    assert "## Notes that could not be read" in _text(made)


def test_super_keeps_what_stood_there() -> None:
    made = _with(base='{% extends "base.md.jinja" %}{% block foot %}{{ super() }}\n*Mine.*\n{% endblock %}')
    assert made.faults == ()
    assert all("*Mine.*" in page.text for page in made.pages)


def test_a_whole_page_may_be_ones_own_and_is_escaped_all_the_same() -> None:
    made = _with(
        this_week="{% for x in view.steps %}{{ x.organisation | wikilink }}{% endfor %} {{ '<b>' }} {{ view.as_of }}"
    )
    assert made.faults == ()
    assert _text(made, "This week.md").endswith("---\n[[Acme]] &lt;b> 30 Jun 2026\n")


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("a\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("a\nb\n{{ view.nothing }}", 3, "nothing"),
        ("{% if %}", 1, "Expected an expression"),
        ("{{ view.head | shout }}", 1, "No filter named 'shout'"),
        ("{{ view.head | attr('title') }}", 1, "No filter named 'attr'"),
        ("{{ view.__class__.__mro__ }}", 1, "__class__"),
        ("{{ view['__class__'] }}", 1, "__class__"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", 1, "calls are not allowed"),
        ("{{ view.head.title.format(view) }}", 1, "calls are not allowed"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", 1, "calls are not allowed"),
        ("{{ self.__init__ }}", 1, "__init__"),
        ("{{ _state.rounds }}", 1, "'_state' is not defined"),
        ("{{ 'a' * 1000000000 }}", 1, "mul is not allowed"),
        ("{{ 9 ** 9 ** 9 }}", 1, "pow is not allowed"),
        ("{% for i in range(1000000000) %}x{% endfor %}", 1, "calls are not allowed"),
        ("{% set x = 1 %}", 1, "set is not allowed"),
        ("{% include '/etc/passwd' %}", 1, "include is not allowed"),
        ("{% import 'base.md.jinja' as b %}", 1, "import is not allowed"),
        ("{% macro f() %}{% endmacro %}", 1, "macro is not allowed"),
        ("{% extends view.head.title %}", 1, "extends takes a name between quotes"),
        ("{% extends '../../../../../../etc/passwd' %}", 1, "etc/passwd"),
        ("{% extends 'own:this_week.md.jinja' %}", 1, ""),
        ("{% for a in view %}{% endfor %}", 1, "iterable"),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", 1, "nested too deeply"),
        ("x" * 200_001, 1, "more than 200000 characters"),
    ],
)
def test_a_broken_template_is_reported_and_ours_is_written(template: str, line: int, words: str) -> None:
    made = _with(this_week=template)
    assert made.pages == _with().pages
    (fault,) = made.faults
    assert (fault.trouble, fault.path) == (FaultKind.TEMPLATE_BROKEN, "Templates/this_week.md.jinja")
    assert fault.place is not None
    assert fault.place.line == line
    assert words in fault.words[0]


def test_loops_within_loops_come_to_an_end() -> None:
    nested = "{% for a in view.head.links %}" * 15 + "x" + "{% endfor %}" * 15
    made = _with(this_week=nested)
    assert "rounds" in made.faults[0].words[0]
    assert made.pages == _with().pages


def test_a_broken_base_costs_no_page() -> None:
    made = _with(base="{% if %}", this_week="mine\n")
    assert [fault.path for fault in made.faults] == ["Templates/base.md.jinja"]
    assert _text(made, "This week.md").endswith("---\nmine\n")
    assert "# Notes health" in _text(made)


def test_a_file_of_another_name_is_left_alone() -> None:
    made, without = _with(other="{% if %}"), _with()
    assert (made.pages, made.faults) == (without.pages, without.faults)


@pytest.mark.parametrize("template", OURS, ids=lambda path: path.name)
def test_our_templates_keep_to_the_same_rules(template: Path) -> None:
    SafeEnvironment({}).get_template(template.name)


def test_a_page_comes_to_an_end_however_much_its_rounds_print() -> None:
    nested = "{% for a in view.head.links %}" * 6 + "x" * 100_000 + "{{ a }}" + "{% endfor %}" * 6
    made = _with(this_week=nested)
    assert made.faults[0].words == ("its page has more than 16000000 characters",)
    assert made.pages == _with().pages


def test_what_super_prints_has_the_bounds_of_a_page() -> None:
    with pytest.raises(ValueError, match="more than 16000000 characters"):
        SafeEnvironment.concat(["x" * 1_000_000] * 17)
    assert SafeEnvironment.concat(["<b>", "*"]) == "<b>*"


@pytest.mark.parametrize("many", ["view.head.title", "(view.head, view.head)", "view.head.links"])
def test_rounds_are_counted_whatever_a_loop_goes_through(many: str) -> None:
    made = _with(this_week=f"{{% for a in {many} %}}" * 20 + "x" + "{% endfor %}" * 20)
    assert made.faults[0].words == ("its loops make more than 500000 rounds",)


@pytest.mark.parametrize("name", ["_recurse", "_iterable", "__class__", "__init__"])
def test_a_loop_tells_its_place_and_nothing_of_its_inside(name: str) -> None:
    told = "{{ loop.first }} {{ loop.last }} {{ loop.index }} {{ loop.index0 }} {{ loop.length }} {{ loop.revindex }}"
    made = _with(this_week="{% for a in (1, 2) %}" + told + "\n{% endfor %}")
    assert _text(made, "This week.md").endswith("---\nTrue False 1 0 2 2\nFalse True 2 1 2 1\n")
    made = _with(this_week="{% for a in (1, 2) %}{{ loop." + name + " }}{% endfor %}")
    assert "unsafe" in made.faults[0].words[0]


def test_what_is_printed_in_one_line_is_escaped_each_by_itself_and_a_fault_has_its_line() -> None:
    made = _with(this_week="{{ '- a' }}|{{ '- b' }}{{ 1 }}|{{ '*' | cell }}{{ '|' | cell }}")
    assert _text(made, "This week.md").endswith("---\n\\- a|\\- b1|\\*\\|\n")
    made = _with(this_week="a {{ view.as_of }}\nb {{ view.as_of }}\nc {{ view.nobody }} {{ view.as_of }}\n")
    assert made.faults[0].place is not None
    assert made.faults[0].place.line == 3
