// What fitting learns of a feature from the training rows, one entry a kind. Part of every model: a kind never changes its meaning once
// released; what is learnt anew gets a kind of its own. Not for the numerics: data/treatments has one coder a kind.
import * as v from 'valibot';
import { cellReading } from './cell-reading';
import type { ColumnType } from './column-types';
import { finite } from './numbers';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What the width of an encoded feature depends on before anything is fitted. */
export interface WidthFacts {
  categories: number;
  hasMissing: boolean;
  shape: readonly number[] | null;
  maxCategories: number;
  missingIndicator: boolean;
}

interface FittedKindEntry {
  /** The type of the columns that it is fitted on. */
  type: ColumnType;
  /** Columns of the encoded sample. */
  plannedWidth(facts: WidthFacts): number;
  schema: v.StrictObjectSchema<
    {
      readonly kind: v.LiteralSchema<string, undefined>;
      readonly column: v.StringSchema<undefined>;
    } & v.ObjectEntries,
    undefined
  >;
  /** Names of the columns that it is encoded into, in order. */
  encodedNames(fitted: never): string[];
}

const seen = {
  column: v.string(),
  missingIndicator: v.boolean(),
  reading: v.exactOptional(cellReading),
  /** Range seen in training, for warnings at serving time. */
  min: finite,
  max: finite,
};
const scaled = { ...seen, impute: finite, shift: finite, scale: finite };

interface WithIndicator {
  column: string;
  missingIndicator: boolean;
}
const flagged = (names: string[], { column, missingIndicator }: WithIndicator): string[] =>
  missingIndicator ? [...names, `${column} missing`] : names;
const scaledNames = (fitted: WithIndicator): string[] => flagged([fitted.column], fitted);
const flags = ({ missingIndicator, hasMissing }: WidthFacts): number =>
  missingIndicator && hasMissing ? 1 : 0;

/** Parts of a moment (UTC), in the order in which they are encoded. */
export const dateParts = [
  'year',
  'month',
  'weekday',
  'hour',
  'days',
  'month sine',
  'month cosine',
  'weekday sine',
  'weekday cosine',
  'hour sine',
  'hour cosine',
] as const;
export type DatePart = (typeof dateParts)[number];

export const fittedKinds = {
  number: {
    type: 'number',
    plannedWidth: (facts) => 1 + flags(facts),
    schema: v.strictObject({ kind: v.literal('number'), ...scaled }),
    encodedNames: scaledNames,
  },
  /** One column a category, then one for "other or missing". */
  category: {
    type: 'category',
    plannedWidth: ({ categories, maxCategories }) => Math.min(categories, maxCategories) + 1,
    schema: v.strictObject({
      kind: v.literal('category'),
      column: v.string(),
      categories: v.array(v.string()),
      reading: v.exactOptional(cellReading),
    }),
    encodedNames: ({ column, categories }: { column: string; categories: readonly string[] }) =>
      [...categories, 'other or missing'].map((value) => `${column} = ${value}`),
  },
  /** A date as one number of days since 1970. */
  datetime: {
    type: 'datetime',
    plannedWidth: (facts) => 1 + flags(facts),
    schema: v.strictObject({ kind: v.literal('datetime'), ...scaled }),
    encodedNames: scaledNames,
  },
  /** A date as those of its parts that vary in training; `min` and `max` are in days since 1970. */
  'date-parts': {
    type: 'datetime',
    plannedWidth: (facts) => dateParts.length + flags(facts),
    schema: v.strictObject({
      kind: v.literal('date-parts'),
      ...seen,
      /** Each is (part − shift) / scale; `impute` stands for a missing one. */
      parts: v.array(
        v.strictObject({ part: v.picklist(dateParts), impute: finite, shift: finite, scale: finite }),
      ),
    }),
    encodedNames: (fitted: WithIndicator & { parts: readonly { part: DatePart }[] }) =>
      flagged(
        fitted.parts.map(({ part }) => `${fitted.column} ${part}`),
        fitted,
      ),
  },
  image: {
    type: 'image',
    plannedWidth: ({ shape }) => (shape ?? [0]).reduce((product, side) => product * side, 1),
    schema: v.strictObject({
      kind: v.literal('image'),
      column: v.string(),
      shape: v.tuple([whole, whole, whole]),
      divisor: finite,
    }),
    /** Row, column, channel. */
    encodedNames: ({ column, shape }: { column: string; shape: readonly [number, number, number] }) => {
      const [height, width, channels] = shape;
      return Array.from({ length: height * width * channels }, (_, at) => {
        const pixel = Math.floor(at / channels);
        return `${column} ${Math.floor(pixel / width)},${pixel % width},${at % channels}`;
      });
    },
  },
} as const satisfies Record<string, FittedKindEntry>;

export type FittedKind = keyof typeof fittedKinds;
export const fittedKindIds = Object.keys(fittedKinds) as FittedKind[];

type FittedSchema = (typeof fittedKinds)[FittedKind]['schema'];
export const fittedFeature = v.variant(
  'kind',
  fittedKindIds.map((kind): FittedSchema => fittedKinds[kind].schema),
);
export type FittedFeature = v.InferOutput<FittedSchema>;

/** Types whose columns a model can learn from. */
export type FeatureType = (typeof fittedKinds)[FittedKind]['type'];
export const featureTypes = [...new Set(fittedKindIds.map((kind): FeatureType => fittedKinds[kind].type))];

/** The type of the column that a feature was fitted on. */
export function typeOfFitted({ kind }: Pick<FittedFeature, 'kind'>): FeatureType {
  return fittedKinds[kind].type;
}

/** Names of the columns that a fitted feature is encoded into, in order. */
export function encodedNames(feature: FittedFeature): string[] {
  const names = fittedKinds[feature.kind].encodedNames as (fitted: FittedFeature) => string[];
  return names(feature);
}
