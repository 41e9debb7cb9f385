"""SARIF 2.1.0, which code scanning services and editors read."""

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from netlead_md import __version__
from netlead_md.cli.formats.report import Report
from netlead_md.model.diagnostics import Diagnostic, Fix, Range
from netlead_md.model.words import Severity
from netlead_md.rules import RULES, explain_rule, make_fingerprint
from netlead_md.rules.rule import Rule

Json = dict[str, Any]
SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}


def lines(report: Report) -> Iterator[str]:
    codes = {each.code for each in report.diagnostics}
    rules = [rule for rule in RULES if rule.code in codes]
    order = {rule.code: index for index, rule in enumerate(rules)}
    driver = {"name": "netlead", "semanticVersion": __version__, "rules": [_format_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_format_result(each, order[each.code], report.prefix) for each in report.diagnostics],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _format_rule(rule: Rule) -> Json:
    page = explain_rule(rule.code)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.page.strip().split("\n", 1)[0]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _format_result(each: Diagnostic, index: int, prefix: str) -> Json:
    text = f"{each.message}. {each.help[:1].upper()}{each.help[1:]}" if each.help else each.message
    result: Json = {
        "ruleId": each.code,
        "ruleIndex": index,
        "level": _LEVELS[each.severity],
        "message": {"text": text},
        "locations": [_format_location(prefix + each.path, each.place)],
        "partialFingerprints": {"netlead/v1": make_fingerprint(each)},
    }
    if each.related:
        result["relatedLocations"] = [
            _format_location(prefix + at.path, at.place) | {"id": number, "message": {"text": at.message}}
            for number, at in enumerate(each.related, 1)
        ]
    if each.fix and each.fix.safe:
        result["fixes"] = [_format_fix(prefix + each.path, each.fix)]
    return result


def _format_location(path: str, place: Range) -> Json:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(path)}, "region": _format_region(place)}}


def _format_region(place: Range) -> Json:
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_column:
        region |= {"endLine": place.end_line or place.line, "endColumn": place.end_column}
    return region


def _format_fix(path: str, fix: Fix) -> Json:
    replacements = [
        {"deletedRegion": _format_region(edit.place), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": quote(path)}, "replacements": replacements}
    return {"description": {"text": fix.title or "mend it"}, "artifactChanges": [change]}
