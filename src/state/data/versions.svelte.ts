// The versions of a project's data and how two of them differ, asked of the data worker when the screen shows it.
import { clients } from '../../client/workers/clients';
import type { Cell } from '../../contract/data/dataset';
import type { DatasetLine, RowMatch, VersionDiff } from '../../contract/data/versions/version-diff';
import { toFault, type Fault } from '../../contract/transport/fault';
import { notices } from '../app/notices.svelte';

/** The versions of one project's data. */
export class DatasetVersions {
  readonly #projectId: string;
  #abort = new AbortController();
  /** Oldest first. */
  lines = $state.raw<readonly DatasetLine[]>([]);
  diff = $state.raw<VersionDiff | null>(null);
  fault = $state.raw<Fault | null>(null);
  busy = $state(false);

  constructor(projectId: string) {
    this.#projectId = projectId;
  }

  async load(): Promise<void> {
    try {
      this.lines = await clients.data.call('datasetLines', { projectId: this.#projectId });
    } catch (thrown) {
      notices.fail(thrown);
    }
  }

  close(): void {
    this.#abort.abort();
  }

  async compare(before: string, after: string, match: RowMatch): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    [this.diff, this.fault, this.busy] = [null, null, true];
    try {
      const diff = await clients.data.call('compareVersions', { before, after, match }, { signal });
      if (!signal.aborted) this.diff = diff;
    } catch (thrown) {
      const fault = toFault(thrown);
      if (fault.code !== 'aborted') this.fault = fault;
    } finally {
      if (!signal.aborted) this.busy = false;
    }
  }

  /** Columns of a version, for those who read its rows. */
  async rows(
    datasetId: string,
    rows: readonly number[],
    columns: readonly number[],
  ): Promise<(Cell | undefined)[][]> {
    const read = await Promise.all(
      columns.map((from) =>
        clients.data.call('readRowsAt', { datasetId, rows, columns: { from, count: 1 } }),
      ),
    );
    return rows.map((_, row) => read.map((cells) => cells[row]?.[0]));
  }
}
