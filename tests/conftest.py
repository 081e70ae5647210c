"""The project's own tests: a Hypothesis profile, and how xdist shares them out."""

from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings

from pytest_realtime.garbage_collection import objects_stay
from tests.forks.fixtures import FRESH, fork_server, forking_programs, pytester

__all__ = ["fork_server", "forking_programs", "pytester"]

# Shared machines stall for longer than any deadline.
settings.register_profile("own", deadline=None)
settings.load_profile("own")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep tests that read the same results in one worker, which computes them once.

    Not by ``--dist=loadgroup``: it would have to be in ``addopts``, which the README's contract run reads, too,
    in an environment without xdist.
    """
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

    class Grouping(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return group(nodeid)

    return Grouping(config, log)


def group(nodeid: str) -> str:
    """The group of a test; of most tests, the test itself."""
    file, _, test = nodeid.partition("::")
    match file.rpartition("/")[2]:
        case "test_self_check.py":
            return file
        case "test_drivers.py":
            # By client; openai as a driver is compared with openai in this process.
            return test.partition("[")[2].removeprefix("python-")
        case _:
            return nodeid


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: takes minutes; started first, or one worker waits for it at the end")
    config.addinivalue_line("markers", FRESH)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Eight thousand tests stay until the end; the garbage collector need not look at them again and again."""
    with objects_stay():
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Stable, so that pytest-randomly's order stays but for that.
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
