// Zips that are made to harm, or that a person cannot mean: each is refused with its entry, quickly, or only the one file is left out.
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { faultText } from '../../../../src/i18n/fault-text';
import { HearthError } from '../../../../src/contract/transport/fault';
import { faultOf, fileOf, readAll } from '../read';
import { zipOf, type MadeEntry } from './archives';

const text = strToU8('a text');
const good: MadeEntry = { name: 'cats/1.txt', content: text };
const open = (bytes: Uint8Array<ArrayBuffer>) => readAll(fileOf(bytes, 'pets.zip'));

describe('a hostile zip is refused, and the entry is named', () => {
  it.each<[string, MadeEntry[], string, string]>([
    [
      'a bomb',
      [good, { name: 'a/big.txt', content: new Uint8Array(300 * 1024 ** 2) }],
      'archive_excessive',
      'a/big.txt',
    ],
    [
      'more than it says',
      [good, { name: 'a/lied.txt', content: new Uint8Array(1_000_000), says: { bytes: 1000 } }],
      'archive_excessive',
      'a/lied.txt',
    ],
    [
      'a path out of the folder',
      [good, { name: '../../x.txt', content: text }],
      'archive_unsafe',
      '../../x.txt',
    ],
    ['the same with backslashes', [good, { name: '..\\x.txt', content: text }], 'archive_unsafe', '../x.txt'],
    ['a path from the root', [good, { name: '/etc/x.txt', content: text }], 'archive_unsafe', '/etc/x.txt'],
    ['a path with a drive', [good, { name: 'C:/x.txt', content: text }], 'archive_unsafe', 'C:/x.txt'],
    ['a password', [good, { name: 'a/2.txt', content: text, flags: 1 }], 'archive_encrypted', 'a/2.txt'],
    ['a name twice', [good, good], 'archive_duplicate', 'cats/1.txt'],
    [
      'another way to pack',
      [good, { name: 'a/2.txt', content: text, method: 12 }],
      'archive_method',
      'a/2.txt',
    ],
    ['archives alone', [{ name: 'inner.zip', content: text }], 'archive_nested', 'inner.zip'],
    ['nothing that is opened', [{ name: 'run.exe', content: text }], 'archive_nothing', 'run.exe'],
    [
      'bytes that two entries share',
      [good, { name: 'a/2.txt', content: text, says: { offset: 0 } }],
      'archive_excessive',
      'a/2.txt',
    ],
  ])('%s', async (_, entries, code, entry) => {
    const fault = await faultOf(open(zipOf(entries)));
    expect(fault).toMatchObject({ code, place: { file: 'pets.zip' }, params: { entry } });
    expect(faultText(fault).where).toContain(entry);
  });

  it('a directory with more entries than there may be', async () => {
    const zip = zipOf([good]);
    new DataView(zip.buffer).setUint16(zip.length - 12, 0xffff, true);
    expect((await faultOf(open(zip))).code).toBe('file_damaged');
  });
});

describe('what is wrong with one file leaves out that file', () => {
  it.each<[string, MadeEntry, string]>([
    ['a checksum', { name: 'dogs/2.txt', content: text, says: { crc: 1 } }, 'damaged'],
    ['a size that is larger', { name: 'dogs/2.txt', content: text, says: { bytes: 1000 } }, 'damaged'],
    [
      'bytes that are none',
      { name: 'dogs/2.txt', content: strToU8('\xff\xff'), isStored: true, method: 8 },
      'damaged',
    ],
    ['no bytes', { name: 'dogs/2.txt', content: new Uint8Array() }, 'empty'],
    ['too many', { name: 'dogs/2.txt', content: new Uint8Array(17 * 1024 ** 2) }, 'excessive'],
    ['what is no text', { name: 'dogs/2.txt', content: Uint8Array.of(0, 1, 2, 0, 255) }, 'damaged'],
  ])('%s', async (_, entry, reason) => {
    const { collected, rows } = await open(zipOf([good, entry]));
    expect(rows).toBe(1);
    expect(collected).toMatchObject({
      files: 2,
      brokenCount: 1,
      broken: [{ row: 2, file: 'dogs/2.txt', reason }],
    });
    const choices = { files: { broken: 'stop' as const } };
    const stopped = await faultOf(readAll(fileOf(zipOf([good, entry]), 'pets.zip'), choices));
    expect(stopped).toMatchObject({ code: 'entry_unreadable', params: { entry: 'dogs/2.txt' } });
  });

  it('where no file can be read, the first is named', async () => {
    const fault = await faultOf(open(zipOf([{ name: 'a/1.txt', content: new Uint8Array() }])));
    expect(fault).toMatchObject({ code: 'entry_unreadable', params: { entry: 'a/1.txt' } });
  });
});

it('names that are names of everything are ordinary labels', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '<script>'];
  const { columns, cells } = await open(
    zipOf(names.map((name) => ({ name: `${name}/1.txt`, content: text }))),
  );
  const label = columns.findIndex(({ name }) => name === 'label');
  expect(cells.map((row) => row[label])).toEqual(names);
  expect(({} as Record<string, unknown>)['1.txt']).toBeUndefined();
});

it('names of another encoding are read in it', async () => {
  // 猫 and 狗 in GBK, as Chinese Windows packs them; repeated so that the statistics have something to look at.
  const folders = [
    [0xc3, 0xa8, 0xb5, 0xc4, 0xd5, 0xd5, 0xc6, 0xac],
    [0xb9, 0xb7, 0xb5, 0xc4, 0xd5, 0xd5, 0xc6, 0xac],
  ];
  const entries = folders.flatMap((folder) =>
    [1, 2, 3, 4].map((at) => ({
      name: Uint8Array.from([...folder, ...strToU8(`/${String(at)}.txt`)]),
      content: text,
    })),
  );
  expect((await open(zipOf(entries))).collected?.labels).toEqual(['狗的照片', '猫的照片']);
});

it('any change or cut of a zip gives rows or a fault of ours', async () => {
  const plain = zipSync({ 'a/1.txt': text, 'a/2.txt': strToU8('another'), 'b/3.txt': strToU8('third') });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(plain.length - 1), fc.nat(255)), { maxLength: 8 }),
      fc.nat(plain.length),
      async (changes, length) => {
        const bytes = plain.slice(0, length < 4 ? plain.length : length);
        for (const [at, value] of changes) if (at >= 4 && at < bytes.length) bytes[at] = value;
        await open(bytes).catch((thrown: unknown) => expect(thrown).toBeInstanceOf(HearthError));
      },
    ),
    { numRuns: 300 },
  );
});
