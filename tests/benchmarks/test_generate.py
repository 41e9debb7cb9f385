"""The reference vault is what it says: the same bytes each time, with the numbers of SPEC §7 scaled down."""

import re
from collections import Counter

from tests.benchmarks.generate import notes


def test_same_seed_same_bytes() -> None:
    assert list(notes(1000)) == list(notes(1000))
    assert list(notes(1000)) != list(notes(1000, seed=8))


def test_a_tenth_of_the_reference_vault() -> None:
    vault = dict(notes(1000))
    folders = Counter(path.partition("/")[0] for path in vault)
    assert folders == {"People": 600, "Organisations": 100, "Daily": 300, "Projects": 4, "Me.md": 1}
    logs = [text.partition("## Log\n\n")[2] for text in vault.values()]
    assert sum(len(re.findall(r"^- ", log, re.MULTILINE)) for log in logs) == 11_000
    size = sum(len(text.encode()) for text in vault.values())
    assert abs(size - 1_400_000) < 14_000
