// What the Evaluate screen opens: the test rows behind a cell of the confusion matrix. And the answers that people give.
import { columnTypes } from '../../contract/data/column-types';
import { clients } from '../../client/workers/clients';
import type { Cell, DatasetVersion } from '../../contract/data/dataset';
import { toFault, type Fault } from '../../contract/transport/fault';
import type { Judgement, SamplePrediction } from '../../contract/model/judgement';
import type { OpenProject } from '../project/project.svelte';

/** A test row as it is shown: what was predicted, and the row itself. */
export interface OpenedSample extends SamplePrediction {
  cells: Cell[] | null;
  pixels: Uint8Array | null;
}

export interface SampleFilter {
  actual: number | null;
  predicted: number | null;
}

export class Samples {
  filter = $state.raw<SampleFilter | null>(null);
  list = $state.raw<OpenedSample[]>([]);
  /** [height, width, channels] of `pixels`. */
  shape = $state.raw<[number, number, number] | null>(null);
  loading = $state(false);
  fault = $state.raw<Fault | null>(null);
  #asked = 0;

  /** Loads up to `limit` test rows that fit the filter; null in it means any. */
  async open(
    judgement: Pick<Judgement, 'id'>,
    dataset: DatasetVersion,
    filter: SampleFilter,
    limit: number,
  ): Promise<void> {
    const asked = ++this.#asked;
    this.filter = filter;
    this.loading = true;
    this.fault = null;
    try {
      const found = await clients.data.call('samplePredictions', {
        judgementId: judgement.id,
        ...filter,
        limit,
      });
      const opened = await this.#rows(dataset, found);
      if (asked === this.#asked) this.list = opened;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.fault = toFault(thrown);
      this.list = [];
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  }

  close(): void {
    this.#asked += 1;
    this.filter = null;
    this.list = [];
    this.loading = false;
  }

  async #rows(dataset: DatasetVersion, found: SamplePrediction[]): Promise<OpenedSample[]> {
    const image = dataset.columns.find(({ type }) => columnTypes[type].display === 'image');
    if (image) {
      const rows = found.map(({ row }) => row);
      if (rows.length === 0) return [];
      const { shape, pixels } = await clients.data.call('readImages', {
        datasetId: dataset.id,
        column: image.name,
        rows,
      });
      this.shape = shape;
      return found.map((sample, index) => ({ ...sample, cells: null, pixels: pixels[index] ?? null }));
    }
    const cells = await Promise.all(
      found.map(({ row }) => clients.data.call('readRows', { datasetId: dataset.id, from: row, count: 1 })),
    );
    return found.map((sample, index) => ({ ...sample, cells: cells[index]?.[0] ?? null, pixels: null }));
  }
}

/** A person's answer to an indicator, with its evidence. */
export function rate(open: OpenProject, indicator: string, value: number, evidence: string): Promise<void> {
  const { [indicator]: _, ...notApplicable } = open.project.notApplicable;
  const answer = { value, evidence, by: open.project.team.actingId, at: Date.now() };
  return open.save({ ratings: { ...open.project.ratings, [indicator]: answer }, notApplicable });
}

/** Takes a person's answer back, or the mark *not applicable*. */
export function withdraw(open: OpenProject, indicator: string): Promise<void> {
  const { [indicator]: _rating, ...ratings } = open.project.ratings;
  const { [indicator]: _mark, ...notApplicable } = open.project.notApplicable;
  return open.save({ ratings, notApplicable });
}

/** Leaves an indicator out of E, for a reason that shows. */
export function leaveOut(open: OpenProject, indicator: string, reason: string): Promise<void> {
  const mark = { reason, by: open.project.team.actingId };
  return open.save({ notApplicable: { ...open.project.notApplicable, [indicator]: mark } });
}
