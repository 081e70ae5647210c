// The driver of npm's `openai`: node driver.mjs

import { readFileSync } from 'node:fs';
import { HEARS, listen } from './src/listening.mjs';
import { serve } from './src/protocol.mjs';
import { TYPES } from './src/types.mjs';

const { version } = JSON.parse(readFileSync(new URL('node_modules/openai/package.json', import.meta.url), 'utf8'));

await serve(
  {
    name: 'node-openai',
    version,
    language: 'typescript',
    homepage: 'https://github.com/openai/openai-node',
    dialect: 'ga',
    hears: HEARS,
  },
  TYPES,
  listen,
);
