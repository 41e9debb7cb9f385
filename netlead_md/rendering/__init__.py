"""View → page: `plan_pages` and `render_pages`; `content_hash` tells whether somebody edited a page."""

from netlead_md.rendering.obsidian_bases import build_bases
from netlead_md.rendering.pages import (
    PagePlan,
    RenderCache,
    RenderResult,
    content_hash,
    older_content_hash,
    plan_pages,
    render_ledgers,
    render_pages,
)

__all__ = [
    "PagePlan",
    "RenderCache",
    "RenderResult",
    "build_bases",
    "content_hash",
    "older_content_hash",
    "plan_pages",
    "render_ledgers",
    "render_pages",
]
