// Maps of rows, kept by the columns they are of: a chart draws one, and filters by a part of it ask for it again and again.
import type { DatasetVersion } from '../../../contract/data/dataset';
import type { ChartTable } from '../../../data/charts/chart';
import type { RowsMap } from '../../../data/charts/map/fitted-map';
import { fitRowsMap } from '../../../data/charts/map/rows-map';
import { keptColumns } from './column-cache';

const keptMaps = 4;
/** By dataset and columns, the one fitted longest ago first. */
const maps = new Map<string, RowsMap | null>();

/** The rows of a dataset as charts read them; null: all. */
export function chartTable(dataset: DatasetVersion, rows: Uint32Array | null): ChartTable {
  const { columns, profiles, id } = dataset;
  const table: ChartTable = {
    columns,
    profiles,
    source: keptColumns(dataset),
    rows,
    async mapOf(names, signal) {
      const key = JSON.stringify([id, names]);
      let map = maps.get(key);
      if (map === undefined) maps.set(key, (map = await fitRowsMap(table, names, signal)));
      const [oldest] = maps.keys();
      if (maps.size > keptMaps && oldest !== undefined) maps.delete(oldest);
      return map;
    },
  };
  return table;
}
