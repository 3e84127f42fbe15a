// Excel workbooks (.xlsx): sheets of cells with types, as XML in a zip. What Excel wrote before 2007, and what a password protects, is
// recognised here as well, so that the reader can say which it is.
import { formatOfName } from '../../../contract/data/formats';
import type { Format } from '../format';
import { compoundFile, startsWith } from '../other-kinds';

const zip = [0x50, 0x4b, 0x03, 0x04];

export const format: Format = {
  id: 'excel',
  sniff({ bytes, name }) {
    if (startsWith(bytes, compoundFile)) return 'likely';
    if (!startsWith(bytes, zip)) return 'no';
    // Names of entries stand unpacked between them.
    if (new TextDecoder('latin1').decode(bytes).includes('xl/')) return 'certain';
    return formatOfName(name) === 'excel' ? 'likely' : 'no';
  },
  async read(file, options) {
    return (await import('./read-excel')).readExcel(file, options);
  },
};
