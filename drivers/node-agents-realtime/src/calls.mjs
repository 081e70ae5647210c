// What a user of the package calls, on a transport whose socket only remembers (its `createWebSocket` option).

import { OpenAIRealtimeWebSocket } from '@openai/agents-realtime';
import { cut } from '../../node-openai/src/cutting.mjs';
import { asClient, Rejected } from '../../node-openai/src/protocol.mjs';
import { value } from '../../node-openai/src/value.mjs';
import { configOf, configOfUpdate } from './config.mjs';
import { say } from './events.mjs';

const CREATED = '{"type":"session.created","event_id":"ev_1","session":{"type":"realtime","tracing":null}}';

class Socket {
  sent = [];
  #listeners = {};

  addEventListener(name, listener) {
    (this.#listeners[name] ??= []).push(listener);
    if (name === 'open') queueMicrotask(() => listener({ type: name }));
  }

  send(data) {
    this.sent.push(data);
  }

  close() {}

  /** Hands over a frame of the server. */
  receive(data) {
    for (const listener of this.#listeners.message) listener({ type: 'message', data });
  }
}

async function connected(initialSessionConfig = {}) {
  const socket = new Socket();
  const transport = new OpenAIRealtimeWebSocket({ createWebSocket: async () => socket });
  await transport.connect({ apiKey: 'not-a-key', initialSessionConfig });
  return { transport, socket };
}

const kept = connected();

/** The frame that `updateSessionConfig` writes for a session.update. */
export async function update(text) {
  const config = configOfUpdate(value(text));
  const { transport, socket } = await kept;
  socket.sent.length = 0;
  await asClient(() => transport.updateSessionConfig(config));
  return socket.sent.at(-1);
}

const RESPONSE = ['created', 'done'].map((what) => `{"type":"response.${what}","event_id":"ev_1","response":{"id":"resp_1"}}`);

/** The frame that is written for an event other than a session.update. */
export async function event(text) {
  const said = value(text);
  const { transport, socket } = await kept;
  socket.sent.length = 0;
  await asClient(() => say(transport, said));
  const frame = socket.sent.at(-1);
  // The next response.create is held back until this response is over.
  if (said.type === 'response.create') RESPONSE.forEach((answer) => socket.receive(answer));
  if (frame === undefined) throw new Rejected('the client sent nothing');
  return frame;
}

const sending = {};

/**
 * Has the transport send an event to a local server, through the connection of the updates.
 *
 * An item gets one of its own: the package throws at answers about some, and reads nothing from then on.
 */
export async function sendEvent(text, { baseURL, apiKey }) {
  const said = value(text);
  const isItem = said.type === 'conversation.item.create';
  const transport = await (isItem ? connectedTo(baseURL, apiKey) : (sending[baseURL] ??= connectedTo(baseURL, apiKey)));
  await asClient(() => say(transport, said));
  if (isItem) transport.close();
}

/** Has `updateSessionConfig` send to a local server, through a connection that is kept for all updates. */
export async function sendUpdate(text, { baseURL, apiKey }) {
  const config = configOfUpdate(value(text));
  const transport = await (sending[baseURL] ??= connectedTo(baseURL, apiKey));
  await asClient(async () => {
    const answered = updated(transport);
    await transport.updateSessionConfig(config);
    await answered;
  });
}

/** A connection whose own two updates (tracing, and the config) the server has answered: they belong to no question. */
async function connectedTo(baseURL, apiKey) {
  const transport = new OpenAIRealtimeWebSocket();
  const answered = updated(transport, 2);
  const url = `${baseURL.replace(/^http/, 'ws')}/realtime`;
  await transport.connect({ apiKey, url, initialSessionConfig: { tracing: null } });
  await answered;
  return transport;
}

/** Waits for the server's next answers to so many updates: then the updates have arrived. */
function updated(transport, count = 1) {
  return new Promise((resolve, reject) => {
    const listen = (event) => {
      if (event.type !== 'session.updated' || --count > 0) return;
      transport.off('*', listen);
      transport.off('error', reject);
      resolve();
    };
    transport.on('*', listen);
    transport.once('error', reject);
  });
}

/** What `buildSessionPayload` gives for a session, as the JSON that a REST client makes of it. */
export async function payload(text) {
  const config = configOf(value(text));
  const { transport } = await kept;
  return JSON.stringify(await asClient(() => transport.buildSessionPayload(config)));
}

/** What is written or read in one place of the session, around which the rest is given. */
export function inSession(before, after, ...path) {
  const session = (text) => `"session":{"type":"realtime",${before}${text}${after}}`;
  return {
    roundtrip: async (text) => found(await update(`{"type":"session.update",${session(text)}}`), path),
    read: async (text) => found(await read(`{"type":"session.updated","event_id":"ev_1",${session(text)}}`), path),
  };
}

/** The tracing config has an event of its own, once the server has told of its session. */
export async function tracing(text) {
  const initial = { tracing: value(text) };
  const { socket } = await asClient(() => connected(initial));
  socket.sent.length = 0;
  await asClient(() => socket.receive(CREATED));
  return found(socket.sent.at(-1), ['tracing']);
}

function found(frame, path) {
  const text = frame && cut(frame, ['session', ...path]);
  if (text === undefined) throw new Rejected(`the client left out session.${path.join('.')}`);
  return text;
}

/** What listeners of the event are given. One that does not have the form that the package knows reaches none of them. */
export async function read(text) {
  const { known } = await heard(text);
  if (known === undefined) throw new Rejected('listeners of this event were not told, only those of all events');
  // The listener of errors is given the event inside of an event of the package's own.
  return JSON.stringify(known.type === 'error' ? known.error : known);
}

/** What listeners of all events are given, for events that the package does not know. */
export async function readAny(text) {
  const { any } = await heard(text);
  if (any === undefined) throw new Rejected('no listener was told of this message');
  return JSON.stringify(any);
}

async function heard(text) {
  const { type } = JSON.parse(text);
  const { transport, socket } = await connected();
  return asClient(() => {
    const told = {};
    transport.on(type, (event) => (told.known ??= event));
    transport.on('*', (event) => (told.any ??= event));
    socket.receive(text);
    return told;
  });
}
