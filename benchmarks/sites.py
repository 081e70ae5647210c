"""Folders that hold just some distributions, so that a pytest run sees only the plugins that are meant.

Each is used with ``python -S`` and PYTHONPATH, and has the byte code that an installer leaves, but none that
pytest wrote.
"""

import compileall
import re
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest_realtime

NULL_PLUGIN = '''"""The least a plugin can be: one option and one fixture."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--null", default="")


@pytest.fixture
def null():
    return None
'''


def make_site(folder: Path, *distributions: str) -> Path:
    """Copy distributions into a new folder, compiled."""
    folder.mkdir()
    for name in distributions:
        if name == "null-plugin":
            _write_null_plugin(folder)
        else:
            _copy(metadata.distribution(name), folder)
    compileall.compile_dir(folder, quiet=2)
    return folder


def closure(*names: str) -> list[str]:
    """Distributions with all that they need here, extras aside."""
    found: dict[str, str] = {}
    _collect(names, found)
    return list(found.values())


def _collect(names: tuple[str, ...], found: dict[str, str]) -> None:
    for name in names:
        if _plain(name) in found:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # needed on other systems or Pythons only
        found[_plain(name)] = name
        required = [text for text in distribution.requires or () if "extra ==" not in text]
        _collect(tuple(re.split(r"[^\w.-]", text, maxsplit=1)[0] for text in required), found)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _copy(distribution: metadata.Distribution, folder: Path) -> None:
    if _plain(distribution.name) == "pytest-realtime":
        _copy_this_project(distribution, folder)
        return
    for file in distribution.files or ():
        # Commands lie outside, and byte code is compiled anew.
        if file.parts[0] != ".." and "__pycache__" not in file.parts:
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), target)


def _copy_this_project(distribution: metadata.Distribution, folder: Path) -> None:
    """An editable installation's files lie elsewhere than its metadata."""
    source = Path(pytest_realtime.__file__).parent
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source, folder / source.name, ignore=ignored)
    contracts = source.parent / "contracts"
    if contracts.is_dir():
        shutil.copytree(contracts, folder / source.name / "contracts", ignore=ignored)
    target = folder / "pytest_realtime-0.dist-info"
    target.mkdir()
    record = "\n".join(f"{path.as_posix()},," for path in _files_of(folder / source.name, folder))
    for name in ("METADATA", "entry_points.txt"):
        target.joinpath(name).write_text(distribution.read_text(name) or "", encoding="utf-8")
    target.joinpath("RECORD").write_text(record + "\n", encoding="utf-8")


def _files_of(package: Path, folder: Path) -> Iterator[Path]:
    return (path.relative_to(folder) for path in package.rglob("*.py"))


def _write_null_plugin(folder: Path) -> None:
    folder.joinpath("null_plugin.py").write_text(NULL_PLUGIN, encoding="utf-8")
    info = folder / "null_plugin-1.0.dist-info"
    info.mkdir()
    info.joinpath("METADATA").write_text(
        "Metadata-Version: 2.1\nName: null-plugin\nVersion: 1.0\n", encoding="utf-8"
    )
    info.joinpath("entry_points.txt").write_text("[pytest11]\nnull = null_plugin\n", encoding="utf-8")
    info.joinpath("RECORD").write_text("null_plugin.py,,\n", encoding="utf-8")
