package main

import (
	"encoding/json"

	"github.com/openai/openai-go/v3/realtime"
	"github.com/openai/openai-go/v3/responses"
	"github.com/openai/openai-go/v3/shared/constant"
)

// call takes JSON text and returns JSON text, or the client's refusal.
type call func(wire string) (string, error)

// maker makes the client's value of a payload: by parsing it, or by building it.
type maker func(wire string, value any) error

func parse(wire string, value any) error { return json.Unmarshal([]byte(wire), value) }

// writer marshals what a maker has made.
type writer func(make maker, wire string) (string, error)

type calls struct {
	write writer
	read  call
}

func (calls calls) written(make maker) call {
	if calls.write == nil {
		return nil
	}
	return func(wire string) (string, error) { return calls.write(make, wire) }
}

// write makes a param and marshals it, as the client does with whatever is sent.
func write[T any](make maker, wire string) (string, error) {
	return sent(make, wire, func(value *T) any { return *value })
}

// sent marshals what the caller hands to the client: for an event, the union that Connection.Send takes.
func sent[T any](make maker, wire string, handed func(*T) any) (string, error) {
	var value T
	if err := make(wire, &value); err != nil {
		return "", err
	}
	text, err := json.Marshal(handed(&value))
	return string(text), err
}

// response is implemented by all that a server sends.
type response interface{ RawJSON() string }

// read lets the client decode a response and shows what it exposes of it.
func read[T response](wire string) (string, error) {
	var value T
	if err := json.Unmarshal([]byte(wire), &value); err != nil {
		return "", err
	}
	return value.RawJSON(), nil
}

// readName is for responses without RawJSON: names, which are strings.
func readName[T ~string](wire string) (string, error) { return write[T](parse, wire) }

// readEvent decodes a server event as the union of all, and shows the event that the union then holds.
func readEvent(wire string) (string, error) {
	var event realtime.RealtimeServerEventUnion
	if err := json.Unmarshal([]byte(wire), &event); err != nil {
		return "", err
	}
	if known, ok := event.AsAny().(response); ok {
		return known.RawJSON(), nil
	}
	return event.RawJSON(), nil
}

func readTranslationEvent(wire string) (string, error) {
	var event realtime.RealtimeTranslationServerEventUnion
	if err := json.Unmarshal([]byte(wire), &event); err != nil {
		return "", err
	}
	if known, ok := event.AsAny().(response); ok {
		return known.RawJSON(), nil
	}
	return event.RawJSON(), nil
}

func name[T ~string]() calls { return calls{write[T], readName[T]} }

