// The parameters of steps over several columns or over the set of rows. What such a step finds in the rows stands as `learnt` in the
// lineage of the version that it made: the same is done with rows that are scored. In a project's list it is absent, so that a new file is
// looked at anew.
import * as v from 'valibot';
import { finite } from '../numbers';

const name = v.pipe(v.string(), v.maxLength(4096));
const names = v.pipe(v.array(name), v.minLength(1), v.maxLength(1000));
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
const above0 = v.pipe(finite, v.gtValue(0));

/** What becomes of the values of a group. `sd`: of a sample, over n − 1. */
export const aggregateIds = [
  'count',
  'distinct',
  'sum',
  'mean',
  'median',
  'min',
  'max',
  'sd',
  'first',
  'last',
  'mode',
] as const;
export type Aggregate = (typeof aggregateIds)[number];
export const aggregate = v.picklist(aggregateIds);

/** Aggregates whose result can stand for a value of the column. */
export const fillingIds = ['median', 'mean', 'mode', 'min', 'max', 'first', 'last'] as const;

export const sortRows = v.strictObject({
  by: v.pipe(
    v.array(v.strictObject({ column: name, order: v.picklist(['ascending', 'descending']) })),
    v.minLength(1),
    v.maxLength(10),
  ),
});

export const sampleRows = v.strictObject({
  size: v.variant('kind', [
    v.strictObject({ kind: v.literal('rows'), count: whole(1, 2 ** 32 - 1) }),
    v.strictObject({ kind: v.literal('share'), share: v.pipe(above0, v.maxValue(1)) }),
  ]),
  /** `column`: of each of its values the same share. */
  within: v.variant('kind', [
    v.strictObject({ kind: v.literal('all') }),
    v.strictObject({ kind: v.literal('column'), column: name }),
  ]),
  seed: whole(0, 2 ** 32 - 1),
});

export const binNumbers = v.strictObject({
  column: name,
  to: name,
  cut: v.variant('kind', [
    v.strictObject({ kind: v.literal('width'), bins: whole(2, 100) }),
    v.strictObject({ kind: v.literal('quantile'), bins: whole(2, 100) }),
    /** Where one bin ends and the next begins, ascending. */
    v.strictObject({
      kind: v.literal('edges'),
      edges: v.pipe(v.array(finite), v.minLength(1), v.maxLength(99)),
    }),
  ]),
  learnt: v.exactOptional(v.strictObject({ edges: v.pipe(v.array(finite), v.maxLength(99)) })),
});

export const splitColumn = v.strictObject({
  column: name,
  by: v.variant('kind', [
    v.strictObject({ kind: v.literal('separator'), separator: v.pipe(v.string(), v.minLength(1)) }),
    v.strictObject({
      kind: v.literal('widths'),
      widths: v.pipe(v.array(whole(1, 10_000)), v.minLength(1), v.maxLength(50)),
    }),
  ]),
  into: v.pipe(v.array(name), v.minLength(1), v.maxLength(50)),
});

export const joinColumns = v.strictObject({ columns: names, separator: v.string(), to: name });

export const groupRows = v.strictObject({
  by: v.pipe(v.array(name), v.minLength(1), v.maxLength(20)),
  /** Without a column, `count` is of rows. */
  values: v.pipe(
    v.array(v.strictObject({ column: v.nullable(name), of: aggregate })),
    v.minLength(1),
    v.maxLength(100),
  ),
});

export const pivot = v.strictObject({
  rows: v.pipe(v.array(name), v.minLength(1), v.maxLength(20)),
  column: name,
  /** null: rows are counted. */
  value: v.nullable(name),
  of: aggregate,
  learnt: v.exactOptional(v.strictObject({ levels: v.pipe(v.array(v.string()), v.maxLength(1000)) })),
});

export const unpivot = v.strictObject({ columns: names, names: name, values: name });

export const dropOutliers = v.strictObject({
  column: name,
  by: v.variant('kind', [
    /** Further than so many interquartile ranges from the quartiles (Tukey: 1.5). */
    v.strictObject({ kind: v.literal('iqr'), factor: above0 }),
    /** 0.6745 · |x − median| / MAD above the limit (Iglewicz and Hoaglin: 3.5). */
    v.strictObject({ kind: v.literal('robust-z'), limit: above0 }),
  ]),
  learnt: v.exactOptional(v.strictObject({ low: finite, high: finite })),
});

const cell = v.nullable(v.union([v.string(), finite]));
export const fillByGroup = v.strictObject({
  column: name,
  by: v.pipe(v.array(name), v.minLength(1), v.maxLength(20)),
  of: v.picklist(fillingIds),
  learnt: v.exactOptional(
    v.strictObject({
      groups: v.pipe(v.array(v.strictObject({ key: v.array(cell), value: cell })), v.maxLength(10_000)),
      /** Of all rows: for a group without a value, and for one that was not seen. */
      otherwise: cell,
    }),
  ),
});
