// Names in a row, and the formats that the app opens, in words: derived from the contract's list, so that no message names them itself.
import { endingOf, namesOf } from '../contract/data/formats';
import { m } from './paraglide/messages.js';

/** What tables can be opened from, as in "CSV or TSV". */
export function tableFormatNames(): string {
  const names = namesOf('table');
  const last = names.pop() ?? '';
  if (names.length === 0) return last;
  return m.formats_or({ first: formatList(names), last });
}

/** Parameters of messages that name formats: tables by their names, a project file by its extension. */
export function formatWords(): { formats: string; project: string } {
  return { formats: tableFormatNames(), project: endingOf('project') };
}

/** Names one after another, as the language writes a list. */
export function formatList(names: readonly string[]): string {
  return names.length === 0 ? '' : names.reduce((list, name) => m.formats_list({ first: list, next: name }));
}
