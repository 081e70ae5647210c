"""Collect the packaged contracts beside the user's own tests.

PYTEST_DONT_REWRITE: the plugin loads this module in every pytest run, so it imports pytest and the standard
library only.

Theory of operation. The suite is not an argument of the run: an argument would replace ``testpaths``, and the
user's own tests would no longer be collected. pytest collects what it would collect without us, and a plugin of the
run appends one more collector to what the session has found::

    <Dir my-project>                                   the user's tests, as always
      <Module tests/test_mine.py>
    <ContractSuite pytest_realtime/contracts>          appended
      <Function test_members[openai-must.…]>           its parent is <ContractModule test_members.py>

- *Node ids* begin with ``pytest_realtime/contracts``, wherever the package is installed: so a cache, a list of
  deselected tests and a log are the same on every machine. There is no such folder in a user's project, so pytest
  could not resolve them. They are taken out of the arguments of the run before pytest looks for a file, and narrow
  what the suite collects: a node id can be pasted as it was printed, also as pytest prints it in a subfolder
  (``../pytest_realtime/contracts/…``). The path of the real folder is accepted as well.
- *The suite yields tests, not modules.* ``--last-failed`` skips modules for whose path it knows no failed node id,
  and the node ids of contracts are no paths. Tests are not skipped; they are chosen by their node ids afterwards.
- *Modules are imported by name*, so that neither ``--import-mode`` nor ``python_files`` nor a package of the user
  that is called ``contracts`` decides whether contracts are found.
- *Workers of xdist* parse the same command line, and so make the same selection.

:func:`take_selection` decides which contracts run. Like ``testpaths``, the switch in the ini file says what runs
where the command line names nothing: who names own tests runs these only, unless ``--realtime-contracts`` is there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.garbage_collection import objects_stay
from pytest_realtime.plugin_options import PREFIX
from pytest_realtime.suite import contracts_folder

_VIRTUAL = re.compile(rf"(?:.*/)?{PREFIX}(/.*)?", re.DOTALL)


@dataclass(frozen=True)
class Selection:
    """Which contracts are to run."""

    ids: tuple[str, ...]
    """Node ids of contracts, or of what contains them."""
    is_required: bool
    """Whether the command line asks for contracts, so that a run without any is a failure.

    False where the ini file adds them: there ``-k my_test`` may leave all of them out.
    """

    def includes(self, node_id: str) -> bool:
        """Whether a contract is selected by its own node id or by that of its function, module or folder."""
        return any(node_id == id_ or node_id.startswith((f"{id_}[", f"{id_}::", f"{id_}/")) for id_ in self.ids)


def take_selection(config: pytest.Config) -> Selection | None:
    """Take the node ids of contracts out of the arguments of a run, and decide which contracts it runs.

    Args:
        config: The configuration of a run that is not collected yet; its ``args`` are changed.

    Returns:
        The selection; None where the run is one without contracts.
    """
    folder = config.invocation_params.dir
    named = {argument: _node_id(argument, folder, is_module=config.option.pyargs) for argument in config.args}
    own = [argument for argument in config.args if named[argument] is None]
    config.args[:] = own
    if ids := tuple(id_ for id_ in named.values() if id_ is not None):
        return Selection(ids, is_required=True)
    if config.option.realtime_contracts:
        return Selection((PREFIX,), is_required=True)
    # A path in ``addopts`` is one that every run has, as those of ``testpaths`` are.
    typed = {str(argument) for argument in config.invocation_params.args}
    names_own_tests = config.args_source is pytest.Config.ArgsSource.ARGS and not typed.isdisjoint(own)
    if config.getini("realtime_contracts") and not names_own_tests:
        return Selection((PREFIX,), is_required=False)
    return None


def _node_id(argument: str, folder: Path, *, is_module: bool) -> str | None:
    """The node id of contracts that an argument names; None for an argument that names anything else.

    With ``--pyargs`` an argument may be the name of a module: ``pytest_realtime.contracts.test_contracts``.
    """
    name, colons, rest = argument.partition("::")
    if is_module and f"{name}.".startswith(f"{PREFIX.replace('/', '.')}."):
        path_of_module = name.replace(".", "/")
        return path_of_module + (".py" if path_of_module != PREFIX else "") + colons + rest
    path, suite = (folder / name).resolve(), contracts_folder().resolve()
    if path.is_relative_to(suite):
        inside = path.relative_to(suite).as_posix()
        return PREFIX + ("" if inside == "." else f"/{inside}") + colons + rest
    virtual = _VIRTUAL.fullmatch(path.as_posix())
    return f"{PREFIX}{virtual[1] or ''}{colons}{rest}" if virtual and not os.path.exists(path) else None


class Collection:
    """A plugin that collects the selected contracts after the tests that the session has found."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        """Collect the tests and contracts, which stay until the end of the run."""
        with objects_stay():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Append the suite to what the session has found."""
        report = yield
        if isinstance(collector, pytest.Session) and report.passed:
            suite = ContractSuite.from_parent(collector, path=contracts_folder(), nodeid=PREFIX)
            suite.selection = self._selection
            report.result.append(suite)
        return report

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Keep pytest from collecting the suite a second time where it lies in a folder of the user's tests."""
        return True if collection_path == contracts_folder() else None


class ContractSuite(pytest.Directory):
    """The collector of all contracts.

    A directory, because ``-k`` does not match the names of those that the session collects: else
    ``-k test_realtime`` would select every contract.
    """

    selection: Selection

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Collect the selected contracts, and a collector that fails for each node id that names none."""
        items = [item for item in self._items() if self.selection.includes(item.nodeid)]
        yield from items
        for id_ in self.selection.ids:
            if not any(Selection((id_,), True).includes(item.nodeid) for item in items):
                yield Missing.from_parent(self, name=id_, nodeid=id_)

    def _items(self) -> Iterator[pytest.Item | pytest.Collector]:
        for path in sorted(self.path.glob("test_*.py")):
            module: pytest.Module = ContractModule.from_parent(self, path=path, nodeid=f"{PREFIX}/{path.name}")
            yield from module.collect()


class ContractModule(pytest.Module):
    """A module of contracts, the same whatever the user's settings say about modules and functions."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Collect the contracts. All are one function: pytest would look up where it is for each of them."""
        place: tuple[str, int | None] | None = None
        for item in super().collect():
            if isinstance(item, pytest.Item):
                place = place or item.location[:2]
                item.location = (*place, item.name)
            yield item

    def _getobj(self) -> Any:
        """Import by name; pytest lets subclasses overwrite this."""
        name = f"{PREFIX.replace('/', '.')}.{self.path.stem}"
        pytest.register_assert_rewrite(name)
        return import_module(name)

    def funcnamefilter(self, name: str) -> bool:
        """Whether a function is a test; ``python_functions`` is about the user's own."""
        return name.startswith("test_")


class Missing(pytest.Collector):
    """What a node id names that is no contract of this run.

    A collector rather than a usage error, which a worker of xdist would keep to itself.
    """

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Fail."""
        raise self.CollectError(
            f"not found: {self.name}\n(no contract of this run has this node id; it contains the client's name)"
        )
