"""SARIF 2.1.0, which code scanning services and editors read."""

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from netlead_md import __version__
from netlead_md.cli.formats.report import Report
from netlead_md.model.page import Diagnostic, Fix
from netlead_md.model.place import Place
from netlead_md.rules import RULES, explain, fingerprint
from netlead_md.rules.rule import Rule

Json = dict[str, Any]
SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}


def lines(report: Report) -> Iterator[str]:
    codes = {each.code for each in report.diagnostics}
    rules = [rule for rule in RULES if rule.code in codes]
    order = {rule.code: index for index, rule in enumerate(rules)}
    driver = {"name": "netlead", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, order[each.code], report.prefix) for each in report.diagnostics],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(rule: Rule) -> Json:
    page = explain(rule.code)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.page.strip().split("\n", 1)[0]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(each: Diagnostic, index: int, prefix: str) -> Json:
    text = f"{each.message}. {each.help[:1].upper()}{each.help[1:]}" if each.help else each.message
    result: Json = {
        "ruleId": each.code,
        "ruleIndex": index,
        "level": _LEVELS[each.severity],
        "message": {"text": text},
        "locations": [_location(prefix + each.path, each.place)],
        "partialFingerprints": {"netlead/v1": fingerprint(each)},
    }
    if each.related:
        result["relatedLocations"] = [
            _location(prefix + at.path, at.place) | {"id": number, "message": {"text": at.message}}
            for number, at in enumerate(each.related, 1)
        ]
    if each.fix and each.fix.safe:
        result["fixes"] = [_fix(prefix + each.path, each.fix)]
    return result


def _location(path: str, place: Place) -> Json:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(path)}, "region": _region(place)}}


def _region(place: Place) -> Json:
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_column:
        region |= {"endLine": place.end_line or place.line, "endColumn": place.end_column}
    return region


def _fix(path: str, fix: Fix) -> Json:
    replacements = [
        {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": quote(path)}, "replacements": replacements}
    return {"description": {"text": fix.title or "mend it"}, "artifactChanges": [change]}
