// A driver of pytest-realtime: wraps one client library, so that the contract suite can ask it questions.

import { createInterface } from "node:readline";

type Request = { id: number; cmd: string; type: string; wire: string };
type Members = Record<string, unknown>;

const card = {
  name: "my-client",
  version: "0.1.0",
  language: "typescript",
  // What the client has, by wire type name, and what can be asked of it: roundtrip, read, send.
  types: { SessionUpdateEvent: ["roundtrip"] },
};

/** Parses wire into the client's own type and writes it again, with the calls that its users would use. */
function roundtrip(type: string, wire: string): Members {
  switch (type) {
    case "SessionUpdateEvent":
      // Put the client here. Where it refuses the input, return { rejected: its own message }.
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
  } catch (fault) {
    console.error(`not a request: ${String(fault)}`);
    return undefined;
  }
}

// A request a line until bye or the end of stdin. Nothing else may be printed to stdout.
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = read(line);
  if (request === undefined) continue;
  let members: Members;
  try {
    members = answer(request);
  } catch (fault) {
    members = { error: String(fault) };
  }
  process.stdout.write(`${JSON.stringify({ id: request.id, ...members })}\n`);
  if (request.cmd === "bye") break;
}
// An open stdin would keep the process alive.
process.stdin.destroy();
