"""The rooms import only what the architecture lets them, and importing the plugin costs nothing."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pytest_realtime"

MAY_IMPORT = {
    "wire": {"wire"},
    "drift": {"drift", "wire"},
    "judge": {"judge", "wire"},
    "payloads": {"payloads", "wire"},
    # Live clients and drivers send to a local server.
    "clients": {"clients", "server", "wire"},
    "suite": {"suite", "payloads", "wire"},
    "server": {"server", "wire"},
    # What clients of the local server sent is judged and told where all other clients' payloads are.
    "report": {"report", "judge", "run", "server", "wire"},
    "run": {"run", "clients", "judge", "payloads", "report", "server", "suite", "wire", "fixtures"},
    "command": {
        "cli",
        "command",
        "clients",
        "drift",
        "judge",
        "payloads",
        "report",
        "run",
        "server",
        "suite",
        "wire",
    },
}
"""The rooms of the package that each room may import."""
THIRD_PARTY = {
    "wire": {"pydantic", "pydantic_core", "typing_extensions", "jsonschema"},
    "drift": {"pydantic", "typing_extensions", "yaml"},
    "judge": set[str](),
    "payloads": {"hypothesis", "pydantic"},
    "suite": {"syrupy"},
    "server": {"h11", "pydantic", "trustme", "websockets"},
}
"""The packages beyond the standard library that each room may import; rooms not named here may import any."""


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if parts[0] == "pytest_realtime" and len(parts) > 1 else ""


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_rooms_import_only_what_lies_before_them(room: str) -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir()} | {"plugin", "fixtures", "cli"}
    files = sorted((PACKAGE / room).glob("**/*.py"))
    assert files
    for path in files:
        for module in imports(path):
            target = room_of(module)
            if target in rooms:
                assert target in MAY_IMPORT[room], f"{path.relative_to(ROOT)} imports {module}"


@pytest.mark.parametrize("room", sorted(THIRD_PARTY))
def test_rooms_import_only_their_packages(room: str) -> None:
    for path in (PACKAGE / room).glob("**/*.py"):
        for module in imports(path):
            package = module.split(".")[0]
            if package not in sys.stdlib_module_names and package != "pytest_realtime":
                assert package in THIRD_PARTY[room], f"{path.relative_to(ROOT)} imports {module}"


def test_every_room_is_in_the_table() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert rooms - {"contracts"} == set(MAY_IMPORT)


def test_contract_modules_use_the_public_rooms_only() -> None:
    for path in (ROOT / "contracts").glob("*.py"):
        for module in imports(path):
            assert room_of(module) in ("", "suite", "run"), f"{path.name} imports {module}"


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
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
