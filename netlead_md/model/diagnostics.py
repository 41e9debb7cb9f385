"""Where something stands in a note, and what was found wrong there."""

from enum import StrEnum
from typing import Final

import msgspec

from netlead_md.model.words import Severity


class Range(msgspec.Struct, frozen=True, order=True):
    """A range in a file. Lines and columns count from 1, columns in code points; the end column is exclusive."""

    line: int
    column: int = 1
    end_line: int = 0
    """0: the same line."""
    end_column: int = 0
    """0: not known; show the one place."""


class FaultKind(StrEnum):
    """What parsing, linking and the vault can find. Only `rules/` turns one into a code and words.

    Beside each: what `Fault.words` holds.
    """

    # files (NL0xx), found by the vault
    NOT_UTF8 = "not-utf8"  # (byte offset,)
    NUL = "nul"
    TOO_LARGE = "too-large"  # (bytes, limit)
    CONFLICT_COPY = "conflict-copy"  # (path of the original,)
    NOT_DOWNLOADED = "not-downloaded"
    UNREADABLE = "unreadable"  # (the system's words,)
    CASE_CLASH = "case-clash"  # (the other path,)
    SYMLINK_LOOP = "symlink-loop"
    FORM_CLASH = "form-clash"  # (the other path,)
    OVER_BUDGET = "over-budget"  # (what there is too much of, how many, limit)
    # found by reading
    TEMPLATE_MARK = "template-mark"  # (the mark,)
    # front matter (NL1xx)
    LOOSE_YAML = "loose-yaml"  # (why it is no YAML, as written, as YAML has it)
    YAML_ERROR = "yaml-error"  # (the parser's words,)
    UNCLOSED_BLOCK = "unclosed-block"  # ("about" where it names a kind of ours)
    LATE_BLOCK = "late-block"
    NOT_A_MAPPING = "not-a-mapping"  # (list or scalar,)
    DUPLICATE_KEY = "duplicate-key"  # (key,)
    UNQUOTED_LINK = "unquoted-link"  # (key, link text)
    UNKNOWN_KIND = "unknown-kind"  # (written, nearest)
    NEAR_MISS_FIELD = "near-miss-field"  # (written, nearest)
    WRONG_TYPE = "wrong-type"  # (field, what is expected, what stands there)
    BAD_VALUE = "bad-value"  # (field, written, nearest or "", the choices joined by ", ")
    BAD_DATE = "bad-date"  # (field, written)
    LOST_TEXT = "lost-text"  # (field, as YAML read it)
    # identity and links, NL2xx
    NO_SUCH_NOTE = "no-such-note"  # (target, field or entry type, nearest or "")
    ALIAS_AS_TARGET = "alias-as-target"  # (target, name of the note, field or entry type)
    WRONG_KIND = "wrong-kind"  # (target, its kind, the kind expected, field)
    AMBIGUOUS_NAME = "ambiguous-name"  # (target, the paths that it fits …)
    DUPLICATE_NAME = "duplicate-name"  # (name, the other path)
    TWO_SPELLINGS = "two-spellings"  # (name, the other name, the other path or empty)
    DUPLICATE_EMAIL = "duplicate-email"  # (address, the other path)
    ROLE_ORDER = "role-order"  # (organisation, from, until)
    # entries, NL3xx
    NEAR_MISS_TYPE = "near-miss-type"  # (written, nearest; empty for a sign of trust; unsure)
    IMPOSSIBLE_DATE = "impossible-date"  # (written,)
    AMBIGUOUS_DATE = "ambiguous-date"  # (written, YYYY-MM-DD where it can be that day only)
    UNCLEAR_DURATION = "unclear-duration"  # (written,) or (written, meant)
    UNCLEAR_MONEY = "unclear-money"  # (written,) or (written, meant)
    UNKNOWN_QUALIFIER = "unknown-qualifier"  # (written, nearest or "", and what of the line is said already)
    NOBODY = "nobody"  # (type,)
    DUPLICATE_ID = "duplicate-id"  # (id, line of the first)
    DAY_IN_BOX = "day-in-box"  # (what says the day, the day)
    LOOSE_BULLET = "loose-bullet"  # (written, what it should be, and whether the line links somebody)
    MISSING_COLON = "missing-colon"  # (type, column where it belongs or "", and a dash that stands there)
    DID_NOT_HAPPEN = "did-not-happen"  # (type of contact,)
    SAME_LINE_TWICE = "same-line-twice"  # (line of the first,)
    # commitments (NL3xx, NL4xx), found while deriving
    RE_WITHOUT_LINE = "re-without-line"  # (id, "": only the rule sees which is near)
    TWO_MATCHES = "two-matches"  # (kind, dates joined by ", ")
    ANSWER_WITHOUT_ASK = "answer-without-ask"
    SUPPORT_BEFORE_PLEDGE = "support-before-pledge"  # (date of the pledge,)
    # config and templates (NL9xx), found by the vault and by rendering
    CONFIG_UNKNOWN_KEY = "config-unknown-key"  # (key with its tables, nearest or "")
    CONFIG_NO_KIND = "config-no-kind"  # (word, nearest or "")
    CONFIG_NO_FOLDER = "config-no-folder"  # (folder, nearest or "")
    CONFIG_WRONG_VALUE = "config-wrong-value"  # (key with its tables, what is expected, what stands there)
    CONFIG_BROKEN = "config-broken"  # (the parser's words,)
    TEMPLATE_BROKEN = "template-broken"  # (what is wrong,)
    PATTERN_TOO_SLOW = "pattern-too-slow"  # (the pattern,)


