// The same calls against a local server, which takes what arrives: `send` of the driver protocol.
//
// Both WebSocket classes write `wss:` into their URL, whatever the client's base URL says. `createConnection`, an
// option of Node's own that they hand on to `ws`, opens the plain socket that a local server has.

import net from 'node:net';
import OpenAI from 'openai';
import { OpenAIRealtimeTranslationWS } from 'openai/realtime/translations/ws';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { transmit } from './connection.mjs';
import { asClient } from './protocol.mjs';
import { value } from './value.mjs';

/** Makes the request that `call(client, payload)` makes. */
export function request(call) {
  return async (text, where) => {
    const payload = value(text);
    await asClient(() => call(new OpenAI({ ...where, maxRetries: 0 }), payload));
  };
}

/** Sends an event through a connection that is kept for all events to the same server, but for one that ends it. */
function sending(open) {
  const kept = {};
  return async (text, where) => {
    const event = value(text);
    const isLast = event.type === 'session.close';
    const { client, failure } = await (isLast ? opened(open, where) : (kept[where.baseURL] ??= opened(open, where)));
    await asClient(async () => {
      transmit(client, event);
      // What the class finds wrong with an event, it tells before the next turn of the event loop.
      await Promise.race([failure(), new Promise(setImmediate)]);
    });
  };
}

/** Options for the plain socket that a local server has. */
export function plain(baseURL) {
  const { hostname, port } = new URL(baseURL);
  return { createConnection: () => net.connect({ host: hostname, port }), perMessageDeflate: false };
}

async function opened(open, where) {
  const options = plain(where.baseURL);
  const client = await open(new OpenAI(where), { model: 'any', options });
  let fail;
  client.on('error', (error) => fail?.(error));
  await new Promise((ready, failed) => {
    client.socket.once('open', ready);
    client.socket.once('error', failed);
  });
  return { client, failure: () => new Promise((_, reject) => (fail = reject)) };
}

export const sendToConversation = sending((client, options) => new OpenAIRealtimeWS(options, client));
// This class refuses a base URL without TLS.
export const sendToTranslation = sending((client, options) =>
  OpenAIRealtimeTranslationWS.create(client.withOptions({ baseURL: client.baseURL.replace(/^http:/, 'https:') }), options),
);
