// Stores the row groups of a reading whose facts are its own: rows that steps or a scenario give, not those of a file.
import type { RowGroup } from '../../../contract/data/dataset';
import { ReadAgain, type DatasetReading } from '../../../data/rows/reading';
import { encodeRowGroup } from '../../../data/rows/row-group';
import { giveUp, putChunks, verifyChunks } from '../../../storage/chunks/chunks';
import type { Pin } from '../../../storage/chunks/references';
import type { EncodedGroup } from './group-store';

/** Written in one transaction, each of which waits for the disk. */
const mostAtOnce = 8 * 2 ** 20;

/**
 * A few groups after the others, the next ones read while they are written: on a full disk the first write that fails is the last, so that the
 * browser keeps the store open. What was written is read back and hashed on the way.
 */
export async function storeGroups(
  reading: DatasetReading,
  pin: Pin,
  signal: AbortSignal,
): Promise<RowGroup[]> {
  const groups: RowGroup[] = [];
  let writing: Promise<void> = Promise.resolve();
  let checking: Promise<void> = Promise.resolve();
  let some: EncodedGroup[] = [];
  const write = async (encoded: readonly EncodedGroup[]): Promise<void> => {
    const bytes = encoded.map((group) => group.bytes);
    const chunks = await putChunks(bytes, pin);
    for (const [index, chunk] of chunks.entries()) {
      const { firstRow = 0, rows = 0 } = encoded[index] ?? {};
      groups.push({ firstRow, rows, chunk });
    }
    checking = checking.then(() => verifyChunks(chunks, { signal }));
    checking.catch(() => undefined);
  };
  const begin = async (): Promise<void> => {
    await writing;
    writing = write(some.splice(0));
    // Waited for before the next one, and at the end.
    writing.catch(() => undefined);
  };
  try {
    for await (const { firstRow, rows, values } of reading.groups()) {
      signal.throwIfAborted();
      some.push({ firstRow, rows, bytes: encodeRowGroup(rows, values) });
      if (some.reduce((sum, { bytes }) => sum + bytes.length, 0) >= mostAtOnce) await begin();
    }
    if (some.length > 0) await begin();
    await writing;
    await checking;
    return groups;
  } catch (thrown) {
    some = [];
    await writing.catch(() => undefined);
    await checking.catch(() => undefined);
    if (thrown instanceof ReadAgain)
      await giveUp(
        groups.map(({ chunk }) => chunk),
        pin,
      );
    throw thrown;
  }
}
