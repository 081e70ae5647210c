"""The clients in the table: the rows of ``drivers/clients.toml``, and what each needs on this machine."""

import re
import subprocess
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pytest_realtime.deviations.file import load_deviations
from pytest_realtime.deviations.known import Deviation
from pytest_realtime.suite.manifest import contracts

ROOT = Path(__file__).parents[2]
DRIVERS = ROOT / "drivers"


@dataclass(frozen=True)
class Row:
    """A client of the table; the members are explained in ``drivers/clients.toml``."""

    name: str
    spec: str
    deviations: str
    driver: str = ""
    built: str = ""
    pin: str = ""
    package: str = ""

    def lacking(self) -> str:
        """Return why the client can't run on this machine, in one sentence; empty if it can."""
        if not self.driver:
            return self._lacking_package()
        lacks = missing_programs(self.driver)
        if lacks:
            return f"{self.driver}: missing on this machine: {lacks}"
        if not (DRIVERS / self.driver / self.built).exists():
            return f"{self.driver} is not built; run `drivers/build {self.driver}`"
        return ""

    def _lacking_package(self) -> str:
        try:
            installed = version(self.package)
        except PackageNotFoundError:
            return f"the package {self.package} is not installed"
        if self.pin and not self.pins(installed):
            return f"{self.package} {installed} is installed, but {self.pin} pins another version"
        return ""

    def pins(self, version: str) -> bool:
        """Whether the file that pins its version contains this one."""
        text = (ROOT / self.pin).read_text(encoding="utf-8")
        return bool(re.search(rf"(?<![\d.]){re.escape(version)}(?![\d.]*\d)", text))

    def listed(self) -> tuple[Deviation, ...]:
        """Return the entries of its deviations file that are about it. Raises ``DeviationsError``."""
        return tuple(entry for entry in _entries(self.deviations) if entry.client in (None, self.name))


@cache
def _entries(file: str) -> tuple[Deviation, ...]:
    return load_deviations(ROOT / file, contract_ids=contracts())


@cache
def rows() -> tuple[Row, ...]:
    """Return all rows, in the order of the table."""
    document = tomllib.loads((DRIVERS / "clients.toml").read_text(encoding="utf-8"))
    return tuple(Row(**members) for members in document["client"])


@cache
def missing_programs(driver: str) -> str:
    """Return the programs that a driver needs and this machine lacks, according to ``drivers/build``."""
    # Our own script, with a name from our own table.
    ran = subprocess.run(  # noqa: S603
        [str(DRIVERS / "build"), "--missing", driver], capture_output=True, text=True, check=True
    )
    return ran.stdout.partition(":")[2].strip()
