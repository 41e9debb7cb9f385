"""No sentence says that something is not there where the notes hold it (SPEC §3.3), over random vaults."""

import datetime as dt
import re

import msgspec
from hypothesis import given, settings

from netlead_md.analysis import analyse
from netlead_md.analysis.record import Record, record_of
from netlead_md.linking import link
from netlead_md.model.account import Suggestion, Telling
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Entry
from netlead_md.model.plain_line import Proposal
from netlead_md.model.words import EntryTypeName
from netlead_md.rendering import plan_pages, render_pages
from netlead_md.wording.absence import (
    asked_so_far,
    may_have_asked,
    never_helped,
    no_answer,
    no_thanks_since,
    not_asked_since,
    nothing_came,
    said_no,
    state_of,
)
from netlead_md.wording.step_sentences import passed_over, step_words
from tests.analysis import test_any_vault
from tests.analysis.scene import DAY, acme, ago
from tests.analysis.test_warning import trusted
from tests.reports.press import notes_of, pages


def _question(path: str, line: int, type_: EntryTypeName) -> Telling:
    """An open question about a line that sounds like a type."""
    return Telling(path, line, 1, None, "note", "", suggestions=(Suggestion(Proposal(type_), ""),), open=True)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _asks(ledger: Ledger) -> list[dt.date]:
    return [
        entry.date
        for entry in ledger.entries
        if entry.type == "ask" or (entry.type == "intro" and entry.line.outcome in ("", "asked"))
    ]


def _came(entry: Entry) -> bool:
    return entry.type in ("support", "evidence") or (entry.type == "intro" and entry.line.outcome in ("made", "met"))


def _day(text: str) -> dt.date:
    number, month, year = text.split()
    return dt.date(int(year), _MONTHS.index(month) + 1, int(number))


def _check(ledger: Ledger, text: str) -> None:
    """Every claim of an absence in a text about somebody."""
    asks = _asks(ledger)
    if asks:
        assert "not asked yet" not in text
        assert "nothing was asked" not in text
    if any((DAY - day).days <= 730 for day in asks):
        assert "not asked for two years" not in text
    if any((DAY - day).days <= 180 for day in asks):
        assert "you have not asked in the last six months" not in text
    if any(map(_came, ledger.entries)):
        assert "nothing came" not in text
        assert "nothing has come" not in text
    if any(ask.in_time for ask in ledger.asks):
        assert "nothing came" not in text
    for due in re.findall(r"nothing has come yet, due (\d+ \w{3} \d{4})", text):
        assert _day(due) >= DAY
    if any(item.delivered is not None for item in ledger.support.items):
        assert "no help is on record" not in text
    for day in re.findall(r"said no on (\d+ \w{3} \d{4})", text):
        assert any(e.type == "answer" and e.line.outcome == "no" and e.date == _day(day) for e in ledger.entries)
    gifts = [entry.date for entry in ledger.entries if entry.type in ("support", "intro") and _came(entry)]
    thanks = [entry.date for entry in ledger.entries if entry.type == "thanks"]
    if thanks and gifts and max(thanks) >= max(gifts):
        assert "no thanks are noted since" not in text


@settings(max_examples=40)
@given(notes=test_any_vault._notes)
def test_no_page_and_no_step_claims_an_absence_that_the_notes_belie(
    notes: dict[str, tuple[str, list[str]]],
) -> None:
    texts = test_any_vault._texts(notes)
    book = test_any_vault._book(texts)
    made = pages({f"{name}.md": text for name, text in texts})
    cards = made["Trust without support.md"]
    for key, ledger in book.ledgers.items():
        name = book.organisations[key].name
        own = made.get(f"Ledgers/{name} ledger.md", "")
        card = re.search(rf"(?ms)^> \[!\w+\] (?:\[\[)?{re.escape(name)}(?:\]\])?[ :(].*?(?=^> \[!|^## |\Z)", cards)
        words = step_words(ledger, DAY)
        told = [own, words.text, words.reason, state_of(ledger, DAY), card[0] if card else ""]
        _check(ledger, "\n".join(told))


def _record(*lines: str, questions: tuple[EntryTypeName, ...] = ()) -> Record:
    record = record_of(acme(*lines), DAY)
    asked = tuple(_question("Acme.md", at, type_) for at, type_ in enumerate(questions, 1))
    return msgspec.structs.replace(record, questions=asked)


