// Between a model's signature and the form that a person fills: what it starts from, and what a test row puts into it.
import { columnTypes } from '../../../../contract/data/column-types';
import type { Cell } from '../../../../contract/data/dataset';
import type { InputRow } from '../../../../contract/transport/engine-api';
import type { Signature, SignatureInput } from '../../../../contract/release/version';
import { isTimeAlone, shortMoment } from '../../../../domain/iso-moment';
import { ownValue } from '../../../../contract/data/own-value';

const msPerDay = 86_400_000;

/** Values as a form holds them: images are not in it. */
export type FormValues = Record<string, number | string | null>;

/** The example of every input, which the model was given as typical. */
export function startValues(inputs: Signature['inputs']): FormValues {
  return Object.fromEntries(
    inputs
      .filter(({ type }) => columnTypes[type].display !== 'image')
      .map((input) => [input.name, formValue(input, shortened(input))]),
  );
}

/** A row of the dataset as form values; columns that the model does not take are left out. */
export function valuesFromRow(
  inputs: Signature['inputs'],
  columns: readonly { name: string }[],
  cells: readonly Cell[],
): FormValues {
  const cellOf = (name: string): Cell => cells[columns.findIndex((column) => column.name === name)] ?? null;
  return Object.fromEntries(
    inputs
      .filter(({ type }) => columnTypes[type].display !== 'image')
      .map((input) => [input.name, formValue(input, cellOf(input.name))]),
  );
}

/** A median of two values has digits, or a time of the day, that only the arithmetic made. */
function shortened({ type, example }: SignatureInput): SignatureInput['example'] {
  if (typeof example !== 'number') return example;
  if (columnTypes[type].display !== 'date') return Number(example.toPrecision(12));
  return isTimeAlone(example) ? Math.round(example / 1000) * 1000 : Math.floor(example / msPerDay) * msPerDay;
}

function formValue({ type }: SignatureInput, value: Cell): number | string | null {
  if (value === null || value === '') return null;
  if (columnTypes[type].display === 'date') return typeof value === 'number' ? isoDate(value) : value;
  return value;
}

const isoDate = (ms: number): string | null => shortMoment(ms) || null;

/** What is sent to the model: exactly the inputs of the signature, missing ones as null. */
export function inputRow(inputs: Signature['inputs'], values: FormValues): InputRow {
  return Object.fromEntries(inputs.map(({ name }) => [name, ownValue(values, name) ?? null]));
}

/** The single image input that a drawing can stand for: one channel, square; null where there is none. */
export function drawableInput(inputs: Signature['inputs']): { name: string; size: number } | null {
  const [input, ...others] = inputs;
  if (!input?.shape || columnTypes[input.type].display !== 'image' || others.length > 0) return null;
  const [height, width, channels] = input.shape;
  return channels === 1 && height === width ? { name: input.name, size: height } : null;
}
