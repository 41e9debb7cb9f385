"""What the views of a book can take over from those of the book before: only what differs is worked out again."""

from collections.abc import Callable, Iterable, Mapping
from operator import is_
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class Memory(msgspec.Struct, frozen=True):
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
        if before is not None and _same(before[0], given):
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
            found[key] = last if last is not None and _same(last[0], values) else (values, make(key))
        self.now[name] = found
        return {key: value for key, (_, value) in found.items()}

    def followed(self, name: str, make: Callable[[T | None], T]) -> T:
        """What is made from its own last value; made once for a book."""
        if name not in self.now:
            self.now[name] = make(self.before.get(name))
        value: T = self.now[name]
        return value


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))
