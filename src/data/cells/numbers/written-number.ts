// Numbers as people write them beside their unit: 1.234,50 €, (1,234.50), 12 kg, 1 000,5, 1’000, 1,10,100, 0,5 %, 25.8万, full-width digits.
// Takes a cell apart; which mark is the decimal one is the column's to say. Plain numbers never come here.
import type { DecimalMark } from '../../../contract/data/cell-reading';
import { parseNumber } from '../parse-number';
import { plainText } from '../plain-text';
import { currencyOf } from './currencies';

/** A cell taken apart. */
export interface WrittenNumber {
  isNegative: boolean;
  /** Digits with their marks. */
  digits: string;
  /** Decimal places that a word such as 万 or million moves the mark by. */
  shift: number;
  unit: Unit | null;
}

/** What stands beside the digits. */
export interface Unit {
  /** As it is written. */
  text: string;
  /** The same for all spellings of one unit. */
  key: string;
  before: boolean;
  /** Money and shares are known; whether anything else is a unit only the column tells. */
  isKnown: boolean;
}

const longest = 48;
/** One run of digits with marks, at most a square or a cube behind it: dates, times and most codes fail here. */
const possible =
  /^\P{Nd}{0,10}\p{Nd}[\p{Nd}.,'’ʼ٫٬，．\s]*(?:[eE][+-]?\p{Nd}+)?\P{Nd}{0,24}[23]?\P{Nd}{0,2}$/u;
const body = String.raw`(?:\d[\d.,' ]*\d|\d[.,]?|[.,]\d+)(?:[eE][+-]?\d{1,4})?`;
/** 12,- for 12.00. */
const noCents = String.raw`(?:[.,][-–—]{1,2})?`;
const before = String.raw`[%٪]|\p{L}{0,3}\p{Sc}|\p{L}{1,3}\.?|S/\.?`;
const after = String.raw`[\p{L}\p{Sc}\p{So}%٪‰‱][\p{L}\p{M}\p{Sc}\p{So}%²³·/. ^]*[23]?|['"′″]`;
const shape = new RegExp(
  String.raw`^(\(?)([+-]?) ?(${before})? ?(\(?)([+-]?) ?(${body})${noCents} ?(${after})?(-?)(\)?) ?(${after})?$`,
  'u',
);
/** What comes after a number and is no unit: times of the day, places in an order. */
const noUnit = /^(?:[ap]\.?m\.?$|(?:st|nd|rd|th)(?!\p{L})|e$)/iu;
const endsInDigit = /\d$/;
const square = /^(?:[kcdmn]?m|ft|in|yd|mi|f|m\^|km\^|cm\^)[23]$/i;
const shares: Readonly<Record<string, string>> = {
  ...{ '%': '%', '٪': '%', percent: '%', 'per cent': '%', pct: '%', prozent: '%', 'v.h.': '%' },
  ...{ '‰': '‰', permille: '‰', promille: '‰', '‱': '‱', bps: '‱' },
};
const eastern: readonly (readonly [string, number])[] = [
  ['万亿', 12],
  ['亿', 8],
  ['億', 8],
  ['万', 4],
  ['萬', 4],
];
/** Read only beside a currency: alone, M and k are units of their own. */
const western: readonly (readonly [RegExp, number])[] = [
  [/^(?:k|tsd\.?|thousand)(?![\p{L}])/iu, 3],
  [/^(?:m|mm|mn|mio\.?|mill\.?|million(?:s|en)?)(?![\p{L}])/iu, 6],
  [/^(?:b|bn|mrd\.?|md\.?|billions?|milliarden?)(?![\p{L}])/iu, 9],
  [/^(?:t|tn|trn|trillions?|billionen)(?![\p{L}])/iu, 12],
];
/** First digits of the decimal systems that tables are written in, beside those of ASCII: Arabic, Persian, Devanagari, Bengali, Thai. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/** The parts of a trimmed cell that is a number and perhaps its unit; null where it is anything else. */
export function writtenNumber(cell: string): WrittenNumber | null {
  if (cell.length > longest || !possible.test(cell)) return null;
  const match = shape.exec(asciiText(cell));
  if (!match) return null;
  const [
    ,
    open1 = '',
    sign1 = '',
    lead = '',
    open2 = '',
    sign2 = '',
    digits = '',
    tail = '',
    sign3 = '',
    close = '',
    last = '',
  ] = match;
  const opened = open1 + open2;
  if (opened.length !== close.length || (tail !== '' && last !== '')) return null;
  const signs = sign1 + sign2 + sign3 + opened;
  if (signs.length > 1) return null;
  const beside = besides(lead, (tail || last).trim());
  return beside && { isNegative: signs !== '' && signs !== '+', digits, ...beside };
}

/** The value of a number's parts under a decimal mark, or NaN. */
export function valueOf({ isNegative, digits, shift }: WrittenNumber, mark: DecimalMark): number {
  const plain = parseNumber(ungrouped(digits, mark), mark);
  const value = shift === 0 ? plain : Number(`${plain}e${shift}`);
  return isNegative ? -value : value;
}

/** Quotes that were written into the cell. */
const enclosed = /^(["'“„«])(.*)["'”“»]$/;

function asciiText(cell: string): string {
  return plainText(cell)
    .replace(enclosed, '$2')
    .replace(/^'(?=[-+.\d])/, '')
    .replace(/[’ʼ]/g, "'")
    .replace(/٫/g, '.')
    .replace(/٬/g, ',')
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0;
      const zero = zeros.find((first) => code >= first && code < first + 10);
      return zero === undefined ? digit : String(code - zero);
    });
}

const spaced = /^\d{1,3}([ '])\d{3}(?:\1\d{3})*(?:[.,]\d*)?$/;
const indian = /^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?$/;

/** Digits without what groups them, where that is no mark that a decimal could be. */
function ungrouped(digits: string, mark: DecimalMark): string {
  if (spaced.test(digits)) return digits.replace(/[ ']/g, '');
  return mark === 'dot' && indian.test(digits) ? digits.replaceAll(',', '') : digits;
}

function besides(lead: string, tail: string): Pick<WrittenNumber, 'shift' | 'unit'> | null {
  const share = shares[lead];
  if (share !== undefined) return tail === '' ? { shift: 0, unit: known(lead, share, true) } : null;
  const money = lead === '' ? null : currencyOf(lead);
  if (lead !== '' && money === null) return null;
  if (tail === '') return { shift: 0, unit: lead === '' ? null : known(lead, money ?? lead, true) };
  for (const [word, shift] of eastern)
    if (tail.startsWith(word)) {
      const rest = besides(lead, tail.slice(word.length).trim());
      return rest && { ...rest, shift };
    }
  const scaled = western.find(([word]) => word.test(tail));
  if (scaled) {
    const rest = tail.replace(scaled[0], '').trim();
    if (money !== null && rest === '') return { shift: scaled[1], unit: known(lead, money, true) };
    const behind = currencyOf(rest);
    if (money === null && behind !== null) return { shift: scaled[1], unit: known(rest, behind, false) };
  }
  if (money !== null) return currencyOf(tail) === money ? { shift: 0, unit: known(lead, money, true) } : null;
  return plainUnit(tail);
}

function known(text: string, key: string, isBefore: boolean): Unit {
  return { text, key, before: isBefore, isKnown: true };
}

function plainUnit(text: string): Pick<WrittenNumber, 'shift' | 'unit'> | null {
  const lower = text.toLowerCase();
  const key = shares[lower] ?? currencyOf(text);
  if (key !== null) return { shift: 0, unit: known(text, key, false) };
  if (noUnit.test(text) || (endsInDigit.test(text) && !square.test(text))) return null;
  // 1 year and 2 years are one unit; m and M are two.
  const word = lower.length > 2 ? lower.replace(/s$/, '') : lower.length === 1 ? text : lower;
  return { shift: 0, unit: { text, key: word, before: false, isKnown: false } };
}
