// The steps that made a dataset version, typed, so that they can be read, shown and replayed: the same steps on the same parent give
// the same content. One entry a step; each that changes rows has a folder of its id under data/transforms, and words (`data_step_<id>`).
import * as v from 'valibot';
import { cellReading, dateFormats, decimalMarks } from './cell-reading';
import { finite } from './numbers';
import * as table from './steps/table-steps';

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

/** How a text is tidied. `blanks`: none around it, one for several inside. */
export const tidying = v.variant('kind', [
  v.strictObject({ kind: v.literal('blanks') }),
  v.strictObject({ kind: v.literal('lower') }),
  v.strictObject({ kind: v.literal('upper') }),
]);
export type Tidying = v.InferOutput<typeof tidying>;

/** What a number may be; one outside becomes the nearer bound. */
export const bounds = v.variant('kind', [
  v.strictObject({ kind: v.literal('between'), low: finite, high: finite }),
  v.strictObject({ kind: v.literal('least'), low: finite }),
  v.strictObject({ kind: v.literal('most'), high: finite }),
]);
export type Bounds = v.InferOutput<typeof bounds>;

/** When two rows are equal: in all columns, or in some. */
export const equality = v.variant('kind', [
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({ kind: v.literal('some'), columns: names }),
]);

const levels = v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(1000));
const decimal = v.exactOptional(v.picklist(decimalMarks));

/** What a column is to become, with what a person says of its cells; what is not said is learnt of them. */
export const typeTarget = v.variant('kind', [
  v.strictObject({ kind: v.literal('number'), decimal }),
  v.strictObject({ kind: v.literal('integer'), decimal }),
  /** `yes`: the level that is true. */
  v.strictObject({ kind: v.literal('boolean'), yes: v.exactOptional(v.string()) }),
  v.strictObject({ kind: v.literal('category') }),
  /** Levels in their order, that of their names where none is said; any other is missing. */
  v.strictObject({ kind: v.literal('ordered'), levels: v.exactOptional(levels) }),
  v.strictObject({
    kind: v.literal('datetime'),
    dates: v.exactOptional(v.picklist(dateFormats)),
    /** Years of two digits from here on are 19xx, those below 20xx; 69 where nothing is said. */
    pivot: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100))),
  }),
  v.strictObject({ kind: v.literal('text') }),
  v.strictObject({ kind: v.literal('identifier') }),
]);
export type TypeTarget = v.InferOutput<typeof typeTarget>;

/** In the language of domain/expressions. */
const expression = v.pipe(v.string(), v.maxLength(4000));
const cellValue = v.union([v.string(), finite]);
const cellValues = v.pipe(v.array(cellValue), v.minLength(1), v.maxLength(1000));

