// Text of others as text: characters that hide or reverse their neighbours are made visible, and JSON is laid out by line.

/** An element with attributes and children; text only ever becomes a text node. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== ''));
  return element;
}

// Controls, characters that change the direction or have no width, and halves of surrogate pairs.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const LONGEST = 20_000;

const codeOf = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** One line of plain text in which nothing hides, for places that take no elements. */
const plain = (text) => text.slice(0, LONGEST).replace(HIDDEN, codeOf);

/** The nodes that show a text; a hidden character is shown as its code. */
function shown(text) {
  const nodes = [];
  let start = 0;
  const cut = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  for (const found of cut.matchAll(HIDDEN)) {
    nodes.push(cut.slice(start, found.index), make('span', {class: 'code'}, codeOf(found[0])));
    start = found.index + found[0].length;
  }
  nodes.push(cut.slice(start));
  if (cut.length < text.length) nodes.push(make('em', {}, ` … ${text.length - cut.length} more characters`));
  return nodes.filter((node) => node !== '');
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)/sy;
const escapePointer = (key) => key.replaceAll('~', '~0').replaceAll('/', '~1');

function keyOf(token) {
  try {
    return JSON.parse(token);
  } catch {
    return token.slice(1, -1);
  }
}

/**
 * The lines of a JSON text, each token as it was written: {depth, text, pointer}; null where it is not JSON.
 * JSON.parse would change numbers and lose duplicate keys.
 */
function jsonLines(text) {
  const lines = [];
  let position = 0;
  const next = () => {
    TOKEN.lastIndex = position;
    const found = TOKEN.exec(text);
    if (!found) throw new SyntaxError('no token');
    position = TOKEN.lastIndex;
    return found[1];
  };
  const value = (pointer, depth, prefix) => {
    const token = next();
    if (token !== '{' && token !== '[') {
      if (/^[}\],:]/.test(token)) throw new SyntaxError('no value');
      lines.push({depth, text: prefix + token, pointer});
      return;
    }
    if (depth > 200) throw new SyntaxError('too deep to show by lines');
    const end = token === '{' ? '}' : ']';
    const opening = {depth, text: prefix + token, pointer};
    lines.push(opening);
    let index = 0;
    let before = position;
    for (let ahead = next(); ahead !== end; ahead = next()) {
      if (index) {
        if (ahead !== ',') throw new SyntaxError('no comma');
        lines.at(-1).text += ',';
        before = position;
        ahead = next();
      }
      if (token === '{') {
        if (!ahead.startsWith('"') || next() !== ':') throw new SyntaxError('no key');
        value(`${pointer}/${escapePointer(keyOf(ahead))}`, depth + 1, `${ahead}: `);
      } else {
        position = before;
        value(`${pointer}/${index}`, depth + 1, '');
      }
      index += 1;
    }
    if (index) lines.push({depth, text: end, pointer, isEnd: true});
    else opening.text += end;
  };
  try {
    value('', 0, '');
    return text.slice(position).trim() ? null : lines;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

const parentOf = (pointer) => pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
const lastOf = (pointer) => pointer.slice(pointer.lastIndexOf('/') + 1).replaceAll('~1', '/').replaceAll('~0', '~');

/** The place of a member that only the other side has: after its predecessor there, else at the top. */
function placeOf(pointer, marked, others) {
  const parent = parentOf(pointer);
  const siblings = [...new Set(others.map((line) => line.pointer))].filter((one) => one && parentOf(one) === parent);
  const before = siblings.slice(0, siblings.indexOf(pointer)).reverse();
  for (const sibling of before) {
    const at = marked.findLastIndex((line) => line.pointer === sibling);
    if (at >= 0) return at + 1;
  }
  return marked.findIndex((line) => line.pointer === parent) + 1;
}

/** The lines of one side with differences marked; a member that only the other side has gets a line of its own. */
function markedLines(lines, others, pointers) {
  const own = new Map(lines.map((line) => [line.pointer, line]));
  const theirs = new Set((others ?? []).map((line) => line.pointer));
  const marked = lines.map((line) => ({
    ...line,
    mark: pointers.some((one) => one && (line.pointer === one || line.pointer.startsWith(`${one}/`))) ? 'differs' : '',
  }));
  // In the other side's order, so that several in a row follow each other.
  for (const pointer of [...theirs].filter((one) => one && pointers.includes(one))) {
    const parent = own.get(parentOf(pointer));
    if (own.has(pointer) || !parent) continue;
    const ghost = {depth: parent.depth + 1, text: `${lastOf(pointer)}: absent`, pointer, mark: 'absent'};
    marked.splice(placeOf(pointer, marked, others), 0, ghost);
  }
  return marked;
}

const MARKS = {differs: '▶', absent: '∅', '': ' '};

let payloads = 0;

/** A payload for a reader: by lines with marks, or exactly as written. */
function payload(title, text, other, pointers, asWritten) {
  const lines = asWritten || text.length > LONGEST ? null : jsonLines(text);
  const id = `payload-${payloads += 1}`;
  const head = make('h3', {id}, title);
  if (!lines) {
    const empty = make('em', {}, 'nothing');
    return make('section', {class: 'payload'}, head,
      make('pre', {class: 'raw', dir: 'ltr', tabindex: '0', 'aria-labelledby': id}, ...(text ? shown(text) : [empty])));
  }
  const rows = markedLines(lines, jsonLines(other), pointers).map((line) => make(
    'span', {class: `line ${line.mark}`},
    make('span', {class: 'mark', 'aria-hidden': 'true'}, MARKS[line.mark]),
    '  '.repeat(line.depth), line.mark ? make('mark', {}, ...shown(line.text)) : make('span', {}, ...shown(line.text)), '\n'));
  return make('section', {class: 'payload'}, head,
    make('pre', {dir: 'ltr', tabindex: '0', 'aria-labelledby': id}, ...rows));
}

/** The command that runs one contract again; empty for reports without the command of the run. */
const rerunCommand = (contract, client) => (client.command ? `${client.command} -k '${contract}'` : '');
