// The steps that made a dataset version, typed, so that they can be read, shown and replayed: the same steps on the same parent give
// the same content. One entry a step; each that changes rows has a folder of its id under data/transforms, and words (`data_step_<id>`).
import * as v from 'valibot';
import { finite } from './numbers';

const name = v.pipe(v.string(), v.maxLength(4096));
const names = v.pipe(v.array(name), v.minLength(1));

interface StepEntry {
  /** `origin`: where rows came from; `transform`: what was done to them. */
  kind: 'origin' | 'transform';
  /** Counts up where the meaning of the parameters changes; the older one stays readable. */
  version: number;
  params: v.GenericSchema<Record<string, unknown>>;
}

/** Which rows stay. A missing cell is in no range and equals nothing. */
export const rowRule = v.variant('kind', [
  v.strictObject({ kind: v.literal('present') }),
  v.strictObject({ kind: v.literal('equals'), value: v.union([v.string(), finite]) }),
  v.strictObject({ kind: v.literal('between'), low: finite, high: finite }),
]);
export type RowRule = v.InferOutput<typeof rowRule>;

export const transformSteps = {
  import: {
    kind: 'origin',
    version: 1,
    params: v.strictObject({ file: name, format: v.nullable(v.string()) }),
  },
  scenario: { kind: 'origin', version: 1, params: v.strictObject({ id: v.string() }) },
  /** What an older app wrote as free text. It cannot be replayed. */
  described: { kind: 'origin', version: 1, params: v.strictObject({ kind: v.string(), detail: v.string() }) },
  'drop-columns': { kind: 'transform', version: 1, params: v.strictObject({ columns: names }) },
  'filter-rows': { kind: 'transform', version: 1, params: v.strictObject({ column: name, keep: rowRule }) },
} as const satisfies Record<string, StepEntry>;

type Steps = typeof transformSteps;
export type StepId = keyof Steps;
/** Steps that change rows or columns. */
export type TransformId = { [S in StepId]: Steps[S]['kind'] extends 'transform' ? S : never }[StepId];
export type StepParams<S extends StepId> = v.InferOutput<Steps[S]['params']>;
/** One step with its parameters. */
export type StepOf<S extends StepId> = S extends StepId
  ? { step: S; version: Steps[S]['version']; params: StepParams<S> }
  : never;
export type TransformStep = StepOf<StepId>;

/** Every step's id. */
export const stepIds = Object.keys(transformSteps) as StepId[];
/** Steps that change rows or columns. */
export const transformIds = stepIds.filter(
  (id): id is TransformId => transformSteps[id].kind === 'transform',
);

const anyStep = v.variant(
  'step',
  stepIds.map((step) =>
    v.strictObject({
      step: v.literal(step),
      version: v.literal(transformSteps[step].version),
      params: transformSteps[step].params as v.GenericSchema<Record<string, unknown>>,
    }),
  ),
);
export const transformStep = anyStep as unknown as v.GenericSchema<TransformStep>;

/** Where a dataset version came from: its parent, and the steps from there to here. */
export const lineage = v.strictObject({
  parent: v.nullable(v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/))),
  steps: v.array(transformStep),
});

/** A step of today's version. */
export function stepOf<S extends StepId>(step: S, params: StepParams<S>): StepOf<S> {
  return { step, version: transformSteps[step].version, params } as unknown as StepOf<S>;
}
