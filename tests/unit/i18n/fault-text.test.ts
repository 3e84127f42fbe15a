import { afterEach, expect, test } from 'vitest';
import { faultCodes, type Fault } from '../../../src/contract/transport/fault';
import { overwriteGetLocale } from '../../../src/i18n/paraglide/runtime';
import { faultText } from '../../../src/i18n/fault-text';

afterEach(() => overwriteGetLocale(() => 'en'));
const fault = (code: Fault['code'], place: Fault['place'] = {}, params: Fault['params'] = {}): Fault => ({
  code,
  place,
  params,
});

test('a ragged row names its counts, its row and its file', () => {
  const text = faultText(fault('row_ragged', { file: 'loans.csv', row: 1204 }, { expected: 8, found: 7 }));
  expect(text.what).toBe('This row has 7 cells; the header has 8.');
  expect(text.where).toBe('file loans.csv · row 1,204');
  expect(text.remedy).not.toBe('');
});

test('the same fault without parts leaves them out', () => {
  const text = faultText(fault('row_ragged'));
  expect(text.what).toBe('A row has more or fewer cells than the header.');
  expect(text.where).toBeNull();
});

test('a parameter that the sentence does not say stands beside the place', () => {
  expect(
    faultText(fault('shape_mismatch', { field: 'model.layers.2' }, { expected: 9, found: 4 })).where,
  ).toBe('field model.layers.2 · expected 9 · found 4');
  expect(faultText(fault('storage_full', {}, { bytes: 5_200_000 })).where).toBe('5.2 MB required');
});

test('ids and hashes are not shown', () => {
  expect(faultText(fault('not_found', { field: 'run' }, { id: '01J0000000000000000000000A' })).where).toBe(
    'run',
  );
});

test('a file of a newer version says which format it has, and which this version reads', () => {
  const text = faultText(fault('project_file_newer', { file: 'copy.hearth' }, { found: 20, known: 1 }));
  expect(text.what).toBe(
    'The project file was created by a newer version of Hearth. It uses format 20; this version supports formats up to 1.',
  );
  expect(text.where).toBe('file copy.hearth');
});

test('it speaks Chinese', () => {
  overwriteGetLocale(() => 'zh-CN');
  const text = faultText(fault('column_all_missing', { column: '收入' }));
  expect(text.what).toBe('这一列全部为空值。');
  expect(text.where).toBe('列“收入”');
});

test.each(faultCodes)('%s has words', (code) => {
  const { what, remedy } = faultText(fault(code));
  expect(what.length).toBeGreaterThan(8);
  expect(remedy.length).toBeGreaterThan(8);
});
