// The report's data, indexed once, and the results that match the filters.

const data = JSON.parse(document.getElementById('data').textContent);
const {clients, contracts, groups, kinds, levels, results, texts, worst} = data;
const outcomes = data.outcomes.map(([name]) => name);
const LABELS = Object.fromEntries(data.outcomes.map(([name, label]) => [name, label]));
const SIGNS = Object.fromEntries(data.outcomes.map(([name, , sign]) => [name, sign]));
const ID = 0, GROUP = 1, SENTENCE = 2, SOURCE = 3, TYPES = 4;
const FILTERS = ['text', 'client', 'level', 'outcome', 'kind', 'group', 'cause'];
// Names as they can stand in an address: one may hold half a surrogate pair.
const clientKeys = clients.map(({name}) => plain(name));
const size = results.contract.length;
const groupIds = groups.map(([level, name]) => `${levels[level].toLowerCase()}.${name.replaceAll(' ', '-')}`);
// A filter for two outcomes at once: what a maintainer came for.
const FAILING = 'failing';

const column = (Type, from) => Type.from(from);
const contractOf = column(Uint32Array, results.contract);
const clientOf = column(Uint32Array, results.client);
const outcomeOf = column(Uint8Array, results.outcome);
const groupOf = column(Uint32Array, results.contract.map((place) => contracts[place][GROUP]));
// The kinds of a result as bits: there are fewer than 31.
const kindsOf = column(Uint32Array, results.found.map(
  (found) => found.reduce((bits, place) => bits | (1 << results.findings[place][0]), 0)));

const causes = data.causes;
// The causes of each result, by their numbers; the key of a cause can be that of another client's as well.
const causeKeys = causes.map(({cause}) => plain(cause));
const causesOf = new Map();
causes.forEach((cause, number) => cause.contracts.forEach((contract) => {
  const pair = contract * clients.length + cause.client;
  if (!causesOf.has(pair)) causesOf.set(pair, []);
  causesOf.get(pair).push(number);
}));
const causesAt = (place) => causesOf.get(contractOf[place] * clients.length + clientOf[place]) ?? [];

let lowered = null;

/** Which texts, contracts and findings contain the search text. All are lowered once, at the first search. */
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
      inTexts[finding[1]] | inTexts[finding[2]] | inTexts[finding[3]] | inTexts[finding[4]] | lowered.findings[place].includes(wanted))),
  };
}

function contains(found, place) {
  return found.inContracts[contractOf[place]] || found.inTexts[results.input[place]] ||
    found.inTexts[results.output[place]] || found.inTexts[results.reason[place]] ||
    results.found[place].some((finding) => found.inFindings[finding]);
}

/** Whether each outcome passes the filter. */
function wantedOutcomes(name) {
  const wanted = name === FAILING ? ['deviation', 'error'] : [name];
  return outcomes.map((outcome) => !name || wanted.includes(outcome));
}

/** The results that match: their places in order, and the count of each outcome by group and client. */
function matching(state) {
  const places = new Uint32Array(size);
  const counts = new Uint32Array(groups.length * clients.length * outcomes.length);
  const client = state.client ? clientKeys.indexOf(state.client) : -1;
  const level = state.level ? levels.indexOf(state.level) : -1;
  const group = state.group ? groupIds.indexOf(state.group) : -1;
  const kind = state.kind ? 1 << kinds.findIndex(([name]) => name === state.kind) : 0;
  const outcome = wantedOutcomes(state.outcome);
  const found = state.text ? searched(state.text) : null;
  let length = 0;
  for (let place = 0; place < size; place += 1) {
    if ((client >= 0 && clientOf[place] !== client) || (group >= 0 && groupOf[place] !== group)) continue;
    if (!outcome[outcomeOf[place]] || (level >= 0 && groups[groupOf[place]][0] !== level)) continue;
    if ((kind && !(kindsOf[place] & kind)) || (found && !contains(found, place))) continue;
    if (state.cause && !causesAt(place).some((number) => causeKeys[number] === state.cause)) continue;
    places[length] = place;
    length += 1;
    counts[(groupOf[place] * clients.length + clientOf[place]) * outcomes.length + outcomeOf[place]] += 1;
  }
  return {places: places.subarray(0, length), counts};
}

/** The counts of one group and client, by outcome. */
function countsAt(counts, group, client) {
  const start = (group * clients.length + client) * outcomes.length;
  return counts.subarray(start, start + outcomes.length);
}

/** The place of a contract's result for a client, or -1. */
function resultAt(contract, client) {
  for (let place = 0; place < size; place += 1) {
    if (contracts[contractOf[place]][ID] === contract && clientKeys[clientOf[place]] === client) return place;
  }
  return -1;
}

const findingsAt = (place) => results.found[place].map((one, index) => {
  const [kind, pointer, expected, observed, why] = results.findings[one];
  const [name, meaning, isError] = kinds[kind];
  return {kind: name, meaning, isError, pointer: texts[pointer], expected: texts[expected], observed: texts[observed], why: texts[why],
    exchange: results.exchanges[place][index]};
});

const levelAt = (place) => levels[groups[groupOf[place]][0]];

/** The worst outcome that was counted, or -1. */
const worstOf = (counts) => worst.find((outcome) => counts[outcome]) ?? -1;
