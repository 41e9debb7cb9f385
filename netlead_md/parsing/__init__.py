"""Text → values: what a person wrote, read without any knowledge of other notes. Never raises (SPEC §2.3, §2.5)."""

from netlead_md.parsing.lexicon import Lexicon, build_lexicon
from netlead_md.parsing.line_dates import daily_note_date, parse_date_word
from netlead_md.parsing.links import find_links
from netlead_md.parsing.note import read_note
from netlead_md.parsing.properties import property_range

# Floor 1: text → `Note` (SPEC §2.3, COMPATIBILITY). Never raises; what cannot be read becomes a Fault.
#
# frontmatter, values, places    properties, what YAML made of them, and where they stand
# nodes                          the same as a tree with marks, for the few who ask where a thing stands
# quotes                         an apostrophe between single quotes
# comments, skim, blocks         what of the body is log and prose, and what is code, quote, HTML or comment
# links, dates, slips            the small words of the grammar
# openings, loose                what is nearly a date, a type or a bullet where a line begins
# words, qualifiers, amounts     a type and what may follow it
# strange                        what else stands there, and what it was meant to be
# head, heads, known_heads       the part of a line that decides what it is, and that many lines share
# lines, sections, boxes, log    bullets, date headings and check boxes → `Line`
# inline, daily                  Dataview fields, tags, ignores; which note is a daily note
# body, note                     everything put together


__all__ = [
    "Lexicon",
    "build_lexicon",
    "daily_note_date",
    "find_links",
    "parse_date_word",
    "property_range",
    "read_note",
]
