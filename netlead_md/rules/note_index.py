"""What rules look up in one note, found once: its lines by number, its properties by name, its front matter by line."""

from functools import cached_property

from netlead_md.model.note import Field, Link, LogLine, Note


class NoteIndex:
    """The lines, links and fields of a note by where they stand; each part is made when it is first asked for."""

    def __init__(self, note: Note) -> None:
        self._add_note = note

    @cached_property
    def front(self) -> list[str]:
        """The lines of the front matter; the first is line 2 of the file."""
        return [line.rstrip("\r") for line in self._add_note.front.split("\n")]

    @cached_property
    def lines(self) -> dict[int, LogLine]:
        """The first entry of each line of the file."""
        return {line.line: line for line in reversed(self._add_note.lines)}

    @cached_property
    def words(self) -> dict[tuple[int, int], LogLine]:
        """The first entry with a type word at each (line, column)."""
        return {(line.line, line.column): line for line in reversed(self._add_note.lines) if line.word}

    @cached_property
    def fields(self) -> dict[str, tuple[int, Field]]:
        """The first property of each key, or else the first field of the body, with its number among all."""
        every = (*self._add_note.fields, *self._add_note.inline)
        return {field.key: (number, field) for number, field in reversed([*enumerate(every)])}

    @cached_property
    def inline(self) -> dict[tuple[int, int], Field]:
        """The first field of the body at each (line, column)."""
        placed = [(field.place, field) for field in reversed(self._add_note.inline)]
        return {(place.line, place.column): field for place, field in placed if place is not None}

    @cached_property
    def links(self) -> dict[tuple[int, str, int], Link]:
        """The links of the first entry of each line by (line, target, column); column 0: the first of this target."""
        found: dict[tuple[int, str, int], Link] = {}
        for number, line in self.lines.items():
            for link in line.links:
                found.setdefault((number, link.target, link.column), link)
                found.setdefault((number, link.target, 0), link)
        return found
