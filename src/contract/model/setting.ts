// One setting of a layer, an optimiser or a schedule: what may be in a recipe, how a form shows it and what a new one starts as,
// so that its bounds stand once. Not for words: a form finds them by the setting's name.
import * as v from 'valibot';

/** How a form shows a setting. */
export type SettingField =
  | {
      kind: 'number';
      min: number;
      max: number;
      whole: boolean;
      /** What one press of an arrow key adds. */
      step?: number;
      /** The value that a recipe leaves out: it reads as this one, and keeps the hash that it had before the setting existed. */
      leftOut?: number;
    }
  | { kind: 'choice'; choices: readonly string[] }
  | { kind: 'switch' }
  /** Whole numbers side by side, such as 28 × 28 × 1. */
  | { kind: 'shape' }
  /** The index of an earlier layer; -1 is the net's input. */
  | { kind: 'earlier' };

/** A setting with its schema, its field and its value in what is new. */
export interface Setting<Schema extends v.GenericSchema = v.GenericSchema> {
  schema: Schema;
  field: SettingField;
  start: v.InferOutput<Schema>;
  /** The name under which its label is found, where the setting's own would say too little. */
  label?: string;
  /** A sign that the field uses in every language, in place of a label. */
  symbol?: string;
}

/** Settings by name, in the order of the form. */
export type Settings = Readonly<Record<string, Setting>>;

/** The entries of the schema of an object with these settings. */
export type EntriesOf<S extends Settings> = { readonly [Name in keyof S]: S[Name]['schema'] };

/** The schema of a kind with its settings. */
export type KindSchema<Kind extends string, S extends Settings> = v.StrictObjectSchema<
  { readonly kind: v.LiteralSchema<Kind, undefined> } & EntriesOf<S>,
  undefined
>;

/** A strict object of a kind and its settings. */
export function kindSchema<const Kind extends string, S extends Settings>(
  kind: Kind,
  settings: S,
): KindSchema<Kind, S> {
  const entries = Object.fromEntries(Object.entries(settings).map(([name, { schema }]) => [name, schema]));
  return v.strictObject({ kind: v.literal(kind), ...(entries as EntriesOf<S>) });
}

/** A kind with the values that its settings start as; what a recipe leaves out is not there. */
export function startOf(kind: string, settings: Settings): { kind: string } {
  const given = Object.entries(settings).filter(([, { start }]) => start !== undefined);
  return { kind, ...Object.fromEntries(given.map(([name, { start }]) => [name, start])) };
}

/** Whole numbers from 1. */
export const wholeFromOne = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65536));

/** A whole number from 1 to `max`. */
export function whole(max: number, start: number) {
  const schema = v.pipe(wholeFromOne, v.maxValue(max));
  return { schema, field: { kind: 'number', min: 1, max, whole: true }, start } as const;
}

/** A number from `min` to `max`, both of which it may be. */
export function between(min: number, max: number, start: number, step?: number) {
  const schema = v.pipe(v.number(), v.minValue(min), v.maxValue(max));
  const field = { kind: 'number', min, max, whole: false, ...(step === undefined ? {} : { step }) } as const;
  return { schema, field, start };
}

/** On or off. */
export function flag(start: boolean) {
  return { schema: v.boolean(), field: { kind: 'switch' }, start } as const;
}

/** One of several names. */
export function choice<const Names extends readonly [string, ...string[]]>(
  names: Names,
  start: NoInfer<Names>[number],
) {
  return { schema: v.picklist(names), field: { kind: 'choice', choices: names }, start } as const;
}

type SchemasOf<Definitions extends readonly { schema: unknown }[]> = {
  -readonly [Index in keyof Definitions]: Definitions[Index]['schema'];
};

/** The schemas of a list of definitions, each with its own type. */
export function schemasOf<const Definitions extends readonly { schema: unknown }[]>(
  definitions: Definitions,
): SchemasOf<Definitions> {
  return definitions.map(({ schema }) => schema) as SchemasOf<Definitions>;
}
