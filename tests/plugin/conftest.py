"""Brings pytester, which runs pytest in a folder of its own."""

import pytest
from trial_project import Project


def pytest_configure(config: pytest.Config) -> None:
    # Not by pytest_plugins in the root conftest.py: in an editable install that file is seen from other
    # projects' contract runs as well, where pytest refuses such a line.
    config.pluginmanager.import_plugin("pytester")


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    # The run inside is no worker of the run outside.
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    # Rewriting the assertions of all plugins anew takes as long as all else.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    return Project(pytester, monkeypatch)
