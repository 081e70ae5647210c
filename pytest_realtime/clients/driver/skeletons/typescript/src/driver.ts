// A driver of pytest-realtime: wraps one client library, so that the contract suite can test it.

import { createInterface } from "node:readline";

type Request = { id: number; cmd: string; type: string; wire: string };
type Members = Record<string, unknown>;

const card = {
  name: "my-client",
  version: "0.1.0",
  language: "typescript",
  // The client's wire types, by name, and the operations for each: roundtrip, read, send.
  types: { SessionUpdateEvent: ["roundtrip"] },
};

/** Parses wire into the client's own type and writes it back, with the calls that its users make. */
function roundtrip(type: string, wire: string): Members {
  switch (type) {
    case "SessionUpdateEvent":
      // Call the client here. Where it rejects the input, return { rejected: its own message }.
      return { unsupported: "the driver has no client yet" };
    default:
      return { unsupported: `no type ${type}` };
  }
}

/** Answers one request, without its id. */
function answer(request: Request): Members {
  switch (request.cmd) {
    case "hello":
      return { card };
    case "roundtrip":
      return roundtrip(request.type, request.wire);
    case "bye":
      return { bye: true };
    default:
      return { error: `unknown command ${request.cmd}` };
  }
}

/** The request on a line, or nothing. */
function read(line: string): Request | undefined {
  try {
    return JSON.parse(line) as Request;
  } catch (error) {
    console.error(`not a request: ${String(error)}`);
    return undefined;
  }
}

// One request per line until bye or the end of stdin. Print nothing else to stdout.
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = read(line);
  if (request === undefined) continue;
  let members: Members;
  try {
    members = answer(request);
  } catch (error) {
    members = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify({ id: request.id, ...members })}\n`);
  if (request.cmd === "bye") break;
}
// An open stdin would keep the process alive.
process.stdin.destroy();
