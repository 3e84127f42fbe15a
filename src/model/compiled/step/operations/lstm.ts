// LSTM, step by step, with its gradient through time.
import { add, constant, mul, read, tanh, type Expression } from '../graph/expression';
import type { Graph } from '../graph/graph';
import type { Tensor } from '../graph/tensor';
import {
  type RecurrentWeights,
  backToState,
  byGate,
  flattened,
  inputGradients,
  ofGate,
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

/** LSTM over [batch, steps, channels]. */
export function lstm(
  graph: Graph,
  x: Tensor,
  { kernel, recurrent, bias }: RecurrentWeights,
  all: boolean,
): Tensor {
  const layer = prepare(graph, x, kernel, recurrent);
  const { sizes } = layer;
  const { batch, steps, units, gates } = sizes;
  const projected = projectInputs(layer, bias);
  const sums = graph.pieces(steps, [batch, gates * units]);
  const cells = graph.pieces(steps, [batch, units]);
  const states = graph.pieces(steps, [batch, units]);
  for (let step = 0; step < steps; step++) {
    const before = step === 0 ? null : read(projectState(layer, states.each[step - 1]!));
    const gateSum = sums.each[step]!;
    graph.update([{ tensor: gateSum, expression: sumOf([before, read(projected[step]!)]) }]);
    const [i, f, g, o] = [0, 1, 2, 3].map((gate) => ofGate(gateSum, units, gate)) as [
      Expression,
      Expression,
      Expression,
      Expression,
    ];
    const written = mul(sigmoid(i), tanh(g));
    const cell = step === 0 ? written : add(mul(sigmoid(f), read(cells.each[step - 1]!)), written);
    graph.update([
      { tensor: cells.each[step]!, expression: cell },
      { tensor: states.each[step]!, expression: mul(sigmoid(o), tanh(cell)) },
    ]);
  }
  const output = outputOf(graph, sizes, states, all);
  graph.record(output, [x, kernel, recurrent, bias], (gradient) => {
    const dy: Tensor = { ...gradient, shape: output.shape };
    const slopes = graph.pieces(steps, [batch, gates * units]);
    const over = overGates(sizes);
    const outputSlopes = slopesOf(graph, dy, sizes, all);
    /** What the step behind says of the cell. The cell's own slope is computed by both who need it, which spares a kernel a step. */
    let kept: Tensor | null = null;
    for (let step = steps - 1; step >= 0; step--) {
      const later = step === steps - 1 ? null : read(backToState(layer, slopes.each[step + 1]!));
      const stateSlope = graph.map([batch, units], sumOf([later, outputSlopes[step]!]));
      const [sum, cell] = [sums.each[step]!, cells.each[step]!];
      const behind: Tensor | null = kept;
      const cellSlope = (
        output: Expression,
        raised: Expression,
        of: (tensor: Tensor) => Expression,
      ): Expression => sumOf([behind && of(behind), mul(mul(of(stateSlope), output), flattened(raised))]);
      const here: Expression = cellSlope(sigmoid(ofGate(sum, units, 3)), tanh(read(cell)), (tensor) =>
        read(tensor),
      );
      kept = step === 0 ? null : graph.map([batch, units], mul(here, sigmoid(ofGate(sum, units, 1))));
      const [si, sf, so] = [0, 1, 3].map((gate) => sigmoid(over.gate(sum, gate))) as [
        Expression,
        Expression,
        Expression,
      ];
      const [tg, raised] = [tanh(over.gate(sum, 2)), tanh(over.state(cell))];
      const [dc, dh] = [cellSlope(so, raised, over.state), over.state(stateSlope)];
      const forget = step === 0 ? constant(0) : mul(mul(dc, over.state(cells.each[step - 1]!)), squashed(sf));
      const expression = byGate([
        mul(mul(dc, tg), squashed(si)),
        forget,
        mul(mul(dc, si), flattened(tg)),
        mul(mul(dh, raised), squashed(so)),
      ]);
      graph.update([{ tensor: { shape: over.shape, storage: slopes.each[step]!.storage }, expression }]);
    }
    const [byX, byKernel] = inputGradients(layer, slopes.whole);
    return [
      byX,
      byKernel,
      recurrentGradient(layer, states.whole, slopes.whole),
      sumOfPieces(graph, sizes, slopes.whole),
    ];
  });
  return output;
}
