// A stored dataset as a stream of row groups, for all code that reads rows without knowing where they lie.
import type { DatasetVersion } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import type { ColumnValues } from '../../data/columns/values';
import type { GroupSource } from '../../data/rows/group-source';
import { decodeRowGroup } from '../../data/rows/row-group';
import { getChunk } from '../../storage/chunks/chunks';

const cacheBytes = 64 * 2 ** 20;

/** Chunks read lately, the least used first; their bytes are what decoded groups are views of. */
const cache = new Map<string, Uint8Array<ArrayBuffer>>();
let cached = 0;

async function chunkOf(dataset: DatasetVersion, index: number): Promise<Uint8Array<ArrayBuffer>> {
  const ref = dataset.groups[index]?.chunk;
  if (!ref) throw new HearthError('not_found', { field: 'rows' }, { group: index });
  const bytes = cache.get(ref.sha256) ?? (await readChunk(dataset, index));
  if (!cache.delete(ref.sha256)) cached += bytes.length;
  cache.set(ref.sha256, bytes); // last in order: the one used last
  for (const [name, oldest] of cache) {
    if (cached <= cacheBytes || name === ref.sha256) break;
    cache.delete(name);
    cached -= oldest.length;
  }
  return bytes;
}

async function readChunk(dataset: DatasetVersion, index: number): Promise<Uint8Array<ArrayBuffer>> {
  const group = dataset.groups[index];
  if (!group) throw new HearthError('not_found', { field: 'rows' }, { group: index });
  try {
    return await getChunk(group.chunk);
  } catch (thrown) {
    if (!(thrown instanceof HearthError) || thrown.fault.code !== 'storage_damaged') throw thrown;
    // Said so that a person knows what is damaged and where.
    throw new HearthError(
      'storage_damaged',
      { file: dataset.name, row: group.firstRow + 1 },
      { ...thrown.fault.params, dataset: dataset.id },
    );
  }
}

/** The dataset's groups, decoded as they are asked for. */
export function rowSource(dataset: DatasetVersion): GroupSource {
  return {
    groups: dataset.groups,
    async read(index, wanted): Promise<Map<string, ColumnValues>> {
      return decodeRowGroup(await chunkOf(dataset, index), dataset.columns, wanted).values;
    },
  };
}
