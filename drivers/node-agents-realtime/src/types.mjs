// Which call of the package stands for which wire type. What its config has no type of its own for is asked inside the
// sessions that hold it.

import { event, inSession, payload, read, readAny, sendEvent, sendUpdate, tracing, update } from './calls.mjs';

const member = (name) => inSession(`"${name}":`, '', name);
const input = (name) => inSession(`"audio":{"input":{"${name}":`, '}}', 'audio', 'input', name);
const output = (name) => inSession(`"audio":{"output":{"${name}":`, '}}', 'audio', 'output', name);
const tool = inSession('"tools":[', ']', 'tools', 0);
const mcp = '"type":"mcp","server_label":"a","server_url":"https://mcp.example.com"';
const inTool = (name) => inSession(`"tools":[{${mcp},"${name}":`, '}]', 'tools', 0, name);

const CLIENT_EVENTS = `
  ConversationItemCreateEvent ConversationItemDeleteEvent ConversationItemRetrieveEvent ConversationItemTruncateEvent
  InputAudioBufferAppendEvent InputAudioBufferClearEvent InputAudioBufferCommitEvent OutputAudioBufferClearEvent
  ResponseCancelEvent ResponseCreateEvent
`;
/** The events that the package knows; each has listeners of its own. */
const SERVER_EVENTS = `
  ConversationCreatedEvent ConversationItemAdded ConversationItemDeletedEvent ConversationItemDone
  ConversationItemInputAudioTranscriptionCompletedEvent ConversationItemInputAudioTranscriptionDeltaEvent
  ConversationItemInputAudioTranscriptionFailedEvent ConversationItemRetrieved ConversationItemTruncatedEvent
  InputAudioBufferClearedEvent InputAudioBufferCommittedEvent InputAudioBufferSpeechStartedEvent
  InputAudioBufferSpeechStoppedEvent McpListToolsCompleted McpListToolsFailed McpListToolsInProgress
  OutputAudioBufferCleared OutputAudioBufferStarted OutputAudioBufferStopped RateLimitsUpdatedEvent RealtimeErrorEvent
  ResponseAudioDeltaEvent ResponseAudioDoneEvent ResponseAudioTranscriptDeltaEvent ResponseAudioTranscriptDoneEvent
  ResponseContentPartAddedEvent ResponseContentPartDoneEvent ResponseCreatedEvent ResponseDoneEvent
  ResponseFunctionCallArgumentsDeltaEvent ResponseFunctionCallArgumentsDoneEvent ResponseMcpCallArgumentsDelta
  ResponseMcpCallArgumentsDone ResponseMcpCallCompleted ResponseMcpCallInProgress ResponseOutputItemAddedEvent
  ResponseOutputItemDoneEvent ResponseTextDeltaEvent ResponseTextDoneEvent
`;
const UNKNOWN_EVENTS = `
  ConversationItemCreatedEvent ConversationItemInputAudioTranscriptionSegment InputAudioBufferDtmfEventReceivedEvent
  InputAudioBufferTimeoutTriggered ResponseMcpCallFailed
`;
const each = (names, calls) => Object.fromEntries(names.trim().split(/\s+/).map((name) => [name, calls]));

export const TYPES = {
  // what travels
  ...each(CLIENT_EVENTS, { roundtrip: event, send: sendEvent }),
  ...each(SERVER_EVENTS, { read }),
  ...each(UNKNOWN_EVENTS, { read: readAny }),
  SessionUpdateEvent: { roundtrip: update, send: sendUpdate },
  SessionCreatedEvent: { read },
  SessionUpdatedEvent: { read },
  RealtimeSessionCreateRequest: { roundtrip: payload },
  // audio
  RealtimeAudioConfig: { roundtrip: member('audio').roundtrip },
  RealtimeAudioConfigInput: { roundtrip: inSession('"audio":{"input":', '}', 'audio', 'input').roundtrip },
  RealtimeAudioConfigOutput: { roundtrip: inSession('"audio":{"output":', '}', 'audio', 'output').roundtrip },
  RealtimeAudioFormats: input('format'),
  AudioPcm: input('format'),
  AudioPcmu: input('format'),
  AudioPcma: input('format'),
  NoiseReduction: input('noise_reduction'),
  AudioTranscription: { roundtrip: input('transcription').roundtrip },
  TurnDetection: input('turn_detection'),
  ServerVad: input('turn_detection'),
  SemanticVad: input('turn_detection'),
  Voice: output('voice'),
  // tools
  RealtimeToolsConfig: tool,
  RealtimeFunctionTool: tool,
  McpTool: tool,
  McpAllowedTools: inTool('allowed_tools'),
  McpToolFilter: inTool('allowed_tools'),
  McpToolApproval: inTool('require_approval'),
  McpToolApprovalFilter: inTool('require_approval'),
  RealtimeToolChoiceConfig: member('tool_choice'),
  ToolChoiceOptions: member('tool_choice'),
  // the other parts of a session
  ResponsePrompt: member('prompt'),
  RealtimeReasoning: member('reasoning'),
  RealtimeReasoningEffort: inSession('"reasoning":{"effort":', '}', 'reasoning', 'effort'),
  RealtimeTracingConfig: { ...member('tracing'), roundtrip: tracing },
  TracingConfig: { ...member('tracing'), roundtrip: tracing },
};
