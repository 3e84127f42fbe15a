// Zips of files that each become a row. A workbook is a zip too, and recognised before.
import { formatOfName } from '../../../contract/data/formats';
import { startsWith } from '../other-kinds';
import type { Format } from '../format';

/** Of an entry; of an archive without any. */
const beginnings = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
];

export const format: Format = {
  id: 'zip',
  sniff({ bytes, name }) {
    if (!beginnings.some((beginning) => startsWith(bytes, beginning))) return 'no';
    if (formatOfName(name) === 'zip') return 'likely';
    // A document of an office program is a zip too, and holds pictures that nobody means.
    const isDocument = /\[Content_Types\]\.xml|mimetypeapplication\//.test(
      new TextDecoder('latin1').decode(bytes),
    );
    return isDocument ? 'no' : 'likely';
  },
  async inner(file, options) {
    return (await import('../../collections/table-among')).innerTable(file, options);
  },
  async read(file, options) {
    return (await import('../../collections/read-collection')).readCollection(file, options);
  },
};
