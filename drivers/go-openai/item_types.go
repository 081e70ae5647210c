package main

import (
	"encoding/json"
	"strings"

	"github.com/openai/openai-go/v3/realtime"
	"github.com/openai/openai-go/v3/shared"
)

// itemTypes: items and content parts; one struct of the client stands for all parts of a role.
var itemTypes = map[string]calls{
	"RealtimeConversationItem": {
		write[realtime.ConversationItemUnionParam],
		readAs(func(item realtime.ConversationItemUnion) any { return item.AsAny() }),
	},
	"RealtimeResponseInputItem":                  {write: responseInput},
	"RealtimeConversationItemSystemMessage":      {write[realtime.RealtimeConversationItemSystemMessageParam], read[realtime.RealtimeConversationItemSystemMessage]},
	"RealtimeConversationItemUserMessage":        {write[realtime.RealtimeConversationItemUserMessageParam], read[realtime.RealtimeConversationItemUserMessage]},
	"RealtimeConversationItemAssistantMessage":   {write[realtime.RealtimeConversationItemAssistantMessageParam], read[realtime.RealtimeConversationItemAssistantMessage]},
	"RealtimeConversationItemFunctionCall":       {write[realtime.RealtimeConversationItemFunctionCallParam], read[realtime.RealtimeConversationItemFunctionCall]},
	"RealtimeConversationItemFunctionCallOutput": {write[realtime.RealtimeConversationItemFunctionCallOutputParam], read[realtime.RealtimeConversationItemFunctionCallOutput]},
	"RealtimeMcpApprovalResponse":                {write[realtime.RealtimeMcpApprovalResponseParam], read[realtime.RealtimeMcpApprovalResponse]},
	"RealtimeMcpListTools":                       {write[realtime.RealtimeMcpListToolsParam], read[realtime.RealtimeMcpListTools]},
	"RealtimeMcpToolCall":                        {write[realtime.RealtimeMcpToolCallParam], read[realtime.RealtimeMcpToolCall]},
	"RealtimeMcpApprovalRequest":                 {write[realtime.RealtimeMcpApprovalRequestParam], read[realtime.RealtimeMcpApprovalRequest]},
	"McpListToolEntry":                           {write[realtime.RealtimeMcpListToolsToolParam], read[realtime.RealtimeMcpListToolsTool]},
	"RealtimeMcpProtocolError":                   {write[realtime.RealtimeMcpProtocolErrorParam], read[realtime.RealtimeMcpProtocolError]},
	"RealtimeMcpToolExecutionError":              {write[realtime.RealtimeMcpToolExecutionErrorParam], read[realtime.RealtimeMcpToolExecutionError]},
	"RealtimeMcphttpError":                       {write[realtime.RealtimeMcphttpErrorParam], read[realtime.RealtimeMcphttpError]},
	"UserContentPart":                            {write[realtime.RealtimeConversationItemUserMessageContentParam], read[realtime.RealtimeConversationItemUserMessageContent]},
	"AssistantContentPart":                       {write[realtime.RealtimeConversationItemAssistantMessageContentParam], read[realtime.RealtimeConversationItemAssistantMessageContent]},
	"InputTextPart":                              {write[realtime.RealtimeConversationItemUserMessageContentParam], read[realtime.RealtimeConversationItemUserMessageContent]},
	"InputAudioPart":                             {write[realtime.RealtimeConversationItemUserMessageContentParam], read[realtime.RealtimeConversationItemUserMessageContent]},
	"InputImagePart":                             {write[realtime.RealtimeConversationItemUserMessageContentParam], read[realtime.RealtimeConversationItemUserMessageContent]},
	"OutputTextPart":                             {write[realtime.RealtimeConversationItemAssistantMessageContentParam], read[realtime.RealtimeConversationItemAssistantMessageContent]},
	"OutputAudioPart":                            {write[realtime.RealtimeConversationItemAssistantMessageContentParam], read[realtime.RealtimeConversationItemAssistantMessageContent]},
	"McpCallError":                               {write[realtime.RealtimeMcpToolCallErrorUnionParam], read[realtime.RealtimeMcpToolCallErrorUnion]},
	"ConversationItemObject":                     name[realtime.RealtimeConversationItemUserMessageObject](),
	"ConversationItemStatus":                     name[realtime.RealtimeConversationItemUserMessageStatus](),
}

