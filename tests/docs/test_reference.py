"""The pages of reference are those that the package of today would write."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator

import pytest

import pytest_realtime
from docgen.__main__ import main
from docgen.public import PAGES as API_PAGES
from docgen.public import names_on
from docgen.reference import FOLDER, PAGES
from pytest_realtime import strategies, wire
from pytest_realtime.hookspecs import pytest_realtime_client
from pytest_realtime.judge import FindingKind
from pytest_realtime.plugin_options import MARKERS, OPTIONS
from pytest_realtime.wire.rules import api_rules


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_not_out_of_date(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), f"docs/reference/{name} is out of date: python -m docgen"


def test_there_are_no_other_pages() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


def test_the_page_of_rules_has_each_rule_once_and_in_order() -> None:
    assert re.findall(r'<span id="\w+">(\w+)</span>', PAGES["rules.md"]()) == list(api_rules())


def public_names() -> Iterator[str]:
    """What an ``__all__`` of the package lists, by its dotted name; the strategies of the types have a table."""
    for module in [pytest_realtime, *map(importlib.import_module, sorted(modules_with_all()))]:
        for name in module.__all__:
            if module is not strategies or name in ("payloads", "sessions", "conversations", "invalid_payloads"):
                yield f"{module.__name__}.{name}"


def modules_with_all() -> Iterator[str]:
    for found in pkgutil.walk_packages(pytest_realtime.__path__[:1], "pytest_realtime."):
        spec = found.module_finder.find_spec(found.name, None)
        source = spec.loader.get_source(found.name) if spec and spec.loader else ""  # type: ignore[attr-defined]
        if re.search(r"^__all__ ", source or "", re.MULTILINE):
            yield found.name


def test_every_public_name_is_in_the_reference() -> None:
    documented = {name.rpartition(".")[2] for page in API_PAGES for name in names_on(page)}
    missing = [name for name in public_names() if name.rpartition(".")[2] not in documented]
    assert missing == [], "list them in docgen/public.py"


def test_every_function_that_reads_and_writes_payloads_is_in_the_reference() -> None:
    """The package of wire types exports what it imports under its own name; its other names are the types."""
    exported = re.findall(r"import (\w+) as \1$", inspect.getsource(wire), re.MULTILINE)
    assert len(exported) > 15
    assert set(exported) - {name.rpartition(".")[2] for name in names_on("payloads")} == set()
    assert {entry.name for entry in wire.wire_types()} <= set(re.findall(r"\[`(\w+)`\]", PAGES["types.md"]()))


def test_every_signature_has_a_text() -> None:
    for page in API_PAGES:
        text = PAGES[f"api-{page}.md"]()
        assert re.findall(r"^##+ .*\n\n```python\n[^`]*```\n\n(?=##|\Z)", text, re.MULTILINE) == []


def test_options_markers_hook_findings_and_rules_are_in_the_reference() -> None:
    options, findings, rules = (PAGES[name]() for name in ("options.md", "findings.md", "rules.md"))
    assert all(f"`--{name}" in options for name, _, _ in OPTIONS)
    assert all(line.partition("(")[0].partition(":")[0] in options for line in MARKERS)
    assert pytest_realtime_client.__name__ in options
    assert all(f"`{kind.value}`" in findings for kind in FindingKind)
    assert all(f">{number}</span>" in rules for number in api_rules())


def test_a_wrong_command_line_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pages"]) == 2
    assert "one of reference, schemas, site, terminal" in capsys.readouterr().err
