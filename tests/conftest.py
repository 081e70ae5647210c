"""The project's own tests: a Hypothesis profile, and how xdist shares them out."""

import pytest
from hypothesis import settings

# Shared machines stall for longer than any deadline.
settings.register_profile("own", deadline=None)
settings.load_profile("own")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Keep a group of tests in one worker under ``-n``: what its first test computes is there for the others.

    Set here and not in ``addopts``, since the README's contract run reads these too, and has no xdist.
    """
    if getattr(config.option, "numprocesses", None) and config.option.dist == "no":
        config.option.dist = "loadgroup"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: takes minutes; started first, or one worker waits for it at the end")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Stable, so that pytest-randomly's order stays but for that.
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
