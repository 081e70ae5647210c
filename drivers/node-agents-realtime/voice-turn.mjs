// One voice turn, as a user of the package writes it: speak half a second, hear the whole answer, print it.
//
// The package has no variable for the place of the API: `connect` takes it as `url`, here from REALTIME_URL.

import { RealtimeAgent, RealtimeSession } from '@openai/agents-realtime';

const agent = new RealtimeAgent({ name: 'waiter', instructions: 'Book tables.' });
const session = new RealtimeSession(agent, { transport: 'websocket' });
let bytes = 0;
let words = '';

session.on('error', ({ error }) => {
  throw error;
});
session.on('audio', (event) => (bytes += event.data.byteLength));
session.transport.on('audio_transcript_delta', (event) => (words += event.delta));
session.on('agent_end', () => {
  console.log(JSON.stringify({ bytes, words }));
  session.close();
});
await session.connect({ apiKey: process.env.OPENAI_API_KEY, url: `${process.env.REALTIME_URL}?model=gpt-realtime` });
session.sendAudio(new ArrayBuffer(24_000));
