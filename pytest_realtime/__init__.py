"""Contract tests, fixtures and strategies for everything that speaks the OpenAI Realtime API."""

from pathlib import Path as _Path

__all__ = ["__version__"]

__version__ = "0.1.0"
"""The version of the installed package."""

# The suite is a folder of its own in the repository and a subpackage in the wheel. In an editable
# install the two lie side by side, so the parent joins the search path; in a wheel this never happens.
_here = _Path(__file__).parent
if not (_here / "contracts").is_dir() and (_here.parent / "contracts" / "__init__.py").is_file():
    __path__.append(str(_here.parent))
