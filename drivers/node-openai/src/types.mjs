// Which call of the package stands for which wire type.
//
// The package's types exist for the compiler only. A type that travels is asked through the call that sends or
// receives it; a type that it declares inside of such a one is put where it belongs, sent, and cut out of what was
// sent. Enums that the package writes out in place have no type of their own: they are asked inside what holds them.

import { answered, body, form, readEvent, readTranslationEvent, sendEvent, sendTranslationEvent } from './calls.mjs';
import { CONVERSATION_TYPES } from './conversation-types.mjs';
import { inEvent, inside } from './inside.mjs';
import { request, sendToConversation, sendToTranslation } from './sending.mjs';

const CALL = 'rtc_1';

/** A request body: what is sent into nothing, and what a server gets. */
const asked = (call) => ({ roundtrip: body(call), send: request(call) });

const accept = asked((client, session) => client.realtime.calls.accept(CALL, session));
const createCall = (client, payload) => client.realtime.calls.create(payload);
const createSecret = asked((client, payload) => client.realtime.clientSecrets.create(payload));
const createTranslationSecret = asked((client, payload) => client.realtime.translations.clientSecrets.create(payload));
const readSecret = answered((client) => client.realtime.clientSecrets.create({}));
const readTranslationSecret = answered((client) => client.realtime.translations.clientSecrets.create({ session: { model: 'any' } }));

const UPDATE = '"type":"session.update"';
const CREATED = '"type":"session.created","event_id":"ev_1"';
const written = (...path) => ({ roundtrip: inEvent(sendEvent, UPDATE, 'session', ...path) });
const read = (...path) => ({ read: inEvent(readEvent, CREATED, 'session', ...path) });
const both = (...path) => ({ ...written(...path), ...read(...path) });

const writtenTranslation = (...path) => ({ roundtrip: inEvent(sendTranslationEvent, UPDATE, 'session', ...path) });
const readTranslation = (...path) => ({ read: inEvent(readTranslationEvent, CREATED, 'session', ...path) });
const bothTranslation = (...path) => ({ ...writtenTranslation(...path), ...readTranslation(...path) });

const INPUT = ['audio', 'input'];
const OUTPUT = ['audio', 'output'];
const TOOL = ['tools', 0];

