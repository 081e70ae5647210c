"""Clients that write the items of a conversation wrongly, other than the parts of its messages."""

from typing import Any

from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import ObjectShape
from tests.faulty.changes import Change, changing, dropping, objects, of_types, one_type, without
from tests.faulty.wrong import Wrong

CALL = "must.realtime-conversation-item-function-call"
MCP_CALL = "must.realtime-mcp-tool-call"
APPROVAL = "must.realtime-mcp-approval-response"


def _retyped(name: str, tag: str) -> Change:
    return one_type(name, lambda value: {**value, "type": tag})


def _without_ruled(*rules: str) -> Change:
    """A change that drops the members about which there is one of these rules."""

    def change(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
        ruled = {name for name, member in shape.members.items() if set(rules) & set(member.rules)}
        return without(value, *ruled)

    return objects(change)


def _only_true(value: dict[str, Any]) -> dict[str, Any]:
    return value if value["approve"] else without(value, "approve")


def _failure_as_text(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "error": value["error"]["message"]} if value.get("error") else value


def _as_session_tool(value: dict[str, Any]) -> dict[str, Any]:
    return {"parameters" if key == "input_schema" else key: item for key, item in value.items()}


ITEMS = (
    Wrong(
        "drops-item-ids",
        "lets the service choose the ids of items",
        ("I5",),
        FindingKind.MEMBER_DROPPED,
        ("must.realtime-conversation-item-user-message.id.value-is-kept", "member-dropped /id"),
        write=changing(_without_ruled("I5")),
        places=r"/id$",
    ),
    Wrong(
        "drops-what-has-no-effect",
        "drops what an item is and how far, as neither has an effect",
        ("I3", "I4"),
        FindingKind.MEMBER_DROPPED,
        ("must.realtime-conversation-item-user-message.status.value-is-kept", "member-dropped /status"),
        write=changing(_without_ruled("I3", "I4")),
        places=r"/(status|object)$",
    ),
    Wrong(
        "drops-call-ids",
        "knows a call by its item",
        ("I16", "I17", "I25"),
        FindingKind.MEMBER_DROPPED,
        (f"{CALL}.call-id.value-is-kept", "member-dropped /call_id"),
        write=changing(dropping("call_id")),
        places=r"/call_id$",
    ),
    Wrong(
        "never-refuses",
        "drops a refusal, since false is the default of its language",
        ("I19",),
        FindingKind.MEMBER_DROPPED,
        (f"{APPROVAL}.approve.value-is-kept", "member-dropped /approve"),
        write=changing(one_type("RealtimeMcpApprovalResponse", _only_true)),
        places=r"/approve$",
    ),
    Wrong(
        "one-id-for-request-and-response",
        "writes the id of the request as the id of the approval, too",
        ("I19", "I5"),
        FindingKind.VALUE_CHANGED,
        (f"{APPROVAL}.id.value-is-kept", "value-changed /id"),
        write=changing(
            one_type("RealtimeMcpApprovalResponse", lambda value: {**value, "id": value["approval_request_id"]})
        ),
        places=r"/id$",
    ),
    Wrong(
        "every-remote-call-has-run",
        "writes a call that waits for approval as one that has run",
        ("I18",),
        FindingKind.VALUE_CHANGED,
        ("must.realtime-mcp-approval-request.type.value-is-kept", "value-changed /type"),
        write=changing(_retyped("RealtimeMcpApprovalRequest", "mcp_call")),
        places=r"/type$",
    ),
    Wrong(
        "failures-as-text",
        "writes why a remote call failed as a text, as the Responses API does",
        ("I20",),
        FindingKind.TYPE_CHANGED,
        (f"{MCP_CALL}.error.value-is-kept", "type-changed /error"),
        write=changing(one_type("RealtimeMcpToolCall", _failure_as_text)),
        places=r"/error$",
    ),
    Wrong(
        "forgets-what-came-of-a-call",
        "drops the output and the approval of remote calls",
        ("I20",),
        FindingKind.MEMBER_DROPPED,
        (f"{MCP_CALL}.output.value-is-kept", "member-dropped /output"),
        write=changing(
            one_type("RealtimeMcpToolCall", lambda value: without(value, "output", "approval_request_id"))
        ),
        also=frozenset({FindingKind.NULL_DROPPED}),
        places=r"/(output|approval_request_id)$",
    ),
    Wrong(
        "remote-tools-as-functions",
        "writes the schema of a listed tool under the name that functions have for it",
        ("I21",),
        FindingKind.MEMBER_RENAMED,
        ("must.mcp-list-tool-entry.input-schema.value-is-kept", "member-renamed /input_schema"),
        write=changing(one_type("McpListToolEntry", _as_session_tool)),
        places=r"/(input_schema|parameters)$",
    ),
    Wrong(
        "references-as-messages",
        "writes a reference to an item as a message",
        ("I22",),
        FindingKind.VALUE_CHANGED,
        ("must.response-item-reference.type.value-is-kept", "value-changed /type"),
        write=changing(_retyped("ResponseItemReference", "message")),
        places=r"/type$",
    ),
    Wrong(
        "drops-the-types-of-the-beta-s-items",
        "drops the types of the beta's items and parts, in which nothing is required",
        ("I25", "I8"),
        FindingKind.MEMBER_DROPPED,
        ("must.legacy-conversation-item.type.value-is-kept", "member-dropped /type"),
        write=changing(
            of_types(
                lambda _, value: without(value, "type"), "LegacyConversationItem", "LegacyConversationItemContent"
            )
        ),
        places=r"/type$",
    ),
    Wrong(
        "creates-lists-of-items",
        "writes the item to create as a list of items",
        ("I1", "I2", "I25"),
        FindingKind.TYPE_CHANGED,
        ("must.conversation-item-create-event.item.value-is-kept", "type-changed /item"),
        write=changing(
            of_types(
                lambda _, value: {**value, "item": [value["item"]]},
                "ConversationItemCreateEvent",
                "LegacyConversationItemCreateEvent",
            )
        ),
        places=r"^/item$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""
