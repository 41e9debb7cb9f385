"""One JSON object a line and diagnostic, the same as those within `json` (SPEC §5.1)."""

import json
from collections.abc import Iterator

from netlead_md.cli.formats.as_json import format_diagnostic
from netlead_md.cli.formats.report import Report


def lines(report: Report) -> Iterator[str]:
    for each in report.diagnostics:
        yield json.dumps(format_diagnostic(each), ensure_ascii=False)
