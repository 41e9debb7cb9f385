import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.model.config import Config, Daily
from netlead_md.model.diagnostics import Fault, FaultKind
from netlead_md.vault.config import load_config
from netlead_md.vault.errors import UserError

WHOLE = """\
rules = 1
as_of = 2026-06-30
output = "Reviews/Netlead"
templates = "Pages"
bases = true
size = "medium"
review_days = 200
review-days-trusting = 60
capacity_orgs = 12
fail_on = "warning"
select = ["NL2", "nl301"]
ignore = "NL7"

[daily]
mentions = "note"
folder = "Journal"
format = "YYYY/MM/DD"

[hours]
meeting = 1.5

[fields]
firma = "organisation"
last_contact = ["Zuletzt gesehen"]

[words]
treffen = "meeting"
raum = "facilities"

[kinds]
kontakt = "person"

[folders]
"CRM/Leute" = "person"
"""


def written(vault: Path, text: str) -> tuple[Config, tuple[Fault, ...]]:
    (vault / "netlead.toml").write_text(text, encoding="utf-8")
    loaded = load_config(vault)
    return loaded.config, loaded.faults


def test_without_a_file_the_contract_holds(tmp_path: Path) -> None:
    loaded = load_config(tmp_path)
    assert loaded.config == Config()
    assert loaded.faults == ()


def test_every_key(tmp_path: Path) -> None:
    config, faults = written(tmp_path, WHOLE)
    assert faults == ()
    assert config == Config(
        as_of=dt.date(2026, 6, 30),
        output="Reviews/Netlead",
        templates="Pages",
        bases=True,
        size=2,
        review_days=200,
        review_days_trusting=60,
        mentions="note",
        capacity_orgs=12,
        hours=Config().hours | {"meeting": 1.5},
        fail_on="warning",
        select=("NL2", "NL301"),
        ignore=("NL7",),
        fields={"firma": "organisation", "zuletzt_gesehen": "last_contact"},
        words={"treffen": "meeting", "raum": "facilities"},
        kinds={"kontakt": "person"},
        folders={"crm/leute": "person"},
        dailies=(Daily("Journal", "YYYY/MM/DD"),),
        template_folders=("Pages",),
        changed=(
            "size where none is written: 2, not 1",
            "days that a review stands: 200, not 180",
            "days that a review of a trusting organisation stands: 60, not 90",
            "organisations that you have room for: 12, not 20",
            "a mention in a daily note: note, not list",
            "hours of a meeting: 1.5, not 1",
        ),
    )


ALL = "[daily], [fields], [folders], [hours], [kinds], [words]"


@pytest.mark.parametrize(
    ("text", "trouble", "line", "words"),
    [
        ('# mine\noutptu = "X"', FaultKind.CONFIG_UNKNOWN_KEY, 2, ("outptu", "output")),
        ("[hours]\nmeeting = 1\nmeetng = 2", FaultKind.CONFIG_UNKNOWN_KEY, 3, ("hours.meetng", "hours.meeting")),
        ("[huors]\nmeeting = 2", FaultKind.CONFIG_UNKNOWN_KEY, 1, ("[huors]", "[hours]", ALL)),
        ("[types]\nfirma = 'organisation'", FaultKind.CONFIG_UNKNOWN_KEY, 1, ("[types]", "", ALL)),
        ("zzz = 1", FaultKind.CONFIG_UNKNOWN_KEY, 1, ("zzz", "")),
        ("[daily]\nmentoins = 'note'", FaultKind.CONFIG_UNKNOWN_KEY, 2, ("daily.mentoins", "daily.mentions")),
        (
            "\n\n[words]\n'raus' = 'meating'",
            FaultKind.CONFIG_WRONG_VALUE,
            4,
            ("words.raus", "'meeting'", "meating"),
        ),
    ],
)
def test_faults_name_line_and_nearest(
    tmp_path: Path, text: str, trouble: FaultKind, line: int, words: tuple[str, ...]
) -> None:
    config, (fault,) = written(tmp_path, text)
    assert (fault.trouble, fault.path, fault.place and fault.place.line, fault.words) == (
        trouble,
        "netlead.toml",
        line,
        words,
    )
    assert config.output == "Netlead"
    assert config.words == {}


