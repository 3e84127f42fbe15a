// A view with parts of it read again: order, what is gone, and a reading that is older than what is shown.
import { expect, test } from 'vitest';
import { runRow } from '../../../src/contract/project/rows';
import { isOlder, mergeView } from '../../../src/state/project/merge-view';
import { dataset, id, judgement, promotion, run, view } from '../domain/evaluation/records';

const numbers = ({ runs }: { runs: { number: number }[] }) => runs.map(({ number }) => number);

test('a changed run stands in its place, a new one first, and other lists stay the same objects', () => {
  const changed = { runs: [id('r1'), id('r3')] };
  const renamed = { ...runRow(run(1)), label: 'second try' };
  const next = mergeView(view, changed, { lists: { runs: [renamed, runRow(run(3))] } });
  expect(numbers(next)).toEqual([3, 2, 1]);
  expect(next.runs[2]).toBe(renamed);
  expect(next.runs[1]).toBe(view.runs[0]);
  expect(next.judgements).toBe(view.judgements);
  expect(next.dataset).toBe(view.dataset);
});

test('what comes from another tab out of order stands where it belongs', () => {
  const runs = [5, 3, 1].map((number) => runRow(run(number)));
  const changed = { runs: [id('r4'), id('r2'), id('r6'), id('r3')] };
  const read = [2, 4, 6].map((number) => runRow(run(number)));
  expect(numbers(mergeView({ ...view, runs }, changed, { lists: { runs: read } }))).toEqual([6, 5, 4, 2, 1]);
  const point = (number: number) => ({ ...view.snapshots[0]!, id: id(`s${String(number)}`) });
  const snapshots = [1, 3, 5].map(point);
  const next = mergeView(
    { ...view, snapshots },
    { snapshots: [id('s2'), id('s6')] },
    { lists: { snapshots: [2, 6].map(point) } },
  );
  expect(next.snapshots.map((each) => each.id)).toEqual(
    [1, 2, 3, 5, 6].map((number) => id(`s${String(number)}`)),
  );
});

test('what was asked for and is not there goes; a run takes its judgements with it', () => {
  const next = mergeView(view, { runs: [id('r2')] }, { lists: { runs: [] } });
  expect(numbers(next)).toEqual([1]);
  expect(next.judgements.map(({ runId }) => runId)).toEqual([id('r1')]);
});

test('a partition stays the same object until more of it was measured', () => {
  const held = view.partition!;
  const again = mergeView(view, { partitions: null }, { lists: {}, partition: { ...held } });
  expect(again.partition).toBe(held);
  const measured = { ...held, contentSha256: 'f'.repeat(64) };
  const more = mergeView(view, { partitions: null }, { lists: {}, partition: measured });
  expect(more.partition).toBe(measured);
});

test('a list that was read whole replaces what was held, in its own order', () => {
  const next = mergeView(
    view,
    { promotions: null, judgements: null },
    {
      lists: { promotions: [promotion(1), promotion(2)], judgements: [judgement(2, 0.9)] },
    },
  );
  expect(next.promotions.map(({ id }) => id)).toEqual([id('k2'), id('k1')]);
  expect(next.judgements).toHaveLength(1);
});

test('facts are known by their version', () => {
  const facts = { versionId: id('v1'), projectId: id('p1'), latency: null, cards: [], verified: null };
  const before = { ...view, facts: [{ ...facts, exportDifference: null }] };
  const next = mergeView(
    before,
    { versionFacts: [id('v1')] },
    {
      lists: { versionFacts: [{ ...facts, exportDifference: 0.25 }] },
    },
  );
  expect(next.facts.map(({ exportDifference }) => exportDifference)).toEqual([0.25]);
});

test('the same dataset stays the same object, another one takes its place', () => {
  expect(mergeView(view, { projects: null }, { dataset: { ...dataset }, lists: {} }).dataset).toBe(
    view.dataset,
  );
  const other = { ...dataset, id: id('d2') };
  expect(mergeView(view, { projects: null }, { dataset: other, lists: {} }).dataset).toBe(other);
});

test('a reading with an older revision of the project is recognised', () => {
  const at = (revision: number) => ({ project: { ...view.project, revision } });
  const shown = { ...view, ...at(7) };
  expect([6, 7, 8].map((revision) => isOlder({ ...at(revision), lists: {} }, shown))).toEqual([
    true,
    false,
    false,
  ]);
  expect(isOlder({ lists: {} }, shown)).toBe(false);
});
