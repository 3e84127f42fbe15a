// The shipped digits, from the app's own origin. Unpacked and held against their hash before anyone sees them.
import { HearthError } from '../../contract/transport/fault';

const file = 'digits.bin.gz';
/** Of the unpacked file, as scripts/samples.mjs prints it. */
const expectedSha256 = '611fa024cd7486b431ec6f9249449e5cb0cd770ba9515bd2344f826d52e952c7';

/** Digits in the file. */
export const digitCount = 10_000;
/** Bytes of one image, 28 × 28 × 1. */
export const digitBytes = 784;

/** Labels, then pixels, in the file's order. */
export interface Digits {
  labels: Uint8Array;
  pixels: Uint8Array;
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

/** Takes a packed or unpacked file apart. @throws HearthError `file_unreadable` where it is not the shipped one. */
export async function parseDigits(packed: ArrayBuffer): Promise<Digits> {
  const bytes = await unpack(packed).catch((cause: unknown) => {
    throw new HearthError('file_unreadable', { file }, {}, String(cause));
  });
  if ((await sha256Hex(bytes)) !== expectedSha256)
    throw new HearthError('file_unreadable', { file }, {}, 'not the shipped file');
  return { labels: bytes.subarray(0, digitCount), pixels: bytes.subarray(digitCount) };
}

/** Fetches the digits from `samples/` under the app's base. */
export async function fetchDigits(baseUrl: string | URL, signal: AbortSignal): Promise<Digits> {
  let packed: ArrayBuffer;
  try {
    const response = await fetch(new URL(`samples/${file}`, baseUrl), { signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    packed = await response.arrayBuffer();
  } catch (cause) {
    if (signal.aborted) throw new HearthError('aborted');
    throw new HearthError('file_unreadable', { file }, {}, String(cause));
  }
  return parseDigits(packed);
}
