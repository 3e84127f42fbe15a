// A text alone, where its name says that it is one and no table; many come as a folder or a zip.
import { formatOfName } from '../../../contract/data/formats';
import { binaryKind } from '../other-kinds';
import type { Format } from '../format';

export const format: Format = {
  id: 'texts',
  sniff: ({ bytes, name }) =>
    formatOfName(name) === 'texts' && binaryKind(bytes) === null ? 'likely' : 'no',
  async read(file, options) {
    return (await import('../../collections/read-collection')).readSingle('texts', file, options);
  },
};
