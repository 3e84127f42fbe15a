// A file of `samples/`, from the app's own origin. Unpacked and held against its hash before anyone sees it.
import { HearthError } from '../contract/transport/fault';

/** A packed file that is shipped. */
export interface SampleFile {
  name: string;
  /** Of the unpacked file, as scripts/samples.mjs prints it. */
  sha256: string;
}

async function unpack(packed: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(packed);
  // Some hosts announce .gz as an encoding, and then the browser has unpacked it already.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Unpacks a packed or unpacked file. @throws HearthError `file_unreadable` where it is not the shipped one. */
export async function unpackSample(
  { name, sha256 }: SampleFile,
  packed: ArrayBuffer,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await unpack(packed).catch((cause: unknown) => {
    throw new HearthError('file_unreadable', { file: name }, {}, String(cause));
  });
  if ((await sha256Hex(bytes)) !== sha256)
    throw new HearthError('file_unreadable', { file: name }, {}, 'not the shipped file');
  return bytes;
}

/** Fetches a file from `samples/` under the app's base. @throws HearthError `file_unreadable`, `aborted`. */
export async function fetchSample(
  file: SampleFile,
  baseUrl: string | URL,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  let packed: ArrayBuffer;
  try {
    const response = await fetch(new URL(`samples/${file.name}`, baseUrl), { signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    packed = await response.arrayBuffer();
  } catch (cause) {
    if (signal.aborted) throw new HearthError('aborted');
    throw new HearthError('file_unreadable', { file: file.name }, {}, String(cause));
  }
  return unpackSample(file, packed);
}