// responseTypes: response.create, the response, and what else server events carry.
var responseTypes = map[string]calls{
	"RealtimeResponseCreateParams":            {write: write[realtime.RealtimeResponseCreateParams]},
	"RealtimeResponseCreateAudioOutput":       {write: write[realtime.RealtimeResponseCreateAudioOutputParam]},
	"ResponseAudioOutputConfig":               {write: write[realtime.RealtimeResponseCreateAudioOutputOutputParam]},
	"ResponseConversation":                    {write: write[realtime.RealtimeResponseCreateParamsConversation]},
	"Metadata":                                {write[shared.Metadata], readMap[shared.Metadata]},
	"RealtimeResponseObject":                  {read: readName[realtime.RealtimeResponseObject]},
	"ResponseStatus":                          {read: readName[realtime.RealtimeResponseStatus]},
	"RealtimeResponse":                        {read: read[realtime.RealtimeResponse]},
	"RealtimeResponseAudio":                   {read: read[realtime.RealtimeResponseAudio]},
	"RealtimeResponseAudioOutput":             {read: read[realtime.RealtimeResponseAudioOutput]},
	"RealtimeResponseUsage":                   {read: read[realtime.RealtimeResponseUsage]},
	"RealtimeResponseUsageInputTokenDetails":  {read: read[realtime.RealtimeResponseUsageInputTokenDetails]},
	"CachedTokensDetails":                     {read: read[realtime.RealtimeResponseUsageInputTokenDetailsCachedTokensDetails]},
	"RealtimeResponseUsageOutputTokenDetails": {read: read[realtime.RealtimeResponseUsageOutputTokenDetails]},
	"Conversation":                            {read: read[realtime.ConversationCreatedEventConversation]},
	"ResponseContentPart":                     {read: read[realtime.ResponseContentPartAddedEventPart]},
	"LogProbProperties":                       {read: read[realtime.LogProbProperties]},
	"TranscriptionUsage":                      {read: read[realtime.ConversationItemInputAudioTranscriptionCompletedEventUsageUnion]},
	"TranscriptTextUsageTokens":               {read: read[realtime.ConversationItemInputAudioTranscriptionCompletedEventUsageTranscriptTextUsageTokens]},
	"TranscriptionTokenInputDetails":          {read: read[realtime.ConversationItemInputAudioTranscriptionCompletedEventUsageTranscriptTextUsageTokensInputTokenDetails]},
	"TranscriptTextUsageDuration":             {read: read[realtime.ConversationItemInputAudioTranscriptionCompletedEventUsageTranscriptTextUsageDuration]},
	"TranscriptionError":                      {read: read[realtime.ConversationItemInputAudioTranscriptionFailedEventError]},
	"TranscriptionLanguage":                   {read: read[realtime.TranscriptionLanguage]},
	"RealtimeRateLimit":                       {read: read[realtime.RateLimitsUpdatedEventRateLimit]},
	"RealtimeError":                           {read: read[realtime.RealtimeError]},
}

// responseInput makes what SendResponseCreate takes: an item, or the id of one.
func responseInput(make maker, wire string) (string, error) {
	var reference struct {
		Type string
		ID   *string
	}
	strict := json.NewDecoder(strings.NewReader(wire))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&reference); err == nil && reference.Type == "item_reference" && reference.ID != nil {
		text, err := json.Marshal(realtime.ResponseInputReference(*reference.ID))
		return string(text), err
	}
	return sent(make, wire, func(item *realtime.ConversationItemUnionParam) any { return realtime.ResponseInputItem(*item) })
}
