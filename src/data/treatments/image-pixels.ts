// An image as a feature: its pixels, divided; it stands alone in a sample.
import { HearthError } from '../../contract/transport/fault';
import type { FeatureCoder } from './treatment';

const sizeOf = ({ shape }: { shape: readonly [number, number, number] }): number =>
  shape[0] * shape[1] * shape[2];

export const imageFeature: FeatureCoder<'image'> = {
  gather: ({ name, shape }) => ({
    add: null,
    finish: ({ image }) =>
      shape && { kind: 'image', column: name, shape, divisor: image.scale === 'unit' ? 255 : 1 },
  }),
  width: sizeOf,
  sampleShape: ({ shape }) => [...shape],
  encode(feature, { pixels }, rows, { data, at: start, stride }) {
    const size = sizeOf(feature);
    let at = start;
    for (const row of rows) {
      const from = row * size;
      for (let pixel = 0; pixel < size; pixel++)
        data[at + pixel] = (pixels[from + pixel] ?? 0) / feature.divisor;
      at += stride;
    }
  },
  write(feature, raw, data, at) {
    const size = sizeOf(feature);
    if (!(raw instanceof Uint8Array) || raw.length !== size)
      throw new HearthError('input_invalid', { column: feature.column }, { expected: size });
    for (let pixel = 0; pixel < size; pixel++) data[at + pixel] = (raw[pixel] ?? 0) / feature.divisor;
    return null;
  },
  signature: ({ shape }) => ({ shape }),
};
