"""What ``pip install`` is given to install this package: the one place to change when it is published."""

from pytest_realtime import __version__

IS_PUBLISHED = False
"""Whether the package index has this version. Set it at the release, and run ``python -m docgen``."""
REPOSITORY = "https://github.com/pytest-realtime/pytest-realtime"


def requirement(extras: str = "") -> str:
    """Return the requirement, quoted for a shell where that is needed.

    Args:
        extras: Extras with their brackets, such as ``[openai]``.
    """
    name = f"pytest-realtime{extras}"
    if IS_PUBLISHED:
        return f"'{name}'" if extras else name
    return f"'{name} @ git+{REPOSITORY}@v{__version__}'"
