// Reverse-mode differentiation: walks the tape backwards and adds up what reaches each tensor. The rules themselves stand
// beside the operations.
import { add, read } from './expression';
import type { Graph } from './graph';
import type { Storage, Tensor } from './tensor';

/** Gradients by storage, of every tensor that a weight is behind, from the gradient of one output. */
export function backward(graph: Graph, output: Tensor, gradient: Tensor): Map<Storage, Tensor> {
  const gradients = new Map<Storage, Tensor>([[output.storage, gradient]]);
  for (const entry of [...graph.tape].reverse()) {
    const reached = gradients.get(entry.output.storage);
    if (!reached) continue;
    entry.backward({ ...reached, shape: entry.output.shape }).forEach((found, index) => {
      const input = entry.inputs[index]!;
      if (!found || !graph.learns(input)) return;
      const before = gradients.get(input.storage);
      const here: Tensor = { ...found, shape: input.shape };
      const sum = before && graph.map(input.shape, add(read({ ...before, shape: input.shape }), read(here)));
      gradients.set(input.storage, sum ?? here);
    });
  }
  return gradients;
}