export const transformSteps = {
  import: {
    kind: 'origin',
    version: 1,
    params: v.strictObject({ file: name, format: v.nullable(v.string()) }),
  },
  scenario: { kind: 'origin', version: 1, params: v.strictObject({ id: v.string() }) },
  /** Rows of a file below those of the parent; of these so many. */
  append: {
    kind: 'origin',
    version: 1,
    params: v.strictObject({ file: name, rows: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  },
  /** Columns of a file beside those of the parent, where keys are equal. */
  join: {
    kind: 'origin',
    version: 1,
    params: v.strictObject({
      file: name,
      keep: v.variant('kind', [
        v.strictObject({ kind: v.literal('left') }),
        v.strictObject({ kind: v.literal('inner') }),
      ]),
      left: names,
      right: names,
    }),
  },
  /** What an older app wrote as free text. It cannot be replayed. */
  described: { kind: 'origin', version: 1, params: v.strictObject({ kind: v.string(), detail: v.string() }) },
  'drop-columns': { kind: 'transform', version: 1, params: v.strictObject({ columns: names }) },
  'filter-rows': { kind: 'transform', version: 1, params: v.strictObject({ column: name, keep: rowRule }) },
  'keep-where': { kind: 'transform', version: 1, params: v.strictObject({ expression }) },
  'drop-duplicates': { kind: 'transform', version: 1, params: v.strictObject({ by: equality }) },
  'rename-column': { kind: 'transform', version: 1, params: v.strictObject({ column: name, to: name }) },
  /** A new column, or another content for one that is there. */
  'derive-column': { kind: 'transform', version: 1, params: v.strictObject({ column: name, expression }) },
  'set-missing': {
    kind: 'transform',
    version: 1,
    params: v.strictObject({ column: name, values: cellValues }),
  },
  'fill-missing': {
    kind: 'transform',
    version: 1,
    params: v.strictObject({ column: name, value: cellValue }),
  },
  'clip-values': { kind: 'transform', version: 1, params: v.strictObject({ column: name, to: bounds }) },
  'merge-values': {
    kind: 'transform',
    version: 1,
    params: v.strictObject({
      column: name,
      values: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(1000)),
      into: v.string(),
    }),
  },
  'change-type': {
    kind: 'transform',
    version: 1,
    params: v.strictObject({
      column: name,
      to: typeTarget,
      /** What was found of the cells that it was made for: how they are read, which levels they have. */
      learnt: v.exactOptional(
        v.strictObject({
          reading: v.exactOptional(cellReading),
          levels: v.exactOptional(levels),
          /** They were the cells of the file as it was written, not values that were read of them before. */
          written: v.exactOptional(v.literal(true)),
        }),
      ),
    }),
  },
  'tidy-text': { kind: 'transform', version: 1, params: v.strictObject({ column: name, how: tidying }) },
  'sort-rows': { kind: 'transform', version: 1, params: table.sortRows },
  /** So many rows, or such a share, by a seed; rows keep their order. */
  'sample-rows': { kind: 'transform', version: 1, params: table.sampleRows },
  'bin-numbers': { kind: 'transform', version: 1, params: table.binNumbers },
  'split-column': { kind: 'transform', version: 1, params: table.splitColumn },
  'join-columns': { kind: 'transform', version: 1, params: table.joinColumns },
  'group-rows': { kind: 'transform', version: 1, params: table.groupRows },
  pivot: { kind: 'transform', version: 1, params: table.pivot },
  unpivot: { kind: 'transform', version: 1, params: table.unpivot },
  'drop-outliers': { kind: 'transform', version: 1, params: table.dropOutliers },
  'fill-by-group': { kind: 'transform', version: 1, params: table.fillByGroup },
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

function schemaOf<S extends StepId>(ids: readonly S[]): v.GenericSchema<StepOf<S>> {
  const entries = ids.map((step) =>
    v.strictObject({
      step: v.literal(step),
      version: v.literal(transformSteps[step].version),
      params: transformSteps[step].params as v.GenericSchema<Record<string, unknown>>,
    }),
  );
  return v.variant('step', entries) as unknown as v.GenericSchema<StepOf<S>>;
}

export const transformStep = schemaOf(stepIds);

/** Whether a step changes rows or columns. */
export function isTransform(step: TransformStep): step is StepOf<TransformId> {
  return (transformIds as readonly string[]).includes(step.step);
}

/** Steps of a project's data in their order; one that is off is kept, and not applied. */
export const dataSteps = v.pipe(
  v.array(
    v.strictObject({
      step: schemaOf(transformIds),
      on: v.boolean(),
    }),
  ),
  v.maxLength(200),
);
export type DataStep = v.InferOutput<typeof dataSteps>[number];

/** Where a dataset version came from: its parent, and the steps from there to here. */
export const lineage = v.strictObject({
  parent: v.nullable(v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/))),
  steps: v.array(transformStep),
});

/** A step of today's version. */
export function stepOf<S extends StepId>(step: S, params: StepParams<S>): StepOf<S> {
  return { step, version: transformSteps[step].version, params } as unknown as StepOf<S>;
}
