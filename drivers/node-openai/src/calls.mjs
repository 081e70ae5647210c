// What a user of the package calls, each as a function from JSON text to the JSON text that comes of it.
//
// JSON.parse makes of the text the object that a user would pass; what the package puts on the wire is handed back
// as it is. What the package reads is shown with JSON.stringify, which is how users look at it.

import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import OpenAI from 'openai';
import { OpenAIRealtimeTranslationWS } from 'openai/realtime/translations/ws';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { connect, transmit } from './connection.mjs';
import { members } from './form.mjs';
import { asClient } from './protocol.mjs';
import { value } from './value.mjs';

const KEY = { apiKey: 'not-a-key' };

// Request bodies, through the `fetch` option of the client.

/** A client whose requests go nowhere: each is answered with `answer`, and remembered. */
function offline(answer = '{}') {
  const requests = [];
  const fetch = async (url, init) => {
    requests.push(new Request(url, { ...init, method: 'POST', duplex: 'half' }));
    return new Response(answer, { status: 200, headers: { 'content-type': 'application/json' } });
  };
  return { client: new OpenAI({ ...KEY, fetch, maxRetries: 0 }), requests };
}

/** The body that `call(client, payload)` sends. */
export function body(call) {
  return async (text) => {
    const payload = value(text);
    const { client, requests } = offline();
    await asClient(() => call(client, payload));
    return requests.at(-1).text();
  };
}

/** The form that `call(client, payload)` sends; with no other part than the SDP the package sends that alone. */
export function form(call) {
  return async (text) => {
    const payload = value(text);
    const { client, requests } = offline();
    await asClient(() => call(client, payload));
    const request = requests.at(-1);
    const isAlone = request.headers.get('content-type') === 'application/sdp';
    if (!isAlone) return members(request);
    // Not text(), which drops a byte order mark that the package has sent.
    const sdp = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await request.arrayBuffer());
    return `{"sdp":${JSON.stringify(sdp)}}`;
  };
}

/** What `call(client)` gives its user when the server answers with the text. */
export function answered(call) {
  return async (text) => {
    const { client } = offline(text);
    return JSON.stringify(await asClient(() => call(client)));
  };
}

const SECRET = Buffer.from('not-a-secret');

/** What `webhooks.unwrap` makes of the text that the API would have signed. */
export async function readWebhook(text) {
  const [id, seconds] = ['wh_1', Math.floor(Date.now() / 1000)];
  const signature = createHmac('sha256', SECRET).update(`${id}.${seconds}.${text}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': `${seconds}`, 'webhook-signature': `v1,${signature}` };
  const secret = `whsec_${SECRET.toString('base64')}`;
  return JSON.stringify(await asClient(() => new OpenAI(KEY).webhooks.unwrap(text, headers, secret)));
}

// Events, through the package's two WebSocket classes.

async function conversation() {
  const { client, server } = await connect((options) => new OpenAIRealtimeWS({ model: 'any', options }, new OpenAI(KEY)));
  // Without a listener the package rejects into the void; it is told what went wrong by `failure`.
  return { client, server, failure: failureOf(client) };
}

async function translation() {
  const { client, server } = await connect((options) =>
    OpenAIRealtimeTranslationWS.create(new OpenAI(KEY), { model: 'any', options }),
  );
  return { client, server, failure: failureOf(client) };
}

function failureOf(client) {
  let fail;
  client.on('error', (error) => fail?.(error));
  return () => new Promise((_, reject) => (fail = reject));
}

/** The frame that `send(event)` of a connection writes. */
function sent(opened) {
  return async (text) => {
    const event = value(text);
    const { client, server, failure } = await opened(event.type);
    const frame = once(server, 'message');
    const failed = failure();
    return asClient(async () => {
      transmit(client, event);
      const [data] = await Promise.race([frame, failed]);
      return data.toString();
    });
  };
}

/** What listeners of `event` are given for a frame of the server. */
function received(opened) {
  return async (text) => {
    const { client, server, failure } = await opened(JSON.parse(text).type);
    const failed = failure();
    return asClient(async () => {
      const event = new Promise((got) => client.once('event', got));
      server.send(text);
      return JSON.stringify(await Promise.race([event, failed]));
    });
  };
}

/** One connection for all events but those that end it, which get one of their own. */
function reusing(open, ...ends) {
  let kept;
  return (type) => (ends.includes(type) ? open() : (kept ??= open()));
}

const inConversation = reusing(conversation);
const inTranslation = reusing(translation, 'session.close', 'session.closed');

export const sendEvent = sent(inConversation);
export const readEvent = received(inConversation);
export const sendTranslationEvent = sent(inTranslation);
export const readTranslationEvent = received(inTranslation);
