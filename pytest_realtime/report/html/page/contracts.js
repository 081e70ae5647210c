// The list of contracts, of which only the visible rows are drawn, and one contract in full.

const rowsBox = document.getElementById('rows');
const detailBox = document.getElementById('detail');
const inner = make('div', {class: 'inner', role: 'presentation'});
rowsBox.append(inner);
const HEIGHT = 46;
const SPARE = 8;
let listed = new Uint32Array(0);
let chosen = -1;

/** A contract's id in two parts: the first, with its level and type, is cut where there is no room for both. */
function idParts(id) {
  const parts = id.split('.');
  const own = parts.length > 3 ? 2 : 1;
  return make('span', {class: 'id'}, make('span', {class: 'start'}, ...shown(parts.slice(0, -own).join('.'))),
    make('span', {class: 'end'}, ...shown(`.${parts.slice(-own).join('.')}`)));
}

function optionRow(index) {
  const place = listed[index];
  const name = outcomes[outcomeOf[place]];
  const [id, , sentence] = contracts[contractOf[place]];
  const found = findingsAt(place);
  const kind = found.length ? found[0].kind + (found.length > 1 ? ` +${found.length - 1}` : '') : '';
  const row = make('div', {
    role: 'option', id: `row-${index}`, class: `row ${name}`, 'aria-selected': String(index === chosen),
    'aria-setsize': listed.length, 'aria-posinset': index + 1, title: sentence,
    onclick: () => choose(index),
  }, make('span', {class: 'sign', 'aria-hidden': 'true'}, SIGNS[name]),
  make('span', {class: 'what'}, idParts(id),
    make('span', {class: 'sub'}, make('bdi', {}, ...shown(clients[clientOf[place]].name)), ` · ${LABELS[name]}`, kind ? ` · ${kind}` : '')));
  row.style.top = `${index * HEIGHT}px`;
  return row;
}

/** Draw the visible rows. */
function drawRows() {
  const first = Math.max(0, Math.floor(rowsBox.scrollTop / HEIGHT) - SPARE);
  const last = Math.min(listed.length, first + Math.ceil((rowsBox.clientHeight || 600) / HEIGHT) + 2 * SPARE);
  const rows = [];
  for (let index = first; index < last; index += 1) rows.push(optionRow(index));
  inner.replaceChildren(...rows);
  const isDrawn = chosen >= first && chosen < last;
  if (isDrawn) rowsBox.setAttribute('aria-activedescendant', `row-${chosen}`);
  else rowsBox.removeAttribute('aria-activedescendant');
}

/** Show these results as the list, and the selected one in full. */
function showList(places) {
  listed = places;
  // A list box must have options.
  rowsBox.setAttribute('role', places.length ? 'listbox' : 'group');
  inner.style.height = `${Math.max(1, places.length) * HEIGHT}px`;
  const place = state.at ? resultAt(state.at, state.of) : -1;
  chosen = place >= 0 ? listed.indexOf(place) : -1;
  if (chosen >= 0) reveal(chosen);
  else rowsBox.scrollTop = 0;
  drawRows();
  if (!places.length) inner.replaceChildren(make('p', {class: 'nothing', role: 'presentation'}, 'No contract matches these filters.'));
  showDetail(place);
}

function reveal(index) {
  const top = index * HEIGHT;
  const room = rowsBox.clientHeight || 600;
  if (top < rowsBox.scrollTop) rowsBox.scrollTop = top;
  else if (top + HEIGHT > rowsBox.scrollTop + room) rowsBox.scrollTop = top + HEIGHT - room;
}

function choose(index) {
  if (!listed.length) return;
  chosen = Math.min(listed.length - 1, Math.max(0, index));
  reveal(chosen);
  drawRows();
  const place = listed[chosen];
  remember({at: contracts[contractOf[place]][ID], of: clientKeys[clientOf[place]], ex: ''});
  showDetail(place);
}

const STEPS = {
  ArrowDown: () => chosen + 1, ArrowUp: () => chosen - 1, Home: () => 0, End: () => listed.length - 1,
  PageDown: () => chosen + 10, PageUp: () => chosen - 10,
};

rowsBox.addEventListener('scroll', drawRows, {passive: true});
rowsBox.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') detailBox.focus();
  if (!STEPS[event.key]) return;
  event.preventDefault();
  choose(STEPS[event.key]());
});

function copied(title, text) {
  const button = make('button', {type: 'button', class: 'copy', 'aria-label': `Copy: ${title}`, onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      // Without access to the clipboard the text is selected, for the reader's own keys.
      getSelection().selectAllChildren(code);
      button.textContent = 'Selected';
    }
  }}, 'Copy');
  const code = make('pre', {class: 'raw', tabindex: '0', 'aria-label': title}, ...shown(text));
  return make('section', {class: 'copied'}, make('h3', {}, title), button, code);
}

