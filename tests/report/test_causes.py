"""Causes: one fault of a client is one of them, however many contracts show it."""

from typing import Any

import pytest

from pytest_realtime.report.causes import CauseRow
from pytest_realtime.results import ResultFinding
from tests.report.sample_rows import MAY, MUST, OTHER, SHOULD, exchange, finding, record, report


def at(place: str, form: str = "", kind: str = "member-dropped", number: int = 0, **more: Any) -> ResultFinding:
    """A finding at a place; the pointer is the place's path in the payload of the exchange with that number."""
    pointer = "/" + "/".join(place.split(".")[1:])
    return finding(kind, more.pop("pointer", pointer), place=place, form=form, exchange=number, **more)


def causes_of(*findings: ResultFinding) -> list[CauseRow]:
    """The causes of findings, each in a contract of its own; the exchanges differ where their numbers do."""
    exchanges = [exchange(sent=f'{{"n":{number}}}') for number in range(10)]
    rows = [
        record(f"must.t-{n}.value-is-kept", verdict="deviation", findings=[one], exchanges=exchanges)
        for n, one in enumerate(findings)
    ]
    return report(*rows)["causes"]


def keys_of(*findings: ResultFinding) -> list[list[str]]:
    return sorted(cause["keys"] for cause in causes_of(*findings))


def test_one_kind_at_one_place_is_one_cause_whatever_was_expected() -> None:
    found = [at("Voice.style", '"calm"', number=1), at("Voice.style", '"loud"', number=2), at("Voice.style")]
    assert keys_of(*found) == [
        ["member-dropped Voice.style", 'member-dropped Voice.style "calm"', 'member-dropped Voice.style "loud"']
    ]


def test_another_kind_at_the_same_place_is_another_cause() -> None:
    found = [at("Voice.style", number=1), at("Voice.style", kind="value-changed", number=2)]
    assert keys_of(*found) == [["member-dropped Voice.style"], ["value-changed Voice.style"]]


def test_members_of_one_name_are_one_cause_if_their_forms_are_the_same() -> None:
    same = [at("Voice.format", "x", number=1), at("Response.format", "x", number=2)]
    assert keys_of(*same) == [["member-dropped Response.format x", "member-dropped Voice.format x"]]
    other_form = [at("Voice.format", "x", number=1), at("Response.format", "y", number=2)]
    assert len(keys_of(*other_form)) == 2
    other_name = [at("Voice.format", "x", number=1), at("Response.rate", "x", number=2)]
    assert len(keys_of(*other_name)) == 2
    roots = [at("Voice", "x", number=1), at("Response", "x", number=2)]
    assert len(keys_of(*roots)) == 2


@pytest.mark.parametrize("form", ["{}", "[]", '""', "0", "false"])
def test_empty_values_dropped_at_three_places_are_one_cause(form: str) -> None:
    three = [at(place, form, number=n) for n, place in enumerate(("Voice.a", "Response.b", "Session.c"))]
    assert len(keys_of(*three)) == 1
    assert len(keys_of(*three[:2])) == 2
    others = [at(place, "full", number=n) for n, place in enumerate(("Voice.a", "Response.b", "Session.c"))]
    assert len(keys_of(*others)) == 3


def test_different_empty_values_are_different_causes() -> None:
    objects = [at(f"Voice.a{n}", "{}", number=n) for n in range(3)]
    arrays = [at(f"Voice.b{n}", "[]", number=3 + n) for n in range(3)]
    assert len(keys_of(*objects, *arrays)) == 2


def test_nulls_dropped_as_members_or_in_objects_are_one_family() -> None:
    found = [
        at("Voice.a", kind="null-dropped", number=0),
        at("Response.b", kind="null-dropped", number=1),
        at("Session.c", "null", number=2),
    ]
    assert len(keys_of(*found)) == 1
    assert len(keys_of(*found[1:])) == 2


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("null-invented", ""),
        ("member-renamed", ""),
        ("type-changed", '""'),
        ("valid-rejected", "null"),
        ("read-rejected", "null"),
    ],
)
def test_a_habit_that_shows_at_members_of_three_names_is_one_cause(kind: str, form: str) -> None:
    def count(*names: str, form: str = form) -> int:
        return len(keys_of(*(at(f"{one}", form, kind=kind, number=n) for n, one in enumerate(names))))

    assert count("Voice.a", "Response.b", "Session.c") == 1
    assert count("Voice.a", "Response.b") == 2
    assert count("Voice.a", "Response.a", "Session.b") == 2
    if form:
        assert count("Voice.a", "Response.b", "Session.c", form="value") == 3


