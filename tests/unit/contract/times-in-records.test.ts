// Every time in every record is the one schema of a moment, and no number but those of a curve may be NaN or infinite.
import { readdir, readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { count, timestamp } from '../../../src/contract/data/dataset';
import { openProjectFile } from '../../../src/engine/project-file/reading/read-project-file';
import { projectTables } from '../../../src/storage/registry/tables';
import { rowsOf } from '../../../src/storage/bundle';
import { writeProjectFile } from '../../../src/engine/project-file/write-project-file';
import { quietJob, wholeProject } from '../engine/a-project';

test.each([1e300, 9e15, 253_402_300_800_000, NaN, Infinity, -1, 0.5, 2 ** 53])(
  '%s is no timestamp',
  (value) => {
    expect(v.is(timestamp, value)).toBe(false);
  },
);

test('a count is whole and exact', () => {
  expect([1e300, 2 ** 53, NaN, -1].map((value) => v.is(count, value))).toEqual([false, false, false, false]);
  expect([0, 2 ** 53 - 1, Date.now()].map((value) => v.is(count, value))).toEqual([true, true, true]);
});

test('every field of a record that is named as a time has that schema', async () => {
  const found: string[] = [];
  for (const file of await readdir('src/contract', { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const text = await readFile(`src/contract/${file}`, 'utf8');
    for (const [, field, schema] of text.matchAll(/\b(\w+At|at): (v\.[^,;]+|[a-z]+)[,;]/g))
      if (schema?.includes('v.') && !schema.includes('timestamp')) found.push(`${file}: ${field}`);
  }
  expect(found).toEqual([]);
});

/** A value with one number in it replaced, for each number that it has. */
function* withNumber(value: unknown, put: number, path = ''): Generator<[string, unknown]> {
  if (typeof value === 'number') yield [path, put];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value))
    for (const [at, changed] of withNumber(each, put, `${path}.${key}`))
      yield [
        at,
        Array.isArray(value) ? Object.assign([...value], { [key]: changed }) : { ...value, [key]: changed },
      ];
}

const mayBeNaN =
  /^\.(history\.\d+\.(train|validation)(Loss|Metric)|(train|validation|test)\.metrics\.\w+|interval\.\d|calibration\.\d+\.(confidence|accuracy)|(roc|precisionRecall)\.[xy]\.\d+|slices\.\d+\.score|running\.(lossSum|metricSum|startLoss)|earlyStopping\.best|exportDifference|residuals\.\w+\.\d+)$/;

test.each([NaN, Infinity, 1e300])('%s is refused in every field but those of a curve', async (put) => {
  const { bundle } = await wholeProject();
  const accepted: string[] = [];
  for (const table of projectTables)
    for (const record of rowsOf(bundle, table))
      for (const [path, changed] of withNumber(record, put))
        if (v.is(table.schema, changed) && !mayBeNaN.test(path)) accepted.push(`${table.name}${path}`);
  // A person may set a threshold, or the app measure a time, that is absurd but a number; no count and no moment is.
  if (put === 1e300)
    expect(accepted.filter((path) => /At$|\.(at|number|rows|bytes|revision)$/.test(path))).toEqual([]);
  else expect(accepted).toEqual([]);
});

test('a file with such a time is refused, and the record and its field are named', async () => {
  const { bundle, chunks } = await wholeProject();
  const [task] = bundle.tasks;
  if (!task) throw new Error('no task');
  for (const dueAt of [1e300, 9e15, NaN]) {
    const file = await writeProjectFile(
      { ...bundle, tasks: [{ ...task, dueAt }] },
      ({ sha256 }) => Promise.resolve(chunks.get(sha256) ?? new Uint8Array(0)),
      quietJob(),
    );
    await expect(openProjectFile(file, new AbortController().signal)).rejects.toMatchObject({
      fault: { code: 'project_file_tampered', params: { table: 'tasks', record: task.id, field: 'dueAt' } },
    });
  }
});
