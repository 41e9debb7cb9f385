"""The reference gives the figures of the worked example (SPEC §3.11) to the last digit."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.reference.export import Json, export
from tests.reference.strict_reader import read_vault

ORACLE = Path(__file__).parent.parent / "oracle"


def shape_like_oracle(made: Json) -> Json:
    """The export in the shape of `expected.json`: named rows as mappings, texts and words left out."""
    organisations = {row["name"]: _organisation(row, made["pledges"]) for row in made["organisations"]}
    people = {row["name"]: _person(row) for row in made["people"]}
    channels = {row["name"]: {k: v for k, v in row.items() if k != "name"} for row in made["channels"]}
    kept = {key: made[key] for key in ("as_of", "asks", "introductions", "portfolio")}
    return {**kept, "organisations": organisations, "people": people, "channels": channels}


def _organisation(row: Json, pledges: list[Json]) -> Json:
    left_out = {"name", "path", "decision"}
    trust = {key: value for key, value in row["trust"].items() if key != "stated"}
    support = {key: value for key, value in row["support"].items() if key != "word"}
    own = [{k: v for k, v in p.items() if k != "organisation"} for p in pledges if p["organisation"] == row["name"]]
    kept = {key: value for key, value in row.items() if key not in left_out}
    return {
        **kept, "trust": trust, "support": support, "questions": 0, "next_step": row["next_step"]["rule"],
        "pledges": own,
    }  # fmt: skip


def _person(row: Json) -> Json:
    return {"trust": row["trust"]["score"], "level": row["trust"]["level"], "last_contact": row["last_contact"]}


def _sorted_asks(made: Json) -> Json:
    return {**made, "asks": sorted(made["asks"], key=lambda row: (row["organisation"], row["date"], str(row["kind"])))}


def _expected(folder: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text("utf-8"))
    return expected


def test_the_reference_gives_the_worked_example() -> None:
    expected = _expected(ORACLE)
    if "individual" not in next(iter(expected["organisations"].values())):
        pytest.skip("first edition of the worked example")
    made = export(read_vault(ORACLE / "vault"), dt.date.fromisoformat(expected["as_of"]))
    assert _sorted_asks(shape_like_oracle(made)) == _sorted_asks(expected)
