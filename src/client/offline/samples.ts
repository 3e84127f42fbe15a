// The sample data of this build: what of it is kept on this device, and keeping the rest. The service worker answers from the same cache.
import { HearthError } from '../../contract/transport/fault';
import { isQuotaError, sampleCache, sampleKey, type SampleFile } from '../../contract/transport/offline';

/** How much of the sample data is here. */
export interface SampleStock {
  totalBytes: number;
  missing: SampleFile[];
}

const scope = () => new URL('./', document.baseURI).href;
const sum = (files: readonly SampleFile[]) => files.reduce((bytes, file) => bytes + file.bytes, 0);

/** Looks into the cache. */
export async function sampleStock(): Promise<SampleStock> {
  const cache = await caches.open(sampleCache(scope()));
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  const missing = __SAMPLES__.filter((file) => !kept.has(sampleKey(file, scope())));
  return { totalBytes: sum(__SAMPLES__), missing };
}

/**
 * Fetches what is missing; a file is kept once it is here whole. `onProgress` hears the bytes of these files that came.
 * @throws HearthError `aborted`, `storage_full`, `file_unreadable` where the host does not give one.
 */
export async function keepSamples(
  missing: readonly SampleFile[],
  onProgress: (doneBytes: number, totalBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const cache = await caches.open(sampleCache(scope()));
  const totalBytes = sum(missing);
  let wholeBytes = 0;
  for (const file of missing) {
    try {
      const address = sampleKey(file, scope());
      const response = await fetch(address, { signal });
      if (!response.ok || !response.body) throw new Error(`HTTP ${String(response.status)}`);
      let cameBytes = 0;
      const counted = response.body.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            cameBytes += chunk.byteLength;
            onProgress(wholeBytes + Math.min(cameBytes, file.bytes), totalBytes);
            controller.enqueue(chunk);
          },
        }),
      );
      const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
      await cache.put(address, new Response(counted, { headers: { 'Content-Type': type } }));
    } catch (thrown) {
      if (signal.aborted) throw new HearthError('aborted');
      if (isQuotaError(thrown)) throw new HearthError('storage_full');
      throw new HearthError('file_unreadable', { file: file.url }, {}, String(thrown));
    }
    wholeBytes += file.bytes;
    onProgress(wholeBytes, totalBytes);
  }
}
