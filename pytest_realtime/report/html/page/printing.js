// On paper there is no scrolling: the list that is in sight on the screen becomes a table of all that matches. Where
// a contract is open, it alone is printed.

const printedBox = document.getElementById('printed');
const MOST_PRINTED = 1000;

function printedRow(place) {
  const name = verdicts[verdictOf[place]];
  const found = findingsAt(place).slice(0, 3).map(({kind, pointer}) => `${kind} ${plain(pointer)}`).join(', ');
  return make('tr', {}, ...[
    `${SIGNS[name]} ${WORDS[name]}`, clientKeys[clientOf[place]], contracts[contractOf[place]][ID], found,
  ].map((text) => make('td', {}, text)));
}

addEventListener('beforeprint', () => {
  if (state.view === 'list' && resultAt(state.at, state.of) >= 0) return;
  // With the matrix those that fail are told; with the list all that match.
  const failing = wantedVerdicts(FAILING);
  const places = state.view === 'list' ? [...current.places] : [...current.places].filter(
    (place) => failing[verdictOf[place]] && levelAt(place) !== 'MAY');
  const heads = ['Verdict', 'Client', 'Contract', 'Findings'].map((head) => make('th', {scope: 'col'}, head));
  printedBox.replaceChildren(make('h2', {}, state.view === 'list' ? 'Contracts' : 'What fails'),
    make('table', {}, make('thead', {}, make('tr', {}, ...heads)),
      make('tbody', {}, ...places.slice(0, MOST_PRINTED).map(printedRow))),
    places.length > MOST_PRINTED ? make('p', {}, `… and ${numbers(places.length - MOST_PRINTED)} more, on the screen.`) : '');
});
addEventListener('afterprint', () => printedBox.replaceChildren());
