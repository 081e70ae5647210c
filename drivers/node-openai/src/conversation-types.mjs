// The events of a conversation, and what travels inside of them: items, responses, errors.

import { readEvent, readWebhook, sendEvent } from './calls.mjs';
import { inEvent, inside } from './inside.mjs';
import { sendToConversation } from './sending.mjs';

const CLIENT_EVENTS = `
  ConversationItemCreateEvent ConversationItemDeleteEvent ConversationItemRetrieveEvent ConversationItemTruncateEvent
  InputAudioBufferAppendEvent InputAudioBufferClearEvent InputAudioBufferCommitEvent OutputAudioBufferClearEvent
  ResponseCancelEvent ResponseCreateEvent
`;
const SERVER_EVENTS = `
  ConversationCreatedEvent ConversationItemAdded ConversationItemCreatedEvent ConversationItemDeletedEvent
  ConversationItemDone ConversationItemInputAudioTranscriptionCompletedEvent
  ConversationItemInputAudioTranscriptionDeltaEvent ConversationItemInputAudioTranscriptionFailedEvent
  ConversationItemInputAudioTranscriptionSegment ConversationItemRetrieved ConversationItemTruncatedEvent
  InputAudioBufferClearedEvent InputAudioBufferCommittedEvent InputAudioBufferDtmfEventReceivedEvent
  InputAudioBufferSpeechStartedEvent InputAudioBufferSpeechStoppedEvent InputAudioBufferTimeoutTriggered
  McpListToolsCompleted McpListToolsFailed McpListToolsInProgress
  OutputAudioBufferCleared OutputAudioBufferStarted OutputAudioBufferStopped RateLimitsUpdatedEvent RealtimeErrorEvent
  ResponseAudioDeltaEvent ResponseAudioDoneEvent ResponseAudioTranscriptDeltaEvent ResponseAudioTranscriptDoneEvent
  ResponseContentPartAddedEvent ResponseContentPartDoneEvent ResponseCreatedEvent ResponseDoneEvent
  ResponseFunctionCallArgumentsDeltaEvent ResponseFunctionCallArgumentsDoneEvent
  ResponseMcpCallArgumentsDelta ResponseMcpCallArgumentsDone ResponseMcpCallCompleted ResponseMcpCallFailed
  ResponseMcpCallInProgress ResponseOutputItemAddedEvent ResponseOutputItemDoneEvent ResponseTextDeltaEvent
  ResponseTextDoneEvent
`;
const ITEMS = `
  RealtimeConversationItem RealtimeConversationItemSystemMessage RealtimeConversationItemUserMessage
  RealtimeConversationItemAssistantMessage RealtimeConversationItemFunctionCall
  RealtimeConversationItemFunctionCallOutput RealtimeMcpApprovalResponse RealtimeMcpListTools RealtimeMcpToolCall
  RealtimeMcpApprovalRequest
`;
/** Types of the same calls, by their names. */
const each = (names, calls) => Object.fromEntries(names.trim().split(/\s+/).map((name) => [name, calls]));

const CREATE = '"type":"conversation.item.create"';
const ADDED = '"type":"conversation.item.added","event_id":"ev_1","previous_item_id":null';
const DONE = '"type":"response.done","event_id":"ev_1"';
const COMPLETED =
  '"type":"conversation.item.input_audio_transcription.completed","event_id":"ev_1","item_id":"it_1","content_index":0';

/** A part of a message with this role. */
const part = (role) => {
  const [before, after] = [`{"type":"message","role":"${role}","content":[`, ']}'];
  const path = ['item', 'content', 0];
  return {
    roundtrip: inside(sendEvent, `{${CREATE},"item":${before}`, `${after}}`, ...path),
    read: inside(readEvent, `{${ADDED},"item":${before}`, `${after}}`, ...path),
  };
};

/** A member of an item that is told by its type. */
const ofItem = (item, ...path) => {
  const [before, after] = path.at(-1) === 0 ? ['[', ']'] : ['', ''];
  const open = `{${item},"${path[0]}":${before}`;
  return {
    roundtrip: inside(sendEvent, `{${CREATE},"item":${open}`, `${after}}}`, 'item', ...path),
    read: inside(readEvent, `{${ADDED},"item":${open}`, `${after}}}`, 'item', ...path),
  };
};

const created = (...path) => ({ roundtrip: inEvent(sendEvent, '"type":"response.create"', 'response', ...path) });
const response = (...path) => ({ read: inEvent(readEvent, DONE, 'response', ...path) });
const mcpError = ofItem('"type":"mcp_call","id":"it_1","server_label":"s","name":"n","arguments":""', 'error');

export const CONVERSATION_TYPES = {
  ...each(CLIENT_EVENTS, { roundtrip: sendEvent, send: sendToConversation }),
  ...each(SERVER_EVENTS, { read: readEvent }),
  RealtimeClientEvent: { roundtrip: sendEvent },
  RealtimeServerEvent: { read: readEvent },
  RealtimeCallIncomingWebhookEvent: { read: readWebhook },
  // items
  ...each(ITEMS, { roundtrip: inEvent(sendEvent, CREATE, 'item'), read: inEvent(readEvent, ADDED, 'item') }),
  ...each('InputTextPart InputAudioPart InputImagePart UserContentPart', part('user')),
  ...each('OutputTextPart OutputAudioPart AssistantContentPart', part('assistant')),
  ...each('McpCallError RealtimeMcpProtocolError RealtimeMcpToolExecutionError RealtimeMcphttpError', mcpError),
  McpListToolEntry: ofItem('"type":"mcp_list_tools","server_label":"s"', 'tools', 0),
  ResponseItemReference: created('input', 0),
  // responses
  RealtimeResponseCreateParams: created(),
  RealtimeResponseCreateAudioOutput: created('audio'),
  ResponseAudioOutputConfig: created('audio', 'output'),
  RealtimeResponse: response(),
  RealtimeResponseAudio: response('audio'),
  RealtimeResponseAudioOutput: response('audio', 'output'),
  RealtimeResponseStatus: response('status_details'),
  ResponseStatusError: response('status_details', 'error'),
  RealtimeResponseUsage: response('usage'),
  RealtimeResponseUsageInputTokenDetails: response('usage', 'input_token_details'),
  CachedTokensDetails: response('usage', 'input_token_details', 'cached_tokens_details'),
  RealtimeResponseUsageOutputTokenDetails: response('usage', 'output_token_details'),
  // what else events carry
  Conversation: { read: inEvent(readEvent, '"type":"conversation.created","event_id":"ev_1"', 'conversation') },
  RealtimeError: { read: inEvent(readEvent, '"type":"error","event_id":"ev_1"', 'error') },
  RealtimeRateLimit: { read: inEvent(readEvent, '"type":"rate_limits.updated","event_id":"ev_1"', 'rate_limits', 0) },
  LogProbProperties: { read: inEvent(readEvent, COMPLETED, 'logprobs', 0) },
  ...each('TranscriptTextUsageTokens TranscriptTextUsageDuration', { read: inEvent(readEvent, COMPLETED, 'usage') }),
  TranscriptionError: {
    read: inEvent(readEvent, COMPLETED.replace('completed', 'failed'), 'error'),
  },
};
