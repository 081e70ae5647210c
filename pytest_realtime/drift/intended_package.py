"""The intended differences between our types and those of the package ``openai``, each with the API rule behind it.

The package is evidence, not the oracle (C2). Its beta is older than the document's: the retired API did not change
there any more.
"""

from pytest_realtime.drift.differences import Difference
from pytest_realtime.drift.intended import INTENDED
from pytest_realtime.drift.intention import Intended

OF_THE_DOCUMENT = tuple(row for row in INTENDED if row.aspects != ("member",) or row.theirs is not False)
"""What is intended of the document, too: the package is made from it, and declares members that it lacks (S12)."""

_WITH_LISTED_TOOLS = ("McpListToolEntry", "RealtimeResponse", "ConversationItem*", "ResponseOutputItem*Event")

OF_THE_PACKAGE: tuple[Intended, ...] = (
    Intended(
        "S5",
        "the package has one type of transcription for requests and answers",
        ("member",),
        ("RealtimeSessionResponseAudioInput", "RealtimeTranscriptionSessionResponseAudioConfigInput"),
        ("transcription.delay", "transcription.keywords"),
        True,
    ),
    Intended(
        "C3",
        "the package reads these events with the types of requests",
        ("member", "variant", "required"),
        ("SessionCreatedEvent", "SessionUpdatedEvent"),
        ("session*",),
        ...,
    ),
    Intended(
        "X8",
        "the package takes any value; the schema says object",
        ("type",),
        ("TracingConfig",),
        ("metadata",),
        [],
    ),
    Intended(
        "X11",
        "the package takes any value; the schema says object",
        ("type",),
        ("RealtimeFunctionTool",),
        ("parameters",),
        [],
    ),
    Intended(
        "I21",
        "the package takes any value; the schema says object",
        ("type",),
        _WITH_LISTED_TOOLS,
        ("*input_schema", "*annotations"),
        [],
    ),
    Intended(
        "S13",
        "required by schema, given a default by the prose",
        ("required",),
        ("ResponsePrompt", "RealtimeSessionCreateResponse"),
        ("*<object:input_image>.detail",),
        True,
    ),
    Intended(
        "E10",
        "official examples and live events have it on all deltas of texts, the package on one",
        ("member",),
        ("*DeltaEvent",),
        ("obfuscation",),
        False,
    ),
    Intended(
        "E29",
        "the package names one word; the schema says string",
        ("values",),
        ("Conversation",),
        ("object",),
        ["realtime.conversation"],
    ),
    Intended(
        "I22",
        "the package has a type with references, but its union of events has the one without",
        ("variant",),
        ("RealtimeClientEvent",),
        ("*.input*<object:item_reference>",),
        False,
    ),
    Intended(
        "R3",
        "the prose names the two words; the package allows any other string, too",
        ("open",),
        ("RealtimeResponseCreateParams", "LegacyResponseCreateParams", "RealtimeClientEvent"),
        ("*conversation",),
        True,
    ),
    Intended(
        "I8",
        "servers sent parts with the type audio, too",
        ("values",),
        ("LegacyResponseCreateParams",),
        ("input*.content*.type",),
        ["input_audio", "input_text", "item_reference", "text"],
    ),
    Intended(
        "R7",
        "the beta's package has only the name that its service accepted",
        ("member",),
        ("LegacyResponseCreateParams",),
        ("max_output_tokens",),
        False,
    ),
    Intended(
        "S3",
        "the words are in the prose, and the types of the live API",
        ("values",),
        ("LegacyResponseCreateParams",),
        ("tool_choice<string>",),
        None,
    ),
    Intended(
        "S2",
        "the document went on to add to the beta what the live API got",
        ("member", "variant"),
        ("LegacyResponseCreateParams", "LegacyRealtimeResponse"),
        (
            *("voice<object>", "tool_choice<object:*>", "prompt"),
            *("usage.*.image_tokens", "usage.*.cached_tokens_details"),
        ),
        False,
    ),
    Intended(
        "S2",
        "the document went on to add events to the beta, and members to its events",
        ("member", "variant"),
        ("LegacyServerEvent",),
        (
            *("<object:mcp_list_tools.*>", "<object:response.mcp_call*>", "<object:*.segment>"),
            *("<object:transcription_session.created>", "<object:*>.languages", "<object:*>.name"),
        ),
        False,
    ),
    Intended(
        "S2",
        "the package knows the beta's last voices only",
        ("values",),
        ("LegacyResponseCreateParams", "LegacyRealtimeResponse"),
        ("voice*",),
        ["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse"],
    ),
    Intended(
        "S2",
        "the document went on to change the sessions of the beta, which are compared with it alone",
        ("member", "variant", "null", "required", "type", "values", "open"),
        ("LegacyClientEvent", "LegacyServerEvent"),
        ("<object:session.*>.session.*", "<object:transcription_session.*>.session.*"),
        ...,
    ),
)
"""What is intended of the package alone; each row explains at least one difference of the version in the tests."""


def reasons(difference: Difference) -> list[Intended]:
    """Return the rows that explain a difference from the package."""
    return [row for row in (*OF_THE_PACKAGE, *OF_THE_DOCUMENT) if row.explains(difference)]
