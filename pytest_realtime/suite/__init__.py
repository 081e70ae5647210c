"""The contract suite: its requirements, the contracts made from them, and their golden files.

The data and the test modules lie in ``contracts/``, a folder of its own in the repository that becomes
``pytest_realtime.contracts`` in the wheel.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def contracts_folder() -> Path:
    """Where the suite's data and test modules are: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / "contracts"
    return inside if inside.is_dir() else _PACKAGE.parent / "contracts"
