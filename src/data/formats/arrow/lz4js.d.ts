// The part of lz4js that is used; the package has no types.
declare module 'lz4js' {
  /** Bytes of a frame, unpacked into at most `mostBytes`. */
  export function decompress(frame: Uint8Array, mostBytes: number): Uint8Array;
  /** Bytes that a frame says it unpacks to, at most. */
  export function decompressBound(frame: Uint8Array): number;
}