/** The numbers of the exchanges with findings, and which of them is open: -1 for the one of a result without any. */
function exchangesOf(found) {
  const numbers = [...new Set(found.map(({exchange}) => exchange))];
  const open = Number(state.ex) - 1;
  return {numbers, open: numbers.length ? numbers[open] ?? numbers[0] : -1};
}

/** A link to the exchange that a finding comes from. */
function exchangeLink(finding, {numbers, open}) {
  const number = numbers.indexOf(finding.exchange) + 1;
  return make('a', {href: hashOf({...state, ex: String(number)}), 'aria-current': finding.exchange === open ? 'true' : null},
    `${number} `, make('bdi', {}, ...shown(results.exchange[finding.exchange][0])));
}

function findingsTable(found) {
  if (!found.length) return '';
  const exchanges = exchangesOf(found);
  const rows = found.map((finding) => make('tr', {},
    make('th', {scope: 'row'}, finding.kind, make('small', {}, finding.meaning),
      finding.why ? make('small', {class: 'why'}, ...shown(finding.why)) : ''),
    ...[finding.pointer || '(root)', finding.expected, finding.observed].map(
      (text) => make('td', {}, make('code', {}, ...shown(text)))), make('td', {}, exchangeLink(finding, exchanges))));
  const heads = ['Finding', 'Where', 'Expected', 'Observed', 'Payload'].map((head) => make('th', {scope: 'col'}, head));
  return make('div', {class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'Findings'},
    make('table', {class: 'findings'}, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...rows)));
}

/** The same contract for all clients, so that a maintainer sees who else fails it. */
function others(contract) {
  const items = [];
  for (let place = 0; place < size; place += 1) {
    if (contractOf[place] !== contract) continue;
    const name = outcomes[outcomeOf[place]];
    const client = clientOf[place];
    items.push(make('li', {class: name}, make('a', {
      href: hashOf({...state, at: contracts[contract][ID], of: clientKeys[client], ex: ''}),
      'aria-current': clientKeys[client] === state.of ? 'true' : null,
    }, make('span', {class: 'sign', 'aria-hidden': 'true'}, SIGNS[name]), make('bdi', {}, ...shown(clients[client].name)),
    make('span', {class: 'unseen'}, ` ${LABELS[name]}`))));
  }
  return items.length > 1 ? make('ul', {class: 'others', 'aria-label': 'This contract by client'}, ...items) : '';
}

function detailHead(place, contract) {
  const name = outcomes[outcomeOf[place]];
  return make('header', {}, make('p', {class: `outcome ${name}`},
    make('span', {class: 'sign', 'aria-hidden': 'true'}, SIGNS[name]), ` ${LABELS[name]} `,
    make('span', {class: 'level'}, levelAt(place)), ' ', make('bdi', {}, ...shown(clients[clientOf[place]].name))),
  make('h2', {}, ...shown(contract[ID])), make('p', {class: 'sentence'}, ...shown(contract[SENTENCE])),
  make('p', {class: 'source'}, ...Object.entries({
    Source: contract[SOURCE], Types: contract[TYPES].join(', '), Took: `${results.seconds[place].toFixed(3)} s`,
  }).map(([title, text]) => make('span', {}, make('b', {}, `${title} `), ...shown(text)))));
}

function bothSides(place, found) {
  const {open} = exchangesOf(found);
  const [, input, output] = (open < 0 ? ['', results.input[place], results.output[place]] : results.exchange[open])
    .map((text) => texts[text] ?? '');
  const pointers = found.filter((finding) => finding.exchange === open).map((finding) => finding.pointer);
  const box = make('div', {class: 'sides'}, payload('Input', input, output, pointers, asWritten),
    payload('Output', output, input, pointers, asWritten));
  const toggle = make('button', {type: 'button', 'aria-pressed': String(asWritten), onclick: () => {
    asWritten = !asWritten;
    showDetail(place);
    detailBox.querySelector('.written').focus();
  }, class: 'written'}, 'Exactly as written');
  return [toggle, box];
}

let asWritten = false;

/** One result in full, or a hint where none is selected. */
function showDetail(place) {
  if (place < 0) {
    const missing = state.at ? `This report has no result of ${plain(state.at)} for ${plain(state.of)}.` : '';
    detailBox.replaceChildren(make('p', {class: 'nothing'}, missing || 'Select a contract to see its input and output.'));
    return;
  }
  const contract = contracts[contractOf[place]];
  const client = clients[clientOf[place]];
  const found = findingsAt(place);
  const reason = texts[results.reason[place]];
  const rerun = rerunCommand(contract[ID], client);
  const entry = texts[results.entry[place]];
  detailBox.replaceChildren(detailHead(place, contract), others(contractOf[place]),
    reason ? make('p', {class: 'reason'}, make('b', {}, 'Known deviation: '), ...shown(reason)) : '',
    findingsTable(found), ...bothSides(place, found),
    rerun ? copied('Run this contract again', rerun) : '',
    entry ? copied('Accept as a known deviation', entry) : '');
  detailBox.scrollTop = 0;
}
