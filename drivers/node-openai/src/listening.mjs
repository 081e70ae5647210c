// What `on('event', …)` of the package's two WebSocket classes gives a user: `listen` of the driver protocol.

import OpenAI from 'openai';
import { OpenAIRealtimeTranslationWS } from 'openai/realtime/translations/ws';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { collected, EVENTS, TRANSLATION_EVENTS } from './heard.mjs';
import { Unsupported } from './protocol.mjs';
import { plain } from './sending.mjs';

export const HEARS = [...EVENTS, ...TRANSLATION_EVENTS];

const OPEN = {
  conversation: (client, options) => new OpenAIRealtimeWS(options, client),
  // This class refuses a base URL without TLS.
  translation: (client, options) =>
    OpenAIRealtimeTranslationWS.create(client.withOptions({ baseURL: client.baseURL.replace(/^http:/, 'https:') }), options),
};

export function listen(request) {
  const open = OPEN[request.kind];
  if (!open) throw new Unsupported(`the package opens no connection for ${request.kind}`);
  return collected(request, async (hear, end) => {
    const sdk = new OpenAI({ baseURL: request.base_url, apiKey: request.api_key });
    const client = await open(sdk, { model: request.model, options: plain(request.base_url) });
    client.on('event', hear);
    // Errors of the server are events, too. Without a listener the package rejects into the void.
    client.on('error', () => {});
    client.socket.on('close', end);
    return () => client.close();
  });
}
