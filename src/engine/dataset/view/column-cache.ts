// Columns of row groups kept as they were decoded, so that filtering, sorting and scrolling read a stored group once. Bounded in bytes.
import { columnTypes } from '../../../contract/data/column-types';
import type { DatasetVersion } from '../../../contract/data/dataset';
import type { ColumnValues } from '../../../data/columns/values';
import type { GroupSource } from '../../../data/rows/group-source';
import { rowSource } from '../row-source';

const mostBytes = 256 * 2 ** 20;

interface Kept {
  values: ColumnValues;
  bytes: number;
}

/** The column's values by `dataset group column`, the one used longest ago first. */
const kept = new Map<string, Kept>();
let keptBytes = 0;

/** A copy: a decoded column is a view that would keep its whole group in memory. */
function copyOf(values: ColumnValues): Kept {
  let bytes = 0;
  const copies = Object.entries(values).map(([name, part]) => {
    if (!ArrayBuffer.isView(part)) return [name, part] as const;
    bytes += part.byteLength;
    return [name, (part as Uint8Array).slice()] as const;
  });
  return { values: Object.fromEntries(copies) as unknown as ColumnValues, bytes };
}

function keep(key: string, entry: Kept): void {
  keptBytes += entry.bytes - (kept.get(key)?.bytes ?? 0);
  kept.delete(key);
  kept.set(key, entry);
  for (const [oldest, { bytes }] of kept) {
    if (keptBytes <= mostBytes || oldest === key) break;
    kept.delete(oldest);
    keptBytes -= bytes;
  }
}

/** The dataset's groups; columns that were read lately come from memory. Images and sounds are never kept. */
export function keptColumns(dataset: DatasetVersion): GroupSource {
  const source = rowSource(dataset);
  const large = new Set(
    dataset.columns
      .filter(({ type }) => ['pixels', 'sounds'].includes(columnTypes[type].layout))
      .map(({ name }) => name),
  );
  return {
    groups: source.groups,
    async read(index, wanted): Promise<Map<string, ColumnValues>> {
      const found = new Map<string, ColumnValues>();
      const lacking = new Set<string>();
      for (const name of wanted) {
        const key = `${dataset.id} ${index} ${name}`;
        const entry = kept.get(key);
        if (!entry) lacking.add(name);
        else {
          keep(key, entry);
          found.set(name, entry.values);
        }
      }
      if (lacking.size === 0) return found;
      for (const [name, values] of await source.read(index, lacking)) {
        if (large.has(name)) found.set(name, values);
        else {
          const entry = copyOf(values);
          keep(`${dataset.id} ${index} ${name}`, entry);
          found.set(name, entry.values);
        }
      }
      return found;
    },
  };
}
