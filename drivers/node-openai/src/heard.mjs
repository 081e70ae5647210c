// The events of a server that the SDKs hand to their users as they are, by their types.

const of = (prefix, ...names) => names.map((name) => `${prefix}.${name}`);

export const EVENTS = [
  'error',
  'rate_limits.updated',
  ...of('session', 'created', 'updated'),
  ...of('conversation', 'created'),
  ...of('conversation.item', 'created', 'added', 'done', 'deleted', 'retrieved', 'truncated'),
  ...of('conversation.item.input_audio_transcription', 'delta', 'completed', 'failed', 'segment'),
  ...of('input_audio_buffer', 'cleared', 'committed', 'speech_started', 'speech_stopped', 'timeout_triggered'),
  ...of('input_audio_buffer', 'dtmf_event_received'),
  ...of('output_audio_buffer', 'started', 'stopped', 'cleared'),
  ...of('response', 'created', 'done'),
  ...of('response.output_item', 'added', 'done'),
  ...of('response.content_part', 'added', 'done'),
  ...of('response.output_text', 'delta', 'done'),
  ...of('response.output_audio', 'delta', 'done'),
  ...of('response.output_audio_transcript', 'delta', 'done'),
  ...of('response.function_call_arguments', 'delta', 'done'),
  ...of('response.mcp_call_arguments', 'delta', 'done'),
  ...of('response.mcp_call', 'in_progress', 'completed', 'failed'),
  ...of('mcp_list_tools', 'in_progress', 'completed', 'failed'),
];

export const TRANSLATION_EVENTS = of(
  'session',
  'closed',
  'input_transcript.delta',
  'output_transcript.delta',
  'output_audio.delta',
);

/**
 * Collects until the event `until` or the end of the connection.
 *
 * `begin(hear, end)` connects; it calls `hear` with each event and `end` when the connection is over, and returns a
 * function that closes it. What an SDK throws into the event loop would end its user's process: it is `failed`.
 */
export function collected({ until, timeout }, begin) {
  return new Promise((resolve, reject) => {
    const heard = [];
    let close;
    let isOver = false;
    const end = (closed, failed) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      process.off('uncaughtException', fail);
      close?.();
      resolve({ heard, closed, ...(failed && { failed }) });
    };
    const fail = (error) => end(false, `uncaught ${error?.name ?? 'error'}: ${error?.message ?? error}`);
    process.on('uncaughtException', fail);
    const timer = setTimeout(() => end(false), timeout * 1000);
    const hear = (event) => {
      if (isOver) return;
      heard.push(JSON.stringify(event));
      if (event.type === until) end(false);
    };
    Promise.resolve(begin(hear, () => end(true))).then((closing) => {
      close = closing;
      if (isOver) close();
    }, reject);
  });
}
