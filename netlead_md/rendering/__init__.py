"""Views become pages (ARCHITECTURE, floor 5): `render` is the door, `content_hash` the seal of a page."""

from netlead_md.rendering.bases import bases
from netlead_md.rendering.pages import Rendered, ledgers, render
from netlead_md.rendering.seal import content_hash
from netlead_md.rendering.unchanged import unchanged

__all__ = ["Rendered", "bases", "content_hash", "ledgers", "render", "unchanged"]
