"""What `watch` publishes after each change, with ledgers of the time before, is what a new run publishes."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.model.diagnostics import Page
from netlead_md.rendering import PagePlan
from netlead_md.vault.publish import BuildResult, build_pages
from netlead_md.vault.session import Session
from tests.linking.edits import EDITS, VAULT, edit

ORACLE = Path(__file__).parent.parent / "oracle" / "vault"
TOLD = {path.relative_to(ORACLE).as_posix(): path.read_text("utf-8") for path in sorted(ORACLE.rglob("*.md"))}
TEXTS = {**TOLD, **VAULT, "netlead.toml": 'templates = "Pages"\nbases = true\n'}
NOTES = sorted(path for path in TEXTS if path.endswith(".md"))
DAY = dt.date(2026, 6, 30)
LINES = (
    "- 2026-06-03 call 20m: again",
    "- 2026-06-03 trust++: they vouched",
    "- 2026-06-04 pledge room email by 2026-09-01: the hall ^hall",
    "- 2026-05-04 pledge money letter by 2026-06-01: [[Ada]] spoke for [[Harbour Trust]] ^word",
    "- 2026-06-05 support room: re hall",
    "- [ ] 2026-06-20 send the plan to [[Ines Okafor]]",
    "- [ ] 2026-03-20 send the book",
    "- [ ] look it up 📅 2026-06-01",
    "- 2026-06 meal: with [[Bob]], some day",
    "- 2026-06-05 intro met: with somebody",
    "- 2026-06-05 intro made: [[Ada]] with [[Bob]]",
    "- 2026-06-06 thanks: [[Ada]]",
    "- 2026-06-10 review pause: [[Harbour Trust]]",
    "- 2026-05-10 review grow until 2026-06-10: [[Civic Labs]]",
    "- 2026-06-11 seen-as founder: [[Ines Okafor]]",
    "- 2026-06-12 pledg room: a slip",
)
WORDS = (
    ("type: person", "type: person\nsensitive: true"),
    ("type: person", "type: person\naliases: [Ina, Nick]"),
    ("type: person", "type: person\nresponsibility: for\ncadence: 7"),
    ("type: person", "type: person\nseen_as: [founder]\nseen_as_on: 2026-01-01"),
    ("type: person", "type: person\nmet_through: [[Bob]]"),
    ('"[[Civic Labs]]"', '"[[Harbour Trust]]"'),
    ('"[[Acme]]"', '"[[Civic Labs]]"'),
    ("influence: high", "influence: low"),
    ("influence: medium", "influence: high\ndecision_role: decides"),
    ("type: organisation", "type: organisation\nbenefit_to_them: a better hall"),
    ("type: organisation", "type: organisation\nstatus: paused"),
    ("roles_now: [founder]", "roles_now: [manager]"),
    ("seeks: [room]", "seeks: [money, {kind: staff, size: large}]"),
    ("- [ ] 2026", "- [x] 2026"),
    ("^desk", "^table"),
)
TEMPLATES = (
    ("ledger", '{% extends "ledger.md.jinja" %}{% block people %}Mine: {{ view.breadth }}\n{% endblock %}'),
    (
        "ledger",
        '{% extends "ledger.md.jinja" %}{% block gave %}{% for a in view.gave %}{{ a.b }}{% endfor %}{% endblock %}',
    ),
    ("base", '{% extends "base.md.jinja" %}{% block foot %}\n*Mine.*\n{% endblock %}'),
    ("base", "{% if %}"),
    ("this_week", "{{ view.nobody }}"),
    ("this_week", None),
    ("base", None),
    ("ledger", None),
)
TAKEN = (
    "This week.md",
    "Notes health.md",
    "Acme ledger.md",
    "Old/Harbour Trust ledger.md",
    "Old/Ines Okafor.md",
    "Old/Harbour Trust.md",
)
CHANGES = st.one_of(
    EDITS.filter(lambda change: change[0] != "unreadable"),
    st.tuples(st.just("line"), st.sampled_from(NOTES), st.sampled_from(LINES)),
    st.tuples(st.just("words"), st.sampled_from(NOTES), st.sampled_from(WORDS)),
    st.tuples(st.just("delete"), st.sampled_from(NOTES), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(NOTES), st.sampled_from(TAKEN)),
    st.tuples(st.just("new"), st.sampled_from(TAKEN), st.none()),
    st.tuples(st.just("template"), st.none(), st.sampled_from(TEMPLATES)),
    st.tuples(st.just("day"), st.none(), st.none()),
)


def _change(texts: dict[str, str], deed: str, path: str, what: object) -> None:
    match deed, what:
        case "new", _:
            texts[path] = "mine\n"
        case "template", (str(name), None):
            texts.pop(f"Pages/{name}.md.jinja", None)
        case "template", (str(name), str(text)):
            texts[f"Pages/{name}.md.jinja"] = text
        case "words", (str(before), str(after)):
            if path in texts:
                texts[path] = texts[path].replace(before, after, 1)
        case _:
            edit(texts, deed, path, str(what))


def _write(vault: Path, before: dict[str, str], texts: dict[str, str]) -> None:
    for path in before.keys() - texts.keys():
        (vault / path).unlink()
    for path, text in texts.items():
        if before.get(path) != text:
            (vault / path).parent.mkdir(parents=True, exist_ok=True)
            (vault / path).write_text(text, encoding="utf-8")


INES, HARBOUR, CIVIC = "People/Ines Okafor.md", "Organisations/Harbour Trust.md", "Organisations/Civic Labs.md"


def _with(path: str, field: str) -> str:
    return TOLD[path].replace("\n---\n", f"\n{field}\n---\n", 1)


MOVED = (
    "type: person\nroles:\n- {organisation: Volta, until: 2026-04-30}\n- {organisation: Civic Labs, from: 2026-05-01}"
)
EARLIER = TOLD[INES].replace("type: person", MOVED).replace('organisation: "[[Civic Labs]]"\n', "")
WORD = "- 2025-12-01 pledge money letter by 2026-08-01: a loan ^loan\n"
DEPENDS = {
    # Lines keep their numbers here, so that nothing but the field differs.
    "a title there": ("Civic Labs ledger", {INES: _with(INES, "title: dean")}, {INES: _with(INES, "title: warden")}),
    "what they gain": (
        "Harbour Trust ledger",
        {HARBOUR: _with(HARBOUR, "industry: ports")},
        {HARBOUR: _with(HARBOUR, "benefit_to_them: a hall")},
    ),
    "trust of a time elsewhere": (
        "Civic Labs ledger",
        {INES: EARLIER},
        {INES: f"{EARLIER}- 2026-03-03 trust++: a secret\n- 2026-03-04 trust++: another\n- 2026-03-05 trust++: more\n"},
    ),
    "initials in the words of others": (
        "Harbour Trust ledger",
        {HARBOUR: f"{TOLD[HARBOUR]}- 2026-06-06 trust+: Ines Okafor told them\n"},
        {INES: TOLD[INES].replace("type: person", "type: person\nsensitive: true")},
    ),
    "the way to a line": (
        "Acme ledger",
        {"People/Cleo.md": f"{VAULT['People/Cleo.md']}{WORD}"},
        {"Old/Cleo.md": "another\n"},
    ),
    "the way to another page": ("Harbour Trust ledger", {}, {"Notes health.md": "mine\n"}),
    "the way to a ledger": ("Trust without support", {}, {"Northgate College ledger.md": "mine\n"}),
    "the way to an organisation": ("Trust without support", {}, {"Old/Northgate College.md": "another\n"}),
    "how somebody sees me": (
        "How I am seen",
        {INES: f"{TOLD[INES]}- 2026-06-03 seen-as manager: so it was\n"},
        {INES: f"{TOLD[INES]}- 2026-06-03 seen-as founder: so it is\n"},
    ),
    "hours": (
        "People first",
        {INES: TOLD[INES].replace("type", "responsibility: for\ntype")},
        {INES: TOLD[INES].replace("type", "responsibility: for\ntype") + "- 2026-06-20 call 9h: long\n"},
    ),
    "a need": ("Support pipeline", {}, {"Projects/Hall.md": VAULT["Projects/Hall.md"].replace("room", "money")}),
    "thanks": (
        "Introductions and growth",
        {HARBOUR: f"{TOLD[HARBOUR]}- 2026-06-15 intro made: their lawyer\n"},
        {HARBOUR: f"{TOLD[HARBOUR]}- 2026-06-15 intro made: their lawyer\n- 2026-06-20 thanks: for the door\n"},
    ),
    "a month only": ("Notes health", {}, {CIVIC: f"{TOLD[CIVIC]}- 2026-05 call: some day\n"}),
    "a promise kept": (
        "This week",
        {CIVIC: f"{TOLD[CIVIC]}- [ ] 2026-06-10 send it\n"},
        {CIVIC: f"{TOLD[CIVIC]}- [x] 2026-06-10 send it\n"},
    ),
    "a review": ("Review day", {}, {CIVIC: f"{TOLD[CIVIC]}- 2026-06-20 review grow: it is worth it\n"}),
}


@pytest.mark.parametrize(("page", "before", "after"), DEPENDS.values(), ids=DEPENDS)
def test_a_page_follows_all_that_it_shows(
    page: str, before: dict[str, str], after: dict[str, str], tmp_path: Path
) -> None:
    texts = {**TEXTS, **before}
    _write(tmp_path, {}, texts)
    followed = Session(tmp_path)
    last = build_pages(followed.refresh(followed.look(), DAY))
    _write(tmp_path, texts, {**texts, **after})
    now = build_pages(followed.refresh(followed.look(), DAY), last)
    fresh = Session(tmp_path)
    new = build_pages(fresh.refresh(fresh.look(), DAY))
    assert now.pages == new.pages
    assert _text(last, page) != _text(new, page)


def _text(published: BuildResult, title: str) -> str:
    return next(page.text for page in published.pages if page.path.rpartition("/")[2] == f"{title}.md")


@settings(max_examples=60)
@given(changes=st.lists(CHANGES, min_size=1, max_size=5))
def test_followed_pages_are_fresh_pages(
    changes: list[tuple[str, str, object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    vault, texts, day = tmp_path_factory.mktemp("followed"), dict(TEXTS), DAY
    _write(vault, {}, texts)
    followed = Session(vault)
    last: BuildResult | None = build_pages(followed.refresh(followed.look(), day))
    for deed, path, what in changes:
        before = dict(texts)
        if deed == "day":
            day += dt.timedelta(20)
        else:
            _change(texts, deed, path, what)
        _write(vault, before, texts)
        last = build_pages(followed.refresh(followed.look(), day), last)
        fresh = Session(vault)
        new = build_pages(fresh.refresh(fresh.look(), day))
        assert last.diagnostics == new.diagnostics
        assert last.pages == new.pages


def test_only_ledgers_that_may_differ_are_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = tmp_path / "vault"
    shutil.copytree(ORACLE, vault)
    session = Session(vault)
    last = build_pages(session.refresh(session.look(), DAY))
    asked: list[str] = []

    def ledgers(_planned: PagePlan, keys: tuple[str, ...]) -> tuple[Page, ...]:
        asked.extend(keys)
        return ()

    monkeypatch.setattr("netlead_md.rendering.render_ledgers", ledgers)
    again = build_pages(session.refresh(session.look(), DAY), last)
    assert asked == []
    assert again.pages == last.pages
