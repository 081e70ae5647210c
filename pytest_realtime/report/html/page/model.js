// The report's data, indexed once, and what of it a choice of filters leaves.

const data = JSON.parse(document.getElementById('data').textContent);
const {clients, contracts, groups, kinds, levels, results, texts, verdicts} = data;
const SIGNS = {pass: '✓', deviation: '✗', expected: '◐', error: '!', 'not-applicable': '–'};
const WORDS = {
  pass: 'holds', deviation: 'deviates', expected: 'deviates as listed', error: 'error', 'not-applicable': 'not applicable',
};
const WORST = ['error', 'deviation', 'expected', 'pass', 'not-applicable'].map((name) => verdicts.indexOf(name));
const ID = 0, GROUP = 1, SENTENCE = 2, SOURCE = 3, TYPES = 4;
const FILTERS = ['text', 'client', 'level', 'verdict', 'kind', 'group'];
// Names as they can stand in an address: one may hold half a surrogate pair.
const clientKeys = clients.map(({name}) => plain(name));
const size = results.contract.length;
const groupIds = groups.map(([level, name]) => `${levels[level].toLowerCase()}.${name.replaceAll(' ', '-')}`);
// A verdict filter of our own: what a maintainer came for.
const FAILING = 'failing';

const column = (Type, from) => Type.from(from);
const contractOf = column(Uint32Array, results.contract);
const clientOf = column(Uint32Array, results.client);
const verdictOf = column(Uint8Array, results.verdict);
const groupOf = column(Uint32Array, results.contract.map((place) => contracts[place][GROUP]));
// The kinds of a result as bits: there are fewer than 31.
const kindsOf = column(Uint32Array, results.found.map(
  (found) => found.reduce((bits, place) => bits | (1 << results.findings[place][0]), 0)));

let lowered = null;

/** Which texts and contracts hold what was searched for. The lower case of all is made at the first search. */
function searched(text) {
  lowered ??= {
    texts: texts.map((one) => one.toLowerCase()),
    contracts: contracts.map((one) => [one[ID], one[SENTENCE], one[SOURCE], ...one[TYPES]].join('\n').toLowerCase()),
    findings: results.findings.map((finding) => kinds[finding[0]][0]),
  };
  const wanted = text.toLowerCase();
  const inTexts = column(Uint8Array, lowered.texts.map((one) => one.includes(wanted)));
  return {
    inTexts,
    inContracts: column(Uint8Array, lowered.contracts.map((one) => one.includes(wanted))),
    inFindings: column(Uint8Array, results.findings.map((finding, place) =>
      inTexts[finding[1]] | inTexts[finding[2]] | inTexts[finding[3]] | lowered.findings[place].includes(wanted))),
  };
}

function holds(found, place) {
  return found.inContracts[contractOf[place]] || found.inTexts[results.sent[place]] ||
    found.inTexts[results.received[place]] || found.inTexts[results.reason[place]] ||
    results.found[place].some((finding) => found.inFindings[finding]);
}

/** Whether each verdict is wanted. */
function wantedVerdicts(name) {
  const wanted = name === FAILING ? ['deviation', 'error'] : [name];
  return verdicts.map((verdict) => !name || wanted.includes(verdict));
}

/** The results that match: their places in order, and how many of each verdict each group has for each client. */
function matching(state) {
  const places = new Uint32Array(size);
  const counts = new Uint32Array(groups.length * clients.length * verdicts.length);
  const client = state.client ? clientKeys.indexOf(state.client) : -1;
  const level = state.level ? levels.indexOf(state.level) : -1;
  const group = state.group ? groupIds.indexOf(state.group) : -1;
  const kind = state.kind ? 1 << kinds.findIndex(([name]) => name === state.kind) : 0;
  const verdict = wantedVerdicts(state.verdict);
  const found = state.text ? searched(state.text) : null;
  let length = 0;
  for (let place = 0; place < size; place += 1) {
    if ((client >= 0 && clientOf[place] !== client) || (group >= 0 && groupOf[place] !== group)) continue;
    if (!verdict[verdictOf[place]] || (level >= 0 && groups[groupOf[place]][0] !== level)) continue;
    if ((kind && !(kindsOf[place] & kind)) || (found && !holds(found, place))) continue;
    places[length] = place;
    length += 1;
    counts[(groupOf[place] * clients.length + clientOf[place]) * verdicts.length + verdictOf[place]] += 1;
  }
  return {places: places.subarray(0, length), counts};
}

/** The counts of one group and client, by verdict. */
function countsAt(counts, group, client) {
  const start = (group * clients.length + client) * verdicts.length;
  return counts.subarray(start, start + verdicts.length);
}

/** The place of a contract's result for a client, or -1. */
function resultAt(contract, client) {
  for (let place = 0; place < size; place += 1) {
    if (contracts[contractOf[place]][ID] === contract && clientKeys[clientOf[place]] === client) return place;
  }
  return -1;
}

const findingsAt = (place) => results.found[place].map((one) => {
  const [kind, pointer, expected, observed] = results.findings[one];
  const [name, meaning, isError] = kinds[kind];
  return {kind: name, meaning, isError, pointer: texts[pointer], expected: texts[expected], observed: texts[observed]};
});

const levelAt = (place) => levels[groups[groupOf[place]][0]];

/** The worst verdict that was counted, or -1. */
const worstOf = (counts) => WORST.find((verdict) => counts[verdict]) ?? -1;
