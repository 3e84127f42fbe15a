// Apache Arrow: record batches as files (Feather 2) and as streams.
import { startsWith } from '../other-kinds';
import type { Format } from '../format';

const file = [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31, 0, 0]; // ARROW1, padded
/** A message that continues with its length: what streams begin with. */
const continuation = [0xff, 0xff, 0xff, 0xff];

export const format: Format = {
  id: 'arrow',
  sniff({ bytes }) {
    if (startsWith(bytes, file)) return 'certain';
    // The length of a schema: small, and a multiple of eight.
    const isStream =
      startsWith(bytes, continuation) && bytes.length > 8 && (bytes[4] ?? 0) % 8 === 0 && bytes[7] === 0;
    return isStream ? 'certain' : 'no';
  },
  async read(blob, options) {
    return (await import('./read-arrow')).readArrow(blob, options);
  },
};
