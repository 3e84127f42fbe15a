// Each cell of an image several times.
import * as tfl from '@tensorflow/tfjs-layers';
import { image, smallImage, withGradient } from '../../../backends/self-test/self-test-case';
import { upsample as lowered } from '../../../compiled/step/operations/pooling';
import type { LayerForm } from '../form';
import { upsample, Upsampling2d } from '../upsampling';

export const layer: LayerForm<'upsampling2d'> = {
  kind: 'upsampling2d',
  build: ({ size }, { name, use }) =>
    use.kind === 'export'
      ? tfl.layers.upSampling2d({ name, size: [size, size] })
      : new Upsampling2d({ name, size }),
  kernels: () => ['Tile'],
  part: 'convolution',
  selfTests: [
    {
      operation: 'upsampling-gradient',
      part: 'convolution',
      run: () => withGradient((x) => upsample(x, 3), image(smallImage, 1)),
    },
  ],
  lower: ({ size }, x, { graph }) => lowered(graph, x, size),
};
