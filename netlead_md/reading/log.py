"""What is gathered of one body on the way through its lines."""

import datetime as dt

from netlead_md.model.note import Line
from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.reading.skim import Item
from netlead_md.reading.words import Words


class Log:
    """Gathers the lines and faults of one body; made anew for each."""

    def __init__(self, path: str, first: int, today: dt.date | None, words: Words) -> None:
        self.path = path
        self.first = first
        """Line of the file on which the body begins."""
        self.today = today
        self.words = words
        self.lines: list[Line] = []
        self.faults: list[Fault] = []
        self.by_line: dict[int, Line] = {}
        """Entries that others may be nested under, by line of the body."""
        self.parents: dict[int, int] = {}
        """Of bullets: the line of the bullet above, both of the body."""
        self.ids: dict[str, int] = {}
        """In lower case, with the line of the file on which each stands first."""

    def fault(self, trouble: Trouble, line: int, column: int, words: tuple[str, ...], length: int = 0) -> None:
        place = Place(line, column, 0, column + (length or len(words[0])))
        self.faults.append(Fault(trouble, self.path, place, words=words))

    def add(self, line: Line, at: int) -> None:
        """Keep an entry that stands on line `at` of the body."""
        self.lines.append(line)
        self.by_line[at] = line
        if not line.id:
            return
        known = self.ids.setdefault(line.id.lower(), line.line)
        if known != line.line:
            column = dict(line.columns).get("id", line.column)
            self.fault(Trouble.DUPLICATE_ID, line.line, column, (line.id, str(known)), len(line.id) + 1)

    def above(self, item: Item) -> Line | None:
        """Nearest entry that a bullet is nested under."""
        at = item.parent
        while at >= 0:
            if at in self.by_line:
                return self.by_line[at]
            at = self.parents.get(at, -1)
        return None
