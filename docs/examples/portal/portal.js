// A host page at work: it frames one of Hearth's three addresses, hands on theme, language and accent, gives the frame the height that
// it asks for, lists each prediction, and asks for one itself. Copy hearth-embed.js from Hearth's build beside this file.
import { connect } from './hearth-embed.js';
import { hearth } from './settings.js';
import { texts } from './texts.js';

const controls = document.getElementById('controls');
const frame = document.getElementById('hearth');
const state = document.getElementById('state');
const log = document.getElementById('log');
const ask = document.getElementById('ask');
const asked = new URLSearchParams(location.search);
for (const field of controls.elements) field.value = asked.get(field.name) ?? field.value;

/** The connection to the frame as it is now; null while there is none. */
let connection = null;
/** Grows with each show, so that a connection that comes late is not taken for the newest. */
let shown = 0;

const setting = (name) => controls.elements[name].value;
const say = (name) => texts[setting('lang')][name];

function translate() {
  document.documentElement.lang = setting('lang');
  document.documentElement.dataset.theme = setting('theme');
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = say(element.dataset.text);
}

/** The frame's address: what is shown stands in its hash, how it looks in its query. */
function address() {
  const look = new URLSearchParams({
    theme: setting('theme'),
    lang: setting('lang'),
    accent: setting('accent'),
  });
  const what = setting('show') === 'app' ? 'app' : `${setting('show')}/${setting('project')}`;
  return `${hearth}embed.html?${look}#/${what}`;
}

function note(from, { value, probabilities }) {
  const line = document.createElement('li');
  const sure = probabilities.length > 0 ? ` (${Math.max(...probabilities).toFixed(4)})` : '';
  line.textContent = `${from}: ${value}${sure}`;
  log.prepend(line);
}

async function show() {
  translate();
  const mine = ++shown;
  connection?.close();
  connection = null;
  ask.disabled = true;
  state.textContent = say('connecting');
  // A new frame rather than a new address: where only the hash differs the frame would keep its page, which takes but one connection.
  const fresh = frame.cloneNode();
  document.getElementById('hearth').replaceWith(fresh);
  fresh.style.height = '';
  fresh.src = address();
  try {
    const opened = await connect(fresh, { origin: new URL(hearth).origin });
    if (mine !== shown) {
      opened.close();
      return;
    }
    connection = opened;
    // The whole app scrolls by itself; a form or an evaluation is as tall as it is.
    if (setting('show') !== 'app')
      opened.on('resize', ({ height }) => (fresh.style.height = `${Math.max(160, height)}px`));
    opened.on('prediction', (prediction) => note(say('person'), prediction));
    ask.disabled = false;
    state.textContent = say('connected');
  } catch (error) {
    if (mine === shown) state.textContent = `${say('failed')}: ${error.code ?? error.message}`;
  }
}

ask.addEventListener('click', async () => {
  try {
    const [model] = await connection.models();
    const row = Object.fromEntries(model?.inputs.map(({ name, example }) => [name, example]) ?? []);
    note(say('portal'), await connection.predict(row, model ? { model: model.id } : {}));
  } catch (error) {
    state.textContent = error.code ?? error.message;
  }
});
controls.addEventListener('change', () => void show());
controls.addEventListener('submit', (event) => event.preventDefault());
void show();
