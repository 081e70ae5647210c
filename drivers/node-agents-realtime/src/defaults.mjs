// The defaults profile: what the package always sends of a session, wherever a config does not say otherwise.
//
// Written down here and not taken from the package's DEFAULT_OPENAI_REALTIME_SESSION_CONFIG: when the package changes
// what it sends, the contracts should tell.

const AUDIO = {
  '/input/format': { type: 'audio/pcm', rate: 24000 },
  '/input/transcription': { model: 'gpt-4o-mini-transcribe' },
  '/input/turn_detection': { type: 'semantic_vad' },
  '/input/noise_reduction': null,
  '/output/format': { type: 'audio/pcm', rate: 24000 },
  '/output/speed': 1,
};

const below = (place, members) => Object.fromEntries(Object.entries(members).map(([pointer, value]) => [place + pointer, value]));

const inside = (place, members) =>
  Object.fromEntries(
    Object.entries(members)
      .filter(([pointer]) => pointer.startsWith(`${place}/`))
      .map(([pointer, value]) => [pointer.slice(place.length), value]),
  );

const SESSION = { '/model': 'gpt-realtime-2.1', '/output_modalities': ['audio'], ...below('/audio', AUDIO) };

export const DEFAULTS = {
  SessionUpdateEvent: below('/session', SESSION),
  RealtimeSessionCreateRequest: SESSION,
  RealtimeAudioConfig: AUDIO,
  RealtimeAudioConfigInput: inside('/input', AUDIO),
  RealtimeAudioConfigOutput: inside('/output', AUDIO),
};
