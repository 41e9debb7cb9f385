"""Large values that change little from one time to the next: what stays the same stays the same object."""

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import eq, is_
from typing import Any, Final, Generic, NamedTuple, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
_FEW: Final = 100
"""A list this many times as long as what changes is spliced; else it is sorted anew."""


class Change(NamedTuple, Generic[T]):
    """What went from a list, as these very objects, and what came."""

    gone: Sequence[T]
    come: Sequence[T]


def difference(old: Sequence[T], new: Sequence[T]) -> Change[T]:
    """What changed from one list to another; the same object is the same."""
    here, there = set(map(id, old)), set(map(id, new))
    return Change([each for each in old if id(each) not in there], [each for each in new if id(each) not in here])


def changed(old: Mapping[K, Sequence[T]], new: Mapping[K, Sequence[T]]) -> Change[T]:
    """What changed from one set of lists to another."""
    gone: list[T] = []
    come: list[T] = []
    for key, after in new.items():
        before = old.get(key, ())
        if not before:
            come += after
        elif before is not after:
            part = difference(before, after)
            gone += part.gone
            come += part.come
    for key in old.keys() - new.keys():
        gone += old[key]
    return Change(gone, come)


def split(change: Change[T], by: Callable[[T], K]) -> Iterator[tuple[K, set[int], list[T]]]:
    """A change part by part: the part's key, the identities of what went, and what came."""
    parts: dict[K, tuple[set[int], list[T]]] = {}
    for each in change.gone:
        parts.setdefault(by(each), (set(), []))[0].add(id(each))
    for each in change.come:
        parts.setdefault(by(each), (set(), []))[1].append(each)
    return ((key, gone, come) for key, (gone, come) in parts.items())


def spliced(
    ordered: tuple[T, ...],
    change: Change[T],
    key: Callable[[T], Any],
    anew: Callable[[Iterable[T]], Iterable[T]] | None = None,
) -> tuple[T, ...]:
    """The sorted values after a change. `anew` sorts many of them faster than `sorted` by their key."""
    gone, come = change
    if not gone and not come:
        return ordered
    if (len(gone) + len(come)) * _FEW > len(ordered):
        left_out = set(map(id, gone))
        every = [each for each in ordered if id(each) not in left_out]
        every += come
        return tuple(sorted(every, key=key) if anew is None else anew(every))
    result = list(ordered)
    for each in gone:
        at = bisect_left(result, key(each), key=key)
        while result[at] is not each:
            at += 1
        del result[at]
    for each in come:
        insort(result, each, key=key)
    return tuple(result)


def kept_whole(old: dict[K, T], new: dict[K, T]) -> dict[K, T]:
    """The old dict itself where the new one holds the very same values under the same keys, in the same order."""
    if len(old) == len(new) and all(map(is_, old.values(), new.values())) and all(map(eq, old, new)):
        return old
    return new


def kept_each(old: Iterable[T], new: Iterable[T], by: Callable[[T], K]) -> tuple[T, ...]:
    """The new values, each that equals the old one of its key as that very object."""
    standing = {by(each): each for each in old}
    if not standing:
        return tuple(new)
    return tuple([before if (before := standing.get(by(each), each)) == each else each for each in new])
