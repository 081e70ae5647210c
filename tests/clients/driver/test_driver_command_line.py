"""The command line after ``cmd:``, and the messages for one that does not start."""

from pathlib import Path

import pytest

from pytest_realtime.clients import ClientError, load_client
from pytest_realtime.clients.driver import DriverClient
from tests.clients.driver.processes import command


def test_the_scheme_makes_a_driver_client() -> None:
    client = load_client(f"cmd: {command('honest')}")
    assert isinstance(client, DriverClient)
    assert client.card.name == "subject"
    client.close()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", "cmd: has no program; write 'cmd:PROGRAM ARGUMENTS'"),
        ("'' driver.py", "cmd: has no program; write 'cmd:PROGRAM ARGUMENTS'"),
        (
            "python 'driver.py",
            "cmd:python 'driver.py: not a valid command line (No closing quotation); quote as in a POSIX",
        ),
    ],
)
def test_an_invalid_command_line(given: str, expected: str) -> None:
    with pytest.raises(ClientError) as caught:
        load_client(f"cmd:{given}")
    assert expected in str(caught.value)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory, with files that do not start."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain.txt").write_text("text")
    for name, text in {"empty": "", "orphan": "#!/no/such/interpreter\n", "binary": "\x7fELF no more"}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "drivers" / "node").mkdir(parents=True)
    (tmp_path / "drivers" / "build").touch()
    (tmp_path / "drivers" / "node" / "driver.sh").write_text("echo no such package >&2; exit 1")
    return tmp_path


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "sh drivers/node/driver.sh",
            "(exit status 1). If the driver was not built, run drivers/build\nstderr ends with:\nno such package",
        ),
        ("no-such-program-at-all x", "there is no program 'no-such-program-at-all' on the PATH"),
        ("./missing", "there is no file './missing' (current directory: '"),
        ("./plain.txt", "'./plain.txt' is not executable; run chmod +x on it"),
        ("./drivers", "'./drivers' is a folder; name the program in it"),
        (
            "plain.txt --fast",
            "there is no program 'plain.txt' on the PATH; to start the file in this folder, write './plain.txt'",
        ),
        ("./orphan", "'./orphan' is a script whose interpreter (its first line) does not exist"),
        ("./binary", "'./binary' can't be run: Exec format error"),
        (
            "drivers/go-openai/driver --fast",
            "drivers/go-openai/driver does not exist: the driver was not built; to build it, run drivers/build",
        ),
        (
            "/some/drivers/go-openai/driver",
            "/some/drivers/go-openai/driver does not exist: the driver was not built; to build it, run /some/dri",
        ),
        (
            "sh drivers/java/run.sh",
            "drivers/java/run.sh does not exist: the driver was not built; to build it, run drivers/build",
        ),
    ],
)
def test_a_program_that_does_not_start(given: str, expected: str, folder: Path) -> None:
    with pytest.raises(ClientError) as caught:
        _ = load_client(f"cmd:{given}").card
    assert str(caught.value).startswith(f"the driver 'cmd:{given}' did not start: ")
    assert expected in str(caught.value)
