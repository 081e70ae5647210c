"""The HTML report as a reader uses it, in a real Chromium."""

import json
import tomllib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from pytest_realtime.judge.entry_text import entry_text
from tests.browser.conftest import Open
from tests.browser.sample_reports import HOSTILE, KEYS, REASON, finding, hostile_report, show, small_report

NULL = "must.session.audio.null-is-kept"
ROWS = "#rows [role=option]"
SELECTED = "#rows [aria-selected=true]"
Picture = Callable[[Any, str], None]


def link(**state: str) -> str:
    return "#" + urlencode(state)


def texts(page: Any, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_text_contents()]


def test_first_screen_is_the_matrix(open_report: Open, picture: Picture) -> None:
    page = open_report(small_report())
    assert texts(page, "#matrix thead .name") == ["alpha", "beta"]
    assert texts(page, "#matrix tbody.must tr:nth-child(2) > *") == ["null is kept", "✗\t1/1", "◐\t1/1"]
    assert page.get_by_role("link", name="MUST null is kept, alpha: 1 failed").count() == 1
    # MAY, where clients are free, is closed at first.
    assert page.locator("#matrix tbody.may tr").count() == 1
    page.get_by_role("button", name="MAY").click()
    assert page.locator("#matrix tbody.may tr").count() == 2
    picture(page, "matrix-light")


def test_page_opens_on_the_causes_of_each_client(open_report: Open, picture: Picture) -> None:
    report = small_report()
    page = open_report(report)
    own = [row for row in report["causes"] if row["client"] == "alpha"]
    assert texts(page, "#causes h2")[0].startswith(f"alpha: {len(own)} cause")
    assert texts(page, "#causes .client:nth-child(1) .cause summary code") == [row["cause"] for row in own]
    page.locator("#causes .cause summary").first.click()
    opened = page.locator("#causes .cause").first
    told = opened.inner_text()
    assert REASON in told
    assert "R4" in told
    assert "1 contract · failed" in told
    assert opened.locator(".copied pre").inner_text() == entry_text("alpha", own[0]["keys"])
    picture(page, "causes")
    opened.get_by_role("link", name="List its 1 contract").click()
    page.locator(ROWS).click()
    assert page.locator("#cause").input_value() == own[0]["cause"]
    assert REASON in page.locator("#detail .findings").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cell_leads_to_its_contracts_and_they_to_everything(
    open_report: Open, picture: Picture, scheme: str
) -> None:
    page = open_report(small_report(), color_scheme=scheme)
    picture(page, f"matrix-{scheme}")
    page.get_by_role("link", name="MUST null is kept, alpha: 1 failed").click()
    page.locator(ROWS).click()
    detail = page.locator("#detail")
    assert detail.locator("h2").text_content() == NULL
    told = detail.inner_text()
    assert "null in Session.audio is written as null." in told
    assert "#/components/schemas/Session" in told
    assert texts(page, "section.payload:nth-child(1) mark") == ['"turn_detection": null,', '"rate": 24000']
    assert texts(page, "section.payload:nth-child(2) mark") == ["turn_detection: absent", '"rate": 24000.0']
    command, toml = texts(page, ".copied pre")
    assert command == f"pytest-realtime check alpha.py:client -k '{NULL}'"
    assert toml == entry_text("alpha", KEYS).strip()
    assert tomllib.loads(toml)["deviation"][0]["findings"] == KEYS
    picture(page, f"contract-{scheme}")


def test_text_as_written_is_one_click_away(open_report: Open) -> None:
    report = small_report()
    page = open_report(report, hash=link(at=NULL, of="alpha"))
    page.get_by_role("button", name="Exactly as written").click()
    shown = report["exchanges"][report["results"][0]["exchange"]]
    assert texts(page, "section.payload pre") == [shown["sent"], shown["received"]]


def test_each_finding_links_to_its_exchange(open_report: Open) -> None:
    report = small_report()
    first = report["results"][0]
    other = {
        **report["exchanges"][first["exchange"]],
        "type": "Call",
        "sent": '{"rate":1}',
        "received": '{"rate":2}',
    }
    report["exchanges"].append(other)  # type: ignore[arg-type]
    first["findings"] = [
        *first["findings"],
        finding("value-changed", "/rate", "1", "2", exchange=len(report["exchanges"]) - 1),
    ]
    page = open_report(report, hash=link(at=NULL, of="alpha"))
    assert texts(page, ".findings td:last-child") == ["1 Session", "1 Session", "2 Call"]
    assert texts(page, ".findings [aria-current]") == ["1 Session", "1 Session"]
    page.get_by_role("link", name="2 Call").click()
    page.get_by_text('"rate": 2').wait_for()
    assert texts(page, "section.payload mark") == ['"rate": 1', '"rate": 2']
    assert page.evaluate("document.activeElement.closest('.sides') !== null")
    page.reload()
    assert texts(page, ".findings [aria-current]") == ["2 Call"]


