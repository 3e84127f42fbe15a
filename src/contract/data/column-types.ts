// The types that a column may have, one entry each: what plays which part and how it is shown.
// Not for reading values: each type has a folder of its id under data/columns, and its name in messages (`data_type_<id>`).
import * as v from 'valibot';

interface ColumnTypeEntry {
  /** How values lie in memory and in chunks: floats with NaN missing, dictionary codes with −1 missing, UTF-8 with offsets and validity, bytes of a fixed shape, files one after another. */
  layout: 'floats' | 'codes' | 'texts' | 'pixels' | 'sounds';
  /** How a value is shown and typed in. */
  display: 'number' | 'date' | 'choice' | 'text' | 'image' | 'audio';
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
}

const everyRole = ['feature', 'target', 'identifier', 'protected', 'ignored'] as const;
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
  },
  text: {
    layout: 'texts',
    display: 'text',
    align: 'start',
    roles: everyRole,
    feature: 'among',
    target: { classes: null, quantity: false },
    slices: null,
    identifies: 'always',
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
  },
  /** Files of sound; a cell is how many seconds one has. */
  audio: {
    layout: 'sounds',
    display: 'audio',
    align: 'start',
    roles: ['ignored'],
    feature: null,
    target: { classes: null, quantity: false },
    slices: null,
    identifies: null,
  },
} as const satisfies Record<string, ColumnTypeEntry>;

export type ColumnType = keyof typeof columnTypes;

/** Every type, in the order that the app lists them. */
export const columnTypeIds = Object.keys(columnTypes) as ColumnType[];
export const columnType = v.picklist(columnTypeIds);

/** What a column may be to a person beyond how its values are stored, and the stored types that may be it. */
export const refinedTypes = {
  /** Whole numbers. */
  integer: ['number'],
  /** True or false in two words, or in several spellings of them. */
  boolean: ['category'],
  /** Levels with an order: that of the dictionary. */
  ordered: ['category'],
  /** Names a row and says nothing about it. */
  identifier: ['number', 'category', 'text'],
} as const satisfies Record<string, readonly ColumnType[]>;

export type LogicalType = ColumnType | keyof typeof refinedTypes;
/** Every type as a person knows it. */
export const logicalTypeIds = [...columnTypeIds, ...Object.keys(refinedTypes)] as LogicalType[];
export const logicalType = v.picklist(logicalTypeIds);

/** What a column is to a person; the stored type where nothing else is known. */
export function logicalTypeOf(column: {
  readonly type: ColumnType;
  readonly logical?: LogicalType;
}): LogicalType {
  return column.logical ?? column.type;
}
