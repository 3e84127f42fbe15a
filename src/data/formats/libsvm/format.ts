// LIBSVM, or SVMlight: a label, then the places that are not zero, a row a line.
import type { Format } from '../format';
import { structuredKind } from '../other-kinds';

export const format: Format = {
  id: 'libsvm',
  sniff: ({ bytes }) => (structuredKind(bytes) === 'libsvm' ? 'certain' : 'no'),
  async read(file, options) {
    return (await import('./read-libsvm')).readLibsvm(file, options);
  },
};
