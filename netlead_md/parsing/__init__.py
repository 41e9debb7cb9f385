"""Text → `Note` (SPEC §2.3, COMPATIBILITY). Never raises; what cannot be read becomes a Fault.

frontmatter, properties    properties, and where they stand
blocks, inline, links      bullets, headings and links, and what is code, quote, HTML or comment
line_dates, lexicon        days and words
qualifiers, amounts        what may follow a type
entry_head, entry_line     one line of the log
line_suggestions, qualifier_suggestions    what a near miss was meant to be
note                       everything put together
"""

from netlead_md.parsing.daily_notes import daily_note_date
from netlead_md.parsing.dates import parse_date_word
from netlead_md.parsing.keywords import KeywordTable, build_keywords
from netlead_md.parsing.links import find_links
from netlead_md.parsing.note import read_note
from netlead_md.parsing.properties import property_range

__all__ = [
    "KeywordTable",
    "build_keywords",
    "daily_note_date",
    "find_links",
    "parse_date_word",
    "property_range",
    "read_note",
]
