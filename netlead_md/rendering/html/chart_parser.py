"""The charts of our pages as data: the small part of Mermaid that our templates write, read back exactly."""

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

_ENTITY: Final = re.compile(r"#(\w{1,8});")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_SHARE: Final = re.compile(r'"([^"]*)" : ([\d.]+)')
_POINT: Final = re.compile(r'"([^"]*)": \[([\d.]+), ([\d.]+)\]')
_AXIS: Final = re.compile(r'y-axis "([^"]*)" (-?[\d.]+) --> (-?[\d.]+)')
_SERIES: Final = re.compile(r"(bar|line) \[([^\]]*)\]")
_NODE: Final = re.compile(r'(\w+)\["([^"]*)"\]')
_EDGE: Final = re.compile(r"(\w+) --> (\w+)")


class SeriesChart(msgspec.Struct, frozen=True):
    """Bars and lines over shared steps."""

    title: str
    steps: tuple[str, ...]
    axis: str
    low: float
    high: float
    series: tuple[tuple[str, tuple[float, ...]], ...]
    """Each with its shape, `bar` or `line`."""


class ShareChart(msgspec.Struct, frozen=True):
    """Parts of a whole."""

    shares: tuple[tuple[str, float], ...]


class QuadrantChart(msgspec.Struct, frozen=True):
    """Points between 0 and 1 on two axes."""

    x_axis: tuple[str, ...]
    y_axis: tuple[str, ...]
    quadrants: tuple[str, ...]
    """Upper right, upper left, lower left, lower right."""
    points: tuple[tuple[str, float, float], ...]


class TimelineChart(msgspec.Struct, frozen=True):
    """What happens in each period."""

    periods: tuple[tuple[str, tuple[str, ...]], ...]


class FlowChart(msgspec.Struct, frozen=True):
    """Who led to whom."""

    labels: Mapping[str, str]
    edges: tuple[tuple[str, str], ...]


Chart = SeriesChart | ShareChart | QuadrantChart | TimelineChart | FlowChart


def parse_chart(text: str) -> Chart | None:
    """The chart that a Mermaid fence describes; None where it is none of ours, as in a template of the user's."""
    lines = list(_chart_lines(text))
    if not lines:
        return None
    read = _READERS.get(lines[0].partition(" ")[0])
    try:
        return None if read is None else read(lines[1:])
    except (ValueError, IndexError):
        return None


def _chart_lines(text: str) -> Iterator[str]:
    """Lines without white space around them, and without the settings before them."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if lines and lines[0] == "---" and "---" in lines[1:]:
        lines = lines[lines.index("---", 1) + 1 :]
    yield from lines


def _plain_label(text: str) -> str:
    whole = _ENTITY.sub(lambda found: html.unescape(f"&{'#' if found[1].isdigit() else ''}{found[1]};"), text)
    return " ".join(whole.split())


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(one) for one in text.split(",") if one.strip())


def _quoted(line: str) -> tuple[str, ...]:
    return tuple(_plain_label(one) for one in _QUOTED.findall(line))


def _read_series(lines: Sequence[str]) -> SeriesChart | None:
    titles = [_quoted(line) for line in lines if line.startswith("title ")]
    steps = [_quoted(line) for line in lines if line.startswith("x-axis ")]
    axes = [found for line in lines if (found := _AXIS.match(line))]
    series = tuple((found[1], _numbers(found[2])) for line in lines if (found := _SERIES.match(line)))
    if not (steps and steps[0] and axes and series):
        return None
    title = " ".join(titles[0]) if titles else ""
    low, high = float(axes[0][2]), float(axes[0][3])
    return SeriesChart(title, steps[0], _plain_label(axes[0][1]), low, max(high, low + 1), series)


def _read_shares(lines: Sequence[str]) -> ShareChart | None:
    shares = tuple((_plain_label(found[1]), float(found[2])) for line in lines if (found := _SHARE.match(line)))
    return ShareChart(shares) if shares else None


def _read_quadrants(lines: Sequence[str]) -> QuadrantChart:
    named = {line.partition(" ")[0]: _quoted(line) for line in lines if not line.startswith('"')}
    quadrants = tuple(" ".join(named.get(f"quadrant-{number}", ())) for number in range(1, 5))
    found = [one for line in lines if (one := _POINT.match(line))]
    points = tuple((_plain_label(one[1]), float(one[2]), float(one[3])) for one in found)
    return QuadrantChart(named.get("x-axis", ()), named.get("y-axis", ()), quadrants, points)


def _read_timeline(lines: Sequence[str]) -> TimelineChart | None:
    rows = [[_plain_label(part.replace("<br>", "")) for part in line.split(" : ")] for line in lines]
    return TimelineChart(tuple((row[0], tuple(row[1:])) for row in rows)) if rows else None


def _read_flow(lines: Sequence[str]) -> FlowChart | None:
    labels = {found[1]: _plain_label(found[2]) for line in lines if (found := _NODE.match(line))}
    edges = tuple((found[1], found[2]) for line in lines if (found := _EDGE.match(line)))
    known = tuple(edge for edge in edges if edge[0] in labels and edge[1] in labels)
    return FlowChart(labels, known) if labels else None


_READERS: Final[Mapping[str, Callable[[Sequence[str]], Chart | None]]] = {
    "xychart-beta": _read_series,
    "pie": _read_shares,
    "quadrantChart": _read_quadrants,
    "timeline": _read_timeline,
    "flowchart": _read_flow,
}
