// Every task has its folder, a line in the registry and its name in both languages; and its parts agree with each other.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { netRecipe, task as taskSchema } from '../../../../src/contract/model/recipe';
import { findMetric } from '../../../../src/domain/metrics/registry';
import { defaultRule } from '../../../../src/domain/predictions/threshold';
import { findTask, taskNamed, tasks } from '../../../../src/domain/tasks/registry';

const folder = 'src/domain/tasks';
const messages = ['en', 'zh-CN'].map(
  (locale) => JSON.parse(readFileSync(`messages/${locale}/data.json`, 'utf8')) as Record<string, string>,
);

describe.each(tasks)('$name', (task) => {
  it('has its folder, and its name in both languages', () => {
    expect(existsSync(`${folder}/${task.name}/${task.name}.ts`)).toBe(true);
    expect(v.is(taskSchema, task.name)).toBe(true);
    for (const texts of messages) expect(texts[`task_${task.name}`]).toMatch(/\S/);
  });

  it('names metrics that read its predictions, and losses that recipes know', () => {
    const used = [task.curve.name, task.second, task.primary({}), task.primary({ auc: 0.7 })];
    for (const name of used) expect(findMetric(name)?.reads, name).toBe(task.judges);
    for (const loss of task.losses) expect(v.is(netRecipe.entries.loss, loss)).toBe(true);
  });

  it('makes as many outputs as it says', () => {
    const classes = task.target.classes(3);
    const [units, columns] = [task.head.units(classes), task.head.columns(classes)];
    const logits = Float32Array.from({ length: 4 * units }, (_, i) => 0.3 * i - 1.1);
    expect(task.head.outputs(logits, units, { shift: 2, scale: 3 })).toHaveLength(4 * columns);
  });
});

test('the registry lists the folders', () => {
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isDirectory() && existsSync(`${folder}/${each.name}/${each.name}.ts`))
    .map(({ name }) => name);
  expect(tasks.map(({ name }) => name).sort()).toEqual(folders.sort());
  for (const texts of messages) {
    const keys = Object.keys(texts).filter((key) => key.startsWith('task_'));
    expect(keys.sort()).toEqual(tasks.map(({ name }) => `task_${name}`).sort());
  }
});

test('output layers: one unit a class only for many classes', () => {
  expect(taskNamed('multiclass').head.units(7)).toBe(7);
  expect(taskNamed('binary').head.units(2)).toBe(1);
  expect(taskNamed('regression').head.units(0)).toBe(1);
});

test('a task of another version of the app is found by nobody and refused where one is needed', () => {
  expect(findTask('ranking')).toBeUndefined();
  expect(findTask(null)).toBeUndefined();
  expect(() => taskNamed('ranking')).toThrow('recipe_invalid');
});

describe('judging', () => {
  const rows = (actual: number[], outputs: number[], columns: number) => ({
    ...{ actual: Float32Array.from(actual), outputs: Float32Array.from(outputs), columns },
  });
  const context = {
    classes: ['no', 'yes'],
    rule: defaultRule,
    sample: (n: number) => Uint32Array.from({ length: n }, (_, i) => i),
  };

  it('of two classes takes the threshold from validation', () => {
    // Twenty of each class: those of 0.25 and more are positive, but for one.
    const many = Array.from({ length: 20 }, (_, row) => row);
    const negatives = many.flatMap((row) => (row === 0 ? [0.7, 0.3] : [0.8, 0.2]));
    const positives = many.flatMap((row) => (row === 0 ? [0.4, 0.6] : [0.7, 0.3]));
    const labels = [...many.map(() => 0), ...many.map(() => 1)];
    const validation = rows(labels, [...negatives, ...positives], 2);
    const test = rows([1, 0], [0.73, 0.27, 0.9, 0.1], 2);
    const judge = (given: typeof validation) =>
      taskNamed('binary').judge({ train: rows([], [], 2), validation: given, test }, context);
    const { splits, block } = judge(validation);
    expect(splits.train).toBeNull();
    expect(block).toMatchObject({ kind: 'classification', threshold: expect.closeTo(0.25, 6) as number });
    expect(block).toMatchObject({
      confusion: [
        [1, 0],
        [0, 1],
      ],
      decision: { rule: { kind: 'f1' }, followed: true, rows: 40, positives: 20 },
    });
    // One positive fewer, and a threshold that is chosen would be chance.
    const few = judge(rows(labels.slice(0, 39), [...negatives, ...positives].slice(0, 78), 2));
    expect(few.block).toMatchObject({ threshold: 0.5, decision: { followed: false, positives: 19 } });
  });

  it('of numbers has residuals and no classes', () => {
    const test = rows([4, 7], [5, 5.5], 1);
    const empty = rows([], [], 1);
    const { block } = taskNamed('regression').judge({ train: empty, validation: empty, test }, context);
    expect(Object.keys(block).sort()).toEqual(['kind', 'residuals']);
    expect(block).toMatchObject({ residuals: { actual: [4, 7], predicted: [5, 5.5] } });
    expect(() =>
      taskNamed('regression').judge({ train: test, validation: test, test: empty }, context),
    ).toThrow('rows_too_few');
  });
});
