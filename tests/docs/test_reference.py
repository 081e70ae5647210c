"""The pages of reference are those that the package of today would write."""

import re

import pytest

from docgen.__main__ import main
from docgen.reference import FOLDER, PAGES
from pytest_realtime.wire.rules import api_rules


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_not_out_of_date(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), f"docs/reference/{name} is out of date: python -m docgen"


def test_there_are_no_other_pages() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


def test_the_page_of_rules_has_each_rule_once_and_in_order() -> None:
    assert re.findall(r'<span id="\w+">(\w+)</span>', PAGES["rules.md"]()) == list(api_rules())


def test_a_wrong_command_line_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pages"]) == 2
    assert "one of reference, schemas, site" in capsys.readouterr().err
