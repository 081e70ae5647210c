// The page's address holds the view and the filters, so that each view can be linked to.

const EMPTY = {view: '', text: '', client: '', level: '', outcome: '', kind: '', group: '', cause: '', at: '', of: '', ex: ''};
const inputs = Object.fromEntries(FILTERS.map((name) => [name, document.getElementById(name)]));
const views = {matrix: matrixBox, list: document.getElementById('list')};
const counted = document.getElementById('count');
let state = {...EMPTY};
let current = {places: new Uint32Array(0), counts: new Uint32Array(0)};

/** The address of a state; a function, since other files call it before this one has run. */
function hashOf(wanted) {
  const named = Object.entries(wanted).filter(([, value]) => value);
  return `#${new URLSearchParams(named)}`;
}

function readHash() {
  const named = new URLSearchParams(location.hash.slice(1));
  const found = Object.fromEntries(Object.keys(EMPTY).map((name) => [name, named.get(name) ?? '']));
  // A link to a contract is a link into the list.
  return {...found, view: found.view === 'list' || found.at ? 'list' : ''};
}

/** Change the state without a step in the browser's history. */
function remember(changes) {
  state = {...state, ...changes};
  history.replaceState(null, '', hashOf(state));
  linkViews();
}

function linkViews() {
  const links = {matrix: {view: '', at: '', of: '', ex: ''}, list: {view: 'list'}};
  for (const [name, changes] of Object.entries(links)) {
    const link = document.getElementById(`to-${name}`);
    link.href = hashOf({...state, ...changes});
    if (name === (state.view || 'matrix')) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

/** Filter and draw. Returns how long it took, in milliseconds, for the benchmark. */
function show() {
  const start = performance.now();
  current = matching(state);
  const isList = state.view === 'list';
  views.matrix.hidden = isList;
  causesBox.hidden = isList;
  views.list.hidden = !isList;
  if (isList) showList(current.places);
  else {
    showCauses(current.places);
    showMatrix(current.counts);
  }
  counted.textContent = `${numbers(current.places.length)} of ${numbers(size)} results`;
  document.getElementById('clear').disabled = FILTERS.every((name) => !state[name]);
  linkViews();
  performance.measure('filter', {start, end: performance.now()});
}

function fill(name, choices) {
  inputs[name].replaceChildren(make('option', {value: ''}, 'all'),
    ...choices.map(([value, text]) => make('option', {value}, text ?? value)));
}

function fillFilters() {
  const used = kinds.filter((_, place) => kindsOf.some((bits) => bits & (1 << place)));
  fill('client', clientKeys.map((name) => [name]));
  fill('level', levels.map((level) => [level]));
  fill('outcome', [[FAILING, 'failed or error'], ...outcomes.map((name) => [name, `${SIGNS[name]} ${LABELS[name]}`])]);
  fill('kind', used.map(([name]) => [name]));
  fill('cause', [...new Set(causeKeys)].map((key) => [key]));
  fill('group', groups.map(([level, name], place) => [groupIds[place], `${levels[level]} ${name}`]));
}

function setInputs() {
  for (const name of FILTERS) inputs[name].value = state[name];
}

for (const name of FILTERS) {
  inputs[name].addEventListener('input', () => {
    remember({[name]: inputs[name].value, at: '', of: '', ex: ''});
    show();
  });
}
document.getElementById('filters').addEventListener('submit', (event) => event.preventDefault());
document.getElementById('clear').addEventListener('click', () => {
  remember(Object.fromEntries(FILTERS.map((name) => [name, ''])));
  setInputs();
  show();
  inputs.text.focus();
});
document.getElementById('skip').addEventListener('click', (event) => {
  // The address is ours: the link must not change it.
  event.preventDefault();
  document.getElementById('main').focus();
});
addEventListener('keydown', (event) => {
  if (event.key === '/' && !/^(INPUT|SELECT)$/.test(event.target.tagName)) {
    event.preventDefault();
    inputs.text.focus();
  }
  if (event.key === 'Escape' && detailBox.contains(event.target)) rowsBox.focus();
});
addEventListener('hashchange', () => {
  const wanted = readHash();
  const isOther = wanted.view !== state.view;
  const isExchange = wanted.ex && wanted.ex !== state.ex;
  state = wanted;
  setInputs();
  show();
  if (isOther) (state.view === 'list' ? rowsBox : document.getElementById('main')).focus();
  else if (isExchange) detailBox.querySelector('.sides pre')?.focus();
});
addEventListener('resize', () => { if (state.view === 'list') drawRows(); });

document.getElementById('run').textContent = [
  `${numbers(clients.length)} ${clients.length === 1 ? 'client' : 'clients'}`, `${numbers(contracts.length)} contracts`,
  `spec of ${plain(data.spec.date)}`, `${plain(data.tool.name)} ${plain(data.tool.version)}`,
].join(' · ');
fillFilters();
state = readHash();
setInputs();
show();
