"""Set-up of the project's own tests: pytest's means to test plugins.

In an editable install this file is seen by contract runs of other projects, too, since the suite lies beside
it; so it acts in this project only.
"""

from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Bring pytester. The line ``pytest_plugins = ...`` would be refused where this is not the root directory."""
    if config.rootpath == Path(__file__).parent:
        config.pluginmanager.import_plugin("pytester")
