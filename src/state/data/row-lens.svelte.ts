// Which rows of the data a person looks at: filters, a search, an order. Worked out in the data worker; the table keeps what it shows until
// the next list is there.
import { clients } from '../../client/workers/clients';
import type { Column, DatasetVersion } from '../../contract/data/dataset';
import { ruleFits } from '../../contract/data/quality/own-expectation';
import { allRows, isAllRows, type RowCondition, type RowView } from '../../contract/data/row-view';
import { toFault } from '../../contract/transport/fault';
import { notices } from '../app/notices.svelte';
import { ChartChoices } from './chart-choices.svelte';

type Data = Pick<DatasetVersion, 'id' | 'rows' | 'columns'>;

/** What a view found in a dataset version. */
export interface Found {
  datasetId: string;
  view: RowView;
  rows: number;
}

/** Whether a condition can be asked of today's columns. */
function fits(condition: RowCondition, columns: readonly Column[]): boolean {
  if (condition.kind === 'map')
    return condition.columns.every((name) => columns.some((column) => column.name === name));
  const column = columns.find(({ name }) => name === condition.column);
  if (!column) return false;
  switch (condition.kind) {
    case 'range':
      return column.type === 'number' || column.type === 'datetime';
    case 'levels':
      return column.type === 'category';
    case 'contains':
      return column.type === 'category' || column.type === 'text';
    case 'missing':
    case 'present':
      return true;
    case 'unmet':
      return ruleFits(condition.rule.kind, column);
  }
}

export class RowLens {
  /** What was asked for last. */
  view = $state.raw<RowView>(allRows);
  /** What the table shows; null: all rows. */
  found = $state.raw<Found | null>(null);
  isWorking = $state(false);
  /** How many columns stay at the left edge of the table. */
  frozen = $state(0);
  readonly charts = new ChartChoices();
  #data: Data | null = null;
  #abort: AbortController | undefined;

  /** Looks at a version of the data; filters that fit its columns stay. */
  open(data: Data): void {
    if (this.#data?.id === data.id) return;
    this.#data = data;
    this.frozen = Math.min(this.frozen, data.columns.length);
    this.found = null;
    const { conditions, search, sort } = this.view;
    this.#look({
      conditions: conditions.filter((condition) => fits(condition, data.columns)),
      search,
      sort: sort.filter(({ column }) => data.columns.some(({ name }) => name === column)),
    });
  }

  /** What is asked of a column. */
  conditionOn(column: string): RowCondition | null {
    return this.view.conditions.find((condition) => condition.column === column) ?? null;
  }

  /** Asks something of a column in place of what was asked of it; null: nothing. */
  filter(column: string, condition: RowCondition | null): void {
    const others = this.view.conditions.filter((each) => each.column !== column);
    this.#look({ ...this.view, conditions: condition ? [...others, condition] : others });
  }

  /** Asks these conditions in place of all that was asked of the columns. */
  filterBy(columns: readonly string[], conditions: readonly RowCondition[]): void {
    const others = this.view.conditions.filter(({ column }) => !columns.includes(column));
    this.#look({ ...this.view, conditions: [...others, ...conditions] });
  }

  search(text: string): void {
    if (text !== this.view.search) this.#look({ ...this.view, search: text });
  }

  directionOf(column: string): 'ascending' | 'descending' | null {
    const key = this.view.sort.find((each) => each.column === column);
    return key ? (key.descending ? 'descending' : 'ascending') : null;
  }

  /** Sorts by a column, before what was sorted by; null: no longer by it. */
  sort(column: string, direction: 'ascending' | 'descending' | null): void {
    const others = this.view.sort.filter((key) => key.column !== column);
    const first = direction ? [{ column, descending: direction === 'descending' }] : [];
    this.#look({ ...this.view, sort: [...first, ...others].slice(0, 4) });
  }

  /** All rows in the order of the table. */
  clear(): void {
    this.#look(allRows);
  }

  close(): void {
    this.#abort?.abort();
  }

  #look(view: RowView): void {
    this.view = view;
    this.#abort?.abort();
    this.isWorking = false;
    if (isAllRows(view)) this.found = null;
    else void this.#find(view);
  }

  async #find(view: RowView): Promise<void> {
    if (!this.#data) return;
    const { id: datasetId } = this.#data;
    const controller = (this.#abort = new AbortController());
    this.isWorking = true;
    try {
      const { rows } = await clients.data.call(
        'findRows',
        { datasetId, view },
        { signal: controller.signal },
      );
      if (this.#abort === controller && !controller.signal.aborted) this.found = { datasetId, view, rows };
    } catch (thrown) {
      if (toFault(thrown).code !== 'aborted') notices.fail(thrown);
    } finally {
      if (this.#abort === controller) this.isWorking = false;
    }
  }
}
