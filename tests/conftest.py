"""Markers and paths of the tests."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--corpus DIR` names a folder of real projects; `--slow` runs what takes minutes; `--update` writes goldens."""
    parser.addoption("--corpus", metavar="DIR", default=None, help="run the tests over the real Go projects below DIR")
    parser.addoption("--update", action="store_true", default=False, help="write the goldens anew; read the difference")
    parser.addoption("--slow", action="store_true", default=False, help="run the slow tests, too")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers."""
    config.addinivalue_line("markers", "corpus: reads real projects; needs --corpus DIR")
    config.addinivalue_line("markers", "slow: takes minutes; needs --slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what was not asked for."""
    without_corpus = pytest.mark.skip(reason="needs --corpus DIR")
    not_slow = pytest.mark.skip(reason="needs --slow")
    for item in items:
        if item.get_closest_marker("corpus") and config.getoption("--corpus") is None:
            item.add_marker(without_corpus)
        if item.get_closest_marker("slow") and not config.getoption("--slow"):
            item.add_marker(not_slow)


@pytest.fixture(scope="session")
def corpus(request: pytest.FixtureRequest) -> Path:
    """The folder of real projects."""
    return Path(request.config.getoption("--corpus"))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Runs of tests keep their results away from the user's; what Go has compiled stays for the next run."""
    with pytest.MonkeyPatch.context() as patch:
        if "GOCACHE" not in os.environ and sys.platform == "linux":
            folder = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
            patch.setenv("GOCACHE", os.path.join(folder, "go-build"))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
