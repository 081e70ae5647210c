package main

import (
	"github.com/openai/openai-go/v3/realtime"
	"github.com/openai/openai-go/v3/webhooks"
)

// event hands a client event over as Connection.Send takes it: in the union of all.
func event[T any](union func(*T) any) calls {
	return calls{write: func(make maker, wire string) (string, error) { return sent(make, wire, union) }}
}

var clientEventTypes = map[string]calls{
	"RealtimeClientEvent":            {write: write[realtime.RealtimeClientEventUnionParam]},
	"RealtimeTranslationClientEvent": {write: write[realtime.RealtimeTranslationClientEventUnionParam]},
	"ConversationItemCreateEvent": event(func(event *realtime.ConversationItemCreateEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfConversationItemCreate: event}
	}),
	"ConversationItemDeleteEvent": event(func(event *realtime.ConversationItemDeleteEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfConversationItemDelete: event}
	}),
	"ConversationItemRetrieveEvent": event(func(event *realtime.ConversationItemRetrieveEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfConversationItemRetrieve: event}
	}),
	"ConversationItemTruncateEvent": event(func(event *realtime.ConversationItemTruncateEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfConversationItemTruncate: event}
	}),
	"InputAudioBufferAppendEvent": event(func(event *realtime.InputAudioBufferAppendEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfInputAudioBufferAppend: event}
	}),
	"InputAudioBufferClearEvent": event(func(event *realtime.InputAudioBufferClearEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfInputAudioBufferClear: event}
	}),
	"InputAudioBufferCommitEvent": event(func(event *realtime.InputAudioBufferCommitEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfInputAudioBufferCommit: event}
	}),
	"OutputAudioBufferClearEvent": event(func(event *realtime.OutputAudioBufferClearEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfOutputAudioBufferClear: event}
	}),
	"ResponseCancelEvent": event(func(event *realtime.ResponseCancelEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfResponseCancel: event}
	}),
	"ResponseCreateEvent": event(func(event *realtime.ResponseCreateEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfResponseCreate: event}
	}),
	"SessionUpdateEvent": event(func(event *realtime.SessionUpdateEventParam) any {
		return realtime.RealtimeClientEventUnionParam{OfSessionUpdate: event}
	}),
	"TranslationSessionUpdateEvent": event(func(event *realtime.RealtimeTranslationSessionUpdateEventParam) any {
		return realtime.RealtimeTranslationClientEventUnionParam{OfSessionUpdate: event}
	}),
	"TranslationSessionCloseEvent": event(func(event *realtime.RealtimeTranslationSessionCloseEventParam) any {
		return realtime.RealtimeTranslationClientEventUnionParam{OfSessionClose: event}
	}),
	"TranslationInputAudioBufferAppendEvent": event(func(event *realtime.RealtimeTranslationInputAudioBufferAppendEventParam) any {
		return realtime.RealtimeTranslationClientEventUnionParam{OfSessionInputAudioBufferAppend: event}
	}),
}

// Server events are decoded as the union of all, and users switch on its variant.
var (
	serverEvent            = readAs(func(event realtime.RealtimeServerEventUnion) any { return event.AsAny() })
	translationServerEvent = readAs(func(event realtime.RealtimeTranslationServerEventUnion) any { return event.AsAny() })
	webhookEvent           = readAs(func(event webhooks.UnwrapWebhookEventUnion) any { return event.AsAny() })
)