def test_what_always_occurs_together_on_one_path_or_in_one_object_is_one_cause() -> None:
    parent, child = at("Session.audio"), at("Audio.input", pointer="/audio/input", kind="value-changed")
    sibling = at("Session.voice", kind="member-invented")
    stranger = at("Tool.name", pointer="/tools/0/name", kind="type-changed")
    assert len(keys_of(parent, child)) == 1
    assert len(keys_of(parent, sibling)) == 1
    assert len(keys_of(parent, stranger)) == 2


def test_what_also_occurs_alone_is_a_cause_of_its_own() -> None:
    together = [at("Session.audio"), at("Audio.input", pointer="/audio/input", kind="value-changed")]
    assert len(keys_of(*together, at("Session.audio", number=1))) == 2


def test_what_a_second_update_resets_is_the_addition_that_resets_it() -> None:
    def causes(pointer: str, contract_kind: str = "sequence") -> int:
        added = at("Session.voice", kind="member-invented", pointer="/session/voice")
        reset = at("Voice", "x", kind="value-changed", pointer=pointer, number=1)
        exchanges = [exchange(sent=f'{{"n":{number}}}') for number in range(2)]
        rows = [
            record(MUST, verdict="deviation", findings=[added], exchanges=exchanges),
            record(OTHER, verdict="deviation", findings=[reset], exchanges=exchanges, kind=contract_kind),
        ]
        return len(report(*rows)["causes"])

    assert causes("/session/voice") == 1
    assert causes("/session/voice/id") == 1
    assert causes("/session/voices") == 2
    assert causes("/session/voice", contract_kind="valid") == 2


def test_the_example_is_the_finding_in_the_smallest_payload() -> None:
    exchanges = [exchange(sent='{"a":null,"b":[]}'), exchange(sent='{"a":null}')]
    large, small = (
        record(id_, verdict="deviation", findings=[finding(exchange=n, observed=id_)], exchanges=exchanges)
        for n, id_ in enumerate((MUST, OTHER))
    )
    made = report(large, small)
    (cause,) = made["causes"]
    assert cause["example"]["observed"] == OTHER
    assert made["exchanges"][cause["example"]["exchange"]]["sent"] == '{"a":null}'


def test_a_cause_has_the_strongest_level_of_its_contracts() -> None:
    made = report(record(SHOULD, verdict="deviation"), record(MUST, verdict="expected"))
    (cause,) = made["causes"]
    assert (cause["level"], cause["contracts"]) == ("MUST", [MUST, SHOULD])


def test_a_cause_is_known_if_all_of_it_is() -> None:
    def made(*reasons: str) -> CauseRow:
        ids = (MUST, OTHER, SHOULD)
        rows = [
            record(id_, verdict="deviation", findings=[finding(known=reason)])
            for id_, reason in zip(ids, reasons, strict=False)
        ]
        (cause,) = report(*rows)["causes"]
        return cause

    assert (made("a", "a")["known"], made("a", "a")["failed"]) == ("a", False)
    assert made("a", "b")["known"] == "a b"
    assert (made("a", "")["known"], made("a", "")["failed"]) == ("", True)


def test_an_entry_lists_what_is_not_explained_and_the_example_is_of_that() -> None:
    known, other = at("Voice.style", "a", known="why", observed="known"), at("Voice.style", "b", number=1)
    (cause,) = causes_of(known, other)
    assert cause["keys"] == ["member-dropped Voice.style a", "member-dropped Voice.style b"]
    assert cause["unlisted"] == ["member-dropped Voice.style b"]
    assert cause["example"]["form"] == "b"
    (crash,) = causes_of(at("Voice", kind="crashed"))
    (earlier,) = causes_of(finding("null-dropped", "/a", place=""))
    assert crash["unlisted"] == earlier["unlisted"] == []


def test_what_fails_no_test_is_no_failed_cause() -> None:
    (cause,) = report(record(SHOULD, verdict="deviation"))["causes"]
    assert (cause["known"], cause["failed"]) == ("", False)


def test_under_may_only_errors_failures_and_listed_deviations_have_causes() -> None:
    def places(**more: Any) -> int:
        return len(report(record(MAY, **more))["causes"])

    assert places(verdict="deviation") == 0
    assert places(verdict="deviation", failed=True) == 1
    assert places(verdict="expected") == 1
    assert places(verdict="error") == 1


def test_causes_are_listed_by_client_those_of_most_contracts_first() -> None:
    other = [finding("value-changed", "/b")]
    rows = [
        record(MUST, "two", "deviation"),
        record(MUST, verdict="deviation", findings=other, sent="[]"),
        record(OTHER, verdict="deviation", findings=[finding(pointer="/c")]),
        record(SHOULD, verdict="deviation", findings=[finding(pointer="/c")]),
    ]
    found = [(cause["client"], cause["cause"]) for cause in report(*rows)["causes"]]
    assert found == [
        ("one", "null-dropped Voice.c"),
        ("one", "value-changed Voice.b"),
        ("two", "null-dropped Voice.a"),
    ]
