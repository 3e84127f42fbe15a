// Apache Parquet: columns in row groups, compressed.
import { startsWith } from '../other-kinds';
import type { Format } from '../format';

const signature = [0x50, 0x41, 0x52, 0x31]; // PAR1

export const format: Format = {
  id: 'parquet',
  sniff: ({ bytes }) => (startsWith(bytes, signature) ? 'certain' : 'no'),
  async read(file, options) {
    return (await import('./read-parquet')).readParquet(file, options);
  },
};
