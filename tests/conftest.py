"""What holds for every test: the same examples each time, no stopwatch, and nothing of the user who runs them."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from netlead_md.parsing import yaml_values

settings.register_profile("netlead", derandomize=True, deadline=None)
settings.load_profile("netlead")


@pytest.fixture(autouse=True, scope="session")
def _home_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Neither read nor fill the cache, the configuration and the vault of whoever runs the tests."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home))
        patch.delenv("NETLEAD_VAULT", raising=False)
        yield


if os.environ.get("NETLEAD_TEST_YAML") == "pyyaml":  # tests/parsing/test_yaml_values.py runs the tests of reading so
    yaml_values.native = None
