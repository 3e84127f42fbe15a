// Protocol Buffers on the wire (protobuf.dev/programming-guides/encoding): fields as bytes, and messages as fields one after another.
// What is written is what Google's own serializer writes where fields are given by ascending number.

const varintType = 0;
const fixed64Type = 1;
const lengthType = 2;
const fixed32Type = 5;

/** Bytes one after another. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Seven bits a byte, the lowest first; a negative number as its 64 bits of two's complement. */
export function varint(value: number | bigint): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

const key = (field: number, type: number) => varint(field * 8 + type);

/** An int64, an enum or a bool. */
export function integerField(field: number, value: number | bigint): Uint8Array<ArrayBuffer> {
  return joined([key(field, varintType), varint(value)]);
}

export function doubleField(field: number, value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return joined([key(field, fixed64Type), bytes]);
}

export function floatField(field: number, value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return joined([key(field, fixed32Type), bytes]);
}

/** Bytes, a text in UTF-8, or a message as its fields. */
export function bytesField(
  field: number,
  value: string | Uint8Array | readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const bytes =
    typeof value === 'string'
      ? new TextEncoder().encode(value)
      : value instanceof Uint8Array
        ? value
        : joined(value);
  return joined([key(field, lengthType), varint(bytes.length), bytes]);
}
