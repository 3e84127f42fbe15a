// Bytes of which every encoding but the wide ones makes the same text.
import { ByteKernel } from '../../../kernels/bytes/byte-kernel';

const windowBytes = 64 * 1024;

/** For questions that are answered at once: nothing is kept in it. */
let kernel: ByteKernel | null | undefined;

/** Whether no byte has its highest bit set, and whether one is a NUL. */
export function kindsOf(bytes: Uint8Array): { isAscii: boolean; hasNul: boolean } {
  kernel ??= ByteKernel.open(windowBytes);
  return kernel?.kindsOf(bytes) ?? { isAscii: bytes.every((byte) => byte < 128), hasNul: bytes.includes(0) };
}

/** Whether no byte has its highest bit set. */
export const isAscii = (bytes: Uint8Array): boolean => kindsOf(bytes).isAscii;
