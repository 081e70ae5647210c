// What `transport.on('*', …)` gives a user: `listen` of the driver protocol.
//
// A session hands the same events on as `transport_event`. The transport is what users without a session listen to.

import { OpenAIRealtimeWebSocket } from '@openai/agents-realtime';
import { collected, EVENTS } from '../../node-openai/src/heard.mjs';
import { Unsupported } from '../../node-openai/src/protocol.mjs';

export const HEARS = EVENTS;

export function listen(request) {
  if (request.kind !== 'conversation') throw new Unsupported(`the package opens no connection for ${request.kind}`);
  return collected(request, async (hear, end) => {
    const transport = new OpenAIRealtimeWebSocket();
    transport.on('*', hear);
    // Errors of the server are events, too. Without a listener Node ends the process.
    transport.on('error', () => {});
    transport.on('disconnected', end);
    const url = `${request.base_url.replace(/^http/, 'ws')}/realtime?model=${request.model}`;
    await transport.connect({ apiKey: request.api_key, url, model: request.model, initialSessionConfig: {} });
    return () => transport.close();
  });
}
