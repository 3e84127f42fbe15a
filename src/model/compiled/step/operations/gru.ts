// GRU, step by step, with its gradient through time.
import { add, constant, mul, neg, read, sub, tanh, type Expression } from '../graph/expression';
import type { Graph } from '../graph/graph';
import type { Tensor } from '../graph/tensor';
import {
  type RecurrentWeights,
  backToState,
  byGate,
  flattened,
  inputGradients,
  ofGate,
  one,
  outputOf,
  overGates,
  prepare,
  projectInputs,
  projectState,
  recurrentGradient,
  sigmoid,
  slopesOf,
  squashed,
  sumOf,
  sumOfPieces,
} from './recurrent';

/** GRU over [batch, steps, channels]; the reset comes after the recurrent product. */
export function gru(
  graph: Graph,
  x: Tensor,
  weights: RecurrentWeights & { recurrentBias: Tensor },
  all: boolean,
): Tensor {
  const { kernel, recurrent, bias, recurrentBias } = weights;
  const layer = prepare(graph, x, kernel, recurrent);
  const { sizes } = layer;
  const { batch, steps, units, gates } = sizes;
  const projected = projectInputs(layer, bias);
  const sums = graph.pieces(steps, [batch, gates * units]); // h R + d
  const states = graph.pieces(steps, [batch, units]);
  for (let step = 0; step < steps; step++) {
    const before = step === 0 ? null : read(projectState(layer, states.each[step - 1]!));
    const sum = sums.each[step]!;
    graph.update([{ tensor: sum, expression: sumOf([before, read(recurrentBias)]) }]);
    const gate = (index: number) => add(ofGate(projected[step]!, units, index), ofGate(sum, units, index));
    const [reset, update] = [sigmoid(gate(0)), sigmoid(gate(1))];
    const candidate = tanh(add(ofGate(projected[step]!, units, 2), mul(reset, ofGate(sum, units, 2))));
    const held = step === 0 ? neg(candidate) : sub(read(states.each[step - 1]!), candidate);
    graph.update([{ tensor: states.each[step]!, expression: add(candidate, mul(update, held)) }]);
  }
  const output = outputOf(graph, sizes, states, all);
  graph.record(output, [x, kernel, recurrent, bias, recurrentBias], (gradient) => {
    const dy: Tensor = { ...gradient, shape: output.shape };
    const byInput = graph.pieces(steps, [batch, gates * units]);
    const byState = graph.pieces(steps, [batch, gates * units]);
    const over = overGates(sizes);
    const outputSlopes = slopesOf(graph, dy, sizes, all);
    let kept: Expression | null = null;
    for (let step = steps - 1; step >= 0; step--) {
      const later = step === steps - 1 ? null : read(backToState(layer, byState.each[step + 1]!));
      const slope = graph.map([batch, units], sumOf([later, kept, outputSlopes[step]!]));
      const sum = sums.each[step]!;
      const gate = (index: number) => add(over.gate(projected[step]!, index), over.gate(sum, index));
      const [reset, update] = [sigmoid(gate(0)), sigmoid(gate(1))];
      const held = over.gate(sum, 2);
      const candidate = tanh(add(over.gate(projected[step]!, 2), mul(reset, held)));
      const dh = over.state(slope);
      const before = step === 0 ? constant(0) : over.state(states.each[step - 1]!);
      const byCandidate = mul(mul(dh, sub(one, update)), flattened(candidate));
      const byReset = mul(mul(byCandidate, held), squashed(reset));
      const byUpdate = mul(mul(dh, sub(before, candidate)), squashed(update));
      const into = (piece: Tensor): Tensor => ({ shape: over.shape, storage: piece.storage });
      graph.update([
        { tensor: into(byInput.each[step]!), expression: byGate([byReset, byUpdate, byCandidate]) },
        {
          tensor: into(byState.each[step]!),
          expression: byGate([byReset, byUpdate, mul(byCandidate, reset)]),
        },
      ]);
      kept = mul(read(slope), sigmoid(add(ofGate(projected[step]!, units, 1), ofGate(sum, units, 1))));
    }
    const [byX, byKernel] = inputGradients(layer, byInput.whole);
    return [
      byX,
      byKernel,
      recurrentGradient(layer, states.whole, byState.whole),
      sumOfPieces(graph, sizes, byInput.whole),
      sumOfPieces(graph, sizes, byState.whole),
    ];
  });
  return output;
}
