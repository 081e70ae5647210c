"""--realtime-record and --realtime-record-audio: which files a run leaves, and what is said where one is wrong."""

import json
from pathlib import Path

import pytest

from pytest_realtime.server_testing.recorded_session import judge_recording
from tests.server_testing.user_module import Module

KEY = "sk-live-0123456789abcdef"
SOUND = '{"type": "input_audio_buffer.append", "audio": "%s"}' % ("AQID" * 100)


TESTS = (
    f"@pytest.mark.parametrize('text', ['a/b', 'a:b', '{KEY}', '…' * 200])",
    "def test_each(realtime_server, text): talk(realtime_server)",
    "class TestSeveral:",
    "    def test_servers(self, realtime_server_factory):",
    "        for _ in range(2): talk(realtime_server_factory())",
    "def test_absent(realtime_server): realtime_server.expect_no_connection()",
    "def test_wrong(realtime_server):",
    "    headers = {'Authorization': f'Bearer {realtime_server.api_key}'}",
    "    with connect(realtime_server.ws_url + '?model=m', additional_headers=headers) as socket:",
    f"        socket.send({SOUND!r})",
    '        socket.send(\'{"type": "input_audio_buffer.commit"}\')',
    "        socket.recv(30), socket.recv(30)",
)


def test_each_server_of_each_test_has_a_file_of_its_own_also_with_xdist(
    module: Module, pytester: pytest.Pytester
) -> None:
    result = module.run(*TESTS, arguments=("--realtime-record=kept/here", "-n", "2"))
    result.assert_outcomes(passed=7, errors=1)
    result.stdout.fnmatch_lines(["*realtime recordings*", "*test_own.py-test_wrong-??????.jsonl"])
    folder = pytester.path / "kept" / "here"
    files = sorted(folder.iterdir())
    names = [file.name for file in files]
    assert len(names) == 7, names
    assert sum(name.startswith("test_own.py-test_each-a") for name in names) == 2
    assert sum(name.startswith("test_own.py-TestSeveral-test_servers-") for name in names) == 2
    assert max(map(len, names)) < 150
    assert all(KEY not in file.name + file.read_text(encoding="utf-8") for file in files)
    [wrong] = [file for file in files if "test_wrong" in file.name]
    assert json.loads(wrong.read_text(encoding="utf-8").splitlines()[0])["test"] == "test_own.py::test_wrong"
    assert [one.found.finding.kind for one in judge_recording(wrong).findings] == ["refused"]


def test_the_ini_file_sets_the_folder_and_abridges_audio(module: Module, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nrealtime_record = kept\nrealtime_record_audio = abridged")
    module.run(*TESTS, arguments=("-k", "wrong")).assert_outcomes(passed=1, errors=1, deselected=6)
    [file] = (pytester.path / "kept").iterdir()
    text = file.read_text(encoding="utf-8")
    assert "AQID" not in text
    assert '"abridged": [{"at": 48, "characters": 400}]' in text
    assert [one.found.finding.kind for one in judge_recording(file).findings] == ["refused"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--realtime-record=test_own.py/x"], "*--realtime-record=*x: can't be created: *"),
        (
            ["--realtime-record=x", "--realtime-record-audio=abridge"],
            "*--realtime-record-audio=abridge: allowed: whole, abridged (did you mean 'abridged'?)*",
        ),
    ],
)
def test_wrong_options_are_explained(module: Module, options: list[str], message: str) -> None:
    result = module.run("def test_own(realtime_server): talk(realtime_server)", arguments=tuple(options))
    result.stdout.fnmatch_lines([message])
    result.assert_outcomes(errors=1)


def test_a_file_that_can_not_be_written_is_a_warning_and_no_fault_of_the_client(
    module: Module, pytester: pytest.Pytester
) -> None:
    lines = (
        "import pathlib, shutil",
        "def test_own(realtime_server):",
        "    talk(realtime_server)",
        "    shutil.rmtree('kept'); pathlib.Path('kept').touch()",
    )
    result = module.run(*lines, arguments=("--realtime-record=kept", "-W", "default"))
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*PytestWarning: --realtime-record: *.jsonl could not be written: *"])
    assert Path(pytester.path, "kept").is_file()
