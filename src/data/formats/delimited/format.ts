// Delimited text: CSV, TSV and their relatives with other delimiters.
import type { Format } from '../format';
import { formatOfName } from '../../../contract/data/formats';
import { binaryKind, otherKind, structuredKind } from '../other-kinds';
import { markedEncoding, unmarkedEncoding } from './encoding/byte-order-mark';

/** Any text may be a table of one column: so this is likely by the name, else only possible. */
export const format: Format = {
  id: 'delimited',
  sniff({ bytes, name }) {
    if (otherKind(name) !== null || structuredKind(bytes) !== null) return 'no';
    const isWide = markedEncoding(bytes) !== null || unmarkedEncoding(bytes) !== null;
    if (!isWide && binaryKind(bytes) !== null) return 'no';
    return formatOfName(name) === 'delimited' ? 'likely' : 'possible';
  },
  async read(file, options) {
    return (await import('./read-table')).readTable(file, options);
  },
  async readText(file, options, expected) {
    return (await import('./read-text')).readText(file, options, expected);
  },
};
