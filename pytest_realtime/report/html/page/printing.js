// Paper does not scroll: the list becomes a table of everything that matches. An open contract is printed alone.

const printedBox = document.getElementById('printed');
const MOST_PRINTED = 1000;

function printedRow(place) {
  const name = outcomes[outcomeOf[place]];
  const found = findingsAt(place).slice(0, 3).map(({kind, pointer}) => `${kind} ${plain(pointer)}`).join(', ');
  return make('tr', {}, ...[
    `${SIGNS[name]} ${LABELS[name]}`, clientKeys[clientOf[place]], contracts[contractOf[place]][ID], found,
  ].map((text) => make('td', {}, text)));
}

addEventListener('beforeprint', () => {
  if (state.view === 'list' && resultAt(state.at, state.of) >= 0) return;
  // The matrix prints the failures; the list prints everything that matches.
  const failing = wantedOutcomes(FAILING);
  const places = [...current.places].filter((place) => state.view === 'list' || failing[outcomeOf[place]]);
  const heads = ['Result', 'Client', 'Contract', 'Findings'].map((head) => make('th', {scope: 'col'}, head));
  printedBox.replaceChildren(make('h2', {}, state.view === 'list' ? 'Contracts' : 'Failures'),
    make('table', {}, make('thead', {}, make('tr', {}, ...heads)),
      make('tbody', {}, ...places.slice(0, MOST_PRINTED).map(printedRow))),
    places.length > MOST_PRINTED ? make('p', {}, `… and ${numbers(places.length - MOST_PRINTED)} more, on screen.`) : '');
});
addEventListener('afterprint', () => printedBox.replaceChildren());
