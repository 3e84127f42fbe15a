// What most layers begin or end with: a product with a kernel and a bias, and an activation.
import type { Activation } from '../../../../contract/model/layers/activation';
import type { Graph } from '../graph/graph';
import type { Tensor } from '../graph/tensor';
import { project } from './contraction';
import { activate, addTensors } from './elementwise';
import { softmax } from './normalization';

/** x [..., in] times a kernel [in, out], and a bias [out]. */
export function affine(graph: Graph, x: Tensor, kernel: Tensor, bias: Tensor): Tensor {
  return addTensors(graph, project(graph, x, kernel), bias);
}

/** Any activation, softmax among them. */
export function activated(graph: Graph, x: Tensor, activation: Activation): Tensor {
  return activation === 'softmax' ? softmax(graph, x) : activate(graph, x, activation);
}
