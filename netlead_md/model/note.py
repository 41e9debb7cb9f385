"""What reading makes of one file (SPEC §2): fields, links and dated lines, with no knowledge of other files."""

import datetime as dt
from typing import Any

import msgspec

from netlead_md.model.diagnostics import Fault, Range
from netlead_md.model.plain_line import PlainReading
from netlead_md.model.words import Box, EntryForm, EntryTypeName, HelpKind, Outcome, Rung, Unsaid


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """A wikilink or Markdown link to another note (COMPATIBILITY 8)."""

    target: str
    """As Obsidian looks it up: before `#` and `|`, percent-decoded if it was a Markdown link."""
    column: int = 1
    end_column: int = 1
    text: str = ""
    """What is shown instead of the target, if anything."""
    anchor: str = ""
    """After the `#`, the `^` of a block included."""
    markdown: bool = False
    """`[text](target.md)`: relative to the file's folder and the vault."""


class Field(msgspec.Struct, frozen=True, omit_defaults=True):
    """One top-level property of the front matter, or one inline field of the body."""

    key: str
    """Lower case, `-` and spaces as `_`. Synonyms are the business of linking."""
    written: str
    value: Any
    """None, bool, int, float, str, or lists and dicts of them. Dates stay text (COMPATIBILITY 2)."""
    place: Range | None = None
    """Only for inline fields of the body; for front matter it is worked out when needed."""


class LogLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """One log entry as it stands on the page (SPEC §2.3), before anybody knows whom it concerns."""

    line: int
    column: int
    """Of the type word, or of the date where there is none."""
    type: EntryTypeName
    """A value of `vocabulary.TYPES`, or PROMISE, TODO, LAST_CONTACT; `note` for a dated bullet without a type."""
    form: EntryForm
    """How it gets its day and people.

    `dated`; `plain` (a dated bullet without a type word: a light contact or a mention, as its note decides); `nested`
    (typed, under the entry at line `parent`); `undated` (typed with a colon, counts only in an interaction note);
    `daily` (typed with a colon, in a daily note; counts only if it links a person or an organisation); `section` (a
    date heading that is an entry itself); `read` (read by its words alone, SPEC §2.5: see `reading`).
    """
    date: dt.date | None
    """None only for `undated`, and for `read` where the line has no day of its own."""
    word: str = ""
    """The type as written, lower case: `dinner` for a meal."""
    text: str = ""
    """After the colon (or after the qualifiers of a contact), without the `^id`."""
    links: tuple[Link, ...] = ()
    """On this line; a link that is the date, a `for` project, or an embed is not among them."""
    inherited: tuple[Link, ...] = ()
    """Those of the entry or date heading above it, for `nested` lines and bullets under a date heading."""
    parent: int = 0
    box: Box = ""
    """`" "` or `"x"` for `- [ ]` and `- [x]`."""
    done: dt.date | None = None
    """The day behind `✅`."""
    about: bool = False
    """The date was a month, taken as its 15th."""
    hours: float | None = None
    money: float | None = None
    currency: str = ""
    """As an ISO code where the sign is known (£ GBP, € EUR, $ USD), else upper case as written."""
    kind: HelpKind | Unsaid = ""
    rung: Rung | Unsaid = ""
    size: int | None = None
    outcome: Outcome | Unsaid = ""
    by: dt.date | None = None
    until: dt.date | None = None
    ongoing: bool = False
    re: str = ""
    via: str = ""
    """A value of `vocabulary.TYPES`, another word in lower case, or the name of a note that is linked: a channel."""
    project: Link | None = None
    id: str = ""
    columns: tuple[tuple[str, int], ...] = ()
    """Where the words behind `re`, `by` and `until` stand, and the `^` of the id (`id`)."""
    role: str = ""
    """Of `seen-as ROLE`: the role word, lower case."""
    assumed: tuple[str, ...] = ()
    """What the line leaves out and the type would have: `outcome`, `rung`, `kind`, `size` (SPEC §2.3).
    Where the contract has a default, the field itself holds it; an empty one stays empty."""
    reading: PlainReading | None = None
    """What its words say (SPEC §2.5), where they say more than the type."""
    source: str = ""
    """The whole line as it stands in the file, where it may become a question or holds names without brackets."""
    end: int = 0
    """The last line of the block that it begins: nested bullets, the rest of its paragraph or table; 0: not known."""
    tail: str = ""
    """That line as it stands in the file, where it is another one."""
    head: bool = False
    """Of `read`: it begins with its date."""
    within: bool = False
    """It stands under a heading or a bullet that is a contact itself: its own words for contact tell of that one."""


class MentionLine(msgspec.Struct, frozen=True):
    """A line of a daily note that links somebody and is no entry: listed, not scored."""

    line: int
    text: str
    links: tuple[Link, ...]


class Label(msgspec.Struct, frozen=True):
    """One thing that a label of minutes says: somebody behind `Present:`, or the day behind `Date:` (SPEC §2.5)."""

    kind: str
    """`people` or `date`."""
    text: str
    """A name, of a link its target; or the day as YYYY-MM-DD."""
    line: int


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """One readable file. Order of everything in it: as in the file."""

    path: str
    """In the vault, with `/`, NFC as the system gave it."""
    fields: tuple[Field, ...] = ()
    inline: tuple[Field, ...] = ()
    """Dataview inline fields of the body."""
    front: str = ""
    """The text between the fences of the front matter, for places; its first line is line 2 of the file."""
    day: dt.date | None = None
    """Of a daily note."""
    lines: tuple[LogLine, ...] = ()
    mentions: tuple[MentionLine, ...] = ()
    tags: tuple[str, ...] = ()
    """`#tag`s in the body; those of the property stay in `fields`."""
    ignores: tuple[tuple[int, str], ...] = ()
    """(line, code) of each `%% netlead-ignore NL305 %%`; an empty code takes the whole line out."""
    labels: tuple[Label, ...] = ()
    """What the labels of minutes say; they count in a meeting note alone."""
    opening: tuple[Link, ...] = ()
    """Links in the title and the first paragraph."""
    template: bool = False
    """It still holds unrendered template marks: no note of ours."""
    ours: str = ""
    """The `format` of a page that carries our marker `generated-by: netlead`; such a page is no note."""
    faults: tuple[Fault, ...] = ()
