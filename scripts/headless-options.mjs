// The command line of a headless run, checked before a browser starts. Wrong usage throws a UsageError with the remedy.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export class UsageError extends Error {}

/** How it is called, with what the registries list. */
export const usage = ({
  scenarios,
  families,
}) => `npm run headless -- (--scenario ${scenarios.join('|')} | --data FILE --target COLUMN [--task classification|regression])
  [--recipe FILE | --family ${families.join('|')}] [--backend auto|webgpu|webgl|wasm|cpu]
  [--epochs N] [--seed N] [--find SECONDS | --trials N] --out DIR   --find: searches for a good model first, and goes on with the best
  [--encoding LABEL] [--delimiter C] [--quote double|single|curly|none] [--header yes|no] [--skip-lines N]
  [--ragged keep|drop|stop] [--cells missing|drop|stop]   how FILE is read, where what is found is wrong
  [--entry PATH]   which of the tables in a ZIP
  [--sheet NAME] [--header-row N] [--range B3:F200]   which part of an Excel workbook is the table; N counts the sheet's rows, 0: no names
  npm run -s headless -- --data FILE --describe        what the app takes the file for, as JSON, without training
  npm run -s headless -- --list                        names of the scenarios, one a line`;

const backends = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'];

function oneOf(name, value, allowed) {
  if (value !== undefined && !allowed.includes(value))
    throw new UsageError(`--${name} is "${value}"; it takes ${allowed.join(', ')}.`);
  return value;
}

function wholeNumber(name, text, largest) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > largest)
    throw new UsageError(`--${name} is "${text}"; it takes a whole number from 1 to ${largest}.`);
  return value;
}

const mostRecipeBytes = 4 * 2 ** 20;
const mostRecipeDepth = 32;

