package main

import (
	"github.com/openai/openai-go/v3/realtime"
	"github.com/openai/openai-go/v3/responses"
	"github.com/openai/openai-go/v3/shared/constant"
)

// sessionTypes: sessions, their parts, and the requests that carry them.
var sessionTypes = map[string]calls{
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
}
