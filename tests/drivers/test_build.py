"""The command ``drivers/build``: its output when something is missing, fails, or was compiled before."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.compatibility.rows import DRIVERS, Row, missing_programs, rows

# Other programs than those of the toolchains that the command calls.
ORDINARY = ("sh", "dirname", "mktemp", "cat", "tee", "grep", "rm", "mkdir", "cp", "mv")


class Folder:
    """A copy of the command beside drivers of our own, on a machine with these programs only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.programs = path / "programs"
        self.programs.mkdir()
        shutil.copy(DRIVERS / "build", path)
        for name in ORDINARY:
            self.programs.joinpath(name).symlink_to(shutil.which(name) or name)

    def add(self, name: str, script: str) -> None:
        self._script(self.path / name / "build", script)

    def install(self, program: str) -> None:
        self._script(self.programs / program, "")

    def build(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.path / "build"), *arguments],
            env={"PATH": str(self.programs), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _script(self, path: Path, script: str) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_missing_toolchains_are_named_and_the_rest_is_built(folder: Folder) -> None:
    folder.add("java-a", "echo never")
    folder.add("go-b", "echo compiling")
    folder.install("go")
    folder.install("javac")

    built = folder.build()
    assert built.returncode == 0
    assert "java-a: skipped: missing on this machine: mvn" in built.stdout
    assert "compiling\n" in built.stdout
    assert built.stdout.endswith("built: go-b\nskipped (missing toolchain): java-a\n")
    assert folder.build("--missing").stdout == "java-a: mvn\n"
    assert folder.build("--missing", "go-b").stdout == ""


def test_a_missing_toolchain_fails_where_all_are_required(folder: Folder) -> None:
    folder.add("go-b", "")
    built = folder.build(REALTIME_REQUIRE_DRIVERS="all")
    assert built.returncode == 1
    assert "every driver is required" in built.stdout


@pytest.mark.parametrize(
    ("output", "is_reported"),
    [
        ("npm error code ENOTFOUND", True),
        ("dial tcp: lookup host: no such host", True),
        ("warning: spurious network error (3 tries remaining)", True),
        ("error[E0308]: mismatched types", False),
    ],
)
def test_a_failing_network_is_reported_and_the_others_are_built(
    folder: Folder, output: str, is_reported: bool
) -> None:
    folder.add("go-a", f"echo '{output}' >&2; exit 7")
    folder.add("go-b", "")
    folder.install("go")

    built = folder.build()
    assert built.returncode == 1
    assert "go-a: the build failed with exit status 7" in built.stdout
    assert ("go-a: its packages could not be downloaded" in built.stdout) is is_reported
    assert "built: go-b\nfailed: go-a\n" in built.stdout


def test_what_rust_compiles_is_kept_in_the_cache(folder: Folder, tmp_path: Path) -> None:
    folder.add("rust-a", 'mkdir -p "$CARGO_TARGET_DIR/release"; echo made >"$CARGO_TARGET_DIR/release/rust-a"')
    folder.install("cargo")
    cache = tmp_path / "cache"
    cache.mkdir()

    assert folder.build(REALTIME_DRIVERS_CACHE=str(cache)).returncode == 0
    assert (tmp_path / "rust-a" / "target" / "release" / "rust-a").read_text() == "made\n"
    assert (cache / "cargo" / "release" / "rust-a").exists()


def test_a_failed_rust_build_leaves_what_was_built_before(folder: Folder, tmp_path: Path) -> None:
    folder.add("rust-a", "exit 3")
    folder.install("cargo")
    before = tmp_path / "rust-a" / "target" / "release" / "rust-a"
    before.parent.mkdir(parents=True)
    before.write_text("before")

    built = folder.build(REALTIME_DRIVERS_CACHE=str(tmp_path))
    assert "exit status 3" in built.stdout
    assert before.read_text() == "before"


def test_every_driver_has_a_row() -> None:
    assert {path.parent.name for path in DRIVERS.glob("*/build")} == {row.driver for row in rows() if row.driver}


@pytest.mark.parametrize(("required", "outcome"), [("all", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_driver_that_is_not_built_skips_or_fails_with_the_command_to_build_it(
    required: str, outcome: type[Exception], needed: Callable[[Row], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = next(row for row in rows() if row.driver and not missing_programs(row.driver))
    monkeypatch.setenv("REALTIME_REQUIRE_DRIVERS", required)
    unbuilt = Row(row.name, row.spec, row.deviations, row.driver, "no/such/file")

    with pytest.raises(outcome, match=f"drivers/build {row.driver}"):
        needed(unbuilt)


@pytest.mark.parametrize(("required", "outcome"), [("all", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_live_client_without_its_pinned_package_skips_or_fails(
    required: str, outcome: type[Exception], needed: Callable[[Row], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = next(row for row in rows() if row.name == "livekit")
    monkeypatch.setenv("REALTIME_REQUIRE_LIVE", required)

    with pytest.raises(outcome, match="the package no-such-package is not installed"):
        needed(replace(row, package="no-such-package"))
    with pytest.raises(outcome, match=r"pytest \S+ is installed, but live/livekit/requirements.txt pins another"):
        needed(replace(row, package="pytest"))
