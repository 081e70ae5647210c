"""Writes a new driver: the files of ``skeletons/LANGUAGE``, which compile and answer ``hello`` as they are."""

import shutil
from pathlib import Path

from pytest_realtime.clients.interface import ClientError
from pytest_realtime.clients.suggestion import nearest

SKELETONS = Path(__file__).with_name("skeletons")


def languages() -> list[str]:
    """The languages that there are skeletons for."""
    return sorted(path.name for path in SKELETONS.iterdir() if path.is_dir())


def write_skeleton(language: str, directory: Path) -> list[Path]:
    """Write the skeleton and return its files.

    Raises :class:`ClientError` for an unknown language, for a directory that holds anything, and for one that
    can't be written.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise ClientError(
            f"there is no skeleton for {language!r}{nearest(language, languages())}; there are: {known}"
        )
    if directory.exists() and not directory.is_dir():
        raise ClientError(f"{directory} is a file; name a new or empty directory")
    if directory.exists() and any(directory.iterdir()):
        raise ClientError(f"{directory} is not empty, and nothing is overwritten; name a new or empty directory")
    source = SKELETONS / language
    try:
        shutil.copytree(source, directory, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    except (OSError, shutil.Error) as error:
        raise ClientError(f"{directory} can't be written: {error}") from None
    return sorted(path for path in directory.rglob("*") if path.is_file())
