"""What the user may change in `netlead.toml`; every default is the contract's."""

import datetime as dt
from typing import Literal

import msgspec

from netlead_md.model.vocabulary import HOURS
from netlead_md.model.words import NoteKind


class Daily(msgspec.Struct, frozen=True):
    """Where daily notes lie: a folder and a moment.js format (COMPATIBILITY 19)."""

    folder: str = ""
    format: str = "YYYY-MM-DD"


class Config(msgspec.Struct, frozen=True):
    rules: int = 1
    """The set of constants that the user pinned."""
    as_of: dt.date | None = None
    """None: today, decided at the command line."""
    output: str = "Netlead"
    templates: str = ""
    """Folder of the user's own page templates, in the vault."""
    bases: bool = False
    """Also write `.base` files."""
    size: int = 1
    """Of a pledge, ask or support that states none."""
    review_days: int = 180
    """How long a written review stands, unless it says until when."""
    review_days_trusting: int = 90
    """The same for an organisation that is trusting or has an open pledge."""
    mentions: str = "list"
    """`daily.mentions`: list, or note (a mention is a light contact)."""
    questions: bool = True
    """Whether the page of questions is written, and its ticks are read (SPEC §2.5)."""
    date_order: Literal["", "dmy", "mdy", "ymd"] = ""
    """`dmy`, `mdy` or `ymd`: how `3/4/2026` is read; empty: only where the note leaves one reading."""
    languages: tuple[str, ...] = ()
    """Languages whose words are looked for besides English; empty: all that ship."""
    capacity_orgs: int = 20
    hours: dict[str, float] = msgspec.field(default_factory=HOURS.copy)
    fail_on: str = "error"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fields: dict[str, str] = {}
    """The user's field names (lower case, `_`) to ours."""
    words: dict[str, str] = {}
    """Words of other languages (lower case) to our types, kinds, rungs, sizes and outcomes."""
    kinds: dict[str, NoteKind] = {}
    """The user's words for kinds of note (type, tag, category) to ours, in lower case."""
    folders: dict[str, NoteKind] = {}
    """Folders of the vault (lower case, `/`) to the kind of the notes in them."""
    dailies: tuple[Daily, ...] = ()
    """From Obsidian's settings, or from `[daily]`; a file name that is a date always counts."""
    template_folders: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    """Obsidian's `userIgnoreFilters`, as written."""
    redact: bool = False
    """Pages for sharing: everybody by initials, nothing quoted. An option of `regenerate`, no key of the file."""
    changed: tuple[str, ...] = ()
    """Constants that differ from the contract's, in words, for the footer of each page."""