export const TYPES = {
  ...CONVERSATION_TYPES,
  // events
  SessionUpdateEvent: { roundtrip: sendEvent, send: sendToConversation },
  SessionCreatedEvent: { read: readEvent },
  SessionUpdatedEvent: { read: readEvent },
  TranslationSessionUpdateEvent: { roundtrip: sendTranslationEvent, send: sendToTranslation },
  TranslationInputAudioBufferAppendEvent: { roundtrip: sendTranslationEvent, send: sendToTranslation },
  TranslationSessionCloseEvent: { roundtrip: sendTranslationEvent },
  TranslationSessionCreatedEvent: { read: readTranslationEvent },
  TranslationSessionUpdatedEvent: { read: readTranslationEvent },
  TranslationSessionClosedEvent: { read: readTranslationEvent },
  TranslationInputTranscriptDeltaEvent: { read: readTranslationEvent },
  TranslationOutputTranscriptDeltaEvent: { read: readTranslationEvent },
  TranslationOutputAudioDeltaEvent: { read: readTranslationEvent },
  RealtimeTranslationClientEvent: { roundtrip: sendTranslationEvent },
  RealtimeTranslationServerEvent: { read: readTranslationEvent },
  // request bodies and answers
  RealtimeSessionCreateRequest: accept,
  RealtimeCallCreateRequest: { roundtrip: form(createCall), send: request(createCall) },
  RealtimeCallReferRequest: asked((client, payload) => client.realtime.calls.refer(CALL, payload)),
  RealtimeCallRejectRequest: asked((client, payload) => client.realtime.calls.reject(CALL, payload)),
  RealtimeClientSecretCreateRequest: createSecret,
  RealtimeClientSecretCreateResponse: { read: readSecret },
  RealtimeTranslationClientSecretCreateRequest: createTranslationSecret,
  RealtimeTranslationClientSecretCreateResponse: { read: readTranslationSecret },
  ClientSecretExpiresAfter: { roundtrip: inside(createSecret.roundtrip, '{"expires_after":', '}', 'expires_after') },
  RealtimeTranslationSessionCreateRequest: { roundtrip: inside(createTranslationSecret.roundtrip, '{"session":', '}', 'session') },
  // sessions
  SessionConfig: written(),
  SessionObject: read(),
  RealtimeSessionCreateResponse: read(),
  RealtimeTranscriptionSessionCreateRequest: written(),
  RealtimeTranscriptionSessionCreateResponse: read(),
  RealtimeTranslationSessionUpdateRequest: writtenTranslation(),
  RealtimeTranslationSession: readTranslation(),
  // audio
  RealtimeAudioConfig: written('audio'),
  RealtimeAudioConfigInput: written(...INPUT),
  RealtimeAudioConfigOutput: written(...OUTPUT),
  RealtimeSessionResponseAudio: read('audio'),
  RealtimeSessionResponseAudioInput: read(...INPUT),
  RealtimeSessionResponseAudioOutput: read(...OUTPUT),
  RealtimeTranscriptionSessionAudio: written('audio'),
  RealtimeTranscriptionSessionAudioInput: written(...INPUT),
  RealtimeTranscriptionSessionResponseAudio: read('audio'),
  RealtimeTranscriptionSessionResponseAudioConfigInput: read(...INPUT),
  AudioTranscription: written(...INPUT, 'transcription'),
  AudioTranscriptionResponse: read(...INPUT, 'transcription'),
  NoiseReduction: both(...INPUT, 'noise_reduction'),
  NoiseReductionType: both(...INPUT, 'noise_reduction', 'type'),
  RealtimeAudioFormats: both(...INPUT, 'format'),
  AudioPcm: both(...INPUT, 'format'),
  AudioPcmu: both(...INPUT, 'format'),
  AudioPcma: both(...INPUT, 'format'),
  TurnDetection: both(...INPUT, 'turn_detection'),
  ServerVad: both(...INPUT, 'turn_detection'),
  SemanticVad: both(...INPUT, 'turn_detection'),
  RealtimeTranscriptionSessionTurnDetection: read(...INPUT, 'turn_detection'),
  Voice: both(...OUTPUT, 'voice'),
  VoiceId: both(...OUTPUT, 'voice'),
  TranslationAudio: bothTranslation('audio'),
  TranslationAudioInput: bothTranslation(...INPUT),
  TranslationAudioOutput: bothTranslation(...OUTPUT),
  TranslationNoiseReduction: bothTranslation(...INPUT, 'noise_reduction'),
  TranslationTranscription: bothTranslation(...INPUT, 'transcription'),
  // tools
  RealtimeToolsConfig: both(...TOOL),
  RealtimeFunctionTool: both(...TOOL),
  McpTool: both(...TOOL),
  McpAllowedTools: both(...TOOL, 'allowed_tools'),
  McpToolFilter: both(...TOOL, 'allowed_tools'),
  McpToolApproval: both(...TOOL, 'require_approval'),
  McpToolApprovalFilter: both(...TOOL, 'require_approval'),
  RealtimeToolChoiceConfig: both('tool_choice'),
  ToolChoiceOptions: both('tool_choice'),
  ToolChoiceFunction: both('tool_choice'),
  ToolChoiceMcp: both('tool_choice'),
  // the other parts of a session
  ResponsePrompt: both('prompt'),
  RealtimeReasoning: both('reasoning'),
  RealtimeReasoningEffort: both('reasoning', 'effort'),
  RealtimeTracingConfig: both('tracing'),
  TracingConfig: both('tracing'),
  RealtimeTruncation: both('truncation'),
  RetentionRatioTruncation: both('truncation'),
  TruncationTokenLimits: both('truncation', 'token_limits'),
};
