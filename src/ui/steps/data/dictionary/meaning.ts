// What the dictionary says of a column in a line: its meaning, with the unit.
import type { ColumnEntry } from '../../../../contract/data/quality/dictionary';
import { m } from '../../../../i18n/paraglide/messages.js';

/** Empty where nothing was said. */
export function meaningOf(entry: ColumnEntry | undefined): string {
  const { meaning = '', unit = '' } = entry ?? {};
  if (meaning !== '' && unit !== '') return m.quality_meaning_unit({ meaning, unit });
  return meaning === '' ? unit : meaning;
}
