"""The working of trust and support in whole points whose rows add up to their total (SPEC §3.1, §3.2, §4)."""

from collections import Counter
from itertools import pairwise
from typing import Final

import msgspec

from netlead_md.deriving import Grounds
from netlead_md.deriving import working as rows_of_trust
from netlead_md.deriving.trust import CAP_OF_CONTACT, CAP_OF_DEEDS, LEVELS
from netlead_md.model.ledger import Item, Ledger, Sign
from netlead_md.model.vocabulary import LAST_CONTACT, PROMISE
from netlead_md.reports.commitments import became, what
from netlead_md.reports.frame import Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import apportion, capital, day, duration, listed, plural, signed, whole

_WORDS: Final = {PROMISE: "promise", LAST_CONTACT: "last contact"}
_FROM: Final = {word: begin for (begin, _), (_, word) in pairwise((*LEVELS, (100.0, "closely trusted")))}
"""The score at which a level begins: where the one below it ends."""
_SLIP: Final = 1e-6
"""What a sum of floats may be off by."""


class TrustRow(msgspec.Struct, frozen=True):
    line: str
    new: str
    now: str


class HelpRow(msgspec.Struct, frozen=True):
    item: Name
    note: str
    """What became of it."""
    working: str
    now: str


class Working(msgspec.Struct, frozen=True):
    trust: int
    word: str
    rows: tuple[TrustRow, ...]
    hard: int
    soft: int
    items: tuple[HelpRow, ...]


def working(setting: Setting, ledger: Ledger, stood: Grounds) -> Working:
    """`stood`: what their trust stands on."""
    trust, support = ledger.trust, ledger.support
    lines = _trust_lines(setting, ledger, stood)
    total = whole(trust.score)
    now = apportion([value for _, _, value in lines], total)
    hard = [item for item in support.items if item.hard]
    soft = [item for item in support.items if not item.hard]
    return Working(
        total,
        _word_from(trust.word),
        tuple(TrustRow(text, new, signed(points)) for (text, new, _), points in zip(lines, now, strict=True)),
        whole(support.hard),
        whole(support.soft),
        (*_help_rows(setting, hard, whole(support.hard)), *_help_rows(setting, soft, whole(support.soft))),
    )


def _word_from(word: str) -> str:
    """`trusted from 35`: the word with the figure at which it begins (SPEC §3.1)."""
    return f"{word} from {_FROM[word]:.0f}" if word in _FROM else word


def _trust_lines(setting: Setting, ledger: Ledger, stood: Grounds) -> list[tuple[str, str, float]]:
    """(line, points on its day, points now); limits that bind get a row of their own, so that the sum is the score."""
    trust = ledger.trust
    contact: list[Sign] = []
    others: list[Sign] = []
    for row in rows_of_trust(stood, setting.people.book.as_of):
        (contact if row.group == "contact" else others).append(row)
    others.sort(key=lambda row: row.date)
    lines = [(_contact(contact), _each(contact), trust.contact)] if contact else []
    lines += [(_told(setting, row), _points(row.points), row.now) for row in others]
    over = sum(row.now for row in others if row.group == "deeds") - trust.deeds
    if over > _SLIP:
        lines.append((f"Deeds count up to {CAP_OF_DEEDS:.0f}", "", -over))
    plain = trust.contact + trust.deeds + trust.signs
    if abs(plain - trust.score) > _SLIP:
        lines.append(("Trust stays within 0 and 100", "", trust.score - plain))
    return lines


def _contact(rows: list[Sign]) -> str:
    counts = Counter([row.entry.type for row in rows])
    said = sorted((-number, _WORDS.get(kind, kind)) for kind, number in counts.items())
    parts = [plural(-number, word) for number, word in said]
    full = sum(row.now for row in rows) > CAP_OF_CONTACT
    return f"{listed(parts, 6)}{f' (they count up to {CAP_OF_CONTACT:.0f})' if full else ''}"


def _word(row: Sign) -> str:
    return _WORDS.get(row.entry.type, row.entry.type)


def _each(rows: list[Sign]) -> str:
    values = {row.points for row in rows}
    most = _points(max(values))
    if len({_points(value) for value in values}) > 1:
        return f"up to {most} a day"
    return f"{most} each" if len(rows) > 1 else most


def _points(value: float) -> str:
    text = f"{abs(value):.1f}".removesuffix(".0")
    return f"−{text}" if value < 0 and text != "0" else text


def _told(setting: Setting, row: Sign) -> str:
    entry = row.entry
    quote = setting.people.quote(entry)
    kind = " ".join(part for part in (_word(row), entry.line.outcome) if part)
    if entry.type == PROMISE:
        kind = "promise kept" if entry.line.box == "x" else "promise not yet kept"
    return f"{day(row.date)} {kind}{f': {quote}' if quote else ''}"


def _help_rows(setting: Setting, items: list[Item], total: int) -> list[HelpRow]:
    now = apportion([item.value for item in items], total)
    rows = []
    for item, points in zip(items, now, strict=True):
        name = setting.people.anchor(item.lines[0], capital(what(setting.people, item)))
        rows.append(HelpRow(name, _note(setting, item), _formula(item), signed(points)))
    return rows


def _note(setting: Setting, item: Item) -> str:
    as_of = setting.people.book.as_of
    soft = "" if item.hard else " (soft)"
    if item.source == "pledge" and item.delivered is None:
        if item.state == "lapsed":
            return f"{duration((as_of - (item.due or item.date)).days)} late{soft}"
        return f"{became(item, as_of)}{soft}"
    if item.ongoing:
        return f"ongoing{soft}"
    return f"{duration((as_of - (item.delivered or item.date)).days)} old{soft}"


def _formula(item: Item) -> str:
    if item.state in ("lapsed", "released"):
        return item.state.replace("released", "let off")
    factors = [f"{value}".rstrip("0").rstrip(".") for value in (f"{item.credit:.2f}", f"{item.fade:.1f}")]
    return " × ".join([str(10 * item.size), *(factor for factor in factors if factor != "1")])
