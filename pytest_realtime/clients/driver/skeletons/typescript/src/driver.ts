// A driver of pytest-realtime: wraps one client library, so that the contract suite can test it.

import { createInterface } from "node:readline";

type Request = { id: number; cmd: string; type: string; wire: string; base_url: string; api_key: string } & Listen;
type Listen = { base_url: string; api_key: string; model: string; kind: string; until: string; timeout: number };
type Members = Record<string, unknown>;

const card = {
  name: "my-client",
  version: "0.1.0",
  language: "typescript",
  // The client's wire types, by name, and the operations for each: roundtrip, write, send, read.
  types: {
    TurnDetection: ["write"],
    SessionUpdateEvent: ["roundtrip", "send"],
    SessionCreatedEvent: ["read"],
  },
  // The events of a server that the client hands to its user.
  hears: ["session.created", "error", "response.done"],
};
const NO_CLIENT = { unsupported: "the driver has no client yet" };

// In each function: where the client rejects the input, return { rejected: its own message }; where it has no word
// for a member, { unsupported: the member }.

/** Builds the object with the client's own constructors, member by member, and writes it. */
function write(type: string, wire: string): Members {
  switch (type) {
    case "TurnDetection":
      // const members = JSON.parse(wire);
      // return { wire: JSON.stringify(new TurnDetection().type(members.type).threshold(members.threshold)) };
      return NO_CLIENT;
    default:
      return { unsupported: `no type ${type}` };
  }
}

/** Parses wire into the client's own type and writes it back, with the calls that its users make. */
function roundtrip(type: string, wire: string): Members {
  switch (type) {
    case "SessionUpdateEvent":
      // return { wire: serialize(parseSessionUpdate(wire)) };
      return NO_CLIENT;
    default:
      return { unsupported: `no type ${type}` };
  }
}

/** Lets the client parse what a server sent. A member wire may show what its users then see. */
function read(type: string, wire: string): Members {
  switch (type) {
    case "SessionCreatedEvent":
      // return { read: true, wire: JSON.stringify(parseServerEvent(wire)) };
      return NO_CLIENT;
    default:
      return { unsupported: `no type ${type}` };
  }
}

/** Lets the client send it to the server at baseUrl. Answer when its call has returned. */
async function send(type: string, wire: string, baseUrl: string, apiKey: string): Promise<Members> {
  switch (type) {
    case "SessionUpdateEvent":
      // Keep the connection for the next payload, and keep reading what the server answers.
      // await connection(baseUrl, apiKey).updateSession(JSON.parse(wire).session); return { sent: true };
      return NO_CLIENT;
    default:
      return { unsupported: `no type ${type}` };
  }
}

/**
 * Connects, plays nothing, and collects what the client hands to its user, until the event until (if it is empty, until
 * the server closes), or for timeout seconds.
 */
async function listen(request: Listen): Promise<Members> {
  switch (request.kind) {
    case "conversation":
      // const heard = []; // each event as JSON text, or only its type if the client has something else for it
      // connection(request).on("event", (event) => heard.push(JSON.stringify(event)));
      // return { heard }; with { failed: its own message } if the client ended with an error of its own
      return NO_CLIENT;
    default: // transcription, translation, beta
      return { unsupported: `no connection for ${request.kind}` };
  }
}

/** Answers one request, without its id. */
async function answer(request: Request): Promise<Members> {
  switch (request.cmd) {
    case "hello":
      return { card };
    case "write":
      return write(request.type, request.wire);
    case "roundtrip":
      return roundtrip(request.type, request.wire);
    case "read":
      return read(request.type, request.wire);
    case "send":
      return send(request.type, request.wire, request.base_url, request.api_key);
    case "listen":
      return listen(request);
    case "bye":
      return { bye: true };
    default:
      return { error: `unknown command ${request.cmd}` };
  }
}

/** The request on a line, or nothing. */
function requestOn(line: string): Request | undefined {
  try {
    return JSON.parse(line) as Request;
  } catch (error) {
    console.error(`not a request: ${String(error)}`);
    return undefined;
  }
}

// One request per line until bye or the end of stdin. Print nothing else to stdout.
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = requestOn(line);
  if (request === undefined) continue;
  let members: Members;
  try {
    members = await answer(request);
  } catch (error) {
    members = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify({ id: request.id, ...members })}\n`);
  if (request.cmd === "bye") break;
}
// An open stdin would keep the process alive.
process.stdin.destroy();
