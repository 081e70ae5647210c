// Cuts the text of one value out of a JSON text, character for character, so that nothing encodes it again.

const STRING = /"(?:[^"\\]|\\.)*"/y;
const BLANK = /[\s]*/y;
const SCALAR = /[^\s,\]}]+/y;

/** The text at `path` (member names and indexes), or undefined when it is not there. */
export function cut(text, path) {
  const [start, end] = find(text, skip(text, 0, BLANK), path) ?? [];
  return start === undefined ? undefined : text.slice(start, end);
}

function find(text, start, path) {
  if (path.length === 0) return [start, endOf(text, start)];
  const [wanted, ...rest] = path;
  let found;
  // The last of equal names is the one that a reader gets.
  walk(text, start, (name, at) => {
    if (name === wanted) found = at;
  });
  return found === undefined ? undefined : find(text, found, rest);
}

function endOf(text, start) {
  if (text[start] === '"') return skip(text, start, STRING);
  if (text[start] === '{' || text[start] === '[') return walk(text, start, () => {});
  return skip(text, start, SCALAR);
}

/** Tells each value of an object or array, and returns the place behind it. */
function walk(text, start, tell) {
  const isObject = text[start] === '{';
  if (!isObject && text[start] !== '[') return endOf(text, start);
  let at = skip(text, start + 1, BLANK);
  for (let index = 0; text[at] !== (isObject ? '}' : ']'); index++) {
    if (at >= text.length) throw new Error('the text ends inside a value');
    let name = index;
    if (isObject) {
      const end = skip(text, at, STRING);
      name = JSON.parse(text.slice(at, end));
      at = skip(text, skip(text, end, BLANK) + 1, BLANK);
    }
    tell(name, at);
    at = skip(text, endOf(text, at), BLANK);
    if (text[at] === ',') at = skip(text, at + 1, BLANK);
  }
  return at + 1;
}

function skip(text, at, pattern) {
  pattern.lastIndex = at;
  if (!pattern.test(text)) throw new Error(`not JSON at ${at}`);
  return pattern.lastIndex;
}