def test_copying_gives_the_text(open_report: Open) -> None:
    page = open_report(
        small_report(), hash=link(at=NULL, of="alpha"), permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="Copy: Accept as a known deviation").click()
    page.get_by_text("Copied", exact=True).wait_for()
    found = page.evaluate("navigator.clipboard.readText()")
    assert found == entry_text("alpha", KEYS)


def test_no_entry_is_offered_where_none_can_be_listed(open_report: Open) -> None:
    page = open_report(small_report(), hash=link(at="must.session.voice.value-is-kept", of="beta"))
    assert texts(page, ".copied h3") == ["Run this contract again"]
    page.goto(page.url.partition("#")[0] + link(at=NULL, of="beta"))
    page.get_by_text("nulls are skipped").wait_for()
    assert texts(page, ".copied h3") == ["Run this contract again"]


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("client", "alpha", 4),
        ("level", "MUST", 4),
        ("outcome", "expected", 1),
        ("outcome", "failing", 2),
        ("outcome", "advisory", 1),
        ("kind", "number-kind", 2),
        ("group", "may.wrong-type-is-refused", 2),
    ],
)
def test_filters_leave_what_matches(open_report: Open, name: str, value: str, left: int) -> None:
    page = open_report(small_report(), hash="#view=list")
    page.locator(f"#{name}").select_option(value)
    assert page.locator("#count").text_content() == f"{left} of 8 results"
    assert page.locator(ROWS).count() == left
    again = page.context.new_page()
    again.goto(page.url)
    assert again.locator(ROWS).count() == left
    assert again.locator(f"#{name}").input_value() == value


@pytest.mark.parametrize(
    ("text", "left"), [("VOICE", 2), ("turn_detection", 8), ("crashed", 1), ("skipped", 1), ("nowhere", 0)]
)
def test_search_finds_ids_payloads_findings_and_reasons(open_report: Open, text: str, left: int) -> None:
    page = open_report(small_report(), hash="#view=list")
    page.locator("#text").fill(text)
    assert page.locator(ROWS).count() == left
    page.get_by_role("button", name="Clear").click()
    assert page.locator(ROWS).count() == 8


def test_keyboard_alone_gets_everywhere(open_report: Open) -> None:
    page = open_report(small_report())
    page.keyboard.press("/")
    page.keyboard.type("null-is-kept")
    assert page.locator("#count").text_content() == "2 of 8 results"
    page.get_by_role("link", name="MUST null is kept, alpha: 1 failed").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'rows'")
    page.keyboard.press("ArrowDown")
    assert page.locator(SELECTED).count() == 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "detail"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "rows"
    page.go_back()
    page.wait_for_function("!document.getElementById('matrix').hidden")


def test_always_sent_members_are_listed_on_the_first_screen(open_report: Open) -> None:
    report = small_report()
    report["clients"][1]["defaults"] = {"Session": {"/voice": "<b>alloy</b>"}}
    told = texts(open_report(report), "#matrix .exempted")
    assert len(told) == 1
    assert told[0].startswith("beta. Always-sent members")
    assert told[0].endswith('Session: /voice = "<b>alloy</b>".')


def test_links_that_lead_nowhere_say_so(open_report: Open) -> None:
    page = open_report(small_report(), hash=link(at="must.gone", of="alpha", client="nobody", kind="no-kind"))
    assert "no result of must.gone for alpha" in page.locator("#detail").inner_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_clients_write_is_text(open_report: Open, text: str) -> None:
    report = hostile_report(text)
    page = open_report(report)
    page.get_by_role("link", name="MUST null is kept, alpha").click()
    page.locator(ROWS).click()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("window.harmed") is None
    assert page.locator("img, iframe, object, #main script").count() == 0
    hidden = "\x00\x1b\x7f\u2028\u2029\u202e\u2066"
    assert [sign for sign in hidden if sign in page.locator("body").inner_text()] == []
    visible = "".join(f"\\u{ord(sign):04x}" if sign in hidden + "\ud800\udc00" else sign for sign in text)
    assert texts(page, "section.payload pre") == [visible.strip(), visible.strip()]


