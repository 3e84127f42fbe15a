// Small files, each the smallest of its kind that real files have: types, values, roles, target, what is missing and what is told.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DatasetVersion } from '../../../../src/contract/data/dataset';
import { columnNotes } from '../../../../src/domain/columns/column-notes';
import { guessPlan } from '../../../../src/domain/default-plan';
import { fileOf, readAll } from '../read';

const folder = new URL('../../../fixtures/cases/', import.meta.url);
const day = (text: string): number => Date.parse(text);

type Values = [type: string, role: string, ...values: (number | string | null)[]];

interface Expected {
  /** Type, role, and the first values of each column. */
  columns: Record<string, Values>;
  task?: string | null;
  missing?: Record<string, number>;
  notices?: number;
  notes?: string[];
}

const cases: Record<string, Expected> = {
  '02-score-bad-cell': {
    columns: { age: ['number', 'feature', 20, 21, 22, null], x: ['number', 'target', 0, 1] },
    missing: { age: 1 },
    task: 'regression',
  },
  '05-numbers-currency': {
    columns: { price: ['number', 'feature', 1000.5, 1007.5], y: ['number', 'target', 0, 1] },
  },
  '06-numbers-euro-percent': {
    columns: {
      preis: ['number', 'feature', 1000.5, 2037.5],
      anteil: ['number', 'feature', 0.5, 1.5],
      y: ['number', 'target', 0, 1],
    },
  },
  '07-numbers-percent': { columns: { rate: ['number', 'feature', 0.5, 1.5], y: ['number', 'target', 0, 1] } },
  '09-numbers-grouping': {
    columns: {
      fr: ['number', 'feature', 1000.5, 2037.5],
      ch: ['number', 'feature', 1000, 2037],
      in: ['number', 'feature', 110_100, 211_101],
      y: ['number', 'target', 0, 1],
    },
  },
  '10-numbers-quoted-decimal-comma': {
    columns: { v: ['number', 'feature', 0.5, 1.5], y: ['number', 'target', 0, 1] },
  },
  '12-na-spellings': {
    columns: {
      ...Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e'].map((name): [string, Values] => [
          name,
          ['number', 'feature', null, 1, 2, 3, null],
        ]),
      ),
      y: ['number', 'target', 0, 1],
    },
    missing: { a: 15, b: 15, c: 15, d: 15, e: 15 },
  },
  '13-inf-cell': {
    columns: { v: ['number', 'feature', 0, 1.5], y: ['number', 'target', 0, 1] },
    missing: { v: 1 },
    notices: 1,
  },
  '14-date-mdy2': {
    columns: { d: ['datetime', 'feature', day('2000-01-01'), day('2001-02-02')], y: ['number', 'target', 0] },
  },
  '15-date-ampm': {
    columns: {
      d: ['datetime', 'feature', day('2020-01-01T13:30Z'), day('2020-02-02T14:30Z')],
      y: ['number', 'target', 0],
    },
  },
  '16-date-month-name': {
    columns: { d: ['datetime', 'feature', day('2020-01-01'), day('2020-02-02')], y: ['number', 'target', 0] },
  },
  '18-date-first-of-month': {
    columns: { d: ['datetime', 'feature', day('1990-01-01'), day('1990-02-01')], y: ['number', 'target', 0] },
  },
  '19-date-pg-offset': {
    columns: {
      d: ['datetime', 'feature', day('2020-01-01T12:30Z'), day('2020-01-02T12:30Z')],
      y: ['number', 'target', 0],
    },
  },
  '20-date-zero-date': {
    columns: {
      d: ['datetime', 'feature', day('2020-01-01'), day('2020-01-02'), day('2020-01-03'), null],
      y: ['number', 'target', 0],
    },
    missing: { d: 1 },
  },
  '39-category-24-of-96': {
    columns: { state: ['category', 'feature', 'S00', 'S01'], y: ['number', 'target', 0] },
  },
  '40-target-30-classes': {
    columns: { a: ['number', 'feature', 0.1, 1.1], y: ['category', 'target', 'k0', 'k1'] },
    task: 'multiclass',
  },
  '42-rownames': {
    columns: {
      rownames: ['number', 'identifier', 1, 2],
      a: ['number', 'feature', 0, 4],
      y: ['category', 'target', 'A'],
    },
    task: 'multiclass',
  },
  '44-regression-float32': {
    columns: { a: ['number', 'feature', 0, 1], y: ['number', 'target', 16_777_217, 16_777_219] },
    task: 'regression',
  },
  '46-constant-number-target': {
    columns: { a: ['number', 'feature', 0, 1], y: ['number', 'ignored', 7] },
    task: null,
  },
  '47-case-variants': {
    columns: { sex: ['category', 'feature', 'Male', 'male', 'MALE', 'Female'], y: ['number', 'target', 0] },
    notes: ['variants'],
  },
  '48-guess-feature-as-target': {
    columns: {
      X: ['number', 'feature', 0, 1],
      Y: ['number', 'feature', 0, 1],
      temp: ['number', 'feature', 0.5],
      area: ['number', 'target', 0, 1, 4],
    },
    task: 'regression',
  },
  '52-fullwidth-and-zwsp': {
    columns: { a: ['number', 'feature', 10, 11], b: ['number', 'feature', 0, 1], y: ['number', 'target', 0] },
  },
};

describe('a small file of each kind', () => {
  it.each(Object.entries(cases))(
    '%s',
    async (name, { columns, task = 'binary', missing = {}, notices = 0, notes = [] }) => {
      const read = await readAll(fileOf(readFileSync(new URL(`${name}.csv`, folder)), `${name}.csv`));
      const plan = guessPlan({
        columns: read.columns,
        profiles: read.profiles,
        rows: read.rows,
      } as DatasetVersion);
      const found = read.columns.map(({ name: column, type }, index) => {
        const values =
          Object.entries(columns)
            .find(([each]) => each === column)?.[1]
            .slice(2) ?? [];
        const role = Object.entries(plan.roles).find(([each]) => each === column)?.[1];
        return [column, [type, role, ...read.cells.slice(0, values.length).map((row) => row[index])]];
      });
      expect(found).toEqual(Object.entries(columns));
      expect(plan.task).toBe(task);
      const missed = read.profiles
        .filter((profile) => profile.missing > 0)
        .map((profile) => [profile.name, profile.missing]);
      expect(Object.fromEntries(missed)).toEqual(missing);
      expect(read.noticeCount).toBe(notices);
      expect(columnNotes(read).map(({ kind }) => kind)).toEqual(notes);
    },
  );
});
