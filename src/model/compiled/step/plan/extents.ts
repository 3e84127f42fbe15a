// How much of what a layer puts out is ever read. Windows of a pooling leave the last rows and columns of an odd image out, so that
// a convolution before it need not compute them, nor their gradient, which is 0. Not for what pads or mixes places.
import { isJoin, outputShapes } from '../../../../domain/shapes';
import { layerForm } from '../../../net/layers/registry';
import { networkOutputs, type NetworkSpec } from '../../../net/network';
import type { Extent } from '../graph/tensor';

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
    const mayCrop = layerForm(layers[index]!.kind).crops === true && !isJoined(index);
    const read = next && after && mayCrop ? layerForm(next.kind).readExtent?.(next, after) : null;
    extents[index] = read ?? whole;
  }
  return extents;
}
