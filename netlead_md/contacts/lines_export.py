"""The account of all lines as one JSON object (SPEC §5.2, `netlead export lines`)."""

from collections.abc import Iterable
from typing import Any, Final

from netlead_md.analysis.line_account import account_lines
from netlead_md.model.account import Coverage, Row
from netlead_md.model.book import Book
from netlead_md.model.network import Network

VERSION: Final = 1
Json = dict[str, Any]


def export_lines(book: Book) -> Json:
    """Make the object; its lines come in order of path and line."""
    rows = account_lines(book.network, book.as_of)
    return {
        "version": VERSION,
        "as_of": book.as_of.isoformat(),
        "lines": [_row(book.network, row) for row in rows],
        "coverage": coverage_json(book.coverage),
    }


def coverage_json(coverage: Coverage) -> Json:
    """The sums under the keys of SPEC §5.2."""
    return {
        "lines": coverage.lines,
        "counted": coverage.counted,
        "notes": coverage.notes,
        "questions": coverage.questions,
        "open_questions": coverage.open_questions,
        "not_counted": coverage.not_counted,
        "reasons": dict(coverage.reasons),
        "meetings_without_people": len(coverage.meetings_without_people),
    }


def _row(network: Network, row: Row) -> Json:
    return {
        "path": row.path,
        "line": row.line,
        "date": row.date and row.date.isoformat(),
        "type": row.type or None,
        "sounds_like": row.sounds_like or None,
        "proposal": row.proposal or None,
        "people": _names(network, row.people),
        "organisations": _names(network, row.organisations),
        "counted": row.counted,
        "fate": row.fate,
        "plan": row.plan,
        "promise": row.promise,
        "reason": row.reason,
    }


def _names(network: Network, keys: Iterable[str]) -> list[str]:
    found = (network.people.get(key) or network.organisations.get(key) for key in keys)
    return [each.name for each in found if each is not None]
