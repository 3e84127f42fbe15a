// Which rows the next steps take, and that these are on the device before the steps are handed over: drawn from all rows, which lie
// there, or brought chunk by chunk. Writes keep their order with the work on a device's queue, so that one chunk's place serves.
import { trainingNames } from './build';
import type { DeviceMemory } from './device-memory';
import type { BatchSource, WholeRows } from '../../../net/training/batch-source';
import type { EpochPlace, Pacing } from '../../../net/training/stepper';

/** Most steps of one group. */
export const mostSteps = 32;

/** One step of a group. All of them have as many rows but an epoch's last, which may have fewer. */
interface GroupStep {
  rows: number;
  /** Where its rows begin in the order on the device. */
  first: number;
  labels: Float32Array;
}

/** Steps that are handed over together. */
export type Group = readonly GroupStep[];

/** Where groups come from and go to. */
export interface Grouping {
  memory: DeviceMemory;
  source: BatchSource;
  batchSize: number;
  pacing: Pick<Pacing, 'depth'>;
}

const isFull = (group: Group, pacing: Grouping['pacing']): boolean =>
  group.length >= Math.max(1, Math.min(mostSteps, pacing.depth()));

/** Groups of an epoch over rows that are all on the device. */
export function* residentGroups(
  { memory, source, batchSize, pacing }: Grouping,
  whole: WholeRows,
  { epoch, batch }: EpochPlace,
): Generator<Group> {
  const order = whole.order(epoch);
  memory.write(trainingNames.order, order);
  let group: GroupStep[] = [];
  for (let first = batch * batchSize; first < source.trainRows; first += batchSize) {
    const taken = order.subarray(first, first + batchSize);
    group.push({ rows: taken.length, first, labels: Float32Array.from(taken, (row) => whole.labels[row]!) });
    if (!isFull(group, pacing)) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** Groups of an epoch whose rows come as the source hands them out; `check` sees each batch's before the device does. */
export async function* streamedGroups(
  { memory, source, batchSize, pacing }: Grouping,
  check: (features: Float32Array) => void,
  { epoch, batch: skip }: EpochPlace,
): AsyncGenerator<Group> {
  const labels = new Float32Array(mostSteps * batchSize);
  let group: GroupStep[] = [];
  for await (const batch of source.train(epoch, skip)) {
    const first = group.length * batchSize;
    check(batch.features);
    // From the batch's own memory: a copy of the group here would cost as much as the device's own.
    memory.write(trainingNames.features, batch.features, (first * batch.features.length) / batch.rows);
    labels.set(batch.labels, first);
    group.push({ rows: batch.rows, first, labels: batch.labels.slice() });
    if (!isFull(group, pacing)) continue;
    memory.write(trainingNames.labels, labels);
    yield group;
    group = [];
  }
  if (group.length === 0) return;
  memory.write(trainingNames.labels, labels);
  yield group;
}
