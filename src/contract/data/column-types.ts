// The types that a column may have, one entry each: what plays which part, how it is shown, what is learnt of it.
// Not for reading values: each type has a folder of its id under data/columns, and its name in messages (`data_type_<id>`).
import * as v from 'valibot';
import { cellReading } from './cell-reading';
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

interface ColumnTypeEntry {
  /** How values lie in memory and in chunks: floats with NaN missing, dictionary codes with −1 missing, UTF-8 with offsets and validity, bytes of a fixed shape. */
  layout: 'floats' | 'codes' | 'texts' | 'pixels';
  /** How a value is shown and typed in. */
  display: 'number' | 'date' | 'choice' | 'text' | 'image';
  align: 'start' | 'end';
  /** Roles that a person may give. */
  roles: readonly ('feature' | 'target' | 'identifier' | 'protected' | 'ignored')[];
  /** As a feature: among others, only alone, or not at all. */
  feature: 'among' | 'alone' | null;
  /** As a target: its values as classes (`any` number of them, or where they are `few`), and as a quantity. */
  target: { classes: 'any' | 'few' | null; quantity: boolean };
  /** How test rows are grouped by it to compare them: by value, by quarter of the range, not at all. */
  slices: 'values' | 'quarters' | null;
  /** Whether every value may be an identifier's, where the column's name says so; numbers only where they are whole. */
  identifies: 'always' | 'whole' | null;
  /** Columns of the encoded sample. */
  plannedWidth(facts: WidthFacts): number;
  /** What fitting learns of a feature from the training rows: part of the model, told by `kind`. */
  fitted: v.StrictObjectSchema<
    {
      readonly kind: v.LiteralSchema<string, undefined>;
      readonly column: v.StringSchema<undefined>;
    } & v.ObjectEntries,
    undefined
  > | null;
  /** Names of the columns that a fitted feature is encoded into, in order; null where none is fitted. */
  encodedNames: ((fitted: never) => string[]) | null;
}

const everyRole = ['feature', 'target', 'identifier', 'protected', 'ignored'] as const;
const scaled = {
  column: v.string(),
  impute: finite,
  shift: finite,
  scale: finite,
  missingIndicator: v.boolean(),
  reading: v.exactOptional(cellReading),
  /** Range seen in training, for warnings at serving time. */
  min: finite,
  max: finite,
};
const scaledNames = ({
  column,
  missingIndicator,
}: {
  column: string;
  missingIndicator: boolean;
}): string[] => (missingIndicator ? [column, `${column} missing`] : [column]);
const scaledWidth = ({ missingIndicator, hasMissing }: WidthFacts): number =>
  missingIndicator && hasMissing ? 2 : 1;

export const columnTypes = {
  number: {
    layout: 'floats',
    display: 'number',
    align: 'end',
    roles: everyRole,
    feature: 'among',
    target: { classes: 'few', quantity: true },
    slices: 'quarters',
    identifies: 'whole',
    plannedWidth: scaledWidth,
    fitted: v.strictObject({ kind: v.literal('number'), ...scaled }),
    encodedNames: scaledNames,
  },
  category: {
    layout: 'codes',
    display: 'choice',
    align: 'start',
    roles: everyRole,
    feature: 'among',
    target: { classes: 'any', quantity: false },
    slices: 'values',
    identifies: 'always',
    plannedWidth: ({ categories, maxCategories }) => Math.min(categories, maxCategories) + 1,
    /** One column a category, then one for "other or missing". */
    fitted: v.strictObject({
      kind: v.literal('category'),
      column: v.string(),
      categories: v.array(v.string()),
      reading: v.exactOptional(cellReading),
    }),
    encodedNames: ({ column, categories }: { column: string; categories: readonly string[] }) =>
      [...categories, 'other or missing'].map((value) => `${column} = ${value}`),
  },
  /** Milliseconds since 1970. */
  datetime: {
    layout: 'floats',
    display: 'date',
    align: 'start',
    roles: everyRole,
    feature: 'among',
    target: { classes: null, quantity: false },
    slices: 'quarters',
    identifies: 'whole',
    plannedWidth: scaledWidth,
    fitted: v.strictObject({ kind: v.literal('datetime'), ...scaled }),
    encodedNames: scaledNames,
  },
  text: {
    layout: 'texts',
    display: 'text',
    align: 'start',
    roles: everyRole,
    feature: null,
    target: { classes: null, quantity: false },
    slices: null,
    identifies: 'always',
    plannedWidth: () => 0,
    fitted: null,
    encodedNames: null,
  },
  /** Uint8 [height, width, channels]. */
  image: {
    layout: 'pixels',
    display: 'image',
    align: 'start',
    roles: ['feature', 'ignored'],
    feature: 'alone',
    target: { classes: null, quantity: false },
    slices: null,
    identifies: null,
    plannedWidth: ({ shape }) => (shape ?? [0]).reduce((product, side) => product * side, 1),
    fitted: v.strictObject({
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
} as const satisfies Record<string, ColumnTypeEntry>;

export type ColumnType = keyof typeof columnTypes;

/** Every type, in the order that the app lists them. */
export const columnTypeIds = Object.keys(columnTypes) as ColumnType[];
export const columnType = v.picklist(columnTypeIds);

type Entries = (typeof columnTypes)[ColumnType];
type FittedSchema = NonNullable<Entries['fitted']>;
/** Types whose columns a model can learn from. */
export type FeatureType = Extract<
  { [T in ColumnType]: (typeof columnTypes)[T]['fitted'] extends null ? never : T }[ColumnType],
  ColumnType
>;

/** Types whose columns a model can learn from. */
export const featureTypes = columnTypeIds.filter(
  (type): type is FeatureType => columnTypes[type].fitted !== null,
);

/** What was learnt of a feature, by the type of its column. */
export const fittedFeature = v.variant(
  'kind',
  Object.values(columnTypes).flatMap(({ fitted }): FittedSchema[] => (fitted === null ? [] : [fitted])),
);
export type FittedFeature = v.InferOutput<FittedSchema>;

/** Names of the columns that a fitted feature is encoded into, in order. */
export function encodedNames(feature: FittedFeature): string[] {
  const names = columnTypes[feature.kind].encodedNames as (fitted: FittedFeature) => string[];
  return names(feature);
}
