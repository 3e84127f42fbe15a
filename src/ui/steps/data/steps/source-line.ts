// How the rows of a table came in, in one line.
import type { DatasetVersion } from '../../../../contract/data/dataset';
import { m } from '../../../../i18n/paraglide/messages.js';

const delimiters: Record<string, () => string> = {
  ',': m.data_delimiter_comma,
  ';': m.data_delimiter_semicolon,
  '\t': m.data_delimiter_tab,
  '|': m.data_delimiter_bar,
  ' ': m.data_delimiter_blanks,
};

/** Encoding and delimiter of a table of text; the name of anything else. */
export function sourceLine({ kind, name, encoding, delimiter }: DatasetVersion['source']): string {
  if (kind === 'scenario') return m.data_step_made({ name });
  if (encoding === null || delimiter === null) return m.data_lineage_opened({ file: name });
  const mark = delimiters[delimiter]?.() ?? delimiter;
  return m.data_step_read({ encoding, delimiter: mark });
}
