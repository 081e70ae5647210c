// The first screen: requirements by client. A level opens and closes; a cell leads to its contracts.

const matrixBox = document.getElementById('matrix');
// MAY, where clients are free, is closed at first.
const closed = new Set(levels.filter((level) => level === 'MAY' && levels.length > 1));

const format = new Intl.NumberFormat('en');
const numbers = (count) => format.format(count);

const keysInLinks = clientKeys.map(encodeURIComponent);

/** A cell's counts for screen readers. */
const spoken = (counts) => outcomes.map((name, place) => (counts[place] ? `${numbers(counts[place])} ${LABELS[name]}` : ''))
  .filter(Boolean).join(', ');

function added(counts, more) {
  more.forEach((count, place) => { counts[place] += count; });
  return counts;
}

/** The shares as one background: an element for each would make a large matrix slow. */
function gradient(counts, all) {
  const stops = [];
  let start = 0;
  outcomes.forEach((name, place) => {
    const end = start + (100 * counts[place]) / all;
    if (counts[place]) stops.push(`var(--bar-${name}) ${start}% ${end}%`);
    start = end;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

/** The sign and the count that matters, with a tab between: one text, where elements would be slow. */
function cellText(counts, outcome, all) {
  const name = outcomes[outcome];
  const applicable = all - counts[outcomes.indexOf('not-applicable')];
  const whole = name === 'pass' || name === 'not-applicable';
  return `${SIGNS[name]}\t${numbers(counts[outcome])}${whole ? '' : `/${numbers(applicable)}`}`;
}

function cell(counts, place, client, label, rest) {
  const outcome = worstOf(counts);
  if (outcome < 0) return make('td', {class: 'empty'}, '·');
  const all = counts.reduce((sum, count) => sum + count, 0);
  const link = make('a', {
    href: `${rest}&client=${keysInLinks[client]}${place}`,
    'aria-label': `${label}, ${clientKeys[client]}: ${spoken(counts)}`,
  }, cellText(counts, outcome, all));
  // The style sheet has the bars of one colour; a cell of several outcomes has its shares.
  if (counts[outcome] < all) link.style.setProperty('--shares', gradient(counts, all));
  return make('td', {class: outcomes[outcome]}, link);
}

function headRow() {
  const row = make('tr', {}, make('th', {scope: 'col', class: 'corner'}, 'Requirement'));
  clients.forEach((client) => row.append(make('th', {scope: 'col'},
    make('bdi', {class: 'name'}, ...shown(client.name)), make('small', {}, ...shown(client.version)),
    make('small', {}, ...shown(`${client.language} · ${client.transport}`)))));
  return make('thead', {}, row);
}

function levelBody(level, counts) {
  // All links of a level have this in common.
  const rest = hashOf({...state, view: 'list', client: '', level: '', group: '', at: '', of: ''});
  const own = groups.map((_, place) => place).filter((place) => groups[place][0] === level);
  const name = levels[level];
  const sums = clients.map((_, client) => own.reduce(
    (sum, group) => added(sum, countsAt(counts, group, client)), new Array(outcomes.length).fill(0)));
  const isOpen = !closed.has(name);
  const toggle = make('button', {type: 'button', 'aria-expanded': String(isOpen), 'data-level': name, onclick: () => {
    if (!closed.delete(name)) closed.add(name);
    showMatrix(current.counts);
    matrixBox.querySelector(`button[data-level=${name}]`).focus();
  }}, make('span', {class: 'arrow', 'aria-hidden': 'true'}, isOpen ? '▾' : '▸'), name);
  const rows = [make('tr', {class: 'level'}, make('th', {scope: 'row'}, toggle),
    ...sums.map((sum, client) => cell(sum, `&level=${name}`, client, name, rest)))];
  for (const group of isOpen ? own : []) {
    const cells = clients.map((_, client) => countsAt(counts, group, client));
    if (cells.every((one) => worstOf(one) < 0)) continue;
    rows.push(make('tr', {}, make('th', {scope: 'row'}, groups[group][1]),
      ...cells.map((one, client) => cell(one, `&group=${groupIds[group]}`, client, `${name} ${groups[group][1]}`, rest))));
  }
  return make('tbody', {class: name.toLowerCase()}, ...rows);
}

/** How many of the invalid payloads each client rejected. */
function strictnessBody() {
  if (!clients.some((client) => client.strictness?.invalid_tried)) return null;
  const row = make('tr', {class: 'strictness'}, make('th', {scope: 'row'}, 'Invalid payloads rejected'));
  for (const {strictness} of clients) {
    const tried = strictness?.invalid_tried ?? 0;
    const share = tried ? `${Math.floor((100 * strictness.invalid_rejected) / tried)} %` : '·';
    const title = tried ? `${strictness.invalid_rejected} of ${tried}` : 'none tried';
    row.append(make('td', {title}, share, strictness?.opaque ? make('small', {}, 'passthrough') : ''));
  }
  return make('tbody', {}, row);
}

/** The members that each client always sends, and what it hears: every report shows what was exempted. */
function exemptions() {
  return clients.filter(({exempted}) => exempted).map(({name, exempted}) => make('p', {class: 'exempted'},
    make('b', {}, make('bdi', {}, ...shown(name)), '. '), ...shown(exempted)));
}

function legend() {
  const items = outcomes.map((name) => make('li', {class: name},
    make('span', {class: 'sign', 'aria-hidden': 'true'}, SIGNS[name]), ` ${LABELS[name]}`));
  return make('ul', {class: 'legend', 'aria-label': 'Signs'}, ...items);
}

/** Draw the matrix anew. Counts come from `matching`. */
function showMatrix(counts) {
  const used = levels.map((_, place) => place).filter((place) => groups.some(([level]) => level === place));
  const table = make('table', {'aria-labelledby': 'hint'}, headRow(), ...used.map((level) => levelBody(level, counts)), strictnessBody() ?? '');
  // Columns of a fixed width are laid out fast; a few clients should not be spread over a wide screen.
  table.style.minWidth = `${16.5 + 7.2 * clients.length}rem`;
  table.style.maxWidth = `${18 + 14 * clients.length}rem`;
  const empty = size ? '' : make('p', {class: 'nothing'}, 'This report has no results.');
  const hint = make('p', {id: 'hint'}, 'Each cell shows the worst outcome, and its share of the applicable contracts. Select a cell to list them.');
  matrixBox.replaceChildren(legend(), hint, make('div', {class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'Matrix'}, table), empty, ...exemptions());
}

// A pointer gets the text for screen readers as a tooltip; made on demand, since there are many cells.
matrixBox.addEventListener('pointerover', ({target}) => {
  const link = target.closest('td a');
  if (link) link.title = link.getAttribute('aria-label');
});
