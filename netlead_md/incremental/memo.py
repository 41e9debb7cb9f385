"""Large values that change little from one time to the next: what stays the same stays the same object."""

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import eq, is_
from typing import Any, Final, Generic, NamedTuple, TypeVar

import msgspec

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
_FEW: Final = 100
"""A list this many times as long as what changes is spliced; else it is sorted anew."""


class ListDiff(NamedTuple, Generic[T]):
    """What went from a list, as these very objects, and what came."""

    gone: Sequence[T]
    come: Sequence[T]


def diff_lists(old: Sequence[T], new: Sequence[T]) -> ListDiff[T]:
    """What changed from one list to another; the same object is the same."""
    here, there = set(map(id, old)), set(map(id, new))
    return ListDiff([each for each in old if id(each) not in there], [each for each in new if id(each) not in here])


def diff_mappings(old: Mapping[K, Sequence[T]], new: Mapping[K, Sequence[T]]) -> ListDiff[T]:
    """What changed from one set of lists to another."""
    gone: list[T] = []
    come: list[T] = []
    for key, after in new.items():
        before = old.get(key, ())
        if not before:
            come += after
        elif before is not after:
            part = diff_lists(before, after)
            gone += part.gone
            come += part.come
    for key in old.keys() - new.keys():
        gone += old[key]
    return ListDiff(gone, come)


def split_diff(change: ListDiff[T], by: Callable[[T], K]) -> Iterator[tuple[K, set[int], list[T]]]:
    """A change part by part: the part's key, the identities of what went, and what came."""
    parts: dict[K, tuple[set[int], list[T]]] = {}
    for each in change.gone:
        parts.setdefault(by(each), (set(), []))[0].add(id(each))
    for each in change.come:
        parts.setdefault(by(each), (set(), []))[1].append(each)
    return ((key, gone, come) for key, (gone, come) in parts.items())


def apply_diff(
    ordered: tuple[T, ...],
    change: ListDiff[T],
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


def reuse_if_equal(old: dict[K, T], new: dict[K, T]) -> dict[K, T]:
    """The old dict itself where the new one holds the very same values under the same keys, in the same order."""
    if len(old) == len(new) and all(map(is_, old.values(), new.values())) and all(map(eq, old, new)):
        return old
    return new


def reuse_equal_items(old: Iterable[T], new: Iterable[T], by: Callable[[T], K]) -> tuple[T, ...]:
    """The new values, each that equals the old one of its key as that very object."""
    standing = {by(each): each for each in old}
    if not standing:
        return tuple(new)
    return tuple([before if (before := standing.get(by(each), each)) == each else each for each in new])


# What was made the last time, and from what: the same is not made twice.


V = TypeVar("V")


class Memo(NamedTuple, Generic[V]):
    given: tuple[object, ...]
    """All that the value depends on, besides what stands for the whole network."""
    value: V


def recompute(
    last: Mapping[K, Memo[V]], given: Iterable[tuple[K, tuple[object, ...]]], make: Callable[[K], V]
) -> dict[K, Memo[V]]:
    """The value of each key: the last one where it would be made from the same, else a new one.

    A new value that equals the last is the last one, so that what is made from it need not be made again.
    """
    result: dict[K, Memo[V]] = {}
    for key, each in given:
        before = last.get(key)
        if before is None:
            result[key] = Memo(each, make(key))
        elif not is_stale(before, each):
            result[key] = before
        else:
            value = make(key)
            result[key] = Memo(each, before.value if before.value == value else value)
    return result


def is_stale(last: Memo[V] | None, given: tuple[object, ...]) -> bool:
    """Whether a value would be made from something else than the last time."""
    return last is None or last.given != given  # identity comes first, value by value


def memo_values(memo: Mapping[K, Memo[V]]) -> dict[K, V]:
    return {key: each.value for key, each in memo.items()}


# What the views of a book can take over from those of the book before: only what differs is worked out again.


class ReportMemo(msgspec.Struct, frozen=True):
    """What is worked out now is written into `now`, and is `before` for the next book."""

    changed: frozenset[str] = frozenset()
    """Keys of the organisations and people of whom something changed that a page shows."""
    before: Mapping[str, Any] = {}
    """By the names that the pages give; empty where something changed that every page may show."""
    now: dict[str, Any] = msgspec.field(default_factory=dict)

    def each(self, name: str, keys: Iterable[str], make: Callable[[str], T]) -> dict[str, T]:
        """What is said of each organisation or person, made from what `changed` watches over and from nothing else.

        A new value that equals the last is the last one, so that `once` sees it as the same.
        """
        before: Mapping[str, T] = self.before.get(name, {})
        changed, found = self.changed, dict[str, T]()
        for key in keys:
            if key not in before:
                found[key] = make(key)
            elif key in changed:
                value = make(key)
                found[key] = before[key] if before[key] == value else value
            else:
                found[key] = before[key]
        self.now[name] = found
        return found

    def once(self, name: str, given: tuple[object, ...], make: Callable[[], T]) -> T:
        """What is made from these values and from nothing else; the last one, where they are the same objects.

        Here too, a new value that equals the last is the last one.
        """
        before: tuple[tuple[object, ...], T] | None = self.before.get(name)
        if before is not None and _are_same(before[0], given):
            value = before[1]
        else:
            value = make()
            if before is not None and before[1] == value:
                value = before[1]
        self.now[name] = given, value
        return value

    def each_of(self, name: str, given: Mapping[str, tuple[object, ...]], make: Callable[[str], T]) -> dict[str, T]:
        """What is made of each key from its values and from nothing else."""
        before = self.before.get(name, {})
        found: dict[str, tuple[tuple[object, ...], T]] = {}
        for key, values in given.items():
            last = before.get(key)
            found[key] = last if last is not None and _are_same(last[0], values) else (values, make(key))
        self.now[name] = found
        return {key: value for key, (_, value) in found.items()}

    def followed(self, name: str, make: Callable[[T | None], T]) -> T:
        """What is made from its own last value; made once for a book."""
        if name not in self.now:
            self.now[name] = make(self.before.get(name))
        value: T = self.now[name]
        return value


def _are_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))
