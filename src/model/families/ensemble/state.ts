// The models of an ensemble as one run of bytes: a header in JSON (its length first, as a little-endian 32-bit number), then their bytes.
import type { JsonObject } from '../../../contract/model/json';
import { HearthError } from '../../../contract/transport/fault';

/** A member as it was learnt. */
export interface LearntMember {
  bytes: Uint8Array<ArrayBuffer>;
  facts: JsonObject;
}

interface Header {
  members: { bytes: number; facts: JsonObject }[];
}

/** Joins them in their order. */
export function packMembers(members: readonly LearntMember[]): Uint8Array<ArrayBuffer> {
  const header: Header = { members: members.map(({ bytes, facts }) => ({ bytes: bytes.byteLength, facts })) };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const size = members.reduce((sum, { bytes }) => sum + bytes.byteLength, 4 + text.byteLength);
  const packed = new Uint8Array(size);
  new DataView(packed.buffer).setUint32(0, text.byteLength, true);
  packed.set(text, 4);
  let at = 4 + text.byteLength;
  for (const { bytes } of members) {
    packed.set(bytes, at);
    at += bytes.byteLength;
  }
  return packed;
}

/** Takes them apart. Throws `storage_damaged` where they are not what was packed. */
export function unpackMembers(packed: Uint8Array, count: number): LearntMember[] {
  const length =
    packed.byteLength < 4 ? Infinity : new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  if (4 + length > packed.byteLength) throw damaged();
  const header = JSON.parse(new TextDecoder().decode(packed.subarray(4, 4 + length))) as Header;
  if (header.members.length !== count) throw damaged();
  let at = 4 + length;
  return header.members.map(({ bytes, facts }) => {
    if (at + bytes > packed.byteLength) throw damaged();
    // A copy of its own: members read numbers, which have to begin where numbers may.
    const taken = packed.slice(at, at + bytes);
    at += bytes;
    return { bytes: taken, facts };
  });
}

function damaged(): HearthError {
  return new HearthError(
    'storage_damaged',
    { field: 'artifact' },
    {},
    'the models of an ensemble are not whole',
  );
}
