// The driver protocol over stdin and stdout: one JSON object a line, answered in the order received.

import { createInterface } from 'node:readline';

/** The client has no way to express the input. */
export class Unsupported extends Error {}

/** The client refused the input; the text is the client's. */
export class Rejected extends Error {
  constructor(error) {
    super(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

/** Makes what the client throws a refusal; what the driver itself throws stays the driver's. */
export async function asClient(call) {
  try {
    return await call();
  } catch (error) {
    throw error instanceof Unsupported || error instanceof Rejected ? error : new Rejected(error);
  }
}

/**
 * Answers requests until `bye` or the end of stdin.
 *
 * `types` holds what can be asked: by wire type name and ability a function from JSON text to JSON text; for `send` one
 * that takes the local server's `baseURL` and `apiKey` besides. `listen` takes a request and returns its answer.
 */
export async function serve(card, types, listen) {
  // stdout is for protocol lines; what a client logs belongs to stderr.
  const write = process.stdout.write.bind(process.stdout);
  for (const name of ['log', 'info', 'debug']) console[name] = console.error;
  const abilities = Object.fromEntries(Object.entries(types).map(([type, calls]) => [type, Object.keys(calls)]));
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const request = requestIn(line);
    if (!request) continue;
    const answer = await answerTo(request, { ...card, types: abilities }, types, listen);
    write(`${JSON.stringify({ id: request.id, ...answer })}\n`);
    if (request.cmd === 'bye') break;
  }
  process.exitCode = 0;
  // Pending writes end first; sockets of the client must not hold the process.
  process.stdout.end(() => process.exit());
}

/** The request in a line; undefined for a line that holds none, and so no id to answer to. */
function requestIn(line) {
  try {
    return JSON.parse(line);
  } catch (error) {
    console.error(`passed over: ${error.message}`);
    return undefined;
  }
}

async function answerTo(request, card, types, listen) {
  if (request.cmd === 'hello') return { card };
  if (request.cmd === 'bye') return { bye: true };
  try {
    if (request.cmd === 'listen' && listen) return await listen(request);
    const call = Object.hasOwn(types, request.type) && types[request.type][request.cmd];
    if (!call) throw new Unsupported(`${card.name} offers no ${request.cmd} of ${request.type}`);
    if (request.cmd === 'send') {
      await call(request.wire, { baseURL: request.base_url, apiKey: request.api_key });
      return { sent: true };
    }
    const wire = await call(request.wire);
    return request.cmd === 'read' ? { read: true, wire } : { wire };
  } catch (error) {
    if (error instanceof Unsupported) return { unsupported: error.message };
    if (error instanceof Rejected) return { rejected: error.message };
    return { error: error?.stack ?? String(error) };
  }
}
