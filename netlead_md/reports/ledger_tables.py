"""The working of trust and support in whole points whose rows add up to their total (SPEC §3.1, §3.2, §4)."""

import datetime as dt
import itertools
from collections import Counter
from itertools import pairwise
from typing import Final

import msgspec

from netlead_md.analysis import TrustGrounds
from netlead_md.analysis import trust_working as rows_of_trust
from netlead_md.analysis.decay import YEAR, in_window
from netlead_md.analysis.trust import CAP_OF_CONTACT, CAP_OF_DEEDS, LEVELS
from netlead_md.model.entry_types import COMMITMENTS, GIVEN_BY_ME, GIVEN_BY_THEM
from netlead_md.model.ledger import Ledger, SupportItem, TrustContribution
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import LAST_CONTACT, PROMISE
from netlead_md.model.words import EntryTypeName
from netlead_md.reports.formatting import (
    apportion_rounding,
    capitalise_first,
    format_money,
    format_signed,
    join_words,
    round_half_up,
)
from netlead_md.reports.page_context import NoteLink, PageContext
from netlead_md.reports.shared_rows import RUNGS, item_text, since
from netlead_md.wording.phrases import KIND_WORDS, format_day, pluralise

_WORDS: Final[dict[EntryTypeName, str]] = {PROMISE: "promise", LAST_CONTACT: "last contact"}
_FROM: Final = {word: begin for (begin, _), (_, word) in pairwise((*LEVELS, (100.0, "closely trusted")))}
"""The score at which a level begins: where the one below it ends."""
_SLIP: Final = 1e-6
"""What a sum of floats may be off by."""


class TrustRow(msgspec.Struct, frozen=True):
    line: str
    new: str
    now: str


class HelpRow(msgspec.Struct, frozen=True):
    item: NoteLink
    note: str
    """What became of it."""
    working: str
    now: str


class LedgerWorking(msgspec.Struct, frozen=True):
    trust: int
    word: str
    rows: tuple[TrustRow, ...]
    hard: int
    soft: int
    items: tuple[HelpRow, ...]


def build_working(setting: PageContext, ledger: Ledger, stood: TrustGrounds, last: dt.date) -> LedgerWorking:
    """`stood`: what their trust stands on; `last`: the day of the last entry, of which all figures are."""
    trust, support = ledger.trust, ledger.support
    lines = _trust_lines(setting, ledger, stood, last)
    total = round_half_up(trust.score)
    now = apportion_rounding([value for _, _, value in lines], total)
    hard = [item for item in support.items if item.hard]
    soft = [item for item in support.items if not item.hard]
    return LedgerWorking(
        total,
        _word_from(trust.word),
        tuple(TrustRow(text, new, format_signed(points)) for (text, new, _), points in zip(lines, now, strict=True)),
        round_half_up(support.hard),
        round_half_up(support.soft),
        (
            *_help_rows(setting, hard, round_half_up(support.hard)),
            *_help_rows(setting, soft, round_half_up(support.soft)),
        ),
    )


def _word_from(word: str) -> str:
    """`trusted from 35`: the word with the figure at which it begins (SPEC §3.1)."""
    return f"{word} from {_FROM[word]:.0f}" if word in _FROM else word


def _trust_lines(
    setting: PageContext, ledger: Ledger, stood: TrustGrounds, last: dt.date
) -> list[tuple[str, str, float]]:
    """(line, points on its day, points now); limits that bind get a row of their own, so that the sum is the score."""
    trust = ledger.trust
    contact: list[TrustContribution] = []
    others: list[TrustContribution] = []
    for row in rows_of_trust(stood, last):
        (contact if row.group == "contact" else others).append(row)
    others.sort(key=lambda row: row.date)
    lines = [(_contact_rows(contact), _each_text(contact), trust.contact)] if contact else []
    lines += [(_row_words(setting, row), _points_text(row.points), row.now) for row in others]
    over = sum(row.now for row in others if row.group == "deeds") - trust.deeds
    if over > _SLIP:
        lines.append((f"Deeds count up to {CAP_OF_DEEDS:.0f}", "", -over))
    plain = trust.contact + trust.deeds + trust.signs
    if abs(plain - trust.score) > _SLIP:
        lines.append(("Trust stays within 0 and 100", "", trust.score - plain))
    return lines


def _contact_rows(rows: list[TrustContribution]) -> str:
    counts = Counter([row.entry.type for row in rows])
    said = sorted((-number, _WORDS.get(kind, kind)) for kind, number in counts.items())
    parts = [pluralise(-number, word) for number, word in said]
    full = sum(row.now for row in rows) > CAP_OF_CONTACT
    return f"{join_words(parts, 6)}{f' (they count up to {CAP_OF_CONTACT:.0f})' if full else ''}"


def _row_word(row: TrustContribution) -> str:
    return _WORDS.get(row.entry.type, row.entry.type)


