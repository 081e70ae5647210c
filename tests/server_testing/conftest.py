"""What several tests of this folder use."""

import pytest

from tests.server_testing.user_module import Module


@pytest.fixture
def module(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Module:
    """A test module of a user; its run is neither a worker of ours, nor without byte code."""
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    return Module(pytester)
