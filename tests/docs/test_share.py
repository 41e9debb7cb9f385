"""What a release brings besides the program: man page, completions, metadata, and the workflow that publishes it."""

import importlib.util
import re
import shutil
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from netlead_md import __version__
from netlead_md.cli.main import COMMANDS
from netlead_md.rules.rule_docs import HOMEPAGE
from tests.docs.pages import ROOT, read

SHARE: Final = ROOT / "share"
PROJECT: Final[dict[str, Any]] = tomllib.loads(read(ROOT / "pyproject.toml"))


def _made() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("make_share", ROOT / "docs/make_share.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: dict[str, str] = module.build_share()
    return made


MADE_WITH: Final = read(SHARE / "click-version").strip()


@pytest.mark.skipif(version("click") != MADE_WITH, reason="another click words them otherwise")
def test_man_page_and_completions_are_up_to_date() -> None:
    standing = {file.relative_to(SHARE).as_posix(): read(file) for file in SHARE.rglob("*") if file.is_file()}
    assert standing == _made(), "run: python docs/make_share.py"


def test_the_man_page_names_every_command() -> None:
    page = read(SHARE / "man/man1/netlead.1").replace(r"\-", "-")
    assert {name for name in COMMANDS if f".SS netlead {name}" not in page} == set()


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_roff_has_nothing_to_say_against_it() -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", str(SHARE / "man/man1/netlead.1")]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stderr == ""
    assert "--print-service" in said.stdout.replace("\x08", "")


def test_the_wheel_takes_them_along() -> None:
    shared = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    folders = {file.relative_to(ROOT).parts[:2] for file in SHARE.glob("*/**/*") if file.is_file()}
    assert {"/".join(each) for each in folders} == set(shared) == set(shared.values())


def test_version_and_addresses_are_the_same_everywhere() -> None:
    citation = yaml.safe_load(read(ROOT / "CITATION.cff"))
    assert citation["version"] == PROJECT["project"]["version"] == __version__
    assert citation["license"] == PROJECT["project"]["license"]
    assert citation["repository-code"] == PROJECT["project"]["urls"]["Homepage"] == HOMEPAGE
    assert all(url.startswith(HOMEPAGE) for url in PROJECT["project"]["urls"].values())


def test_pictures_of_the_readme_are_found_from_anywhere() -> None:
    pictures = re.findall(r'<img src="([^"]+)"', read(ROOT / "README.md"))
    start = f"{HOMEPAGE.replace('github.com', 'raw.githubusercontent.com')}/main/"
    assert all(each.startswith(start) and (ROOT / each.removeprefix(start)).is_file() for each in pictures)
    assert pictures


def _workflow(name: str) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(read(ROOT / f".github/workflows/{name}.yml"))
    return found


def test_only_the_job_that_publishes_may_ask_for_a_token_and_it_runs_nothing_of_ours() -> None:
    flow = _workflow("release")
    assert flow["permissions"] == {"contents": "read"}
    asks = {name for name, job in flow["jobs"].items() if job.get("permissions", {}).get("id-token") == "write"}
    assert asks == {"publish"}
    publish = flow["jobs"]["publish"]
    assert publish["needs"] == "build"
    assert publish["environment"]
    assert all("run" not in step for step in publish["steps"])
    assert flow[True] == {"push": {"tags": ["v*"]}}  # YAML 1.1 takes `on` for true


def test_no_password_stands_in_a_workflow_and_every_step_is_pinned_to_a_release() -> None:
    for file in (ROOT / ".github/workflows").glob("*.yml"):
        text = read(file)
        assert "secrets." not in text
        assert all(re.search(r"@(v\d+|release/v\d+)$", used) for used in re.findall(r"uses: (\S+)", text))


def test_the_tag_must_be_the_version(tmp_path: Path) -> None:
    (step,) = [
        one for one in _workflow("release")["jobs"]["build"]["steps"] if one.get("name") == "The tag is the version"
    ]
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for tag, status in ((f"v{__version__}", 0), ("v99.0.0", 1)):
        environment = {"GITHUB_REF_NAME": tag, "PATH": "/usr/bin:/bin"}
        ran = subprocess.run(["bash", "-c", step["run"]], cwd=tmp_path, env=environment, check=False)
        assert ran.returncode == status


def test_the_gate_of_the_workflow_is_ours() -> None:
    assert _workflow("check")["jobs"]["gate"]["steps"][-1]["run"] == ".ci/run"
