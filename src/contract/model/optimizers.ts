// The optimisers: what a recipe says of each and what a form asks. A new one is an entry here and model/net/optimizers/<kind>.ts,
// where its formula is.
import * as v from 'valibot';
import { kindSchema, schemasOf, startOf, type KindSchema, type Setting, type Settings } from './setting';

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const nonNegative = v.pipe(v.number(), v.finite(), v.minValue(0));

const numberField = (min: number, max: number, step?: number) =>
  ({ kind: 'number', min, max, whole: false, ...(step === undefined ? {} : { step }) }) as const;

/** A share from 0 to 1. */
const share = (start: number, step?: number) => ({
  schema: fraction,
  field: numberField(0, 1, step),
  start,
});

/** The schedule changes it over the run; this is where it starts. */
const learningRate = { schema: positive, field: numberField(1e-9, 100), start: 0.001 };
const momentum = (start: number) => share(start, 0.05);
const beta1 = { ...share(0.9), symbol: 'β₁' };
const beta2 = { ...share(0.999), symbol: 'β₂' };
/** Keeps a quotient finite. */
const epsilon = { schema: positive, field: numberField(1e-12, 1), start: 1e-7, symbol: 'ε' };
const weightDecay = { schema: nonNegative, field: numberField(0, 10), start: 0.01 };

type WithRate<S extends Settings> = { readonly learningRate: typeof learningRate } & S;

/** A kind of optimiser. */
interface OptimizerDefinition<Kind extends string, S extends Settings> {
  kind: Kind;
  /** What the field calls it in every language; null where its name is a message, `optimizer_<kind>`. */
  name: string | null;
  /** In the order of the form; the learning rate is the first. */
  settings: WithRate<S>;
  schema: KindSchema<Kind, WithRate<S>>;
  start: v.InferOutput<KindSchema<Kind, WithRate<S>>>;
}

function defineOptimizer<const Kind extends string, S extends Settings>(definition: {
  kind: Kind;
  name: string | null;
  settings: S;
}): OptimizerDefinition<Kind, S> {
  const { kind, name } = definition;
  const settings: WithRate<S> = { learningRate, ...definition.settings };
  const start = startOf(kind, settings) as v.InferOutput<KindSchema<Kind, WithRate<S>>>;
  return { kind, name, settings, schema: kindSchema(kind, settings), start };
}

/** Every optimiser, in the order of the form. */
export const optimizerDefinitions = [
  defineOptimizer({ kind: 'sgd', name: 'SGD', settings: {} }),
  defineOptimizer({ kind: 'momentum', name: null, settings: { momentum: momentum(0.9) } }),
  defineOptimizer({ kind: 'adam', name: 'Adam', settings: { beta1, beta2, epsilon } }),
  defineOptimizer({ kind: 'adamw', name: 'AdamW', settings: { beta1, beta2, epsilon, weightDecay } }),
  /** Its rates fall where gradients were large: rows of a table that are seldom looked up learn as much as common ones. */
  defineOptimizer({
    kind: 'adagrad',
    name: 'Adagrad',
    settings: { epsilon: { ...epsilon, start: 1e-10 } },
  }),
  defineOptimizer({
    kind: 'rmsprop',
    name: 'RMSprop',
    settings: {
      /** Share of the old mean square that is kept (PyTorch's alpha). */
      decay: { ...share(0.99), label: 'square_decay' },
      momentum: momentum(0),
      epsilon,
    },
  }),
] as const;

/** How weights follow the gradient. */
export const optimizer = v.variant('kind', schemasOf(optimizerDefinitions));
export type OptimizerSpec = v.InferOutput<typeof optimizer>;
export type OptimizerKind = OptimizerSpec['kind'];

/** What a form needs to know of an optimiser. */
export interface AnyOptimizerDefinition {
  kind: OptimizerKind;
  name: string | null;
  settings: Readonly<Record<string, Setting>>;
  start: OptimizerSpec;
}

/** The definition of a kind. */
export function optimizerDefinition(kind: OptimizerKind): AnyOptimizerDefinition {
  return optimizerDefinitions.find((definition) => definition.kind === kind)!;
}
