"""Notes → `Network`: kinds, names, fields, and whom each entry concerns (SPEC §2.1, §2.2, §2.4)."""

from netlead_md.linking.link_resolver import LinkMatch, LinkResolver
from netlead_md.linking.linker import LinkResult, link, link_incremental
from netlead_md.linking.name_lookup import find_entities, suggest_entity_names

__all__ = [
    "LinkMatch",
    "LinkResolver",
    "LinkResult",
    "find_entities",
    "link",
    "link_incremental",
    "suggest_entity_names",
]
