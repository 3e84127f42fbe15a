// An image alone; many come as a folder or a zip.
import { formatOfName } from '../../../contract/data/formats';
import { startsWith } from '../other-kinds';
import type { Format } from '../format';

const beginnings = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
];

const riff = [0x52, 0x49, 0x46, 0x46];
const webp = [0x57, 0x45, 0x42, 0x50];

export const format: Format = {
  id: 'images',
  sniff({ bytes, name }) {
    // Who names a file a table means one: it is said what it is instead.
    if (formatOfName(name) === 'delimited') return 'no';
    const isWebp = startsWith(bytes, riff) && startsWith(bytes.subarray(8), webp);
    return isWebp || beginnings.some((beginning) => startsWith(bytes, beginning)) ? 'certain' : 'no';
  },
  async read(file, options) {
    return (await import('../../collections/read-collection')).readSingle('images', file, options);
  },
};
