"""Writes a new driver: the files of ``skeletons/LANGUAGE``, which compile and answer ``hello`` unchanged."""

from pathlib import Path

from pytest_realtime.clients.client import ClientError
from pytest_realtime.did_you_mean import did_you_mean

SKELETONS = Path(__file__).with_name("skeletons")
OTHER_NAMES = {
    "golang": "go",
    "javascript": "typescript",
    "js": "typescript",
    "node": "typescript",
    "py": "python",
    "rs": "rust",
    "ts": "typescript",
}
"""What people call a language that has a skeleton, or one that its skeleton also serves."""


def languages() -> list[str]:
    """Return the languages that have a skeleton."""
    return sorted(path.name for path in SKELETONS.iterdir() if path.is_dir())


def write_skeleton(language: str, directory: Path) -> list[Path]:
    """Write the skeleton and return its files.

    Raises:
        ClientError: For an unknown language, and for a directory that is not empty or can't be written.
    """
    if language not in languages():
        allowed = ", ".join(languages())
        meant = did_you_mean(OTHER_NAMES.get(language.lower(), language.lower()), languages())
        raise ClientError(f"there is no skeleton for {language!r}{meant}; allowed: {allowed}")
    try:
        return _copied(SKELETONS / language, directory)
    except OSError as error:
        raise ClientError(f"{directory} can't be written: {error.strerror or error}") from None


def _copied(source: Path, directory: Path) -> list[Path]:
    """Copy the files and return the copies. Raises :class:`ClientError` and OSError."""
    if directory.exists() and not directory.is_dir():
        raise ClientError(f"{directory} is a file; name a new or empty directory")
    if directory.exists() and any(directory.iterdir()):
        raise ClientError(f"{directory} is not empty; name a new or empty directory, since nothing is overwritten")
    written = []
    for path in sorted(source.rglob("*")):
        if path.is_dir() or "__pycache__" in path.parts:
            continue
        copy = directory / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        written.append(copy)
    return written
