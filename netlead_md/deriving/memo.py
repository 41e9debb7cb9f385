"""What was made the last time, and from what: the same is not made twice."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Made(NamedTuple, Generic[V]):
    given: tuple[object, ...]
    """All that the value depends on, besides what stands for the whole network."""
    value: V


def made(
    last: Mapping[K, Made[V]], given: Iterable[tuple[K, tuple[object, ...]]], make: Callable[[K], V]
) -> dict[K, Made[V]]:
    """The value of each key: the last one where it would be made from the same, else a new one.

    A new value that equals the last is the last one, so that what is made from it need not be made again.
    """
    result: dict[K, Made[V]] = {}
    for key, each in given:
        before = last.get(key)
        if before is None:
            result[key] = Made(each, make(key))
        elif not differs(before, each):
            result[key] = before
        else:
            value = make(key)
            result[key] = Made(each, before.value if before.value == value else value)
    return result


def differs(last: Made[V] | None, given: tuple[object, ...]) -> bool:
    """Whether a value would be made from something else than the last time."""
    return last is None or last.given != given  # identity comes first, value by value


def values(memo: Mapping[K, Made[V]]) -> dict[K, V]:
    return {key: each.value for key, each in memo.items()}
