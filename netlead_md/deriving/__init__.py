"""Floor 3: from the network and a day to the book (SPEC §3). Pure: the same notes and day give the same book."""

from netlead_md.deriving.begun import Begun
from netlead_md.deriving.book import Derived, begin, derive, derived, finish
from netlead_md.deriving.figures import Figures
from netlead_md.deriving.history import history, on_days
from netlead_md.deriving.ways import ways_to
from netlead_md.deriving.working import Grounds, grounds, signs, working

__all__ = [
    "Begun",
    "Derived",
    "Figures",
    "Grounds",
    "begin",
    "derive",
    "derived",
    "finish",
    "grounds",
    "history",
    "on_days",
    "signs",
    "ways_to",
    "working",
]
