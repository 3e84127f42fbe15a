// Files that are small and unpack to much: refused before the work, or asked about.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openProjectFile } from '../../../src/engine/project-file/reading/read-project-file';
import { jsonElements } from '../../../src/engine/project-file/reading/json-elements';
import { weighJson } from '../../../src/engine/project-file/reading/weigh-json';
import { writeRecords } from '../../../src/engine/project-file/records-json';
import { ZipWriter } from '../../../src/engine/project-file/zip/zip-writer';
import { canonicalJson } from '../../../src/domain/hashing/canonical';
import { sha256Hex } from '../../../src/storage/chunks/hash';
import { wholeProject } from './a-project';

const { signal } = new AbortController();

async function fileOf(parts: Iterable<[string, Uint8Array<ArrayBuffer>]>): Promise<Blob> {
  const writer = new ZipWriter();
  const entries = [];
  let recordsSha256 = '';
  for (const [name, content] of parts) {
    const { packedSha256 } = await writer.add(name, content);
    const sha256 = await sha256Hex(content);
    if (name === 'records.json') recordsSha256 = sha256;
    entries.push({ name, bytes: content.length, sha256, packedSha256 });
  }
  const manifest = { app: 'hearth', format: 1, appVersion: '0', createdAt: 1, entries, recordsSha256 };
  return writer.finish('', {
    name: 'manifest.json',
    bytes: new TextEncoder().encode(canonicalJson(manifest)),
  });
}

const text = (content: string) => new TextEncoder().encode(content);

/** So many bytes that pack well, yet not beyond the ratio that any reader refuses. */
function repeated(bytes: number, pattern: string): Uint8Array<ArrayBuffer> {
  const piece = Array.from({ length: 40 }, (_, at) => `${pattern}${String(at * 7919)}`).join(',');
  const unit = text(`${piece},`);
  const all = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += unit.length)
    all.set(unit.subarray(0, Math.min(unit.length, bytes - at)), at);
  return all;
}

test.each([
  ['more bytes than records are', () => repeated(140 * 2 ** 20, '1')],
  ['more values than records have', () => text(`[${'1,'.repeat(9_000_000)}1]`)],
  ['deeper than records are', () => text('['.repeat(100_000))],
  ['deep behind strings with brackets', () => text(`["${'['.repeat(50)}\\"",${'{"a":'.repeat(80)}`)],
])('JSON with %s is refused at once', async (_, records) => {
  const file = await fileOf([['records.json', records()]]);
  await expect(openProjectFile(file, signal)).rejects.toMatchObject({
    fault: { code: 'project_file_excessive', params: { entry: 'records.json' } },
  });
});

test('brackets and commas in strings weigh nothing', () => {
  weighJson(text(JSON.stringify({ name: '[{,'.repeat(1000), other: '\\"[[[[' })), 'records.json', false);
  weighJson(text('"'), 'cut', false);
});

test('JSON with many values, yet no more than records may have, is asked about', () => {
  const many = text(`[${'1,'.repeat(3_000_000)}1]`);
  expect(() => weighJson(many, 'records.json', false)).toThrow('project_file_large');
  weighJson(many, 'records.json', true);
});

test('the elements of an array are what its parser makes of them', () => {
  const elements = (json: string) => {
    const found: string[] = [];
    const each = jsonElements(text(json));
    for (let next = each.next(); ; next = each.next()) {
      if (next.done) return next.value ? found : null;
      found.push(new TextDecoder().decode(next.value));
    }
  };
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.boolean(), (values, spaced) => {
      const found = elements(JSON.stringify(values, null, spaced ? 1 : 0));
      expect(found?.map((each): unknown => JSON.parse(each))).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
  for (const none of ['', '{}', '[', '[1', '[1}', '[1]]', '[1] 2', '1', '"[]"'])
    expect(elements(none)).toBeNull();
});

test('a file that unpacks to more than 500 MB is asked about, and opened where it may be', async () => {
  const { bundle } = await wholeProject();
  const large = Array.from({ length: 9 }, (_, at) => repeated(60 * 2 ** 20, String(at)));
  const chunks: [string, Uint8Array<ArrayBuffer>][] = [];
  for (const bytes of large) chunks.push([`chunks/${await sha256Hex(bytes)}`, bytes]);
  const file = await fileOf([['records.json', text(writeRecords(bundle))], ...chunks]);
  await expect(openProjectFile(file, signal)).rejects.toMatchObject({
    fault: { code: 'project_file_large', params: { bytes: expect.any(Number) } },
  });
  // Of this one the chunks are none that its records need.
  await expect(openProjectFile(file, signal, true)).rejects.toMatchObject({
    fault: { code: 'project_file_tampered' },
  });
});
