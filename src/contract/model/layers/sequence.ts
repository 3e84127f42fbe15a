// Layers over tokens [steps] and sequences [steps, channels].
import { flag, whole } from '../setting';
import { defineLayer, sequenceSides, sizeOf, type LayerPlan, type Shape } from './definition';

const needsSequence: LayerPlan = { misfit: 'sequence' };

/** Token ids [steps] to vectors [steps, units]. */
const embedding = defineLayer({
  kind: 'embedding',
  group: 'sequences',
  settings: { vocabulary: whole(65536, 1000), units: whole(65536, 32) },
  plan({ vocabulary, units }, shape) {
    const [steps, ...rest] = shape;
    if (steps === undefined || rest.length > 0) return { misfit: 'ids' };
    return { outputShape: [steps, units], parameters: vocabulary * units };
  },
  summary: ({ vocabulary, units }) => `embedding ${vocabulary}→${units}`,
  width: ({ units }) => units,
  vocabulary: ({ vocabulary }) => vocabulary,
});

const positionEmbedding = defineLayer({
  kind: 'positionEmbedding',
  group: 'sequences',
  settings: {},
  plan: (_, shape) =>
    sequenceSides(shape) ? { outputShape: [...shape], parameters: sizeOf(shape) } : needsSequence,
});

const mostHeads = 256;

const attention = defineLayer({
  kind: 'attention',
  group: 'sequences',
  settings: {
    heads: whole(mostHeads, 1),
    /** A step sees itself and what came before it. */
    causal: flag(false),
    /** Steps whose token id is 0 are seen by none. Only where the net begins with an embedding. */
    maskZero: flag(false),
  },
  plan({ heads, maskZero }, shape, { overTokens }) {
    const sides = sequenceSides(shape);
    if (!sides) return needsSequence;
    const { steps, channels } = sides;
    if (channels % heads !== 0) return { misfit: 'heads', values: { heads } };
    if (maskZero && !overTokens) return { misfit: 'mask' };
    return {
      outputShape: [...shape],
      parameters: 4 * channels * (channels + 1),
      // Four projections, every step against every step, and their weighted sum.
      multiplyAdds: 4 * steps * channels ** 2 + 2 * steps ** 2 * channels,
    };
  },
  startAt: (shape) => ({ heads: [8, 4, 2].find((heads) => (shape.at(-1) ?? 1) % heads === 0) ?? 1 }),
  summary: ({ heads, causal, maskZero }) =>
    `attention ${heads}${causal ? ' causal' : ''}${maskZero ? ' masked' : ''}`,
  // Queries, keys, values and what was heard; scores and weights of every step for every other.
  innerFloats: ({ heads }, [steps = 1, channels = 1]) => 4 * steps * channels + 2 * heads * steps ** 2,
  readsTokens: ({ maskZero }) => maskZero,
});

interface Recurrent {
  kind: string;
  units: number;
  returnSequences: boolean;
}

/** A layer with so many gates, whose candidate has so many biases. */
function recurrent(spec: Recurrent, shape: Shape, gateCount: number, biases: number): LayerPlan {
  const sides = sequenceSides(shape);
  if (!sides) return needsSequence;
  const { steps, channels } = sides;
  const { units, returnSequences } = spec;
  const gates = gateCount * units;
  return {
    outputShape: returnSequences ? [steps, units] : [units],
    parameters: gates * (channels + units + biases),
    multiplyAdds: steps * gates * (channels + units),
  };
}

const recurrentSummary = ({ kind, units, returnSequences }: Recurrent): string =>
  `${kind} ${units}${returnSequences ? ' sequences' : ''}`;

const lstm = defineLayer({
  kind: 'lstm',
  group: 'sequences',
  settings: { units: whole(65536, 32), returnSequences: flag(false) },
  plan: (spec, shape) => recurrent(spec, shape, 4, 1),
  summary: recurrentSummary,
  width: ({ units }) => units,
  // Gates, candidates and states of every step, before and after their activations.
  innerFloats: ({ units }, [steps = 1]) => 12 * steps * units,
});

const gru = defineLayer({
  kind: 'gru',
  group: 'sequences',
  settings: { units: whole(65536, 32), returnSequences: flag(false) },
  // The candidate has a bias on either side of its reset gate.
  plan: (spec, shape) => recurrent(spec, shape, 3, 2),
  summary: recurrentSummary,
  width: ({ units }) => units,
  innerFloats: ({ units }, [steps = 1]) => 10 * steps * units,
});

const globalAveragePool1d = defineLayer({
  kind: 'globalAveragePool1d',
  group: 'sequences',
  settings: {},
  plan(_, shape) {
    const sides = sequenceSides(shape);
    return sides ? { outputShape: [sides.channels] } : needsSequence;
  },
});

/** Layers over sequences, in the order of the form. */
export const sequenceLayers = [
  embedding,
  positionEmbedding,
  attention,
  lstm,
  gru,
  globalAveragePool1d,
] as const;
