"""The intended differences of sessions, client secrets and calls, each with the API rule behind it."""

from pytest_realtime.drift.intention import Intended

_REQUEST_INPUTS = ("RealtimeAudioConfigInput", "RealtimeTranscriptionSessionAudioInput")
_ANSWER_INPUTS = ("RealtimeSessionResponseAudioInput", "RealtimeTranscriptionSessionResponseAudioConfigInput")
_ANSWERS = ("RealtimeSessionCreateResponse", "RealtimeTranscriptionSessionCreateResponse")
_BETA_SWITCHES = ("tracing", "*turn_detection", "*noise_reduction", "input_audio_transcription")

INTENDED_OF_SESSIONS: tuple[Intended, ...] = (
    Intended(
        "N2",
        "null turns a switch off; only the prose says so",
        ("null",),
        _REQUEST_INPUTS,
        ("noise_reduction", "transcription"),
        False,
    ),
    Intended(
        "N2",
        "null turns tracing off, too; the document's nullable keyword means nothing in OpenAPI 3.1",
        ("null",),
        ("RealtimeSessionCreateRequest",),
        ("tracing",),
        False,
    ),
    Intended(
        "N2",
        "the beta sessions had the same switches, with null in their prose only",
        ("null",),
        ("LegacyRealtime*",),
        _BETA_SWITCHES,
        False,
    ),
    Intended(
        "N6",
        "servers send null for what is switched off, as official examples show",
        ("null",),
        _ANSWER_INPUTS,
        ("noise_reduction", "transcription"),
        False,
    ),
    Intended(
        "N6", "an official example of a response has null for include", ("null",), _ANSWERS, ("include",), False
    ),
    Intended(
        "N6",
        "an official example of a transcription has null for the language",
        ("null",),
        ("AudioTranscriptionResponse",),
        ("language",),
        False,
    ),
    Intended(
        "U2",
        "only the type distinguishes the formats; without it all of them match",
        ("required",),
        ("AudioPcm", "AudioPcmu", "AudioPcma"),
        ("type",),
        False,
    ),
    Intended("V9", "PCM has one valid rate, and it has to be sent", ("required",), ("AudioPcm",), ("rate",), False),
    Intended("U3", "the type distinguishes tools", ("required",), ("RealtimeFunctionTool",), ("type",), False),
    Intended(
        "X11",
        "a function without a name cannot be called",
        ("required",),
        ("RealtimeFunctionTool",),
        ("name",),
        False,
    ),
    Intended("X11", "nor can one with an empty name", ("minLength",), ("RealtimeFunctionTool",), ("name",), None),
    Intended(
        "S13",
        "the prose gives detail a default, so that it can't be required",
        ("required",),
        ("ResponsePromptVariables",),
        ("*<object:input_image>.detail",),
        True,
    ),
    Intended(
        "V3", "the range is in the prose only", ("minimum", "maximum"), ("MaxOutputTokens",), ("<integer>",), None
    ),
    Intended("V6", "the range is in the prose only", ("minimum", "maximum"), ("*",), ("*threshold",), None),
    Intended("V7", "an absolute URL is only a SHOULD", ("format",), ("*",), ("*_url",), "uri"),
    Intended("V7", "an integer is whole seconds", ("format",), ("*",), ("*expires_at",), "unixtime"),
    Intended("V4", "an integer has no size on the wire", ("format",), ("*ExpiresAfter",), ("seconds",), "int64"),
    Intended(
        "X1",
        "exactly one modality, by the prose; the document allows both, and none",
        ("minItems", "maxItems"),
        ("RealtimeSessionCreate*", "RealtimeResponse", "RealtimeResponseCreateParams"),
        ("output_modalities",),
        None,
    ),
    Intended(
        "V8",
        "a reader accepts the custom voice that a request may have set",
        ("variant",),
        ("RealtimeSessionResponseAudioOutput",),
        ("voice<object>",),
        False,
    ),
    Intended(
        "V1",
        "a beta model is any string; the names of retired ones are not listed",
        ("values",),
        ("LegacyRealtimeSession",),
        ("model",),
        ...,
    ),
    Intended(
        "S3",
        "a client secret makes no sense in a request, and official examples leave it out",
        ("required",),
        ("Legacy*",),
        ("client_secret",),
        True,
    ),
    Intended(
        "S3",
        "an official example of a beta response has null for the secret",
        ("null",),
        ("LegacyRealtimeTranscriptionSessionCreateResponse",),
        ("client_secret",),
        False,
    ),
    Intended(
        "S3",
        "four beta schemas forget to say that modalities are an array",
        ("type",),
        ("Legacy*",),
        ("*modalities",),
        [],
    ),
    Intended(
        "S3",
        "the prose lists the words of these strings",
        ("values",),
        ("LegacyRealtime*", "LegacyTurnDetection"),
        ("*_audio_format", "tool_choice", "type", "turn_detection.type"),
        None,
    ),
    Intended(
        "S12",
        "declared by the official packages only, which are ahead of the document",
        ("member",),
        ("NoiseReduction", "TranslationNoiseReduction", "ResponsePrompt*", "Legacy*"),
        (
            *("strength", "*prompt_cache_breakpoint.ttl", "model", "input_audio_noise_reduction"),
            *("*create_response", "*interrupt_response", "*eagerness", "*noise_reduction.strength"),
        ),
        False,
    ),
    Intended(
        "S6",
        "one type serves all beta turn detections, and the type of all others is any string",
        ("values",),
        ("LegacyRealtimeTranscriptionSessionCreateRequest",),
        ("turn_detection.type",),
        ["server_vad"],
    ),
)
