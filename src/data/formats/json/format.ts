// JSON: an array of records, or records one after another, a line each (NDJSON) or not.
import type { Format } from '../format';
import { structuredKind } from '../other-kinds';

export const format: Format = {
  id: 'json',
  sniff: ({ bytes }) => (structuredKind(bytes) === 'json' ? 'certain' : 'no'),
  async read(file, options) {
    return (await import('./read-json')).readJson(file, options);
  },
};
