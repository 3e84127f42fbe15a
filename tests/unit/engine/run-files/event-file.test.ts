// Against records by TensorBoard's own protocol buffers and checksums (scripts/golden/run-files.py).
import { describe, expect, test } from 'vitest';
import { crc32c } from '../../../../src/domain/hashing/crc32';
import { scalarEvent, textEvent, versionEvent } from '../../../../src/engine/run-files/tensorboard/events';
import { integerField, varint } from '../../../../src/domain/protobuf';
import { maskedCrc32c, tfRecord } from '../../../../src/engine/run-files/tensorboard/tf-record';
import golden from '../../../fixtures/golden/run-files.json';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const numberOf = (python: string) => (python === '-inf' ? -Infinity : Number(python));

describe('checksums', () => {
  test('of RFC 3720, B.4', () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, at) => at))).toBe(0x46dd794e);
  });

  test.each(golden.crcs)('of $hex, plain and masked', ({ hex: data, crc, masked }) => {
    const bytes = Buffer.from(data, 'hex');
    expect([crc32c(bytes), maskedCrc32c(bytes)]).toEqual([crc, masked]);
  });
});

describe('records', () => {
  test('the version of the format', () => {
    expect(hex(tfRecord(versionEvent(golden.version.at)))).toBe(golden.version.record);
  });

  test.each(golden.scalars)('scalar $tag at step $step is $value', ({ tag, value, step, at, record }) => {
    expect(hex(tfRecord(scalarEvent(tag, numberOf(value), step, at)))).toBe(record);
  });

  test.each(golden.texts)('text $tag', ({ tag, text, at, record }) => {
    expect(hex(tfRecord(textEvent(tag, text, at)))).toBe(record);
  });
});

test('numbers of many sizes on the wire', () => {
  expect([0, 1, 127, 128, 300, 2 ** 40, -1].map((value) => hex(varint(value)))).toEqual([
    ...['00', '01', '7f', '8001', 'ac02', '808080808020', 'ffffffffffffffffff01'],
  ]);
  expect(hex(integerField(1, 150))).toBe('089601');
});
