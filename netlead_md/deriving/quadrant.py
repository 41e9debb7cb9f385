"""Where an organisation stands on the map of trust and support (SPEC §4)."""

from decimal import ROUND_HALF_UP, Decimal


def quadrant(score: float, firm: float) -> tuple[float, float]:
    """(x, y) from .02 to .98 with two decimals; .5 is T = 35 and D = 5."""
    return _along(score, 35.0), _along(firm, 5.0)


def _along(value: float, middle: float) -> float:
    half = 0.5 * value / middle if value < middle else 0.5 + 0.5 * (value - middle) / (100 - middle)
    return float(Decimal(min(max(half, 0.02), 0.98)).quantize(Decimal("0.01"), ROUND_HALF_UP))
