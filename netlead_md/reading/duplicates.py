"""Where a key is written a second time in front matter."""

from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.reading.nodes import children, compose


def duplicates(path: str, front: str, words: str) -> tuple[Fault, ...]:
    """One fault for each key written twice in its mapping, or one at the head of the note if none can be found."""
    found: list[Fault] = []
    stack = [compose(front)]
    while stack:
        node = stack.pop()
        seen: set[str] = set()
        for key, value in children(node):
            stack.append(value)
            if key is None:
                continue
            if key.value in seen:
                mark, end = key.start_mark, key.end_mark
                place = Place(mark.line + 2, mark.column + 1, end.line + 2, end.column + 1)
                found.append(Fault(Trouble.DUPLICATE_KEY, path, place, words=(str(key.value),)))
            seen.add(key.value)
    named = words.partition(": ")[2].strip("'\"")
    return tuple(sorted(found, key=lambda fault: fault.place or Place(1))) or (
        Fault(Trouble.DUPLICATE_KEY, path, Place(1), words=(named,)),
    )
