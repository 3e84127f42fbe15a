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
  'x',
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

const longest = (texts: ReadonlySet<string>): number => Math.max(...[...texts].map(({ length }) => length));
const longestAlways = longest(always);
const longestAmongNumbers = longest(amongNumbers);

/** Whether a trimmed cell begins as most values do, and as none of the tokens but 1.#IND and 1.#QNAN. */
function isPlainlyAValue(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return first >= 48 && first <= 57 && cell.charCodeAt(2) !== 35;
}

/** Whether a trimmed cell is missing in a column of any type. */
export function isMissingToken(cell: string): boolean {
  return cell.length <= longestAlways && !isPlainlyAValue(cell) && always.has(cell);
}

/** Whether a trimmed cell is missing in a column of numbers or dates. */
export function isMissingNumber(cell: string): boolean {
  return (
    isMissingToken(cell) ||
    (cell.length <= longestAmongNumbers && !isPlainlyAValue(cell) && amongNumbers.has(cell.toLowerCase()))
  );
}
