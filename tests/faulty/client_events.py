"""Clients that write their events wrongly: names, ids, positions, and the settings of a response."""

from typing import Any

from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import LiteralShape, ObjectShape
from tests.faulty.changes import Change, changing, objects, of_types, one_type, without
from tests.faulty.wrong import Wrong

TRUNCATE = "must.conversation-item-truncate-event"
SETTINGS = "must.realtime-response-create-params"
PARAMS = "RealtimeResponseCreateParams"


def _underscored(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    member = shape.members.get("type")
    is_event = member is not None and isinstance(member.shape, LiteralShape) and "." in str(member.shape.value)
    return {**value, "type": value["type"].replace(".", "_")} if is_event else value


def _lacking(*names: str) -> Any:
    return lambda value: without(value, *names)


def _renamed(name: str, wrong_name: str, *types: str) -> Change:
    return of_types(
        lambda _, value: {wrong_name if key == name else key: item for key, item in value.items()}, *types
    )


def _as_in_the_beta(value: dict[str, Any]) -> dict[str, Any]:
    names = {"output_modalities": "modalities"}
    output = value.get("audio", {}).get("output", {})
    moved = {"voice": output["voice"]} if "voice" in output else {}
    audio = {"audio": {**value["audio"], "output": without(output, "voice")}} if moved else {}
    return {names.get(key, key): item for key, item in {**value, **audio, **moved}.items()}


CLIENT_EVENTS = (
    Wrong(
        "names-events-with-underscores",
        "writes the names of events as its language writes names",
        ("E1", "E14", "E24"),
        FindingKind.VALUE_CHANGED,
        ("must.output-audio-buffer-clear-event.type.value-is-kept", "value-changed /type"),
        write=changing(objects(_underscored)),
        places=r"^/type$",
    ),
    Wrong(
        "places-items-with-null",
        "writes null where an item should be added at the end",
        ("E13",),
        FindingKind.NULL_INVENTED,
        (
            "should.conversation-item-create-event.previous-item-id.absent-is-not-null",
            "null-invented /previous_item_id",
        ),
        write=changing(one_type("ConversationItemCreateEvent", lambda value: {"previous_item_id": None, **value})),
        places=r"^/previous_item_id$",
    ),
    Wrong(
        "puts-items-first",
        "writes root where an item should be added at the end",
        ("N1", "N7"),
        FindingKind.MEMBER_INVENTED,
        (
            "must.conversation-item-create-event.previous-item-id.absent-stays-absent",
            "member-invented /previous_item_id",
        ),
        write=changing(
            of_types(
                lambda _, value: {"previous_item_id": "root", **value},
                "ConversationItemCreateEvent",
                "LegacyConversationItemCreateEvent",
            )
        ),
        places=r"^/previous_item_id$",
    ),
    Wrong(
        "puts-items-last",
        "adds every item at the end",
        ("E13",),
        FindingKind.MEMBER_DROPPED,
        (
            "must.conversation-item-create-event.previous-item-id.value-is-kept",
            "member-dropped /previous_item_id",
        ),
        write=changing(
            of_types(
                lambda _, value: without(value, "previous_item_id"),
                "ConversationItemCreateEvent",
                "LegacyConversationItemCreateEvent",
            )
        ),
        places=r"^/previous_item_id$",
    ),
    Wrong(
        "names-items-by-id",
        "names the item that an event is about as the item names itself",
        ("E7", "I27"),
        FindingKind.MEMBER_RENAMED,
        ("must.conversation-item-delete-event.item-id.value-is-kept", "member-renamed /item_id"),
        write=changing(
            _renamed(
                "item_id",
                "id",
                "ConversationItemDeleteEvent",
                "ConversationItemRetrieveEvent",
                "ConversationItemTruncateEvent",
            )
        ),
        places=r"^/(item_)?id$",
    ),
    Wrong(
        "counts-milliseconds-in-floats",
        "writes what was heard as a float, as its clock counts",
        ("E6", "E7"),
        FindingKind.NUMBER_KIND,
        (f"{TRUNCATE}.audio-end-ms.value-is-kept", "number-kind /audio_end_ms"),
        write=changing(
            one_type(
                "ConversationItemTruncateEvent",
                lambda value: {**value, "audio_end_ms": value["audio_end_ms"] / 1},
            )
        ),
        # Integers of more than 53 bits are other numbers then.
        also=frozenset({FindingKind.VALUE_CHANGED}),
        places=r"^/audio_end_ms$",
    ),
    Wrong(
        "drops-the-first-part",
        "drops the index of a part, which is always 0",
        ("E6", "E7"),
        FindingKind.MEMBER_DROPPED,
        (f"{TRUNCATE}.content-index.value-is-kept", "member-dropped /content_index"),
        write=changing(one_type("ConversationItemTruncateEvent", _lacking("content_index"))),
        places=r"^/content_index$",
    ),
    Wrong(
        "cancels-any-response",
        "cancels whatever response there is",
        ("E23",),
        FindingKind.MEMBER_DROPPED,
        ("must.response-cancel-event.response-id.value-is-kept", "member-dropped /response_id"),
        write=changing(one_type("ResponseCancelEvent", _lacking("response_id"))),
        places=r"^/response_id$",
    ),
    Wrong(
        "responds-with-the-session-s-settings",
        "drops the settings of a response",
        ("R1",),
        FindingKind.MEMBER_DROPPED,
        ("must.response-create-event.response.value-is-kept", "member-dropped /response"),
        write=changing(
            of_types(
                lambda _, value: without(value, "response"), "ResponseCreateEvent", "LegacyResponseCreateEvent"
            )
        ),
        places=r"^/response$",
    ),
    Wrong(
        "responds-with-a-session",
        "writes the settings of a response as those of a session, which have a type",
        ("R1", "R2", "R5"),
        FindingKind.MEMBER_INVENTED,
        (f"{SETTINGS}.audio.value-is-kept", "member-invented /type"),
        write=changing(one_type(PARAMS, lambda value: {"type": "realtime", **value})),
        places=r"^(/response)?/type$",
    ),
    Wrong(
        "responds-as-in-the-beta",
        "writes modalities and voice where the beta had them",
        ("R2", "R5"),
        FindingKind.MEMBER_RENAMED,
        (f"{SETTINGS}.output-modalities.value-is-kept", "member-renamed /output_modalities"),
        write=changing(one_type(PARAMS, _as_in_the_beta)),
        also=frozenset({FindingKind.MEMBER_DROPPED, FindingKind.MEMBER_INVENTED}),
        places=r"/(output_)?(modalities|voice)$",
    ),
    Wrong(
        "limits-as-in-the-beta",
        "writes the token limit of a response as the beta named it",
        ("R7",),
        FindingKind.MEMBER_RENAMED,
        (f"{SETTINGS}.max-output-tokens.value-is-kept", "member-renamed /max_output_tokens"),
        write=changing(_renamed("max_output_tokens", "max_response_output_tokens", PARAMS)),
        places=r"/max_(response_)?output_tokens$",
    ),
    Wrong(
        "speaks-in-the-conversation",
        "adds every response to the conversation",
        ("R3",),
        FindingKind.VALUE_CHANGED,
        (f"{SETTINGS}.conversation.value-is-kept", "value-changed /conversation"),
        write=changing(
            one_type(PARAMS, lambda value: {k: "auto" if k == "conversation" else v for k, v in value.items()})
        ),
        places=r"/conversation$",
    ),
    Wrong(
        "responds-to-the-whole-conversation",
        "drops the input of a response, and answers the conversation",
        ("R4", "I22"),
        FindingKind.MEMBER_DROPPED,
        (f"{SETTINGS}.input.empty-is-kept", "member-dropped /input"),
        write=changing(one_type(PARAMS, _lacking("input"))),
        places=r"/input$",
    ),
    Wrong(
        "responds-without-marks",
        "drops the metadata of a response, by which parallel ones are told apart",
        ("R8",),
        FindingKind.MEMBER_DROPPED,
        (f"{SETTINGS}.metadata.value-is-kept", "member-dropped /metadata"),
        write=changing(of_types(lambda _, value: without(value, "metadata"), PARAMS, "LegacyResponseCreateParams")),
        also=frozenset({FindingKind.NULL_DROPPED}),
        places=r"/metadata$",
    ),
    Wrong(
        "responds-with-the-session-s-tools",
        "takes the tools and the instructions of a response from the session",
        ("R9", "R10"),
        FindingKind.MEMBER_DROPPED,
        (f"{SETTINGS}.tools.empty-is-kept", "member-dropped /tools"),
        write=changing(
            one_type(
                PARAMS,
                _lacking("tools", "tool_choice", "parallel_tool_calls", "reasoning", "instructions", "prompt"),
            )
        ),
        also=frozenset({FindingKind.NULL_DROPPED}),
        places=r"/(tools|tool_choice|parallel_tool_calls|reasoning|instructions|prompt)$",
    ),
    Wrong(
        "responds-in-one-voice",
        "drops the voice and the format of a response",
        ("R6",),
        FindingKind.MEMBER_DROPPED,
        ("must.response-audio-output-config.voice.value-is-kept", "member-dropped /voice"),
        write=changing(one_type("ResponseAudioOutputConfig", _lacking("voice", "format"))),
        places=r"/(voice|format)$",
    ),
    Wrong(
        "drops-what-the-beta-had-at-the-top",
        "drops the settings of a beta response that are nested in the live API",
        ("R18",),
        FindingKind.MEMBER_DROPPED,
        ("must.legacy-response-create-params.voice.value-is-kept", "member-dropped /voice"),
        write=changing(
            one_type(
                "LegacyResponseCreateParams",
                _lacking("modalities", "voice", "output_audio_format", "temperature"),
            )
        ),
        places=r"/(modalities|voice|output_audio_format|temperature)$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""
