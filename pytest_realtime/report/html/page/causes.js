// The first screen begins with what is wrong: the causes of each client, most contracts first.

const causesBox = document.getElementById('causes');
const FEW = 3;

/** A `details` whose content is made when it is opened first: a report can have thousands of causes. */
function folded(attributes, head, content) {
  const box = make('details', attributes, make('summary', {}, ...head));
  const fillOnce = () => { if (box.childElementCount === 1) box.append(...content().filter((one) => one !== '')); };
  box.addEventListener('toggle', () => { if (box.open) fillOnce(); });
  if (box.open) fillOnce();
  return box;
}

const counting = (count, one, many) => `${numbers(count)} ${count === 1 ? one : many}`;

function causeState({known, failed}) {
  if (known) return 'known';
  return failed ? 'failed' : 'not known';
}

function causeBody(cause, number) {
  const pointers = [cause.pointer];
  return [
    cause.why ? make('p', {class: 'why'}, ...shown(cause.why)) : '',
    cause.known ? make('p', {class: 'reason'}, make('b', {}, 'Known deviation: '), ...shown(cause.known)) : '',
    cause.keys.length > 1 ? make('ul', {class: 'keys'}, ...cause.keys.map((key) => make('li', {}, make('code', {}, ...shown(key))))) : '',
    make('p', {}, make('a', {
      href: hashOf({...state, view: 'list', cause: causeKeys[number], client: clientKeys[cause.client], at: '', of: '', ex: ''}),
    }, `List its ${counting(cause.contracts.length, 'contract', 'contracts')}`)),
    make('div', {class: 'sides'}, payload('Input', cause.input, cause.output, pointers, false),
      payload('Output', cause.output, cause.input, pointers, false)),
    cause.entry ? copied('Accept as a known deviation', cause.entry) : '',
  ];
}

function causeRow(number) {
  const cause = causes[number];
  const more = cause.keys.length - 1;
  return folded({class: `cause ${causeState(cause).replace(' ', '-')}`}, [
    make('b', {class: 'level'}, levels[cause.level]), ' ', make('code', {}, ...shown(cause.cause)),
    more ? ` +${more}` : '', make('span', {class: 'sub'},
      ` ${counting(cause.contracts.length, 'contract', 'contracts')} · ${causeState(cause)}`),
  ], () => causeBody(cause, number));
}

/** Draw the causes that have a result among the places. */
function showCauses(places) {
  const found = new Set();
  for (const place of places) causesAt(place).forEach((number) => found.add(number));
  const byClient = clients.map(() => []);
  causes.forEach((cause, number) => { if (found.has(number)) byClient[cause.client].push(number); });
  const used = byClient.filter((numbersOf) => numbersOf.length).length;
  causesBox.replaceChildren(...byClient.flatMap((own, client) => (own.length ? [folded(
    {class: 'client', open: used <= FEW},
    [make('h2', {}, make('bdi', {}, ...shown(clients[client].name)), `: ${counting(own.length, 'cause', 'causes')}`)],
    () => own.map(causeRow))] : [])));
}
