"""The layers of the package hold, no two files import each other, and loading the plugin costs nothing."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pytest_realtime"

THIRD_PARTY = {
    "wire": {"pydantic", "pydantic_core", "typing_extensions"},
    "drift": {"pydantic", "typing_extensions", "yaml"},
    "judge": set[str](),
    "results": set[str](),
    "payloads": {"hypothesis", "pydantic"},
    "suite": {"syrupy"},
    "server": {"h11", "pydantic", "trustme", "websockets"},
    "deviations": {"tomlkit"},
    "report": {"jsonschema", "rich", "pytest"},
}
"""The packages beyond the standard library that a subpackage may import; those not listed may import any."""


def test_layers_hold() -> None:
    """The layers are the import-linter contracts of pyproject.toml."""
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], capture_output=True, text=True, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_no_files_import_each_other_in_a_circle() -> None:
    """Imports for types only and inside functions count, too."""
    graph = grimp.build_graph("pytest_realtime", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        list(TopologicalSorter(imports).static_order())
    except CycleError as error:
        pytest.fail("a circle of imports: " + " → ".join(reversed(error.args[1])))


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("name", sorted(THIRD_PARTY))
def test_third_party_packages_stay_where_they_belong(name: str) -> None:
    files = [*(PACKAGE / name).glob("**/*.py"), *PACKAGE.glob(f"{name}.py")]
    assert files
    for path in files:
        packages = {module.split(".")[0] for module in imports_of(path)} - set(sys.stdlib_module_names)
        assert packages <= {"pytest_realtime", *THIRD_PARTY[name]}, path.relative_to(ROOT)


def test_contract_modules_use_the_suite_and_the_checker_only() -> None:
    allowed = ("pytest_realtime.suite", "pytest_realtime.pytest_integration")
    for path in (ROOT / "contracts").glob("*.py"):
        ours = [module for module in imports_of(path) if module.startswith("pytest_realtime")]
        assert all(module.startswith(allowed) for module in ours), path.name


def test_the_plugin_imports_no_heavy_package() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules)\n"
        "import pytest_realtime.plugin, pytest_realtime.fixtures, pytest_realtime.hookspecs\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(ran.stdout.split()) <= {"pytest_realtime"}


def test_files_stay_small() -> None:
    for path in [*PACKAGE.glob("**/*.py"), *(ROOT / "contracts").glob("*.py")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path


def test_file_names_are_nouns_and_unique() -> None:
    """Names in -ing are nouns of the field. A name occurs twice only where the folder tells them apart."""
    names = [
        path.stem for path in PACKAGE.glob("**/*.py") if path.stem != "__init__" and "skeletons" not in path.parts
    ]
    assert {name for name in names if name.endswith("ing")} <= {"tracing", "embedding", "formatting", "interning"}
    assert {name for name in names if names.count(name) > 1} <= SHARED_NAMES


def test_class_names_are_unique() -> None:
    names = [
        node.name
        for path in PACKAGE.glob("**/*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    ]
    assert {name for name in names if names.count(name) > 1} == set()


SHARED_NAMES = {"client", "diff", "strategy"}
"""File names that may occur twice, such as ``clients/driver/client.py`` and ``clients/live/client.py``."""
