// What this origin uses of the disk. The quota is the browser's word: only a failed write tells the truth.
import type { StorageFacts } from '../../contract/transport/data-api';

/** Bytes used, bytes allowed, and whether the browser promised to keep them. */
export async function storageFacts(): Promise<StorageFacts> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { usedBytes: usage, quotaBytes: quota, persisted: await navigator.storage.persisted() };
}
