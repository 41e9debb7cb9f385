"""Floor 3: from the network and a day to the book (SPEC §3). Pure: the same notes and day give the same book."""

from netlead_md.deriving.book import Derived, derive, derived
from netlead_md.deriving.history import history, on_days
from netlead_md.deriving.regards import person_working
from netlead_md.deriving.ways import ways_to

__all__ = ["Derived", "derive", "derived", "history", "on_days", "person_working", "ways_to"]
