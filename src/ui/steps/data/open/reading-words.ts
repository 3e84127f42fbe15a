// Marks of text files in words, and the encodings that may be chosen.
import type { DecimalMark } from '../../../../contract/data/cell-reading';
import { m } from '../../../../i18n/paraglide/messages.js';

/** Labels of the Encoding Standard, the common ones first, and two code pages of DOS that it lacks. */
export const encodings = [
  'utf-8',
  'windows-1252',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-2',
  'koi8-r',
  'koi8-u',
  'ibm866',
  'cp850',
  'cp437',
  'macintosh',
  'x-mac-cyrillic',
  'utf-16le',
  'utf-16be',
];

/** A delimiter as people call it. */
export function delimiterName(mark: string): string {
  if (mark === ',') return m.data_delimiter_comma();
  if (mark === ';') return m.data_delimiter_semicolon();
  if (mark === '\t') return m.data_delimiter_tab();
  if (mark.trim() === '') return m.data_delimiter_blanks();
  return mark;
}

/** What encloses cells. */
export const quoteName = (mark: string | null): string =>
  mark === '“' ? '“ ”' : (mark ?? m.data_open_quote_none());

/** A number as the decimal mark writes it. */
export const decimalName = (mark: DecimalMark): string => (mark === 'dot' ? '1234.5' : '1234,5');
