// ARFF, the format of Weka: a header that declares each attribute, and a row a line.
import type { Format } from '../format';
import { structuredKind } from '../other-kinds';

export const format: Format = {
  id: 'arff',
  sniff: ({ bytes }) => (structuredKind(bytes) === 'arff' ? 'certain' : 'no'),
  async read(file, options) {
    return (await import('./read-arff')).readArff(file, options);
  },
};
