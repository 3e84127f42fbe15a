// The columns that a table of runs offers, and what a condition finds in them.
import { describe, expect, it } from 'vitest';
import type { RunFields } from '../../../../src/contract/model/runs/run-fields';
import { runRow } from '../../../../src/contract/project/rows';
import { compileExpression } from '../../../../src/domain/expressions/compile';
import { recipeFields } from '../../../../src/domain/run-table/recipe-fields';
import {
  cellText,
  needsFields,
  runColumns,
  type TableRun,
} from '../../../../src/ui/steps/model/runs/table/run-columns';
import { conditionError } from '../../../../src/ui/steps/model/runs/table/condition-error';
import { asExpressionColumns } from '../../../../src/domain/run-table/query';
import { aRun } from '../../storage/run-records';

const rates = [0.001, 0.01, 0.1, 0.1];
const runs = rates.map((learningRate, at) => {
  const run = { ...aRun('P'.repeat(26)), number: at + 1, status: 'done' as const };
  if (!('optimizer' in run.recipe)) throw new Error('a net was expected');
  return { ...run, recipe: { ...run.recipe, optimizer: { ...run.recipe.optimizer, learningRate } } };
});
const rows: TableRun[] = runs.map((run) => ({ run: runRow(run), judgement: null }));
const values = [null, ...new Set(rates)];
const fields: RunFields = {
  runIds: runs.map(({ id }) => id),
  columns: [
    {
      path: 'optimizer.learningRate',
      values,
      codes: Uint32Array.from(rates, (rate) => values.indexOf(rate)),
    },
  ],
  studies: [{ runId: runs[1]!.id, number: 3 }],
};

describe('columns of runs', () => {
  it('have the fields of recipes once these were read', () => {
    expect(runs.every(({ recipe }) => recipeFields(recipe).has('optimizer.learningRate'))).toBe(true);
    const kinds = runColumns(rows, fields);
    const rate = kinds.get('optimizer.learningRate')!;
    expect(rate).toMatchObject({ label: 'Learning rate', type: 'number', group: 'recipe' });
    expect(rows.map((row) => rate.value(row))).toEqual(rates);
    expect(cellText(rate, rows[0]!)).toBe('0.001');
    expect(rows.map((row) => kinds.get('study')!.value(row))).toEqual([null, 3, null, null]);
    const before = runColumns(rows, null);
    expect(needsFields('optimizer.learningRate', before)).toBe(true);
    expect(needsFields('validation_auc', before)).toBe(false);
    expect(needsFields('tags', before)).toBe(false);
  });

  it('have names of their own', () => {
    const paths = ['target', 'task', 'model.family', 'optimizer.learningRate', 'model.settings.learningRate'];
    const columns = paths.map((path) => ({ path, values: ['x'], codes: new Uint32Array(runs.length) }));
    const labels = [...runColumns(rows, { ...fields, columns }).values()].map(({ label }) => label);
    expect(labels).toHaveLength(new Set(labels).size);
  });

  it('are asked for by their ids', () => {
    const kinds = runColumns(rows, fields);
    const columns = asExpressionColumns(kinds);
    const text = '[optimizer.learningRate] >= 0.1 and status = "finished"';
    expect(conditionError(text, columns)).toBeNull();
    const reader = compileExpression(text, columns).bind(
      (name) => (row) => kinds.get(name)!.value(rows[row]!) as string,
    );
    expect(rows.map((_, row) => reader(row))).toEqual([false, false, true, true]);
    expect(conditionError('sum(size) over (by status) > 1', columns)).toMatch(/over/);
    expect(conditionError('size + 1', columns)).not.toBeNull();
    expect(conditionError('nonsense = 1', columns)).toMatch(/nonsense/);
  });
});
