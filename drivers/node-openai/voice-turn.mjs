// One voice turn, as a user of the package writes it: speak half a second, hear the whole answer, print it.
//
// OPENAI_BASE_URL and OPENAI_API_KEY are the package's own variables; the socket wants TLS, whatever the URL says.

import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';

const SPEECH = Buffer.alloc(24_000).toString('base64');

const connection = new OpenAIRealtimeWS({ model: 'gpt-realtime-2.1' }, new OpenAI());
let bytes = 0;
let words = '';

connection.on('error', (error) => {
  throw error;
});
connection.on('response.output_audio.delta', (event) => (bytes += Buffer.from(event.delta, 'base64').length));
connection.on('response.output_audio_transcript.delta', (event) => (words += event.delta));
connection.on('response.done', () => {
  console.log(JSON.stringify({ bytes, words }));
  connection.close();
});
connection.socket.on('open', () => {
  connection.send({ type: 'session.update', session: { type: 'realtime', instructions: 'Book tables.' } });
  connection.send({ type: 'input_audio_buffer.append', audio: SPEECH });
});
