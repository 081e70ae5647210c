"""The matrix: every supported Python, lowest and newest dependencies, lint, types, documentation, the package.

`nox -l` lists the sessions; `nox -s tests-3.13 -- tests/judge` passes on what follows the dashes.
"""

import tempfile
from pathlib import Path

import nox

nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["lint", "types", "tests", "lowest", "package"]
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The project's own tests, with the dependencies that are newest today."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", "-n", "auto", *session.posargs)


@nox.session(python=PYTHONS[0], venv_backend="uv")
def lowest(session: nox.Session) -> None:
    """The contract run and the project's own tests, with the lowest dependencies that pyproject.toml allows."""
    session.install("--resolution", "lowest-direct", "-e", ".[test]")
    # The newest openai alone: it is the one under test, and old releases deviate.
    session.install("--upgrade-package", "openai", "openai")
    session.run("pytest-realtime", "check", "openai", "-q", "-p", "no:cacheprovider")
    session.run("python", "-m", "pytest", "-n", "auto", *session.posargs)


@nox.session(python=PYTHONS[-1])
def newest(session: nox.Session) -> None:
    """The tests with pre-releases of all dependencies: what breaks here breaks for everyone soon."""
    session.install("--pre", "--upgrade", "-e", ".[test]")
    session.run("python", "-m", "pytest", "-n", "auto", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff's rules and format."""
    session.install("ruff")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session(python=PYTHONS[0])
def types(session: nox.Session) -> None:
    """Mypy, strict, and what mypy and pyright say of a user's file."""
    session.install("-e", ".[test]", "pyright")
    session.run("mypy")
    session.run("python", "-m", "pytest", "-q", "tests/payloads/test_strategy_types.py")


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation site in site/, its links checked."""
    session.install("-e", ".[docs]")
    session.run("python", "-m", "docgen", "site")


@nox.session
def package(session: nox.Session) -> None:
    """The sdist and the wheel, and what is in them."""
    session.install("build", "twine", "check-wheel-contents", "towncrier")
    session.run("towncrier", "build", "--draft", "--version", "0", silent=True)
    session.run("python", "-m", "build", "--outdir", session.create_tmp())
    session.run("twine", "check", "--strict", *_built(session))
    session.run("check-wheel-contents", *[path for path in _built(session) if path.endswith(".whl")])


@nox.session(python=PYTHONS)
def wheel(session: nox.Session) -> None:
    """The wheel where there is no checkout: imports, a contract run, and what ``init`` writes."""
    session.install("build[uv]")
    session.run("python", "-m", "build", "--installer", "uv", "--outdir", session.create_tmp())
    (built,) = [path for path in _built(session) if path.endswith(".whl")]
    session.install("--force-reinstall", built, "openai")
    deviations = Path("realtime-deviations.toml").resolve()
    with tempfile.TemporaryDirectory() as elsewhere, session.chdir(elsewhere):
        session.run("python", "-W", "error", "-c", "import " + ", ".join(PUBLIC))
        run = ["-q", "-W", "error", "-p", "no:cacheprovider"]
        known = f"--realtime-deviations={deviations}"
        session.run("pytest-realtime", "check", "openai", *run, known, "-k", "null-is-kept", *session.posargs)
        for kind in ("app", "sdk", "driver", "ci"):
            session.run("pytest-realtime", "init", kind, silent=True)
        session.run("pytest", *run)


PUBLIC = [
    "pytest_realtime.plugin",
    "pytest_realtime.fixture_types",
    "pytest_realtime.strategies",
    "pytest_realtime.stateful",
    "pytest_realtime.clients",
    "pytest_realtime.server.api",
    "pytest_realtime.wire",
    "pytest_realtime.payload_validation",
]
"""What users import."""


def _built(session: nox.Session) -> list[str]:
    return [str(path) for path in Path(session.create_tmp()).iterdir()]
