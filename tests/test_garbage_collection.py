"""The garbage collector pauses while objects are made that stay, and is as it was afterwards."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from pytest_realtime.garbage_collection import collector_paused, objects_stay


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    assert gc.isenabled()
    yield
    gc.enable()


@pytest.mark.parametrize("block", [collector_paused, objects_stay])
def test_the_collector_is_off_in_the_block_only(block: object) -> None:
    with block():  # type: ignore[operator]
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize("block", [collector_paused, objects_stay])
def test_an_exception_turns_it_on_again(block: object) -> None:
    with pytest.raises(KeyError), block():  # type: ignore[operator]
        raise KeyError
    assert gc.isenabled()


def test_a_collector_that_is_off_stays_off() -> None:
    gc.disable()
    with collector_paused(), collector_paused():
        pass
    assert not gc.isenabled()


def test_to_import_the_types_freezes_nothing_of_the_user() -> None:
    program = (
        "import gc; frozen = gc.get_freeze_count(); import pytest_realtime.wire; "
        "print(gc.isenabled(), gc.get_freeze_count() - frozen)"
    )
    # Our own interpreter and our own words.
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "0"]
