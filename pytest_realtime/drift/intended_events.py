"""The intended differences of events, items and responses, each with the API rule behind it."""

from pytest_realtime.drift.intention import Intended

_USER_PARTS = ("InputTextPart", "InputAudioPart", "InputImagePart")
_MODEL_PARTS = ("OutputTextPart", "OutputAudioPart")
_PARTS = (*_USER_PARTS, *_MODEL_PARTS)
_SYSTEM = "RealtimeConversationItemSystemMessage"
_CLIENT_EVENTS = ("ConversationItem*Event", "LegacyConversationItem*Event", "ResponseCancelEvent")
_RESPONSES = ("RealtimeResponse", "LegacyRealtimeResponse")
_DELTAS = (
    *("ResponseTextDeltaEvent", "ResponseAudioTranscriptDeltaEvent", "ResponseFunctionCallArgumentsDeltaEvent"),
    "ConversationItemInputAudioTranscriptionDeltaEvent",
)
_PART_MEMBERS = ("text", "audio", "transcript", "image_url", "detail")

INTENDED_OF_EVENTS: tuple[Intended, ...] = (
    # Events
    Intended(
        "E6",
        "an index or a position before the first makes no sense; the service rejects it",
        ("minimum",),
        ("*",),
        ("*_index", "audio_*_ms"),
        None,
    ),
    Intended("E8", "base64 has one form, by the prose", ("pattern",), ("*",), ("audio", "delta"), None),
    Intended(
        "E10",
        "official examples and live events have it on all deltas of texts, the schema on one",
        ("member",),
        _DELTAS,
        ("obfuscation",),
        False,
    ),
    Intended(
        "E11",
        "the document gives these beta events the names of the live API",
        ("values",),
        ("LegacyResponse*Event",),
        ("type",),
        ...,
    ),
    Intended("E13", "an empty id is no place", ("minLength",), _CLIENT_EVENTS, ("previous_item_id",), None),
    Intended("E13", "older official examples have null", ("null",), _CLIENT_EVENTS, ("previous_item_id",), False),
    Intended("E23", "an empty id names no response", ("minLength",), _CLIENT_EVENTS, ("response_id",), None),
    Intended("I27", "an empty id names no item", ("minLength",), _CLIENT_EVENTS, ("item_id",), None),
    Intended(
        "E18",
        "an official example has null for the parameter of a failed transcription",
        ("null",),
        ("TranscriptionError",),
        ("param",),
        False,
    ),
    Intended(
        "E25",
        "declared by newer packages only",
        ("member",),
        ("RealtimeCallIncomingData",),
        ("sip_media_security",),
        False,
    ),
    Intended(
        "V7",
        "an integer is whole seconds",
        ("format",),
        ("RealtimeCallIncomingWebhookEvent",),
        ("created_at",),
        "unixtime",
    ),
    Intended("V4", "a number has no size on the wire", ("format",), ("Transcript*",), ("seconds",), "double"),
    Intended(
        "E19",
        "a time keeps its value, whatever size a number has",
        ("format",),
        ("ConversationItemInputAudioTranscriptionSegment",),
        ("start", "end"),
        "double",
    ),
    # Parts of messages
    Intended(
        "I7",
        "the service rejects a part without a type, which the schema does not require",
        ("required",),
        (*_PARTS, _SYSTEM),
        ("type", "content*.type"),
        False,
    ),
    Intended(
        "I7",
        "the document has one object for the three parts of a user's message",
        ("values",),
        _USER_PARTS,
        ("type",),
        ["input_audio", "input_image", "input_text"],
    ),
    Intended(
        "I7",
        "the document has one object for the two parts of an assistant's message",
        ("values",),
        _MODEL_PARTS,
        ("type",),
        ["output_audio", "output_text"],
    ),
    Intended(
        "I7",
        "each part is a variant here; in the document, one object is all of them",
        ("variant",),
        ("UserContentPart", "AssistantContentPart"),
        ("<object:input_*>", "<object:output_*>"),
        False,
    ),
    Intended(
        "I7",
        "the one object of the document for all parts",
        ("variant",),
        ("UserContentPart", "AssistantContentPart"),
        ("<object>",),
        True,
    ),
    Intended(
        "I10", "members of other parts, which share one object there", ("member",), _PARTS, _PART_MEMBERS, True
    ),
    Intended(
        "I11",
        "a part without what it is for is empty",
        ("required",),
        (*_PARTS, _SYSTEM),
        ("text", "audio", "image_url", "content*.text"),
        False,
    ),
    # Items
    Intended(
        "I5",
        "an empty id is no id",
        ("minLength",),
        ("RealtimeConversationItem*", "RealtimeMcp*"),
        ("id",),
        None,
    ),
    Intended(
        "I22",
        "shown by official examples and declared by newer packages, not by the schema",
        ("variant",),
        ("RealtimeResponseCreateParams",),
        ("input*<object:item_reference>",),
        False,
    ),
    Intended(
        "I25",
        "a beta item is one flat object, as in the beta's package",
        ("variant",),
        ("Legacy*",),
        ("item<object>", "*put*<object>"),
        False,
    ),
    Intended(
        "I25",
        "the document describes the items of the beta with those of the live API",
        ("variant",),
        ("Legacy*",),
        ("item<object:*>", "*put*<object:*>"),
        True,
    ),
    Intended(
        "I25",
        "an item may refer to another one, as in the beta's package",
        ("values",),
        ("LegacyConversationItem",),
        ("type",),
        ["function_call", "function_call_output", "message"],
    ),
    Intended(
        "I8",
        "servers sent parts with the type audio, too",
        ("values",),
        ("LegacyConversationItemContent",),
        ("type",),
        ["input_audio", "input_text", "item_reference", "text"],
    ),
    # Responses
    Intended(
        "R3",
        "the prose names the two words; the schema allows any other string, too",
        ("open",),
        ("ResponseConversation",),
        ("",),
        True,
    ),
    Intended(
        "R7",
        "the beta's service accepted this name, as its package has it",
        ("member",),
        ("LegacyResponseCreateParams",),
        ("max_response_output_tokens",),
        False,
    ),
    Intended(
        "R11",
        "servers send null for what is not set, as official examples show",
        ("null",),
        _RESPONSES,
        ("status_details", "conversation_id", "usage"),
        False,
    ),
    Intended(
        "R13",
        "the only text about a failed response; declared by the packages only",
        ("member",),
        ("ResponseStatusError",),
        ("message",),
        False,
    ),
)
