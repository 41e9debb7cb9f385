"""What holds for every test: the same examples each time, no stopwatch, and nothing of the user who runs them."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

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