def test_what_is_said_of_asks() -> None:
    assert asked_so_far(_record()) == "not asked yet"
    assert asked_so_far(_record(f"{ago(731)} ask advice: x")) == "not asked for two years"
    assert asked_so_far(_record(f"{ago(730)} intro asked: x")) == "asked once"
    assert asked_so_far(_record(f"{ago(9)} ask kit: x", f"{ago(8)} intro asked: y")) == "asked 2 times"
    assert (
        asked_so_far(_record(questions=("ask", "ask"))) == "nothing asked that could be read; 2 lines may say otherwise"
    )
    assert may_have_asked(_record(questions=("ask",))) == "You may have asked already: 1 line"
    assert may_have_asked(_record(questions=("support",))) == ""
    since = DAY - dt.timedelta(180)
    assert (
        not_asked_since(_record(f"{ago(181)} ask kit: x"), since, "half a year") == "you have not asked in half a year"
    )
    assert not_asked_since(_record(f"{ago(180)} ask kit: x"), since, "half a year") == "you asked on 1 Jan 2026"


def test_what_is_said_of_help() -> None:
    assert nothing_came(_record()) == "nothing came"
    assert nothing_came(_record(f"{ago(9)} evidence email: x")) == ""
    assert nothing_came(_record(f"{ago(9)} intro made: x")) == ""
    assert nothing_came(_record(f"{ago(9)} intro declined: x")) == "nothing came"
    due = f"{ago(9)} pledge kit by 2026-10-31: x"
    assert nothing_came(_record(due)) == "nothing has come yet, due 31 Oct 2026"
    assert nothing_came(_record(f"{ago(99)} pledge kit by {ago(1)}: x")) == "nothing came"
    assert nothing_came(_record(f"{ago(9)} ask kit: x")) == "nothing has come yet, and their answer has time"
    assert nothing_came(_record(f"{ago(99)} ask kit: x")) == "nothing came"
    part = f"{ago(99)} pledge kit large by {ago(-9)}: x", f"{ago(9)} support kit small: y"
    assert nothing_came(_record(*part)) == ""
    assert nothing_came(_record(questions=("support",))) == "nothing came that could be read; 1 line may say otherwise"
    assert never_helped(_record(*part)) == ""
    assert never_helped(_record(due)) == "no help is on record"
    assert never_helped(_record(questions=("support",))) == "no help that could be read; 1 line may say otherwise"


def test_what_is_said_of_thanks_and_answers() -> None:
    lines = f"{ago(9)} support kit: x", f"{ago(9)} thanks: y"
    assert no_thanks_since(_record(*lines), DAY - dt.timedelta(9)) == ""
    assert no_thanks_since(_record(*lines), DAY - dt.timedelta(8)) == "no thanks are noted since"
    doubted = _record(lines[0], questions=("thanks",))
    assert no_thanks_since(doubted, DAY) == "no thanks that could be read; 1 line may say otherwise"
    maybe = _record(f"{ago(20)} ask kit: x", f"{ago(10)} answer maybe: y")
    assert no_answer(maybe, maybe.asks[0]) == "they said maybe on 20 Jun 2026"
    open_ = _record(f"{ago(20)} ask kit: x")
    assert no_answer(open_, open_.asks[0]) == "no yes or no is noted"
    assert said_no(open_) == ""
    assert said_no(_record(f"{ago(20)} ask kit: x", f"{ago(10)} answer no: y")) == "they said no on 20 Jun 2026"


def test_a_question_puts_in_doubt_what_would_be_claimed_and_changes_no_figure() -> None:
    lines = "".join(f"- {line}\n" for line in trusted(200))
    vault = {"Acme.md": f"---\ntype: organisation\n---\n{lines}"}
    config = Config()
    network = link(notes_of(vault, config), config)
    plain = analyse(network, DAY, config)
    asked = {"Acme.md": (_question("Acme.md", 9, "ask"), _question("Acme.md", 10, "ask"))}
    doubted = analyse(network, DAY, config, asked)
    one, other = plain.ledgers["Acme.md"], doubted.ledgers["Acme.md"]
    assert (one.class_, one.trust, one.step.rule) == (other.class_, other.trust, other.step.rule)
    assert "you have not asked" in step_words(one, DAY).reason
    assert "2 lines may say otherwise" in step_words(other, DAY).reason
    assert state_of(one, DAY) == "not asked yet"
    assert state_of(other, DAY) == "nothing asked that could be read; 2 lines may say otherwise"
    made = {page.path: page.text for page in render_pages(plan_pages(doubted, config, {}), ()).pages}
    card = made["Trust without support.md"]
    assert "> **You may have asked already: 2 lines.**\n" in card
    assert "not asked yet" not in card + made["Ledgers/Acme ledger.md"]


def test_thanks_and_a_frank_talk_wait_for_the_answer_to_a_question() -> None:
    vault = {"Acme.md": f"---\ntype: organisation\n---\n- {ago(9)} support kit: x\n"}
    config = Config()
    network = link(notes_of(vault, config), config)
    assert analyse(network, DAY, config).ledgers["Acme.md"].step.rule == "thank"
    told = analyse(network, DAY, config, {"Acme.md": (_question("Acme.md", 5, "thanks"),)}).ledgers["Acme.md"].step
    assert (told.rule, dict(passed_over(told))["thank"]) == ("stay-in-touch", "a line of yours may tell of thanks")
