// A connection of the package's own classes, over the `ws` library that its users install beside it.
//
// The network is the only thing that is not there: `createConnection`, an option of Node's own that both classes hand
// on to `ws`, gives one end of a pair of streams, and a WebSocket server in this process holds the other end.

import http from 'node:http';
import { once } from 'node:events';
import { duplexPair } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';

/** Opens one with `open(options)`; returns what it gave as `client` and the server's socket as `server`. */
export async function connect(open) {
  const endpoint = http.createServer();
  const [clientEnd, serverEnd] = duplexPair();
  const accepted = once(new WebSocketServer({ server: endpoint }), 'connection');
  endpoint.emit('connection', serverEnd);
  const client = await open({ createConnection: () => clientEnd });
  const [server] = await accepted;
  // The server may be ready before the client has read its answer.
  const { socket } = client;
  if (socket.readyState !== WebSocket.OPEN) await new Promise((open) => socket.once('open', open));
  return { client, server };
}

/** Sends an event with the call that the package has for it: that for `response.create` also takes item references. */
export function transmit(client, event) {
  if (event.type === 'response.create' && client.sendResponseCreate) client.sendResponseCreate(event);
  else client.send(event);
}
