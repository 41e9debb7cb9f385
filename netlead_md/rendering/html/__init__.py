"""The pages as one HTML file that needs no network: it opens from a disk, prints, and reads on a phone (SPEC §5)."""

from netlead_md.rendering.html.report import MAX_BYTES, HtmlReport, render_html_report

__all__ = ["MAX_BYTES", "HtmlReport", "render_html_report"]
