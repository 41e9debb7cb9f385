"""Charts as SVG that needs no script: letters of 12 px on a phone, colours by class, and every figure as text.

Drawings are 340 units wide, which is the width of a phone's column; a wider page only makes them larger.
"""

import textwrap
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from netlead_md.rendering.html.chart_parser import (
    Chart,
    FlowChart,
    QuadrantChart,
    SeriesChart,
    ShareChart,
    TimelineChart,
)

_WIDTH: Final = 340
_LETTER: Final = 6.6
"""Units that a letter of 12 px takes on average."""
_LINE: Final = 17
_COLUMN: Final = 46
"""Letters of a line that is as wide as the drawing, with a mark before it."""
_LATE: Final = ("late", "lapsed")
_KEPT: Final = ("arrived", "came")


def draw_chart(chart: Chart) -> str:
    """A figure with the drawing, and a description that holds every figure of it."""
    match chart:
        case SeriesChart():
            return _figure(chart.title or chart.axis, _describe_series(chart), 200, _draw_series(chart))
        case ShareChart():
            said = "; ".join(f"{label}: {share:g}" for label, share in chart.shares)
            return _figure("Parts of the whole", said, len(chart.shares) * 40 + 4, _draw_shares(chart))
        case QuadrantChart():
            said = "; ".join(f"{name or '(not named)'}: {x:g}, {y:g}" for name, x, y in _named_points(chart))
            return _figure(f"Across: {_axis(chart.x_axis)}. Up: {_axis(chart.y_axis)}.", said, 344, _draw_map(chart))
        case TimelineChart():
            rows = list(_timeline_rows(chart))
            said = "; ".join(f"{period}: {', '.join(events)}" for period, events in chart.periods)
            return _figure("By month", said, len(rows) * _LINE + 8, _draw_rows(rows))
        case FlowChart():
            said = "; ".join(f"{chart.labels[one]} to {chart.labels[other]}" for one, other in chart.edges)
            tree = list(_tree_rows(chart))
            return _figure("Who led to whom", said, len(tree) * 24 + 8, _draw_tree(tree))


def _figure(title: str, description: str, height: float, parts: Iterator[str]) -> str:
    return (
        f'<figure class="chart"><figcaption>{escape(title)}</figcaption>'
        f'<svg viewBox="0 0 {_WIDTH} {height:g}" role="img"><title>{escape(title)}</title>'
        f"<desc>{escape(description)}</desc>{''.join(parts)}</svg></figure>\n"
    )


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str = "") -> str:
    mark = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{mark}>{escape(text)}</text>'


def _rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<line class="rule" x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"/>'


