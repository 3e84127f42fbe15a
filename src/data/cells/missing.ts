// Which cells of a text file mean "not known": as spreadsheets, databases, R, pandas and people write it.

/** How programs write it, and abbreviations that are no word: missing in every column. */
const always = new Set([
  ...[
    '',
    'NA',
    'N/A',
    'n/a',
    '#N/A',
    '#N/A N/A',
    '#NA',
    '<NA>',
    '<N/A>',
    'N.A.',
    'n.a.',
    'n. a.',
    'k.A.',
    'k. A.',
  ],
  ...[
    'NaN',
    'nan',
    'NAN',
    '-NaN',
    '-nan',
    '+nan',
    'nan(ind)',
    '-nan(ind)',
    '1.#QNAN',
    '-1.#QNAN',
    '1.#IND',
    '-1.#IND',
    'NaT',
  ],
  ...[
    'null',
    'NULL',
    'Null',
    '(null)',
    '(NULL)',
    '<null>',
    '<NULL>',
    '[null]',
    '[NULL]',
    '\\N',
    '?',
    '缺失',
    '缺失值',
  ],
  ...[
    '#NULL!',
    '#DIV/0!',
    '#VALUE!',
    '#REF!',
    '#NAME?',
    '#NUM!',
    '#ERROR!',
    '#SPILL!',
    '#CALC!',
    '#FIELD!',
    '#BLOCKED!',
  ],
  ...['#WERT!', '#BEZUG!', '#ZAHL!', '#NV', '(blank)', '(Leer)', '(leer)', '(空白)'],
]);
/** In lower case. A value of their own among words ("None" as an answer), but not among numbers or dates. */
const spellings = [
  ...[
    'na',
    'n/d',
    'n.d.',
    'nd',
    'nil',
    'none',
    'missing',
    'unknown',
    'not available',
    'not applicable',
    'not known',
    'no data',
  ],
  ...[
    'not reported',
    'undefined',
    'unspecified',
    'not stated',
    'blank',
    'empty',
    'tbd',
    'tba',
    'void',
    'miss',
    'n/k',
    'unk',
    'nan',
  ],
  ...[
    'keine angabe',
    'k.a.',
    'k.a',
    'ka',
    'k. a.',
    'unbekannt',
    'fehlt',
    'fehlend',
    'leer',
    'ohne angabe',
    'nicht bekannt',
    'entfällt',
    'nicht verfügbar',
    'nicht vorhanden',
    'o.a.',
    'o. a.',
    'n.v.',
    'n. v.',
    'n.b.',
    'n. b.',
  ],
  ...[
    'non disponible',
    'no disponible',
    'non disponibile',
    'não disponível',
    'inconnu',
    'desconocido',
    's/d',
    '$null$',
    '""',
    "''",
  ],
];
const signs = [
  '-',
  '--',
  '---',
  '–',
  '—',
  '――',
  '.',
  '..',
  '...',
  '…',
  '*',
  '**',
  '/',
  '//',
  '\\',
  '_',
  '#',
  '!',
  ':',
  '??',
  '???',
];
const chinese = [
  '无',
  '空',
  '空白',
  '空值',
  '未知',
  '不详',
  '不明',
  '暂无',
  '无数据',
  '没有',
  '未填',
  '未填写',
  '待定',
  '未提供',
  '不适用',
];
const amongNumbers = new Set([...signs, ...chinese, ...spellings]);

const ascii = 128;
/** Nothing but marks that nobody sees. */
const invisible = /^[\u00ad\u200b-\u200f\u2060\ufeff]+$/;

/** Whether any of the texts has a cell's first character and length: rules most cells out without a look into the set. */
function beginningsOf(texts: ReadonlySet<string>): (first: number, length: number) => boolean {
  const longest = Math.max(...[...texts].map(({ length }) => length));
  const seen = new Uint8Array(ascii * (longest + 1));
  const others = [...texts].some((text) => text.charCodeAt(0) >= ascii);
  for (const text of texts)
    for (const first of [text.charAt(0).toLowerCase(), text.charAt(0).toUpperCase()])
      if (first !== '' && first.charCodeAt(0) < ascii)
        seen[first.charCodeAt(0) * (longest + 1) + text.length] = 1;
  return (first, length) => {
    if (length > longest) return false;
    return first < ascii ? seen[first * (longest + 1) + length] === 1 : length === 0 || others;
  };
}
const mayBeAlways = beginningsOf(always);
const mayBeAmongNumbers = beginningsOf(amongNumbers);

/** Whether a cell of ASCII with such a first character, and so long, may be missing in some column. */
export function mayBeMissing(first: number, length: number): boolean {
  return mayBeAlways(first, length) || mayBeAmongNumbers(first, length);
}

/** Whether a trimmed cell is missing in a column of any type. */
export function isMissingToken(cell: string): boolean {
  return mayBeAlways(cell.charCodeAt(0), cell.length) && always.has(cell);
}

/** Whether a trimmed cell that no column of words drops is missing in a column of numbers or dates. */
export function isMissingAmongNumbers(cell: string): boolean {
  return (
    (mayBeAmongNumbers(cell.charCodeAt(0), cell.length) && amongNumbers.has(cell.toLowerCase())) ||
    (cell.charCodeAt(0) >= ascii && invisible.test(cell))
  );
}

const quiet = new Set(['na', 'nd', 'nil', 'none', 'nan', '无', '空']);
const letter = /\p{L}/u;

/** Whether a cell that is missing among numbers is a word: of rows that are scored it is told, unless training saw it too. */
export function isMissingWord(cell: string): boolean {
  return letter.test(cell) && !quiet.has(cell.toLowerCase());
}

/** Whether a trimmed cell is missing in a column of numbers or dates. */
export function isMissingNumber(cell: string): boolean {
  return isMissingToken(cell) || isMissingAmongNumbers(cell);
}
