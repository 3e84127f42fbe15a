// A recording alone; many come as a folder or a zip.
import { formatOfName } from '../../../contract/data/formats';
import { startsWith } from '../other-kinds';
import type { Format } from '../format';

const riff = [0x52, 0x49, 0x46, 0x46];
const wave = [0x57, 0x41, 0x56, 0x45];
const flac = [0x66, 0x4c, 0x61, 0x43];
const id3 = [0x49, 0x44, 0x33];

export const format: Format = {
  id: 'audio',
  sniff({ bytes, name }) {
    if (formatOfName(name) === 'delimited') return 'no';
    if (startsWith(bytes, riff) && startsWith(bytes.subarray(8), wave)) return 'certain';
    if (startsWith(bytes, flac) || startsWith(bytes, id3)) return 'certain';
    // A frame of MPEG begins with eleven bits that many files begin with.
    const isFrame = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0;
    return isFrame && formatOfName(name) === 'audio' ? 'likely' : 'no';
  },
  async read(file, options) {
    return (await import('../../collections/read-collection')).readSingle('audio', file, options);
  },
};
