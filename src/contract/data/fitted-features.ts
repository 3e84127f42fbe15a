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
  /** Most terms of a text column. */
  maxTerms: number;
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

/** Columns that a hashed category takes at most. */
export const hashedWidth = 32;

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

/** Those that are told as they are to a model that parts columns by cuts. */
export const rawDateParts = [
  'year',
  'month',
  'weekday',
  'hour',
  'days',
] as const satisfies readonly DatePart[];

/** Levels of a category that have a code of their own: with "other" and "missing" they fit into a byte. */
export const mostCodes = 254;

export const fittedKinds = {
  number: {
    type: 'number',
    plannedWidth: (facts) => 1 + flags(facts),
    schema: v.strictObject({ kind: v.literal('number'), ...scaled }),
    encodedNames: scaledNames,
  },
  /** sign(x) · ln(1 + |x|), then shifted and scaled. */
  log: {
    type: 'number',
    plannedWidth: (facts) => 1 + flags(facts),
    schema: v.strictObject({ kind: v.literal('log'), ...scaled }),
    encodedNames: (fitted: WithIndicator) => flagged([`${fitted.column} log`], fitted),
  },
  /** The place among the training values, from 0 to 1: linear between `quantiles`, which are evenly spaced shares. */
  quantiles: {
    type: 'number',
    plannedWidth: (facts) => 1 + flags(facts),
    schema: v.strictObject({
      kind: v.literal('quantiles'),
      ...seen,
      impute: finite,
      quantiles: v.array(finite),
    }),
    encodedNames: (fitted: WithIndicator) => flagged([`${fitted.column} quantile`], fitted),
  },
  /** The number as it is; missing ones are NaN. */
  raw: {
    type: 'number',
    plannedWidth: () => 1,
    schema: v.strictObject({
      kind: v.literal('raw'),
      column: v.string(),
      reading: v.exactOptional(cellReading),
      min: finite,
      max: finite,
    }),
    encodedNames: ({ column }: { column: string }) => [column],
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
  /** True or false as 1 or 0; `truth` has that of each category, `impute` stands for what is neither. */
  boolean: {
    type: 'category',
    plannedWidth: (facts) => 1 + flags(facts),
    schema: v.strictObject({
      kind: v.literal('boolean'),
      column: v.string(),
      categories: v.array(v.string()),
      truth: v.array(v.picklist([0, 1])),
      impute: finite,
      missingIndicator: v.boolean(),
      reading: v.exactOptional(cellReading),
    }),
    encodedNames: scaledNames,
  },
  /** A category as a number, or as one for each class: (value − `shift`) / `scale`. */
  levels: {
    type: 'category',
    plannedWidth: () => 1,
    schema: v.strictObject({
      kind: v.literal('levels'),
      column: v.string(),
      encode: v.picklist(['ordinal', 'frequency', 'target']),
      categories: v.array(v.string()),
      /** Of each output one value a category, then one for "other", then one for "missing". */
      values: v.array(v.array(finite)),
      /** The values that each fold of the training rows is encoded with while the model learns. */
      folds: v.exactOptional(v.array(v.array(v.array(finite)))),
      shift: v.array(finite),
      scale: v.array(finite),
      reading: v.exactOptional(cellReading),
    }),
    encodedNames: ({
      column,
      encode,
      values,
    }: {
      column: string;
      encode: string;
      values: readonly unknown[];
    }) => values.map((_, output) => `${column} ${encode}${values.length > 1 ? ` ${output + 1}` : ''}`),
  },
  /** A category as 1 or −1 in one of `width` columns, by a hash of its name. */
  hashed: {
    type: 'category',
    plannedWidth: ({ maxCategories }) => Math.min(hashedWidth, maxCategories),
    schema: v.strictObject({
      kind: v.literal('hashed'),
      column: v.string(),
      categories: v.array(v.string()),
      width: v.pipe(whole, v.minValue(1)),
      reading: v.exactOptional(cellReading),
    }),
    encodedNames: ({ column, width }: { column: string; width: number }) =>
      Array.from({ length: width }, (_, at) => `${column} hash ${at + 1}`),
  },
  /** A category as its place among the categories; any other as the number of them, or NaN where they are ordered; missing as NaN. */
  codes: {
    type: 'category',
    plannedWidth: () => 1,
    schema: v.strictObject({
      kind: v.literal('codes'),
      column: v.string(),
      categories: v.array(v.string()),
      ordered: v.boolean(),
      reading: v.exactOptional(cellReading),
    }),
    encodedNames: ({ column }: { column: string }) => [column],
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
  /** A date as those of its parts that vary in training, as they are; a missing one as NaN. `min` and `max` are in days since 1970. */
  'raw-date': {
    type: 'datetime',
    plannedWidth: () => rawDateParts.length,
    schema: v.strictObject({
      kind: v.literal('raw-date'),
      column: v.string(),
      parts: v.array(v.picklist(rawDateParts)),
      reading: v.exactOptional(cellReading),
      min: finite,
      max: finite,
    }),
    encodedNames: ({ column, parts }: { column: string; parts: readonly DatePart[] }) =>
      parts.map((part) => `${column} ${part}`),
  },
  /** A text as tf-idf of its words, length 1; one column a term. */
  terms: {
    type: 'text',
    plannedWidth: ({ maxTerms }) => maxTerms,
    schema: v.strictObject({
      kind: v.literal('terms'),
      column: v.string(),
      terms: v.array(v.string()),
      /** Smoothed inverse document frequency of each term: ln((1 + texts) / (1 + texts with it)) + 1. */
      idf: v.array(finite),
    }),
    encodedNames: ({ column, terms }: { column: string; terms: readonly string[] }) =>
      terms.map((term) => `${column} “${term}”`),
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