@pytest.mark.parametrize(
    "text",
    [
        "rules = 2",
        "as_of = 'tomorrow'",
        "as_of = '2026-02-30'",
        "output = '../elsewhere'",
        "output = '/etc'",
        "output = '.'",
        "output = ''",
        "output = 'C:/x'",
        "output = '.hidden'",
        "size = 3",
        "review_days = 0",
        "review_days = true",
        "fail_on = 'worst'",
        "select = ['X1']",
        "bases = 'yes'",
        "[hours]\nmeeting = -1",
        "[hours]\nmeeting = nan",
        "[kinds]\nkontakt = 3",
        "[daily]\nmentions = 'count'",
    ],
)
def test_a_wrong_value_is_a_fault_and_the_default_holds(tmp_path: Path, text: str) -> None:
    config, (fault,) = written(tmp_path, text)
    assert fault.trouble is FaultKind.CONFIG_WRONG_VALUE
    assert config == Config()


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b'output = "a"\nsize = [1,\n', 3, "no TOML"),
        (b'a = 1\nb = "\xff"\n', 2, "not UTF-8"),
        (b'output = "a"\noutput = "b"\n', 2, "no TOML"),
    ],
)
def test_what_is_no_toml_ends_the_run_with_its_line(tmp_path: Path, data: bytes, line: int, says: str) -> None:
    (tmp_path / "netlead.toml").write_bytes(data)
    with pytest.raises(UserError) as caught:
        load_config(tmp_path)
    assert (caught.value.path, caught.value.line) == ("netlead.toml", line)
    assert says in caught.value.message
    assert caught.value.hint


def test_a_config_that_was_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such config file"):
        load_config(tmp_path, tmp_path / "other.toml")


def test_obsidians_own_settings(tmp_path: Path) -> None:
    put = {
        "app.json": {"userIgnoreFilters": ["Archive/", "/draft$/", 3]},
        "templates.json": {"folder": "Extras/Templates"},
        "daily-notes.json": {"folder": "Daily", "template": "Extras/Day.md"},
        "plugins/periodic-notes/data.json": {"calendarSets": [{"day": {"folder": "/P/", "format": "YYYY.MM.DD"}}, 1]},
        "plugins/templater-obsidian/data.json": {"templates_folder": "Tp"},
    }
    for name, data in put.items():
        file = tmp_path / ".obsidian" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(data), encoding="utf-8")
    config = load_config(tmp_path).config
    assert config.excluded == ("Archive/", "/draft$/")
    assert config.template_folders == ("Extras/Templates", "Tp", "Extras/Day")
    assert config.dailies == (Daily("Daily"), Daily("P", "YYYY.MM.DD"))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"userIgnoreFilters": "x"}', b"\xff\xfe", b"[" * 100_000])
def test_broken_obsidian_settings_are_not_ours_to_fault(tmp_path: Path, data: bytes) -> None:
    for name in ("app.json", "templates.json", "plugins/periodic-notes/data.json"):
        file = tmp_path / ".obsidian" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    assert load_config(tmp_path).config == Config()


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["rules", "as_of", "output", "size", "select", "hours", "daily", "fields", "words", "folders"]),
        st.sampled_from(["1", "-1", "''", "'x'", "[]", "[1]", "{}", "{a = 1}", "{meeting = []}", "true", "1.5", "inf"]),
    )
)
def test_any_toml_gives_a_config(tmp_path_factory: pytest.TempPathFactory, pairs: dict[str, str]) -> None:
    vault = tmp_path_factory.mktemp("vault")
    config, faults = written(vault, "\n".join(f"{key} = {value}" for key, value in pairs.items()))
    assert config.rules == 1
    assert all(fault.place is not None and 1 <= fault.place.line <= len(pairs) for fault in faults)
