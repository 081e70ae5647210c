// A value that travels inside: it is put where it belongs, the whole is sent or read, and the value is cut out again.

import { cut } from './cutting.mjs';
import { Rejected } from './protocol.mjs';

/** `before` and `after` go around the text, and what stands at `path` comes back. */
export function inside(call, before, after, ...path) {
  return async (text) => {
    const found = cut(await call(`${before}${text}${after}`), path);
    if (found === undefined) throw new Rejected(`the client left out ${path.join('.')}`);
    return found;
  };
}

/** At `path` of an event whose other members are given. */
export function inEvent(call, event, ...path) {
  const [first, ...rest] = path;
  const [before, after] = around(rest);
  return inside(call, `{${event},"${first}":${before}`, `${after}}`, ...path);
}

function around(path) {
  return path.reduceRight(
    ([before, after], step) => (step === 0 ? [`[${before}`, `${after}]`] : [`{"${step}":${before}`, `${after}}`]),
    ['', ''],
  );
}