OF_LINES: Final = frozenset(
    {
        FaultKind.NEAR_MISS_TYPE,
        FaultKind.IMPOSSIBLE_DATE,
        FaultKind.AMBIGUOUS_DATE,
        FaultKind.UNCLEAR_DURATION,
        FaultKind.UNCLEAR_MONEY,
        FaultKind.UNKNOWN_QUALIFIER,
        FaultKind.MISSING_COLON,
        FaultKind.DID_NOT_HAPPEN,
        FaultKind.DUPLICATE_ID,
    }
)
"""What reading finds wrong with a dated line."""


class Fault(msgspec.Struct, frozen=True):
    """One thing that could not be read or had to be guessed, as a value; never an exception."""

    trouble: FaultKind
    path: str
    place: Range | None = None
    field: tuple[str | int, ...] = ()
    """Way to a value in the front matter, such as `("roles", 0, "organisation")` with keys as written; its place is
    worked out from `Note.front` when somebody asks (`parsing.properties`)."""
    words: tuple[str, ...] = ()


# What rules and rendering hand to those above.


class TextEdit(msgspec.Struct, frozen=True):
    """Replace the text of a range by another."""

    place: Range
    text: str
    expects: str | None = None
    """What stands there now; where something else does, the file is not what was read and the edit is refused."""


class Fix(msgspec.Struct, frozen=True):
    safe: bool
    edits: tuple[TextEdit, ...]
    title: str = ""


class Related(msgspec.Struct, frozen=True):
    """Evidence elsewhere: printed as a `note:` line."""

    path: str
    place: Range
    message: str


class Diagnostic(msgspec.Struct, frozen=True):
    """SPEC §5.1."""

    code: str
    name: str
    severity: Severity
    message: str
    path: str
    place: Range
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    subject: str = ""
    """What the fingerprint is made from, besides code and path: never a line number."""


class DiagnosticRun(msgspec.Struct, frozen=True):
    diagnostics: tuple[Diagnostic, ...]
    """In order of path, place and code."""
    basis: object
    """What diagnosing is handed again the next time, to look for no more than may differ; nobody else looks into it."""


PAGE_FORMAT: Final = 2
"""Of the pages and `.base` files that this netlead writes (SPEC §4); it never overwrites one of a newer format."""


class Page(msgspec.Struct, frozen=True):
    """One file of ours, ready to be written."""

    path: str
    """In the output folder: `This week.md`, `Ledgers/Acme ledger.md`."""
    text: str
