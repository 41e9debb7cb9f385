"""Ways of introductions to anybody, when somebody asks for one (SPEC §3.9)."""

from netlead_md.deriving.introductions import introductions
from netlead_md.model.book import Book, Path


def ways_to(book: Book, target: str, limit: int = 3) -> tuple[tuple[Path, ...], str]:
    """The best paths to a person or organisation, and whether there is a `path`, `no path` or `no data`."""
    levels = {key: regard.trust.level for key, regard in book.people.items()}
    found = introductions(book.network, levels, book.as_of)
    return found.paths_to(target, limit), found.state(target)
