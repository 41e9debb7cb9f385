"""The seal of a page: by it the shell tells whether somebody edited what we wrote (SPEC §4, Ownership)."""

import hashlib


def content_hash(body: str) -> str:
    """Twelve hexadecimal digits of a page's body, which is everything after the front matter.

    Line endings, space at the end of lines and blank lines around the body are left out, because linters and sync
    tools change them without meaning anything by it.
    """
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    return hash_of_tidy("\n".join(line.rstrip() for line in text.strip().split("\n")))


def hash_of_tidy(body: str) -> str:
    """The same of a body whose lines end in no space."""
    return hashlib.sha256(body.strip().encode("utf-8", "surrogatepass")).hexdigest()[:12]