// types: which types of openai-go stand for which wire type, for writing and for reading.
var types = map[string]calls{
	// audio
	"AudioTranscription":         {write: write[realtime.AudioTranscriptionParam]},
	"AudioTranscriptionResponse": {read: read[realtime.AudioTranscription]},
	"AudioTranscriptionDelay":    {write: write[realtime.AudioTranscriptionDelay]},
	"TranscriptionModel":         name[realtime.AudioTranscriptionModel](),
	"NoiseReductionType":         name[realtime.NoiseReductionType](),
	"NoiseReduction": {
		write[realtime.RealtimeAudioConfigInputNoiseReductionParam],
		read[realtime.RealtimeAudioConfigInputNoiseReduction],
	},
	"RealtimeAudioFormats": {write[realtime.RealtimeAudioFormatsUnionParam], read[realtime.RealtimeAudioFormatsUnion]},
	"AudioPcm":             {write[realtime.RealtimeAudioFormatsAudioPCMParam], read[realtime.RealtimeAudioFormatsAudioPCM]},
	"AudioPcmu":            {write[realtime.RealtimeAudioFormatsAudioPCMUParam], read[realtime.RealtimeAudioFormatsAudioPCMU]},
	"AudioPcma":            {write[realtime.RealtimeAudioFormatsAudioPCMAParam], read[realtime.RealtimeAudioFormatsAudioPCMA]},
	"TurnDetection": {
		write[realtime.RealtimeAudioInputTurnDetectionUnionParam],
		read[realtime.RealtimeAudioInputTurnDetectionUnion],
	},
	"ServerVad": {
		write[realtime.RealtimeAudioInputTurnDetectionServerVadParam],
		read[realtime.RealtimeAudioInputTurnDetectionServerVad],
	},
	"SemanticVad": {
		write[realtime.RealtimeAudioInputTurnDetectionSemanticVadParam],
		read[realtime.RealtimeAudioInputTurnDetectionSemanticVad],
	},
	"Voice": {
		write[realtime.RealtimeAudioConfigOutputVoiceUnionParam],
		read[realtime.RealtimeAudioConfigOutputVoiceUnion],
	},
	"VoiceId":                            {write[realtime.RealtimeAudioConfigOutputVoiceIDParam], read[realtime.RealtimeAudioConfigOutputVoiceID]},
	"VoiceIdsShared":                     name[realtime.RealtimeAudioConfigOutputVoiceString2](),
	"RealtimeAudioConfig":                {write: write[realtime.RealtimeAudioConfigParam]},
	"RealtimeAudioConfigInput":           {write: write[realtime.RealtimeAudioConfigInputParam]},
	"RealtimeAudioConfigOutput":          {write: write[realtime.RealtimeAudioConfigOutputParam]},
	"RealtimeSessionResponseAudio":       {read: read[realtime.RealtimeSessionCreateResponseAudio]},
	"RealtimeSessionResponseAudioInput":  {read: read[realtime.RealtimeSessionCreateResponseAudioInput]},
	"RealtimeSessionResponseAudioOutput": {read: read[realtime.RealtimeSessionCreateResponseAudioOutput]},

	// tools; RealtimeToolsConfig is one tool here, and their list in the client
	"RealtimeToolsConfig":  {write[realtime.RealtimeToolsConfigUnionParam], read[realtime.RealtimeToolsConfigUnion]},
	"RealtimeFunctionTool": {write[realtime.RealtimeFunctionToolParam], read[realtime.RealtimeFunctionTool]},
	"McpTool":              {write[realtime.RealtimeToolsConfigUnionMcpParam], read[realtime.RealtimeToolsConfigUnionMcp]},
	"McpAllowedTools": {
		write[realtime.RealtimeToolsConfigUnionMcpAllowedToolsParam],
		read[realtime.RealtimeToolsConfigUnionMcpAllowedTools],
	},
	"McpToolFilter": {
		write[realtime.RealtimeToolsConfigUnionMcpAllowedToolsMcpToolFilterParam],
		read[realtime.RealtimeToolsConfigUnionMcpAllowedToolsMcpToolFilter],
	},
	"McpToolApproval": {
		write[realtime.RealtimeToolsConfigUnionMcpRequireApprovalParam],
		read[realtime.RealtimeToolsConfigUnionMcpRequireApproval],
	},
	"McpToolApprovalFilter": {
		write[realtime.RealtimeToolsConfigUnionMcpRequireApprovalMcpToolApprovalFilterParam],
		read[realtime.RealtimeToolsConfigUnionMcpRequireApprovalMcpToolApprovalFilter],
	},
	"McpToolApprovalSetting": name[realtime.RealtimeToolsConfigUnionMcpRequireApprovalMcpToolApprovalSetting](),
	"RealtimeToolChoiceConfig": {
		write[realtime.RealtimeToolChoiceConfigUnionParam],
		read[realtime.RealtimeToolChoiceConfigUnion],
	},
	"ToolChoiceOptions":  name[responses.ToolChoiceOptions](),
	"ToolChoiceFunction": {write[responses.ToolChoiceFunctionParam], read[responses.ToolChoiceFunction]},
	"ToolChoiceMcp":      {write[responses.ToolChoiceMcpParam], read[responses.ToolChoiceMcp]},

	// the other parts of a session
	"ResponsePrompt":          {write[responses.ResponsePromptParam], read[responses.ResponsePrompt]},
	"RealtimeReasoning":       {write[realtime.RealtimeReasoningParam], read[realtime.RealtimeReasoning]},
	"RealtimeReasoningEffort": name[realtime.RealtimeReasoningEffort](),
	"RealtimeModel": {
		write[realtime.RealtimeSessionCreateRequestModel],
		readName[realtime.RealtimeSessionCreateResponseModel],
	},
	"MaxOutputTokens": {
		write[realtime.RealtimeSessionCreateRequestMaxOutputTokensUnionParam],
		read[realtime.RealtimeSessionCreateRequestMaxOutputTokensUnion],
	},
	"InfMarker":             name[constant.Inf](),
	"RealtimeTracingConfig": {write[realtime.RealtimeTracingConfigUnionParam], read[realtime.RealtimeTracingConfigUnion]},
	"TracingConfig": {
		write[realtime.RealtimeTracingConfigTracingConfigurationParam],
		read[realtime.RealtimeTracingConfigTracingConfiguration],
	},
	"TracingMode":        name[constant.Auto](),
	"RealtimeTruncation": {write[realtime.RealtimeTruncationUnionParam], read[realtime.RealtimeTruncationUnion]},
	"TruncationMode":     name[realtime.RealtimeTruncationRealtimeTruncationStrategy](),
	"RetentionRatioTruncation": {
		write[realtime.RealtimeTruncationRetentionRatioParam],
		read[realtime.RealtimeTruncationRetentionRatio],
	},
	"RetentionRatioTruncationType": name[constant.RetentionRatio](),
	"TruncationTokenLimits": {
		write[realtime.RealtimeTruncationRetentionRatioTokenLimitsParam],
		read[realtime.RealtimeTruncationRetentionRatioTokenLimits],
	},

	// sessions
	"RealtimeSessionType":           name[constant.Realtime](),
	"RealtimeSessionCreateRequest":  {write: write[realtime.RealtimeSessionCreateRequestParam]},
	"RealtimeSessionCreateResponse": {read: read[realtime.RealtimeSessionCreateResponse]},
	"SessionConfig":                 {write: write[realtime.SessionUpdateEventSessionUnionParam]},
	"SessionObject":                 {read: read[realtime.ClientSecretNewResponseSessionUnion]},

	// transcription
	"RealtimeTranscriptionSessionType":           name[constant.Transcription](),
	"RealtimeTranscriptionSessionCreateRequest":  {write: write[realtime.RealtimeTranscriptionSessionCreateRequestParam]},
	"RealtimeTranscriptionSessionAudio":          {write: write[realtime.RealtimeTranscriptionSessionAudioParam]},
	"RealtimeTranscriptionSessionAudioInput":     {write: write[realtime.RealtimeTranscriptionSessionAudioInputParam]},
	"RealtimeTranscriptionSessionCreateResponse": {read: read[realtime.RealtimeTranscriptionSessionCreateResponse]},
	"RealtimeTranscriptionSessionResponseAudio":  {read: read[realtime.RealtimeTranscriptionSessionCreateResponseAudio]},
	"RealtimeTranscriptionSessionResponseAudioConfigInput": {
		read: read[realtime.RealtimeTranscriptionSessionCreateResponseAudioInput],
	},
	"RealtimeTranscriptionSessionTurnDetection": {read: read[realtime.RealtimeTranscriptionSessionTurnDetection]},

	// translation
	"RealtimeTranslationSession":              {read: read[realtime.RealtimeTranslationSession]},
	"RealtimeTranslationSessionCreateRequest": {write: write[realtime.RealtimeTranslationSessionCreateRequestParam]},
	"RealtimeTranslationSessionUpdateRequest": {write: write[realtime.RealtimeTranslationSessionUpdateRequestParam]},
	"TranslationAudio": {
		write[realtime.RealtimeTranslationSessionUpdateRequestAudioParam],
		read[realtime.RealtimeTranslationSessionAudio],
	},
	"TranslationAudioInput": {
		write[realtime.RealtimeTranslationSessionUpdateRequestAudioInputParam],
		read[realtime.RealtimeTranslationSessionAudioInput],
	},
	"TranslationAudioOutput": {
		write[realtime.RealtimeTranslationSessionUpdateRequestAudioOutputParam],
		read[realtime.RealtimeTranslationSessionAudioOutput],
	},
	"TranslationNoiseReduction": {
		write[realtime.RealtimeTranslationSessionUpdateRequestAudioInputNoiseReductionParam],
		read[realtime.RealtimeTranslationSessionAudioInputNoiseReduction],
	},
	"TranslationTranscription": {
		write[realtime.RealtimeTranslationSessionUpdateRequestAudioInputTranscriptionParam],
		read[realtime.RealtimeTranslationSessionAudioInputTranscription],
	},

	// bodies and answers of requests
	"ClientSecretExpiresAfter":                      {write: write[realtime.ClientSecretNewParamsExpiresAfter]},
	"RealtimeClientSecretCreateRequest":             {write: write[realtime.ClientSecretNewParams]},
	"RealtimeClientSecretCreateResponse":            {read: read[realtime.ClientSecretNewResponse]},
	"RealtimeTranslationClientSecretCreateRequest":  {write: write[realtime.TranslationClientSecretNewParams]},
	"RealtimeTranslationClientSecretCreateResponse": {read: read[realtime.RealtimeTranslationClientSecretCreateResponse]},
	"RealtimeCallCreateRequest":                     {write: createCall},
	"RealtimeCallReferRequest":                      {write: write[realtime.CallReferParams]},
	"RealtimeCallRejectRequest":                     {write: write[realtime.CallRejectParams]},

	// client events: as the unions that Connection.Send takes
	"SessionUpdateEvent": {write: func(make maker, wire string) (string, error) {
		return sent(make, wire, func(event *realtime.SessionUpdateEventParam) any {
			return realtime.RealtimeClientEventUnionParam{OfSessionUpdate: event}
		})
	}},
	"TranslationSessionUpdateEvent": {write: func(make maker, wire string) (string, error) {
		return sent(make, wire, func(event *realtime.RealtimeTranslationSessionUpdateEventParam) any {
			return realtime.RealtimeTranslationClientEventUnionParam{OfSessionUpdate: event}
		})
	}},
	"TranslationSessionCloseEvent": {write: func(make maker, wire string) (string, error) {
		return sent(make, wire, func(event *realtime.RealtimeTranslationSessionCloseEventParam) any {
			return realtime.RealtimeTranslationClientEventUnionParam{OfSessionClose: event}
		})
	}},

	// server events
	"SessionCreatedEvent":            {read: readEvent},
	"SessionUpdatedEvent":            {read: readEvent},
	"TranslationSessionCreatedEvent": {read: readTranslationEvent},
	"TranslationSessionUpdatedEvent": {read: readTranslationEvent},
	"TranslationSessionClosedEvent":  {read: readTranslationEvent},
}
