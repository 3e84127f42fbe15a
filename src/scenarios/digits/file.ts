// The shipped digits: labels first, then images.
import { fetchSample, unpackSample, type SampleFile } from '../sample-file';

const file: SampleFile = {
  name: 'digits.bin.gz',
  sha256: '611fa024cd7486b431ec6f9249449e5cb0cd770ba9515bd2344f826d52e952c7',
};

/** Digits in the file. */
export const digitCount = 10_000;
/** Bytes of one image, 28 × 28 × 1. */
export const digitBytes = 784;

/** Labels, then pixels, in the file's order. */
export interface Digits {
  labels: Uint8Array;
  pixels: Uint8Array;
}

const digitsIn = (bytes: Uint8Array): Digits => ({
  labels: bytes.subarray(0, digitCount),
  pixels: bytes.subarray(digitCount),
});

/** Takes a packed or unpacked file apart. @throws HearthError `file_unreadable` where it is not the shipped one. */
export async function parseDigits(packed: ArrayBuffer): Promise<Digits> {
  return digitsIn(await unpackSample(file, packed));
}

/** Fetches the digits from `samples/` under the app's base. @throws HearthError `file_unreadable`, `aborted`. */
export async function fetchDigits(baseUrl: string | URL, signal: AbortSignal): Promise<Digits> {
  return digitsIn(await fetchSample(file, baseUrl, signal));
}
