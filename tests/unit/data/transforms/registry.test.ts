// Every transform step has its folder and its words, and a list of steps gives the same bytes each time it is replayed.
import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { migrateDatasetVersion } from '../../../../src/contract/data/migrate-dataset';
import { lineage, stepOf, transformIds, transformStep } from '../../../../src/contract/data/transform';
import { cellAt } from '../../../../src/data/columns/registry';
import type { RowBatch } from '../../../../src/data/columns/values';
import { encodeRowGroup } from '../../../../src/data/rows/row-group';
import type { GroupSource } from '../../../../src/data/rows/group-source';
import { transforms } from '../../../../src/data/transforms/registry';
import { sourceRows } from '../../../../src/data/table/rows';
import {
  afterSteps,
  collected,
  firstRows,
  rowsReading,
  type StepList,
} from '../../../../src/data/transforms/run-steps';
import { openScoring } from '../../../../src/data/transforms/scored-rows';
import { datasetSha256 } from '../../../../src/storage/record-hashes';
import { sha256Hex } from '../../../../src/storage/chunks/hash';
import { faultOf, readAll, type ReadResult } from '../read';

const file =
  'age,city,day,note\n' +
  Array.from({ length: 50 }, (_, row) => {
    const age = row % 7 === 0 ? '' : 20 + row;
    return `${age},${['Bonn', 'Köln'][row % 2]},2024-02-${10 + (row % 10)},entry number ${row}`;
  }).join('\n');

/** The file's rows as a stored dataset gives them, in groups of `size`. */
async function sourceOf(read: ReadResult, size: number): Promise<GroupSource> {
  const groups: RowBatch[] = [];
  const options = { signal: new AbortController().signal, onProgress: () => undefined, groupRows: size };
  const { readFile } = await import('../../../../src/data/formats/registry');
  const { reading } = await readFile(new File([file], 'a.csv'), options);
  for await (const group of reading.groups()) groups.push(group);
  return {
    groups,
    read: (index, wanted) =>
      Promise.resolve(
        new Map(
          read.columns.flatMap(({ name }, at) => {
            const values = groups[index]?.values[at];
            return values && wanted.has(name) ? [[name, values] as const] : [];
          }),
        ),
      ),
  };
}

async function run(steps: StepList, size = 16) {
  const read = await readAll(file);
  const source = await sourceOf(read, size);
  const { rows: changed } = await afterSteps(sourceRows(source, read.columns), steps);
  const reading = rowsReading(changed);
  const cells: unknown[][] = [];
  const groups = [];
  for await (const { firstRow, rows, values } of reading.groups()) {
    const bytes = encodeRowGroup(rows, values);
    groups.push({ firstRow, rows, chunk: { sha256: await sha256Hex(bytes), bytes: bytes.length } });
    for (let row = 0; row < rows; row++)
      cells.push(reading.columns.map((column, index) => cellAt(column, values[index]!, row)));
  }
  const { columns } = reading;
  return {
    read,
    columns,
    cells,
    groups,
    facts: await reading.finish(),
    sha256: await datasetSha256({ columns, groups }),
  };
}

const steps: StepList = [
  stepOf('filter-rows', { column: 'age', keep: { kind: 'between', low: 30, high: 60 } }),
  stepOf('drop-columns', { columns: ['day'] }),
  stepOf('filter-rows', { column: 'city', keep: { kind: 'equals', value: 'Köln' } }),
];

