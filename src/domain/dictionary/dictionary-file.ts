// The data dictionary as a file: JSON as it is kept, or a CSV with a line a column and one, without a name, for the data as a whole.
import * as v from 'valibot';
import {
  columnEntry,
  dictionary,
  entryFields,
  type ColumnEntry,
  type Dictionary,
} from '../../contract/data/quality/dictionary';
import { HearthError } from '../../contract/transport/fault';

const heads = ['column', ...entryFields];
/** What a spreadsheet would run as a formula gets an apostrophe, which reading takes away again. */
const guarded = (text: string): string => (/^['=+\-@\t\r]/.test(text) ? `'${text}` : text);
const unguarded = (text: string): string => (/^'['=+\-@\t\r]/.test(text) ? text.slice(1) : text);
const cell = (text: string): string =>
  /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
const lineOf = (name: string, entry: ColumnEntry): string =>
  [name, ...entryFields.map((field) => entry[field] ?? '')].map((text) => cell(guarded(text))).join(',');

/** The dictionary as a CSV with a line for every name, whether something is said of it or not. */
export function dictionaryCsv({ data, columns }: Dictionary, names: readonly string[]): string {
  const lines = names.map((name) => lineOf(name, Object.hasOwn(columns, name) ? columns[name]! : {}));
  return [heads.join(','), lineOf('', data), ...lines].map((line) => `${line}\r\n`).join('');
}

/** The dictionary as JSON. */
export function dictionaryJson(entries: Dictionary): string {
  return JSON.stringify(entries, null, 2);
}

/** Reads either. @throws HearthError `input_invalid` naming what is wrong */
export function readDictionary(text: string): Dictionary {
  const plain = text.replace(/^\uFEFF/, '');
  return plain.trimStart().startsWith('{') ? readJson(plain) : readCsv(plain);
}

function refused(field: string, detail: string): HearthError {
  return new HearthError('input_invalid', { field }, { detail });
}

function readJson(text: string): Dictionary {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused('dictionary', 'json');
  }
  const parsed = v.safeParse(dictionary, value);
  if (!parsed.success) throw refused('dictionary', v.getDotPath(parsed.issues[0]) ?? 'json');
  return parsed.output;
}

function readCsv(text: string): Dictionary {
  const [head = [], ...rows] = csvRows(text);
  const fields = head.map((name) => name.trim().toLowerCase());
  const at = fields.indexOf('column');
  if (at < 0) throw refused('column', 'column');
  const entries = rows
    .filter((row) => row.some((each) => each.trim() !== ''))
    .map((row): [string, ColumnEntry] => {
      const name = unguarded(row[at] ?? '');
      const said = entryFields.flatMap((field) => {
        const value = unguarded(row[fields.indexOf(field)] ?? '').trim();
        return value === '' ? [] : [[field, value] as const];
      });
      const parsed = v.safeParse(columnEntry, Object.fromEntries(said));
      if (!parsed.success) throw refused(name, v.getDotPath(parsed.issues[0]) ?? 'csv');
      return [name, parsed.output];
    });
  const { meaning, owner, expires } = entries.find(([name]) => name === '')?.[1] ?? {};
  return {
    data: {
      ...(meaning === undefined ? {} : { meaning }),
      ...(owner === undefined ? {} : { owner }),
      ...(expires === undefined ? {} : { expires }),
    },
    columns: Object.fromEntries(
      entries.filter(([name, entry]) => name !== '' && Object.keys(entry).length > 0),
    ),
  };
}

/** Rows of cells, as RFC 4180 writes them; any line end. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') field += text[++at]!;
      else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === ',') {
      rows.at(-1)!.push(field);
      field = '';
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at++;
      rows.at(-1)!.push(field);
      field = '';
      rows.push([]);
    } else field += char;
  }
  rows.at(-1)!.push(field);
  return rows;
}