def test_huge_and_deep_texts_are_cut_and_not_laid_out(open_report: Open) -> None:
    report = small_report()
    show(report, sent="[" * 15_000, received='{"a":"' + "x" * 500_000 + '"}')
    page = open_report(report, hash=link(at=NULL, of="alpha"))
    sent, received = texts(page, "section.payload pre")
    assert sent == "[" * 15_000
    assert received.endswith("more characters")
    assert len(received) < 21_000


def test_duplicate_keys_and_spelling_of_numbers_are_kept(open_report: Open) -> None:
    report = small_report()
    show(report, received='{"a":1e2,"a":100.0,"b":{},"c":"\\u0041"}')
    page = open_report(report, hash=link(at=NULL, of="alpha"))
    received = page.locator("section.payload:nth-child(2) pre").inner_text().replace("\xa0", " ")
    assert [line.strip() for line in received.splitlines() if line.strip()] == [
        "{", '"a": 1e2,', '"a": 100.0,', '"b": {},', '"c": "\\u0041"', "}",
    ]  # fmt: skip


def test_paper_gets_what_fails_without_scrolling(open_report: Open, picture: Picture) -> None:
    page = open_report(small_report())
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(texts(page, "#printed tbody tr")) == 2
    assert not page.locator("#filters").is_visible()
    picture(page, "print")


def test_an_open_contract_is_printed_alone(open_report: Open) -> None:
    page = open_report(small_report(), hash=link(at=NULL, of="alpha"))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert texts(page, "#printed tr") == []
    assert page.locator("#detail h2").is_visible()


def test_what_differs_between_ids_is_not_cut(open_report: Open) -> None:
    report = small_report()
    long = "must.a-session-with-a-very-long-name-that-fills-the-whole-list.voice.value-is-kept"
    report["contracts"][0]["id"] = long
    for result in report["results"][:1]:
        result["contract"] = long
    report["results"] = report["results"][:1]
    page = open_report(report, hash="#view=list")
    assert texts(page, ".row .id") == [long]
    end = page.locator(".row .end")
    assert end.inner_text() == ".voice.value-is-kept"
    assert end.evaluate("node => node.scrollWidth <= node.clientWidth")


def test_absent_members_stand_where_the_other_side_has_them(open_report: Open) -> None:
    report = small_report()
    sent = {"a": 1, "b": {"c": [1, {"d": 2}]}, "e": None, "f": 3}
    missing = [finding("member-dropped", pointer, "it", "absent") for pointer in ("/a", "/e", "/b/c/1/d")]
    report["results"][0] |= {"findings": missing, "verdict": "deviation"}
    show(report, sent=json.dumps(sent), received='{"b":{"c":[1,{}]},"f":3}')
    page = open_report(report, hash=link(at=NULL, of="alpha"))
    received = page.locator("section.payload:nth-child(2) pre").inner_text().replace("\xa0", " ")
    assert [line.strip(" ∅▶,") for line in received.splitlines() if line.strip()] == [
        "{", "a: absent", '"b": {', '"c": [', "1", "{}", "d: absent", "]", "}", "e: absent", '"f": 3', "}",
    ]  # fmt: skip


def test_only_rows_in_sight_are_drawn(open_report: Open) -> None:
    report = small_report()
    ids = [f"must.session.m{number}.value-is-kept" for number in range(2000)]
    report["contracts"] += [{**report["contracts"][0], "id": id_, "level": "MUST"} for id_ in ids]
    report["results"] += [{**report["results"][1], "contract": id_} for id_ in ids]
    page = open_report(report, hash="#view=list")
    rows = page.locator(ROWS)
    assert 0 < rows.count() < 60
    page.locator("#rows").focus()
    page.keyboard.press("End")
    assert page.locator(SELECTED).get_attribute("aria-posinset") == "2008"
    page.locator("#rows .row:last-child").wait_for()
    assert rows.count() < 60


def test_narrow_screens_need_no_sideways_scrolling(open_report: Open, picture: Picture) -> None:
    page = open_report(small_report(), viewport={"width": 400, "height": 800}, hash=link(at=NULL, of="alpha"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    picture(page, "contract-narrow")
