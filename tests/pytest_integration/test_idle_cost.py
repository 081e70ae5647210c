"""Having the package installed costs nothing where it is not used."""

import subprocess
import sys

import pytest

from tests.pytest_integration.user_project import Project, assert_outcomes

HEAVY = ("pydantic", "hypothesis", "jsonschema", "asyncio", "tomlkit", "pytest_realtime.wire")


def test_import_of_the_plugin_is_light() -> None:
    code = (
        "import pytest, sys; before = set(sys.modules);"
        "import pytest_realtime.plugin, pytest_realtime.fixtures, pytest_realtime.hookspecs;"
        f"print(*(set({HEAVY}) & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("\n", "")


@pytest.mark.fresh_interpreter
def test_run_that_does_not_use_us_imports_nothing_of_ours(project: Project) -> None:
    project.write(
        "test_own.py",
        "import sys, pytest",
        "@pytest.mark.parametrize('number', [1, 2])",
        "def test_own(number, record_property):",
        "    record_property('number', number)",
        "def test_modules():",
        f"    assert not set({HEAVY}) & set(sys.modules)",
    )
    project.write(
        "conftest.py",
        "import sys",
        "def pytest_unconfigure(config):",
        f"    print('heavy:', *set({HEAVY}) & set(sys.modules))",
    )
    # syrupy and xdist are used by nobody here, and bring modules of their own.
    result = project.pytest("-p", "no:syrupy", "-p", "no:xdist", "-p", "no:hypothesispytest", "-p", "no:anyio")
    assert_outcomes(result, 0, passed=3)
    result.stdout.re_match_lines(["heavy:$"])