var serverEventTypes = map[string]calls{
	"SessionCreatedEvent":                                   {read: serverEvent},
	"SessionUpdatedEvent":                                   {read: serverEvent},
	"ConversationCreatedEvent":                              {read: serverEvent},
	"ConversationItemCreatedEvent":                          {read: serverEvent},
	"ConversationItemAdded":                                 {read: serverEvent},
	"ConversationItemDone":                                  {read: serverEvent},
	"ConversationItemDeletedEvent":                          {read: serverEvent},
	"ConversationItemRetrieved":                             {read: serverEvent},
	"ConversationItemTruncatedEvent":                        {read: serverEvent},
	"ConversationItemInputAudioTranscriptionCompletedEvent": {read: serverEvent},
	"ConversationItemInputAudioTranscriptionDeltaEvent":     {read: serverEvent},
	"ConversationItemInputAudioTranscriptionFailedEvent":    {read: serverEvent},
	"ConversationItemInputAudioTranscriptionSegment":        {read: serverEvent},
	"InputAudioBufferClearedEvent":                          {read: serverEvent},
	"InputAudioBufferCommittedEvent":                        {read: serverEvent},
	"InputAudioBufferSpeechStartedEvent":                    {read: serverEvent},
	"InputAudioBufferSpeechStoppedEvent":                    {read: serverEvent},
	"InputAudioBufferTimeoutTriggered":                      {read: serverEvent},
	"InputAudioBufferDtmfEventReceivedEvent":                {read: serverEvent},
	"OutputAudioBufferStarted":                              {read: serverEvent},
	"OutputAudioBufferStopped":                              {read: serverEvent},
	"OutputAudioBufferCleared":                              {read: serverEvent},
	"ResponseCreatedEvent":                                  {read: serverEvent},
	"ResponseDoneEvent":                                     {read: serverEvent},
	"ResponseOutputItemAddedEvent":                          {read: serverEvent},
	"ResponseOutputItemDoneEvent":                           {read: serverEvent},
	"ResponseContentPartAddedEvent":                         {read: serverEvent},
	"ResponseContentPartDoneEvent":                          {read: serverEvent},
	"ResponseTextDeltaEvent":                                {read: serverEvent},
	"ResponseTextDoneEvent":                                 {read: serverEvent},
	"ResponseAudioDeltaEvent":                               {read: serverEvent},
	"ResponseAudioDoneEvent":                                {read: serverEvent},
	"ResponseAudioTranscriptDeltaEvent":                     {read: serverEvent},
	"ResponseAudioTranscriptDoneEvent":                      {read: serverEvent},
	"ResponseFunctionCallArgumentsDeltaEvent":               {read: serverEvent},
	"ResponseFunctionCallArgumentsDoneEvent":                {read: serverEvent},
	"ResponseMcpCallArgumentsDelta":                         {read: serverEvent},
	"ResponseMcpCallArgumentsDone":                          {read: serverEvent},
	"ResponseMcpCallInProgress":                             {read: serverEvent},
	"ResponseMcpCallCompleted":                              {read: serverEvent},
	"ResponseMcpCallFailed":                                 {read: serverEvent},
	"McpListToolsInProgress":                                {read: serverEvent},
	"McpListToolsCompleted":                                 {read: serverEvent},
	"McpListToolsFailed":                                    {read: serverEvent},
	"RateLimitsUpdatedEvent":                                {read: serverEvent},
	"RealtimeErrorEvent":                                    {read: serverEvent},
	"RealtimeServerEvent":                                   {read: serverEvent},

	"TranslationSessionCreatedEvent":        {read: translationServerEvent},
	"TranslationSessionUpdatedEvent":        {read: translationServerEvent},
	"TranslationSessionClosedEvent":         {read: translationServerEvent},
	"TranslationInputTranscriptDeltaEvent":  {read: translationServerEvent},
	"TranslationOutputTranscriptDeltaEvent": {read: translationServerEvent},
	"TranslationOutputAudioDeltaEvent":      {read: translationServerEvent},
	"RealtimeTranslationServerEvent":        {read: translationServerEvent},

	// what a service receives over HTTP, as WebhookService.Unwrap decodes it
	"RealtimeCallIncomingWebhookEvent": {read: webhookEvent},
	"RealtimeCallIncomingData":         {read: read[webhooks.RealtimeCallIncomingWebhookEventData]},
	"RealtimeSipHeader":                {read: read[webhooks.RealtimeCallIncomingWebhookEventDataSipHeader]},
}
