// Rows as text: what comes back is what was written, also where JSON has no form for it.
import { expect, test } from 'vitest';
import { listText, parseRows, rowText } from '../../../src/contract/project/row-text';

const rows = [
  { id: 'a', label: 'a "quoted" line\nand {"$number":"NaN"}', metrics: { auc: 0.75, logLoss: null } },
  { id: 'b', metrics: { logLoss: Infinity, r2: -Infinity, mape: NaN }, interval: [NaN, 0.5] },
];

test.each([[rows], [rows.slice(0, 1)], [[]]])('rows come back as they were: %#', (written) => {
  expect(parseRows(listText(written.map(rowText)))).toEqual(written);
});

test('a field that is not set is not there', () => {
  expect(parseRows(listText([rowText({ id: 'a', comparison: undefined })]))).toStrictEqual([{ id: 'a' }]);
});
