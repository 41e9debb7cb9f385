"""What speaks for a hop of introductions, in words (SPEC §3.9)."""

from typing import Final

from netlead_md.analysis.labels import entity_name
from netlead_md.model.book import HopEvidence
from netlead_md.model.network import Network
from netlead_md.wording.phrases import format_day

_LEVELS: Final = ("no sign noted", "aware", "acquainted", "trusted", "well trusted", "closely trusted")


def hop_words(evidence: HopEvidence, network: Network) -> str:
    """`their trust in you: trusted; introduced you on 3 Mar 2026`, `both at Acme`, `works there; influence high`."""
    match evidence.kind:
        case "trusts-me":
            return "; ".join(_own_words(evidence))
        case "colleagues":
            return f"both at {entity_name(network, evidence.organisation)}"
        case "acquainted":
            return f"they know each other{f': {evidence.strength}' if evidence.strength else ', how well is not said'}"
        case "works-there":
            return f"works there; influence {evidence.influence or 'not written down'}"


def _own_words(evidence: HopEvidence) -> list[str]:
    words = [f"their trust in you: {_LEVELS[evidence.level]}"]
    if evidence.introduced is not None:
        words.append(f"introduced you on {format_day(evidence.introduced)}")
    if evidence.asked is not None:
        words.append(f"asked for an introduction on {format_day(evidence.asked)}, so counted half")
    return words