def _each_text(rows: list[TrustContribution]) -> str:
    values = {row.points for row in rows}
    most = _points_text(max(values))
    if len({_points_text(value) for value in values}) > 1:
        return f"up to {most} a day"
    return f"{most} each" if len(rows) > 1 else most


def _points_text(value: float) -> str:
    text = f"{abs(value):.1f}".removesuffix(".0")
    return f"−{text}" if value < 0 and text != "0" else text


def _row_words(setting: PageContext, row: TrustContribution) -> str:
    entry = row.entry
    quote = setting.people.quote(entry)
    kind = " ".join(part for part in (_row_word(row), entry.line.outcome) if part)
    if entry.type == PROMISE:
        kind = "promise kept" if entry.line.box == "x" else "promise not yet kept"
    return f"{format_day(row.date)} {kind}{f': {quote}' if quote else ''}"


def _help_rows(setting: PageContext, items: list[SupportItem], total: int) -> list[HelpRow]:
    now = apportion_rounding([item.value for item in items], total)
    rows = []
    for item, points in zip(items, now, strict=True):
        name = setting.people.anchor(item.lines[0], capitalise_first(item_text(setting.people, item)))
        rows.append(HelpRow(name, _item_note(item), _item_formula(item), format_signed(points)))
    return rows


def _item_note(item: SupportItem) -> str:
    soft = "" if item.hard else " (soft)"
    if item.source == "pledge" and item.delivered is None:
        return f"{since(item)}{soft}"
    if item.ongoing:
        return f"ongoing{soft}"
    return f"of {format_day(item.delivered or item.date)}{soft}"


def _item_formula(item: SupportItem) -> str:
    if item.state in ("lapsed", "released"):
        return item.state.replace("released", "let off")
    factors = [f"{value}".rstrip("0").rstrip(".") for value in (f"{item.credit:.2f}", f"{item.fade:.1f}")]
    return " × ".join([str(10 * item.size), *(factor for factor in factors if factor != "1")])


# What passed between me and an organisation: what was said, what came, what each side gave (SPEC §4, NAME ledger).


_MOST: Final = 40
"""Rows of the timeline."""


class TimelineRow(msgspec.Struct, frozen=True):
    """One line of the timeline: in the column of what was said, or of what came."""

    day: str
    said: str
    came: str


def build_timeline(setting: PageContext, ledger: Ledger) -> tuple[tuple[TimelineRow, ...], int]:
    """The latest lines, the oldest first, and how many came before them."""
    said = [_timeline_row(setting, entry) for entry in ledger.entries if entry.type in COMMITMENTS]
    return tuple(said[-_MOST:]), len(said[:-_MOST])


def _timeline_row(setting: PageContext, entry: Entry) -> TimelineRow:
    quote, words = setting.people.quote(entry), _words_of(entry)
    text = f"{words}: {quote}" if quote else words
    came = entry.type in ("support", "evidence") or entry.line.outcome in ("made", "met")
    return TimelineRow(format_day(entry.date), "" if came else text, text if came else "")


def _words_of(entry: Entry) -> str:
    line = entry.line
    kind = KIND_WORDS.get(line.kind, line.kind)
    match entry.type:
        case "ask":
            return f"You asked for {kind}"
        case "answer":
            return f"They answered {line.outcome}"
        case "pledge":
            return f"They promised {kind} ({RUNGS.get(line.rung, 'spoken')})"
        case "evidence":
            return f"In writing ({RUNGS.get(line.rung, 'informal')})"
        case "support":
            return f"{capitalise_first(kind)} came"
        case "intro":
            return f"Introduction {line.outcome or 'asked'}"
        case _:
            return "You let them off"


def is_gift(entry: Entry) -> bool:
    """Whether they gave with it: an introduction that was only asked for, or declined, is none."""
    return entry.type in GIVEN_BY_THEM and entry.line.outcome not in ("asked", "declined")


def what_each_gave(setting: PageContext, ledger: Ledger, as_of: dt.date) -> tuple[tuple[str, str], ...]:
    recent = in_window(ledger.entries, as_of, YEAR)
    yours = [_gift_text(setting, entry) for entry in recent if entry.type in GIVEN_BY_ME]
    theirs = [_gift_text(setting, entry) for entry in recent if is_gift(entry)]
    return tuple(itertools.zip_longest(yours, theirs, fillvalue=""))


def _gift_text(setting: PageContext, entry: Entry) -> str:
    quote = setting.people.quote(entry)
    kind = " ".join(part for part in (entry.line.word or entry.type, entry.line.outcome or entry.line.rung) if part)
    return capitalise_first(f"{kind}: {quote}" if quote else kind)


def effort_text(ledger: Ledger, currency: str) -> str:
    hours = f"{ledger.hours:.1f}".removesuffix(".0")
    parts = [f"{hours} {'hour' if hours == '1' else 'hours'}"] if ledger.hours else []
    if ledger.cost:
        parts.append(format_money(f"{ledger.cost:,.2f}".removesuffix(".00"), currency))
    return ", ".join(parts)