def _shorten(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _axis(names: Sequence[str]) -> str:
    return " to ".join(name.lower() for name in names)


def _describe_series(chart: SeriesChart) -> str:
    rows = (f"{shape}: {', '.join(f'{one:g}' for one in values)}" for shape, values in chart.series)
    return f"{', '.join(chart.steps)}. {'; '.join(rows)}."


def _draw_series(chart: SeriesChart) -> Iterator[str]:
    left, right, top, bottom = 34.0, _WIDTH - 6.0, 10.0, 172.0
    step = (right - left) / len(chart.steps)

    def height(value: float) -> float:
        share = (min(max(value, chart.low), chart.high) - chart.low) / (chart.high - chart.low)
        return bottom - share * (bottom - top)

    for value in (chart.low, (chart.low + chart.high) / 2, chart.high):
        yield _line(left, height(value), right, height(value))
        yield _text(left - 4, height(value) + 4, f"{value:g}", "end")
    widest = max(len(name) for name in chart.steps) * _LETTER + 6
    every = max(1, -int(-widest // step))
    for at in range(0, len(chart.steps), every):
        yield _text(left + (at + 0.5) * step, bottom + 18, _shorten(chart.steps[at], 12), "middle")
    for shape, values in chart.series:
        middles = [(left + (at + 0.5) * step, height(value)) for at, value in enumerate(values)]
        if shape == "bar":
            yield from (_rect(x - step * 0.34, y, step * 0.68, bottom - y, "bar") for x, y in middles)
        else:
            yield f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in middles)}"/>'
            yield from (f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in middles)


def _draw_shares(chart: ShareChart) -> Iterator[str]:
    most = max(share for _, share in chart.shares) or 1
    for at, (label, share) in enumerate(chart.shares):
        yield _text(0, at * 40 + 14, _shorten(label, _COLUMN))
        width = share / most * (_WIDTH - 60)
        yield _rect(0, at * 40 + 19, max(width, 1), 14, "bar")
        yield _text(max(width, 1) + 6, at * 40 + 31, f"{share:g}")


def _named_points(chart: QuadrantChart) -> Iterator[tuple[str, float, float]]:
    for name, x, y in chart.points:
        yield name.strip(), x, y


def _draw_map(chart: QuadrantChart) -> Iterator[str]:
    left, top, size = 6.0, 6.0, _WIDTH - 12.0
    half = size / 2
    yield f'<rect class="frame" x="{left}" y="{top}" width="{size}" height="{size}"/>'
    yield _line(left + half, top, left + half, top + size)
    yield _line(left, top + half, left + size, top + half)
    corners = ((left + half, top), (left, top), (left, top + half), (left + half, top + half))
    for name, (x, y) in zip(chart.quadrants, corners, strict=True):
        yield _text(x + 6, y + 16, _shorten(name, 24), kind="faint")
    for name, x, y in _named_points(chart):
        at_x, at_y = left + x * size, top + (1 - y) * size
        yield f'<circle class="dot" cx="{at_x:.1f}" cy="{at_y:.1f}" r="5"/>'
        if name:
            yield _text(at_x, at_y - 9, name, "middle", "strong")


def _timeline_rows(chart: TimelineChart) -> Iterator[tuple[str, str, str]]:
    """Lines of text: what each is, the mark before it, and its words."""
    for period, events in chart.periods:
        yield "strong", "", period
        for event in events:
            kind, mark = _standing(event)
            for at, part in enumerate(textwrap.wrap(event, _COLUMN) or [""]):
                yield kind, "" if at else mark, part


def _standing(event: str) -> tuple[str, str]:
    """Colour by meaning, and never colour alone: each has a mark of its own."""
    state = event.rpartition("(")[2]
    if any(word in state for word in _LATE):
        return "late", "!"
    return ("kept", "✓") if any(word in state for word in _KEPT) else ("due", "·")


def _draw_rows(rows: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    for at, (kind, mark, words) in enumerate(rows, 1):
        yield _text(2, at * _LINE, mark, kind=kind) if mark else ""
        yield _text(0 if kind == "strong" else 14, at * _LINE, words, kind=kind)


def _tree_rows(chart: FlowChart) -> Iterator[tuple[int, str]]:
    """Everybody once, below who led to them: how deep, and the label."""
    after: dict[str, list[str]] = {}
    for one, other in chart.edges:
        after.setdefault(one, []).append(other)
    led_to = {other for _, other in chart.edges}
    seen: set[str] = set()
    starts = [*(key for key in chart.labels if key not in led_to), *chart.labels]
    waiting = [(0, key) for key in reversed(starts)]
    while waiting:
        depth, key = waiting.pop()
        if key not in seen:
            seen.add(key)
            yield depth, chart.labels[key]
            waiting.extend((depth + 1, other) for other in reversed(after.get(key, [])))


def _draw_tree(rows: Sequence[tuple[int, str]]) -> Iterator[str]:
    last: dict[int, float] = {}
    for at, (depth, label) in enumerate(rows):
        x, y = min(depth, 8) * 20.0, at * 24 + 12.0
        if depth:
            yield _line(x - 13, last.get(depth - 1, y - 24) + 5, x - 13, y)
            yield _line(x - 13, y, x - 3, y)
        last[depth] = y
        yield _text(x, y + 4, _shorten(label, int((_WIDTH - x) / _LETTER)))
