// The driver of npm's `@openai/agents-realtime`: node driver.mjs

import { readFileSync } from 'node:fs';
import { serve } from '../node-openai/src/protocol.mjs';
import { DEFAULTS } from './src/defaults.mjs';
import { HEARS, listen } from './src/listening.mjs';
import { TYPES } from './src/types.mjs';

// What the package throws at a frame of the server ends a program without this line. `read` tells of it; `send` is about
// what is sent.
process.on('uncaughtException', (error) => console.error(error));

const installed = new URL('node_modules/@openai/agents-realtime/package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(installed, 'utf8'));

await serve(
  {
    name: 'node-agents-realtime',
    version,
    language: 'typescript',
    homepage: 'https://github.com/openai/openai-agents-js',
    dialect: 'ga',
    defaults: DEFAULTS,
    hears: HEARS,
  },
  TYPES,
  listen,
);
