"""The wheel contains what drivers need: every skeleton, whole, and the protocol's schema."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import pytest_realtime
from pytest_realtime.clients.driver.skeleton import SKELETONS, languages

ROOT = Path(__file__).parents[3]
DRIVER = "pytest_realtime/clients/driver/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("the wheel is built from a checkout only")
    if not importlib.util.find_spec("build") or not importlib.util.find_spec("hatchling"):
        pytest.skip("building a wheel needs the packages build and hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    # Into a folder of its own, so that workers do not meet; without isolation, so that nothing is downloaded.
    built = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (file,) = folder.iterdir()
    return zipfile.Path(file)


def files_below(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in files}


def test_all_files_of_the_driver_folder_are_in_it(wheel: zipfile.Path) -> None:
    packed = {
        name.removeprefix(DRIVER)
        for name in wheel.root.namelist()
        if name.startswith(DRIVER) and not name.endswith("/")
    }
    assert packed == files_below(SKELETONS.parent)
    assert "protocol.schema.json" in packed


def test_skeletons_are_written_and_checked_without_the_checkout(wheel: zipfile.Path, tmp_path: Path) -> None:
    wheel.root.extractall(tmp_path / "site")
    script = (
        "import sys; sys.path.insert(0, 'site')\n"
        "import pytest_realtime\n"
        "from pytest_realtime.cli.main import main\n"
        "assert 'site' in pytest_realtime.__file__, pytest_realtime.__file__\n"
        f"for language in {languages()}:\n"
        "    assert main(['driver', 'new', language, language]) == 0\n"
        "sys.exit(main(['driver', 'check', f'{sys.executable} python/driver.py']))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    for language in languages():
        assert files_below(tmp_path / language) == files_below(SKELETONS / language)
    assert "ok    hello and card" in run.stdout
    assert pytest_realtime.__version__ in Path(str(wheel.root.filename)).name