function recipeOf(path) {
  if (path === undefined) return undefined;
  if (!existsSync(path)) throw new UsageError(`--recipe: there is no file ${path}.`);
  if (statSync(path).size > mostRecipeBytes)
    throw new UsageError(`--recipe: ${path} is larger than a recipe can be (${mostRecipeBytes} bytes).`);
  const text = readFileSync(path, 'utf8');
  if (depthOf(text) > mostRecipeDepth)
    throw new UsageError(
      `--recipe: ${path} is nested deeper than a recipe can be (${mostRecipeDepth} levels).`,
    );
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--recipe: ${path} is not JSON (${error.message}).`);
  }
}

/** How deep brackets lie in each other, outside of strings. */
function depthOf(text) {
  let [depth, deepest] = [0, 0];
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (mark === '[' || mark === '{') deepest = Math.max(deepest, ++depth);
    else if (mark === ']' || mark === '}') depth--;
  }
  return deepest;
}

/** A path as the person gave it: npm starts scripts in the package's folder, wherever they are called from. */
function given(path) {
  const called = resolve(process.env['INIT_CWD'] ?? '.', path);
  return existsSync(called) ? called : path;
}

const readingOptions = [
  'encoding',
  'delimiter',
  'quote',
  'header',
  'skip-lines',
  'ragged',
  'entry',
  'cells',
  'sheet',
  'header-row',
  'range',
];
const withDescribe = ['data', 'describe', ...readingOptions];

const quotes = { double: '"', single: "'", curly: '“', none: null };

/** How the text of a file is to be read, where a person knows better. */
function textOptions(values) {
  const { encoding, delimiter } = values;
  const quote = oneOf('quote', values.quote, Object.keys(quotes));
  const header = oneOf('header', values.header, ['yes', 'no']);
  const skipLines =
    values['skip-lines'] === '0' ? 0 : wholeNumber('skip-lines', values['skip-lines'], 10_000);
  const ragged = oneOf('ragged', values.ragged, ['keep', 'drop', 'stop']);
  if (delimiter === '') throw new UsageError('--delimiter is empty.');
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined
      ? {}
      : { delimiter: delimiter === 'tab' ? '\t' : delimiter.replaceAll('\\t', '\t') }),
    ...(quote === undefined ? {} : { quote: quotes[quote] }),
    ...(header === undefined ? {} : { header: header === 'yes' }),
    ...(skipLines === undefined ? {} : { skipLines }),
    ...(ragged === undefined ? {} : { ragged }),
  };
}

/** Which part of a workbook is the table. */
function sheetOptions({ sheet, range, ...values }) {
  if (sheet === '') throw new UsageError('--sheet is empty.');
  if (range !== undefined && !/^[a-z]{1,3}\d{0,7}:[a-z]{1,3}\d{0,7}$/i.test(range))
    throw new UsageError(`--range is "${range}"; it takes cells as in B3:F200.`);
  const headerRow =
    values['header-row'] === '0' ? 0 : wholeNumber('header-row', values['header-row'], 1_048_576);
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(headerRow === undefined ? {} : { headerRow }),
    ...(range === undefined ? {} : { range }),
  };
}

/** How a file is to be read, where a person knows better; nothing for what no option was given. */
function openChoices(values) {
  const choices = { text: textOptions(values), sheet: sheetOptions(values) };
  const cells = oneOf('cells', values.cells, ['missing', 'drop', 'stop']);
  const said = Object.entries(choices).filter(([, options]) => Object.keys(options).length > 0);
  const { entry } = values;
  return {
    ...Object.fromEntries(said),
    ...(entry === undefined ? {} : { entry }),
    ...(cells === undefined ? {} : { cells }),
  };
}

/** What goes with --describe; a file that is not there is told by the description, as JSON. */
function describeOptions(values) {
  const other = Object.keys(values).find((name) => !withDescribe.includes(name));
  if (other !== undefined) throw new UsageError(`--${other} does not go with --describe.`);
  if (values.data === undefined) throw new UsageError('--describe needs --data, the file to describe.');
  return { describe: true, data: given(values.data), choices: openChoices(values) };
}

/** When a search ends, where one is asked for. */
function searchOf({ find, trials, epochs, family }) {
  if (find === undefined && trials === undefined) return undefined;
  const chosen = Object.entries({ epochs, family }).find(([, value]) => value !== undefined);
  if (chosen) throw new UsageError(`--${chosen[0]} does not go with a search, which chooses the model.`);
  const seconds = wholeNumber('find', find, 86_400) ?? null;
  if (seconds !== null && seconds < 10) throw new UsageError('--find takes 10 seconds or more.');
  return { seconds, trials: wholeNumber('trials', trials, 10_000) ?? null };
}

/** Reads and checks the arguments; null where only help, and 'list' where only the scenarios are asked for. */
export function readOptions(argv, { scenarios, families }) {
  const text = { type: 'string' };
  let values;
  try {
    ({ values } = parseArgs({
      args: argv,
      options: {
        scenario: text,
        data: text,
        target: text,
        task: text,
        recipe: text,
        family: text,
        backend: text,
        epochs: text,
        seed: text,
        find: text,
        trials: text,
        out: text,
        help: { type: 'boolean' },
        list: { type: 'boolean' },
        describe: { type: 'boolean' },
        encoding: text,
        delimiter: text,
        quote: text,
        header: text,
        'skip-lines': text,
        ragged: text,
        cells: text,
        entry: text,
        sheet: text,
        'header-row': text,
        range: text,
      },
    }));
  } catch (error) {
    throw new UsageError(error.message);
  }
  if (values.help) return null;
  if (values.list) return 'list';
  if (values.describe) return describeOptions(values);
  const { scenario, target, task, recipe, family, backend = 'auto', epochs, seed, out } = values;
  const data = values.data === undefined ? undefined : given(values.data);
  if ((scenario === undefined) === (data === undefined))
    throw new UsageError('Give either --scenario or --data.');
  if (data !== undefined) {
    if (!existsSync(data) || !statSync(data).isFile())
      throw new UsageError(`--data: there is no file ${data}.`);
    if (target === undefined)
      throw new UsageError('--data needs --target, the name of the column to predict.');
  } else if (target !== undefined || task !== undefined)
    throw new UsageError('--target and --task go with --data.');
  else if (readingOptions.some((name) => values[name] !== undefined))
    throw new UsageError(`--${readingOptions.join(', --')} go with --data.`);
  if (recipe !== undefined && family !== undefined) throw new UsageError('Give either --recipe or --family.');
  if (out === undefined) throw new UsageError('--out is missing: the folder for the results.');
  if (existsSync(out) && !statSync(out).isDirectory())
    throw new UsageError(`--out: ${out} is a file; it takes a folder.`);
  return {
    scenario: oneOf('scenario', scenario, scenarios),
    data,
    choices: openChoices(values),
    target,
    task,
    recipe: recipeOf(recipe),
    family: oneOf('family', family, families),
    backend: oneOf('backend', backend, backends) === 'auto' ? null : backend,
    epochs: wholeNumber('epochs', epochs, 10_000),
    seed: wholeNumber('seed', seed, 0xffffffff),
    find: searchOf(values),
    out,
  };
}
