"""Finding a client by its SPEC, and everything that can go wrong."""

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pytest_realtime.clients import Client, ClientError, load_client, registered_clients
from pytest_realtime.clients.spec import SCHEMES

CLIENT = """
from pytest_realtime.clients import ClientError, models_client

subject = models_client("subject", {"TurnDetection": dict})
number = 7
nothing = None

class Session:
    pass

class group:
    inner = subject

def make():
    return subject

async def make_later():
    return subject

def make_number():
    return 7

def make_with(argument):
    return subject

def fail():
    raise RuntimeError("no luck")

def leave():
    raise SystemExit(2)

def explain():
    raise ClientError("this client needs a key")

def __getattr__(name):
    if name == "explosive":
        raise RuntimeError("boom")
    raise AttributeError(name)
"""

Writer = Callable[[str], str]
NAMES = (f"naming_subject_{number}" for number in itertools.count())


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """Writes a module into the current directory, and returns its name, which no other test has."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])

    def write(source: str) -> str:
        name = next(NAMES)
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        return name

    return write


@pytest.fixture
def register(module: Writer, tmp_path: Path) -> Callable[..., str]:
    """Registers ``module:attribute`` of a fresh module as a client, as an installed package would."""

    def write(source: str, attribute: str = "subject", *, client: str = "registered", requires: str = "") -> str:
        name = module(source)
        info = tmp_path / "some_clients-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: some-clients\nVersion: 1.0\n{requires}")
        (info / "entry_points.txt").write_text(f"[pytest_realtime.clients]\n{client} = {name}:{attribute}\n")
        sys.path.insert(0, str(tmp_path))
        return client

    return write


def message(spec: str) -> str:
    with pytest.raises(ClientError) as caught:
        load_client(spec)
    return str(caught.value)


@pytest.mark.parametrize("attribute", ["subject", "make", "group.inner"])
def test_an_attribute_of_a_module(attribute: str, module: Writer) -> None:
    assert load_client(f" {module(CLIENT)}:{attribute} ").card.name == "subject"


def test_the_current_directory_comes_first_once(module: Writer, tmp_path: Path) -> None:
    name = module(CLIENT)
    load_client(f"{name}:subject")
    load_client(f"{name}:make")

    assert sys.path[0] == str(tmp_path)
    assert sys.path.count(str(tmp_path)) == 1


def test_a_client_class_is_a_factory(module: Writer) -> None:
    source = """
from pytest_realtime.clients import Card, InProcessClient

class Mine(InProcessClient):
    def __init__(self):
        super().__init__(Card("own", {"TurnDetection": frozenset({"read"})}), read=lambda *_: None)
"""
    assert load_client(f"{module(source)}:Mine").card.name == "own"


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        ("subjekt", "has no attribute 'subjekt' (did you mean 'subject'?)"),
        ("group.iner", ":group has no attribute 'iner' (did you mean 'inner'?)"),
        ("number", "is an object of type int; allowed: a Client, or a function"),
        ("nothing", "is None; allowed"),
        ("Session", "is the class Session; allowed"),
        ("make_later", "is an async function; allowed"),
        ("make_number", "was called and returned an object of type int; allowed: a Client"),
        ("make_with", "was called and failed: TypeError: make_with() missing 1 required positional argument"),
        ("fail", "was called and failed: RuntimeError: no luck. The fault is in that function"),
        ("leave", "was called and failed: SystemExit: 2"),
        ("explain", "this client needs a key"),
        ("explosive", "getting 'explosive' failed: RuntimeError: boom"),
    ],
)
def test_an_attribute_that_is_not_a_client(attribute: str, expected: str, module: Writer) -> None:
    assert expected in message(f"{module(CLIENT)}:{attribute}")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 / 0", "failed: ZeroDivisionError: division by zero. The fault is in that module"),
        ("def (", "failed: SyntaxError: "),
        ("raise SystemExit('bye')", "failed: SystemExit: bye"),
        ("import no_such_package_at_all", "ModuleNotFoundError: No module named 'no_such_package_at_all'"),
        ("import pytest\npytest.skip('later', allow_module_level=True)", "failed: Skipped: later"),
        ("raise ValueError('x' * 10_000)", "…"),
    ],
)
def test_a_module_that_does_not_import(source: str, expected: str, module: Writer) -> None:
    text = message(f"{module(source)}:client")

    assert expected in text
    assert len(text) < 600


@pytest.mark.parametrize("name", ["no_such_module_here", "no_such_module_here.inner"])
def test_a_missing_module(name: str, module: Writer) -> None:
    assert message(f"{name}:client") == (
        "there is no module 'no_such_module_here', neither installed nor in the current directory"
    )


@pytest.mark.parametrize("spec", ["", "   "])
def test_an_empty_name(spec: str) -> None:
    assert message(spec).startswith("the client's name is empty; name a registered client, or your own as module:")


@pytest.mark.parametrize("spec", [":client", "module:", "a b:client", "module:a..b", "./module.py:client", "a:b:c"])
def test_a_malformed_name(spec: str) -> None:
    assert "is not a valid client name; name a registered client, or your own as module:attribute" in message(spec)


def test_a_transport_can_be_plugged_in(monkeypatch: pytest.MonkeyPatch, module: Writer) -> None:
    subject = load_client(f"{module(CLIENT)}:subject")
    commands: list[str] = []

    def start(command: str) -> Client:
        commands.append(command)
        return subject

    monkeypatch.setitem(SCHEMES, "cmd", start)

    assert load_client("cmd: python driver.py --mode:fast") is subject
    assert commands == ["python driver.py --mode:fast"]


@pytest.mark.parametrize("attribute", ["subject", "make"])
def test_a_registered_client(attribute: str, register: Callable[..., str]) -> None:
    register(CLIENT, attribute)

    assert load_client("registered").card.name == "subject"
    assert registered_clients()["registered"].value.endswith(f":{attribute}")


def test_an_unknown_name_lists_the_registered_ones(register: Callable[..., str]) -> None:
    register(CLIENT)
    text = message("registred")

    assert text.startswith("there is no registered client 'registred' (did you mean 'registered'?); registered: ")
    assert "name a registered client, or your own as module:attribute" in text


@pytest.mark.parametrize(
    ("source", "attribute", "expected"),
    [
        ("1 / 0", "subject", "can't be loaded: ZeroDivisionError: division by zero. The fault is in that package"),
        (CLIENT, "subjekt", "can't be loaded: AttributeError: "),
        (CLIENT, "number", "is an object of type int; allowed: a Client"),
        (CLIENT, "fail", "was called and failed: RuntimeError: no luck"),
        ("import no_such_package_at_all", "subject", "needs 'no_such_package_at_all', which is not installed"),
    ],
)
def test_a_registered_client_that_fails(
    source: str, attribute: str, expected: str, register: Callable[..., str]
) -> None:
    register(source, attribute)
    text = message("registered")

    assert text.startswith("the registered client 'registered' (from some-clients, naming_subject_")
    assert expected in text


def test_a_missing_package_names_the_extra_that_brings_it(register: Callable[..., str]) -> None:
    requires = 'Requires-Dist: other>=1\nRequires-Dist: no-such.package_at_all>=2; extra == "live"\n'
    register("import no_such_package_at_all.inner", requires=requires)

    assert message("registered").endswith("which is not installed: pip install 'some-clients[live]'")


def test_a_missing_package_names_the_extra_of_the_entry_point(register: Callable[..., str]) -> None:
    register("import no_such_package_at_all", "subject [live]")

    assert message("registered").endswith("which is not installed: pip install 'some-clients[live]'")
