// What a script is told of a file: types, parts and treatment of the columns, and what stands out.
import { expect, test } from 'vitest';
import { describeData } from '../../../src/client/headless/describe-data';
import type { DatasetVersion } from '../../../src/contract/data/dataset';
import type { OpenChoices } from '../../../src/contract/data/opening/open-choices';
import { stepOf } from '../../../src/contract/data/transform';
import { guessPlan } from '../../../src/domain/default-plan';
import { fileOf, readAll } from '../data/read';

const preprocessing = {
  number: { impute: 'median', scale: 'standard', missingIndicator: true },
  category: { encode: 'one-hot', maxCategories: 50 },
  image: { scale: 'unit' },
  date: { encode: 'parts' },
  text: { encode: 'tf-idf', maxTerms: 256 },
} as const;

async function described(text: string, choices: OpenChoices = {}, more: Partial<DatasetVersion> = {}) {
  const { reading, columns, rows, profiles, notices, noticeCount, duplicateRows, dropped } = await readAll(
    fileOf(text, 'loans.csv'),
    choices,
  );
  const dataset = {
    ...{ columns, rows, profiles, notices, noticeCount, duplicateRows },
    source: {
      ...{ name: 'loans.csv', encoding: reading.encoding, delimiter: reading.delimiter },
      certainty: reading.certainty,
    },
    lines: reading.lines,
    ...{ dropped, ...more },
    lineage: { parent: null, steps: [stepOf('import', { file: 'loans.csv', format: 'delimited' })] },
  } as unknown as DatasetVersion;
  return describeData(dataset, { ...guessPlan(dataset), preprocessing }, null);
}

const cities = ['Bonn', 'Köln', 'Trier'];
const rows = Array.from({ length: 300 }, (_, row) =>
  [
    ...[1000 + row, row % 50 === 7 ? '' : row / 4, row % 7, row % 2 ? 'true' : 'false', cities[row % 3]],
    ...[
      `2024-01-${String(10 + (row % 9))}`,
      `a note of row ${String(row)}`,
      'same',
      '',
      row % 3 ? 'no' : 'yes',
    ],
  ].join(','),
);
const table = `customer_id,income,children,member,city,since,note,fixed,empty,defaulted\n${rows.join('\n')}\n`;

test('every column has its type, its part, how the model takes it and why', async () => {
  const { columns, target, task, ...file } = await described(table);
  expect(columns.map(({ name, type, role, treatment }) => [name, type, role, treatment])).toEqual([
    ['customer_id', 'identifier', 'identifier', 'left out'],
    ['income', 'number', 'feature', 'standardised'],
    ['children', 'integer', 'feature', 'standardised'],
    ['member', 'boolean', 'feature', 'one-hot'],
    ['city', 'category', 'feature', 'one-hot'],
    ['since', 'date', 'feature', 'date parts'],
    ['note', 'text', 'feature', 'tf-idf'],
    ['fixed', 'category', 'ignored', 'left out'],
    ['empty', 'number', 'ignored', 'left out'],
    ['defaulted', 'boolean', 'target', 'predicted'],
  ]);
  expect(columns[1]).toMatchObject({ missing: 6, reason: 'it is a quantity; missing cells take the median' });
  expect(columns[4]).toMatchObject({ distinct: 3, reason: 'it has 3 categories' });
  expect([target, task]).toEqual(['defaulted', 'binary']);
  expect(file).toMatchObject({
    ...{ file: 'loans.csv', format: 'delimited', encoding: 'utf-8', delimiter: ',', rows: 300 },
    ...{ certainty: 1, quote: '"', header: true, headerLines: 1, titles: [] },
    ...{ skipped: [], skippedCount: 0, notices: [], noticeCount: 0 },
    findings: [
      { code: 'missing_cells', column: 'income', rows: 6 },
      { code: 'column_constant', column: 'fixed', rows: null },
      { code: 'column_all_missing', column: 'empty', rows: 300 },
    ],
  });
});

test('cells that did not fit are listed and found', async () => {
  const text = table.replace('\n1012,3,', '\n1012,three,');
  const { notices, findings } = await described(text);
  expect(notices).toEqual([{ row: 13, column: 'income', value: 'three', reason: 'not_a_number' }]);
  expect(findings).toContainEqual({ code: 'unread_cells', column: 'income', rows: 1 });
});

test('lines that are none of the table are listed and found', async () => {
  const { rows, header, titles, skipped, skippedCount, findings } = await described(
    `Loans of 2024\n\n${table}2000,1\nsource: us\n`,
  );
  expect({ rows, header, titles, skippedCount }).toEqual({
    ...{ rows: 300, header: true, titles: ['Loans of 2024'] },
    skippedCount: 2,
  });
  expect(skipped).toEqual([
    { row: 301, reason: 'footer', cells: 2, text: '2000 1' },
    { row: 302, reason: 'footer', cells: 1, text: 'source: us' },
  ]);
  expect(findings).toContainEqual({ code: 'rows_footer', column: null, rows: 2 });
});

test('rows that were left out for a cell are listed with it', async () => {
  const text = table.replace('\n1012,3,', '\n1012,three,');
  const { rows, notices, skipped, skippedCount, findings } = await described(text, { cells: 'drop' });
  expect([rows, notices, skippedCount]).toEqual([299, [], 1]);
  expect(skipped).toEqual([{ row: 13, reason: 'cell', cells: null, text: 'three', column: 'income' }]);
  expect(findings).toContainEqual({ code: 'rows_cell', column: null, rows: 1 });
});

test('files of a folder that could not be read are listed with why', async () => {
  const broken = [
    { row: 2, file: 'cats/2.png', reason: 'damaged' as const },
    { row: 9, file: 'dogs/1.png', reason: 'empty' as const },
  ];
  const collected = { broken, brokenCount: 3 } as unknown as NonNullable<DatasetVersion['collected']>;
  const { skipped, skippedCount, findings } = await described(table, {}, { collected });
  expect(skipped).toEqual(broken.map((file) => ({ ...file, cells: null, text: '' })));
  expect(skippedCount).toBe(3);
  expect(findings).toContainEqual({ code: 'files_unread', column: null, rows: 3 });
});
