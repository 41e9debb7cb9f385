"""Views become pages (ARCHITECTURE, floor 5): `plan` and `render` are the doors, `content_hash` the seal of a page."""

from netlead_md.rendering.bases import bases
from netlead_md.rendering.pages import Kept, Plan, Rendered, ledgers, plan, render
from netlead_md.rendering.seal import content_hash

__all__ = ["Kept", "Plan", "Rendered", "bases", "content_hash", "ledgers", "plan", "render"]
