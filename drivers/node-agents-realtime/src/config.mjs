// Says a session of the wire in the words of the client's own config (RealtimeSessionConfig, in its clientMessages.d.ts).
//
// Names only: a member goes by the name that the config has for it, its value is passed as it is, and what the client
// makes of it is the client's. What the config has no word for is unsupported; at the top level its guide sends such
// members through `providerData`.

import { Unsupported } from '../../node-openai/src/protocol.mjs';

const SAME = (value) => value;

/** Renames members; `extra` is where those without a name go. */
function renamed(place, names, extra) {
  return (wire) => {
    if (!isObject(wire)) return wire;
    const config = {};
    for (const [member, value] of Object.entries(wire)) {
      const [name, inner = SAME] = Object.hasOwn(names, member) ? names[member] : [];
      if (name) config[name] = inner(value);
      else if (extra) (config[extra] ??= {})[member] = value;
      else throw new Unsupported(`the session config has no ${place}.${member}`);
    }
    return config;
  };
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const sameNames = (...names) => Object.fromEntries(names.map((name) => [name, [name]]));

const audio = renamed('audio', {
  input: [
    'input',
    renamed('audio.input', {
      format: ['format'],
      noise_reduction: ['noiseReduction'],
      transcription: ['transcription'],
      turn_detection: ['turnDetection'],
    }),
  ],
  output: ['output', renamed('audio.output', sameNames('format', 'voice', 'speed'))],
});

const TOOLS = {
  function: renamed('tools[]', sameNames('type', 'name', 'description', 'parameters')),
  mcp: renamed(
    'tools[]',
    sameNames(
      ...['type', 'server_label', 'server_url', 'headers', 'allowed_tools', 'require_approval'],
      // Not declared, and copied all the same.
      ...['server_description', 'connector_id', 'authorization'],
    ),
  ),
};

function tool(wire) {
  if (!isObject(wire) || !Object.hasOwn(TOOLS, wire.type)) throw new Unsupported('the session config has function and mcp tools only');
  return TOOLS[wire.type](wire);
}

const session = renamed(
  'session',
  {
    model: ['model'],
    instructions: ['instructions'],
    output_modalities: ['outputModalities'],
    audio: ['audio', audio],
    tool_choice: ['toolChoice'],
    tools: ['tools', (tools) => (Array.isArray(tools) ? tools.map(tool) : tools)],
    parallel_tool_calls: ['parallelToolCalls'],
    reasoning: ['reasoning'],
    tracing: ['tracing'],
    prompt: ['prompt', renamed('prompt', { id: ['promptId'], version: ['version'], variables: ['variables'] })],
  },
  'providerData',
);

/** The config for a session of the wire. */
export function configOf(wire) {
  if (!isObject(wire) || wire.type !== 'realtime') throw new Unsupported('a session config is of no other type than realtime');
  const { type, ...members } = wire;
  return session(members);
}

/** The config for a session.update of the wire. */
export function configOfUpdate(event) {
  if (!isObject(event) || event.type !== 'session.update') throw new Unsupported('updateSessionConfig writes session.update only');
  const { type, session: wire, ...others } = event;
  const [other] = Object.keys(others);
  if (other) throw new Unsupported(`updateSessionConfig takes no ${other}`);
  return configOf(wire);
}
