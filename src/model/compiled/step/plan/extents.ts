// How much of what a layer puts out is ever read. Windows of a pooling leave the last rows and columns of an odd image out, so that
// a convolution before it need not compute them, nor their gradient, which is 0. Not for what pads or mixes places.
import type { LayerSpec } from '../../../../contract/model/recipe';
import { isJoin, outputShapes } from '../../../../domain/shapes';
import { networkOutputs, type NetworkSpec } from '../../../net/network';

/** Rows and columns of an image, counted from the first of each. */
export type Extent = readonly [height: number, width: number];

/** For every layer, the extent of its output that has to be computed; null where that is no image. */
export function neededExtents(spec: NetworkSpec): (Extent | null)[] {
  const { layers } = spec;
  const shapes = outputShapes([...spec.inputShape], [...layers], networkOutputs(spec));
  const isJoined = (index: number) => layers.some((layer) => isJoin(layer) && layer.from === index);
  const extents: (Extent | null)[] = [];
  for (let index = layers.length - 1; index >= 0; index--) {
    const [height, width, channels] = shapes[index]!.outputShape;
    const whole = channels === undefined ? null : ([height!, width!] as const);
    const [next, after] = [layers[index + 1], extents[index + 1]];
    const read = next && after && mayCrop(layers[index]!) && !isJoined(index) ? readBy(next, after) : null;
    extents[index] = read ?? whole;
  }
  return extents;
}

/** Layers that can put out a part of their image: each of its places is computed by itself. */
function mayCrop({ kind }: LayerSpec): boolean {
  return kind === 'conv2d' || kind === 'maxPool2d' || kind === 'averagePool2d';
}

/** What a layer reads to put out an extent; null for all there is. */
function readBy(layer: LayerSpec, [height, width]: Extent): Extent | null {
  switch (layer.kind) {
    case 'maxPool2d':
    case 'averagePool2d':
      return [height * layer.size, width * layer.size];
    case 'conv2d': {
      if (layer.padding === 'same') return null;
      const { kernelSize, strides, dilation = 1 } = layer;
      const along = (places: number) => (places - 1) * strides + (kernelSize - 1) * dilation + 1;
      return [along(height), along(width)];
    }
    default:
      return null;
  }
}
