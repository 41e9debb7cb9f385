"""Notes → `Network`: kinds, names, fields, and whom each entry concerns (SPEC §2.1, §2.2, §2.4)."""

from netlead_md.linking.lookup import find, near_names
from netlead_md.linking.names import Match, Resolver
from netlead_md.linking.network import Linked, link, linked

__all__ = ["Linked", "Match", "Resolver", "find", "link", "linked", "near_names"]
