// Arrays of groups that are stored, for the groups that come next: memory that nobody touched yet takes longer to fill than to parse into.

/** Kept at most, in bytes: what a few groups of a table take. */
const mostBytes = 16 * 2 ** 20;

let spare: Float64Array<ArrayBuffer>[] = [];
let bytes = 0;
/** Buffers that came from here, and that nobody but their builder has. */
const given = new WeakSet<ArrayBuffer>();

/** An array of that length, with whatever was in it. */
export function spareFloats(length: number): Float64Array<ArrayBuffer> {
  const at = spare.findIndex((floats) => floats.length === length);
  const [found] = at < 0 ? [] : spare.splice(at, 1);
  if (found) bytes -= found.byteLength;
  const floats = found ?? new Float64Array(length);
  given.add(floats.buffer);
  return floats;
}

/** Takes a buffer back that no one else has any more. */
export function giveBack(buffer: ArrayBuffer): void {
  if (buffer.byteLength % 8 !== 0 || bytes + buffer.byteLength > mostBytes) return;
  bytes += buffer.byteLength;
  spare.push(new Float64Array(buffer));
}

/** The same of one that may be somebody else's: then it is left alone. */
export function giveBackOwn(buffer: ArrayBufferLike): void {
  if (buffer instanceof ArrayBuffer && given.delete(buffer)) giveBack(buffer);
}

/** Keeps nothing for later. */
export function dropSpare(): void {
  spare = [];
  bytes = 0;
}