describe('the registry of transforms', () => {
  it('has a folder for every step of the contract that changes rows, and no other', () => {
    const folders = readdirSync('src/data/transforms', { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(folders.sort()).toEqual([...transformIds].sort());
    expect(transforms.map(({ id }) => id).sort()).toEqual([...transformIds].sort());
  });

  it.each(transformIds)('has words for %s in both languages', (id) => {
    for (const locale of ['en', 'zh-CN']) {
      const keys = Object.keys(JSON.parse(readFileSync(`messages/${locale}/data.json`, 'utf8')) as object);
      expect(keys.some((key) => key.startsWith(`data_step_${id.replaceAll('-', '_')}`))).toBe(true);
    }
  });

  it('checks a step by its own parameters', () => {
    expect(steps.every((step) => v.is(transformStep, step))).toBe(true);
    expect(v.is(transformStep, { step: 'drop-columns', version: 1, params: { columns: [] } })).toBe(false);
    expect(v.is(transformStep, { step: 'drop-columns', version: 2, params: { columns: ['a'] } })).toBe(false);
    expect(v.is(transformStep, { step: 'sort', version: 1, params: {} })).toBe(false);
  });
});

describe('a list of steps', () => {
  it('makes a new version group by group: the rows that stay, in order, and their profile', async () => {
    const { read, columns, cells, groups, facts } = await run(steps);
    const expected = read.cells
      .filter(([age, city]) => Number(age) >= 30 && Number(age) <= 60 && city === 'Köln')
      .map(([age, city, , note]) => [age, city, note]);
    expect(columns.map(({ name }) => name)).toEqual(['age', 'city', 'note']);
    expect(cells).toEqual(expected);
    expect(groups.map(({ firstRow }) => firstRow)).toEqual(
      groups.map((_, index) => groups.slice(0, index).reduce((sum, { rows }) => sum + rows, 0)),
    );
    expect(facts.rows).toBe(expected.length);
    expect(facts.profiles[0]).toMatchObject({ missing: 0, number: { min: 31, max: 59 } });
  });

  it('gives the same content hash each time, another one for other steps', async () => {
    const first = await run(steps);
    expect((await run(steps)).sha256).toBe(first.sha256);
    expect((await run(steps.slice(0, 2))).sha256).not.toBe(first.sha256);
  });

  it('shows the same rows in a preview', async () => {
    const read = await readAll(file);
    const first = sourceRows(firstRows(await sourceOf(read, 16)), read.columns);
    const { rows } = await afterSteps(first, steps);
    const [{ columns }, batch] = [rows, await collected(rows)];
    const { cells } = await run(steps);
    const shown = Array.from({ length: batch.rows }, (_, row) =>
      columns.map((column, index) => cellAt(column, batch.values[index]!, row)),
    );
    expect((await collected(first)).rows).toBe(16);
    expect(shown).toEqual(cells.slice(0, batch.rows));
  });

  it('leaves no row out where rows are scored', async () => {
    const read = await readAll(file);
    const opened = openScoring(steps, read.columns);
    expect(opened.columns.map(({ name }) => name)).toEqual(['age', 'city', 'note']);
    expect(opened.apply(read.groups[0]!).rows).toBe(50);
  });

  it.each([
    ['a column that is not there', stepOf('drop-columns', { columns: ['x'] }), 'column_unknown'],
    ['every column', stepOf('drop-columns', { columns: ['age', 'city', 'day', 'note'] }), 'input_invalid'],
    [
      'a range the wrong way round',
      stepOf('filter-rows', { column: 'age', keep: { kind: 'between', low: 2, high: 1 } }),
      'input_invalid',
    ],
    [
      'a rule that no row meets',
      stepOf('filter-rows', { column: 'city', keep: { kind: 'equals', value: 'Ulm' } }),
      'rows_too_few',
    ],
  ])('refuses %s', async (_, step, code) => {
    expect(await faultOf(run([step]))).toMatchObject({ code });
  });

  it('ends when it is aborted', async () => {
    const read = await readAll(file);
    const aborted = AbortSignal.abort();
    const given = sourceRows(await sourceOf(read, 16), read.columns, { signal: aborted });
    const { rows } = await afterSteps(given, steps);
    expect(await faultOf(rowsReading(rows).groups().next())).toMatchObject({ code: 'aborted' });
  });
});

describe('a lineage of free text', () => {
  const old = (transforms: unknown) => ({ id: 'a', sha256: 'b', lineage: { parent: null, transforms } });

  it('becomes typed steps, and nothing else of the record changes', () => {
    const given = old([
      { kind: 'import', detail: 'loans.csv' },
      { kind: 'scenario', detail: 'credit' },
      { kind: 'cleaned', detail: 'by hand' },
    ]);
    const before = structuredClone(given);
    const migrated = migrateDatasetVersion(given);
    expect(given).toEqual(before);
    expect(migrated).toEqual({
      id: 'a',
      sha256: 'b',
      lineage: {
        parent: null,
        steps: [
          { step: 'import', version: 1, params: { file: 'loans.csv', format: 'delimited' } },
          { step: 'scenario', version: 1, params: { id: 'credit' } },
          { step: 'described', version: 1, params: { kind: 'cleaned', detail: 'by hand' } },
        ],
      },
    });
    expect(v.is(lineage, migrated['lineage'])).toBe(true);
  });

  it('is left alone where it is typed already', () => {
    const typed = migrateDatasetVersion(old([{ kind: 'import', detail: 'a.csv' }]));
    expect(migrateDatasetVersion(typed)).toEqual(typed);
  });
});
