"""SPEC §3.7: the suggested decision, and the written one in force."""

import datetime as dt

from tests.reference.ledger import Ledger


def written_decision(ledger: Ledger) -> str | None:
    reviews = [e for e in ledger.entries if e.type == "review"]
    if not reviews:
        return None
    last = reviews[-1]
    open_pledge = any(i.is_pledge and i.state(ledger.as_of) == "open" for i in ledger.items)
    days = 90 if ledger.trusting or open_pledge else 180
    until = last.line.until or last.day + dt.timedelta(days)
    return last.line.word if ledger.as_of <= until else None


def suggest_decision(ledger: Ledger, class_: str, active_organisations: int, capacity: int = 20) -> str | None:
    if any(p.responsibility in {"for", "to", "both"} or p.circle in {"inner", "close"} for p in ledger.people_now()):
        return "maintain"
    if class_ == "supported":
        return "grow" if ledger.power == "high" else "maintain"
    if class_ == "unasked" or (class_ == "ripening" and not ledger.asked(365)):
        return "ask"
    if class_ in {"ripening", "mild", "on-the-way", "said-no", "helped", "words-only"}:
        return "maintain"
    if class_ in {"serious", "severe"}:
        harsh = {"serious": "pause", "severe": "let-go"}[class_]
        return "maintain" if ledger.individual else harsh
    if ledger.trust.score >= 15:
        return "maintain"
    return "let-go" if _may_let_go(ledger) and active_organisations > capacity else None


def _may_let_go(ledger: Ledger) -> bool:
    if ledger.individual:
        return False
    organisation = ledger.book.vault.organisations[ledger.name]
    return not ledger.within(365) and "high" not in {organisation.power, organisation.interest}
