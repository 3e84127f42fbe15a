// The largest value of each channel over an image: whether a pattern is there at all, wherever it is.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { image, smallImage, withGradient } from '../../../backends/self-test/self-test-case';
import { constant, equal, read, where } from '../../../compiled/step/graph/expression';
import type { Graph } from '../../../compiled/step/graph/graph';
import { elementsOf, type Tensor } from '../../../compiled/step/graph/tensor';
import type { LayerForm } from '../form';

/** [rows, height, width, channels] → [rows, channels]. Of places that are equally large each has the gradient, as in tfjs. */
function largest(graph: Graph, x: Tensor): Tensor {
  const [rows, channels] = [x.shape[0]!, x.shape.at(-1)!];
  const places = elementsOf(x.shape) / (rows * channels);
  const output = graph.tensor([rows, channels]);
  const sides = { outer: rows, reduced: places, inner: channels };
  graph.nodes.push({ kind: 'reduce', how: 'max', input: x, ...sides, output });
  graph.record(output, [x], (gradient) => {
    const spread = (tensor: Tensor) => read({ ...tensor, shape: [rows, 1, channels] });
    const each = read({ ...x, shape: [rows, places, channels] });
    const isLargest = equal(each, spread(output));
    const byX = graph.map([rows, places, channels], where(isLargest, spread(gradient), constant(0)));
    return [graph.reshape(byX, x.shape)];
  });
  return output;
}

export const layer: LayerForm<'globalMaxPool2d'> = {
  kind: 'globalMaxPool2d',
  build: (_, { name }) => tfl.layers.globalMaxPooling2d({ name }),
  kernels: () => ['Equal', 'Max'],
  part: 'convolution',
  selfTests: [
    {
      operation: 'global-max-pool',
      part: 'convolution',
      run: () => withGradient((x) => tf.max(x, [1, 2]), image(smallImage, 1)),
    },
  ],
  lower: (_, x, { graph }) => largest(graph, x),
};
