"""A project of a user for each test: a folder of its own, in which pytest runs as a process of its own."""

import pytest

from tests.pytest_integration.user_project import Project


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    # The run inside is no worker of the run outside.
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    # Rewriting the assertions of all plugins anew takes as long as all else.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    return Project(pytester, monkeypatch)
