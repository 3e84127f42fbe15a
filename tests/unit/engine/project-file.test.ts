import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { HearthError } from '../../../src/contract/transport/fault';
import { canonicalJson } from '../../../src/domain/hashing/canonical';
import { copyRecords } from '../../../src/engine/project-file/copy-records';
import {
  openProjectFile,
  type ProjectFile,
} from '../../../src/engine/project-file/reading/read-project-file';
import { checkRecords } from '../../../src/engine/project-file/reading/check-records';
import { writeRecords } from '../../../src/engine/project-file/records-json';
import { writeProjectFile } from '../../../src/engine/project-file/write-project-file';
import { ZipWriter } from '../../../src/engine/project-file/zip/zip-writer';
import type { ProjectBundle } from '../../../src/storage/bundle';
import { sha256Hex } from '../../../src/storage/chunks/hash';
import { currentVersion, projectTables } from '../../../src/storage/registry/tables';
import { noise, quietJob, wholeProject } from './a-project';

const { signal } = new AbortController();
let project: Awaited<ReturnType<typeof wholeProject>>;
let bytes: Uint8Array<ArrayBuffer>;

async function pack(bundle: ProjectBundle): Promise<Uint8Array<ArrayBuffer>> {
  const read = async ({ sha256 }: { sha256: string }) => project.chunks.get(sha256) ?? new Uint8Array(0);
  const blob = await writeProjectFile(bundle, (ref) => read(ref), quietJob());
  return new Uint8Array(await blob.arrayBuffer());
}

/** Opens a file and reads every chunk of it, as an import does. */
async function readAll(file: Uint8Array<ArrayBuffer>): Promise<ProjectFile> {
  const opened = await openProjectFile(new Blob([file]), signal);
  for (const chunk of opened.chunks) await chunk.read();
  return opened;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => 'accepted',
    (error: unknown) => error,
  );
  return thrown instanceof HearthError ? thrown.fault.code : String(thrown);
}

beforeAll(async () => {
  project = await wholeProject();
  bytes = await pack(project.bundle);
});

describe('a project file', () => {
  test('gives back every record and every chunk', async () => {
    const opened = await readAll(bytes);
    expect(opened.bundles[0]).toEqual(project.bundle);
    const hashes = await Promise.all(opened.chunks.map(async ({ read }) => sha256Hex(await read())));
    expect(new Set(hashes)).toEqual(new Set(project.chunks.keys()));
  });

  test('keeps numbers that JSON does not have', async () => {
    const [run] = project.bundle.runs;
    if (!run) throw new Error('no run');
    const epoch = {
      ...{ epoch: 1, step: 4, trainLoss: 0.25, trainMetric: NaN, validationLoss: Infinity },
      ...{ validationMetric: -Infinity, learningRate: 0.1, seconds: 2 },
    };
    const bundle = { ...project.bundle, runs: [{ ...run, history: [epoch] }] };
    expect((await readAll(await pack(bundle))).bundles[0]?.runs[0]?.history).toEqual([epoch]);
  });

  test('cut anywhere is truncated', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: bytes.length - 1 }), async (length) => {
        expect(await codeOf(readAll(bytes.slice(0, length)))).toBe('project_file_truncated');
      }),
      { numRuns: 300 },
    );
  });

  test('with any bit turned is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 0, max: 7 }),
        async (at, bit) => {
          const altered = bytes.slice();
          altered[at] = (altered[at] ?? 0) ^ (1 << bit);
          expect(await codeOf(readAll(altered))).toMatch(/^project_file_/);
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('altered inside a chunk names the chunk', async () => {
    const altered = bytes.slice();
    const text = new TextDecoder('latin1').decode(altered);
    const header = /PK\x03\x04[^]{26}chunks\/[0-9a-f]{64}/.exec(text);
    const inside = (header?.index ?? 0) + (header?.[0].length ?? 0) + 5;
    altered[inside] = (altered[inside] ?? 0) ^ 0xff;
    await expect(readAll(altered)).rejects.toMatchObject({
      fault: {
        code: 'project_file_tampered',
        params: { entry: expect.stringMatching(/^chunks\/[0-9a-f]{64}$/) },
      },
    });
  });

  test('with something before or after it is refused', async () => {
    expect(await codeOf(readAll(new Uint8Array([...bytes, 0])))).toMatch(/^project_file_/);
    expect(await codeOf(readAll(new Uint8Array([0, ...bytes])))).toBe('project_file_foreign');
  });
});

/** A file whose hashes all hold, made by someone who has our writer. */
async function forged(
  edit: (manifest: Record<string, unknown>) => void,
  records: Uint8Array<ArrayBuffer>,
  chunks: [string, Uint8Array<ArrayBuffer>][] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter();
  const entries = [];
  for (const [name, content] of [['records.json', records] as const, ...chunks]) {
    const { packedSha256 } = await writer.add(name, content);
    entries.push({ name, bytes: content.length, sha256: await sha256Hex(content), packedSha256 });
  }
  const manifest: Record<string, unknown> = {
    ...{ app: 'hearth', format: 1, appVersion: __APP_VERSION__, createdAt: 1, entries },
    recordsSha256: await sha256Hex(records),
  };
  edit(manifest);
  const blob = writer.finish('', {
    name: 'manifest.json',
    bytes: new TextEncoder().encode(canonicalJson(manifest)),
  });
  return new Uint8Array(await blob.arrayBuffer());
}

describe('a project file made to harm', () => {
  const own = () => new TextEncoder().encode(writeRecords(project.bundle));
  const all = () =>
    [...project.chunks].map(([name, content]): [string, Uint8Array<ArrayBuffer>] => [
      `chunks/${name}`,
      content,
    ]);
  const edited = (change: (text: string) => string) =>
    new TextEncoder().encode(change(writeRecords(project.bundle)));
  const nothing = () => undefined;

  test('the forger can make a file that is accepted, so that the refusals below mean something', async () => {
    expect(await codeOf(readAll(await forged(nothing, own(), all())))).toBe('accepted');
  });

  test('of a newer format says so; of an older one, or of another app, is none of ours', async () => {
    const newer = await forged(
      (manifest) => Object.assign(manifest, { format: 5, extra: true }),
      own(),
      all(),
    );
    await expect(readAll(newer)).rejects.toMatchObject({
      fault: { code: 'project_file_newer', params: { found: 5, known: 4 } },
    });
    const older = await forged((manifest) => Object.assign(manifest, { format: 0 }), own(), all());
    expect(await codeOf(readAll(older))).toBe('project_file_tampered');
    const other = await forged((manifest) => Object.assign(manifest, { app: 'other' }), own(), all());
    expect(await codeOf(readAll(other))).toBe('project_file_foreign');
  });

  test('records that break a schema, name a prototype, or contradict each other are refused', async () => {
    const refused = [
      edited((text) => text.replace('"revision":0', '"revision":-1')),
      edited((text) => text.replace('"revision":0', '"revision":0,"more":1')),
      edited((text) => text.replace('"roles":{}', '"roles":{"__proto__":{"polluted":1}}')),
      edited((text) => text.replace('"income"', '"outcome"')), // the dataset's hash no longer holds
      edited((text) => text.replace('"epochs":3', '"epochs":4')), // nor does a recipe's
      edited((text) => text.replace('"firstRow":6', '"firstRow":7')),
      edited(() => 'null'),
      edited((text) => text.slice(0, -1)),
    ];
    for (const [index, records] of refused.entries()) {
      const code = await codeOf(readAll(await forged(nothing, records, all())));
      expect([index, code]).toEqual([index, 'project_file_tampered']);
    }
  });

  test('records of a newer layout, or with fields of a newer app, are refused as such, with their place', async () => {
    const tables = Object.fromEntries(projectTables.map((table) => [table.name, currentVersion(table)]));
    const opened = (change: Record<string, unknown>, records = own()) =>
      forged((manifest) => Object.assign(manifest, change), records, all()).then(readAll);
    const current = { format: 3, tables, appVersion: '0.0.0' };
    await opened(current);
    const known = tables['runs'] ?? 0;
    await expect(opened({ ...current, tables: { ...tables, runs: known + 1 } })).rejects.toMatchObject({
      fault: { code: 'project_file_newer', params: { table: 'runs', found: known + 1, known } },
    });
    await expect(opened({ ...current, tables: { ...tables, dreams: 1 } })).rejects.toMatchObject({
      fault: { code: 'project_file_newer', params: { table: 'dreams', found: 1, known: 0 } },
    });
    const run = project.bundle.runs[0]?.id;
    const more = edited((text) => text.replace('"backendReason"', '"afterthought":1,"backendReason"'));
    const place = { field: `runs ${run} afterthought` };
    await expect(opened({ ...current, appVersion: '12.0.1' }, more)).rejects.toMatchObject({
      fault: { code: 'project_file_newer', place, params: { appVersion: '12.0.1' } },
    });
    // Of an app that is no newer, the same field is damage.
    await expect(opened(current, more)).rejects.toMatchObject({
      fault: {
        code: 'project_file_tampered',
        place,
        params: { table: 'runs', record: run, field: 'afterthought' },
      },
    });
  });

  test('a record that contradicts another is named with its field', async () => {
    const version = project.bundle.versions[0];
    const bundle = { ...project.bundle, judgements: [] };
    await expect(checkRecords(bundle)).rejects.toMatchObject({
      fault: { params: { table: 'versions', record: version?.id, field: 'judgementId' } },
    });
    const stranger = {
      ...project.bundle,
      tasks: project.bundle.tasks.map((task) => ({ ...task, projectId: 'x' })),
    };
    await expect(checkRecords(stranger)).rejects.toMatchObject({
      fault: { params: { table: 'tasks', field: 'projectId' } },
    });
  });

  test('a chunk too many, too few, or other than its name is refused', async () => {
    const extra = noise(50, 9);
    const more: [string, Uint8Array<ArrayBuffer>][] = [...all(), [`chunks/${await sha256Hex(extra)}`, extra]];
    expect(await codeOf(readAll(await forged(nothing, own(), more)))).toBe('project_file_tampered');
    expect(await codeOf(readAll(await forged(nothing, own(), all().slice(1))))).toBe('project_file_tampered');
    const swapped = all().map(([name]): [string, Uint8Array<ArrayBuffer>] => [name, noise(700, 1)]);
    expect(await codeOf(readAll(await forged(nothing, own(), swapped)))).toBe('project_file_tampered');
  });

  test('names that lead elsewhere are refused before anything is unpacked', async () => {
    for (const name of ['../../etc/passwd', '/chunks/x', 'chunks\\..\\x', 'records.json'])
      expect(await codeOf(readAll(await forged(nothing, own(), [[name, noise(9, 1)]])))).toBe(
        'project_file_tampered',
      );
  });

  test('zips of others are foreign, and so are other files', async () => {
    const zip = new Uint8Array(zipSync({ 'a.txt': strToU8('hello'.repeat(50)) }));
    expect(await codeOf(readAll(zip))).toBe('project_file_foreign');
    expect(await codeOf(readAll(new Uint8Array(new TextEncoder().encode('a,b\n1,2\n'))))).toBe(
      'project_file_foreign',
    );
    expect(await codeOf(readAll(noise(5000, 12)))).toBe('project_file_foreign');
    expect(await codeOf(readAll(new Uint8Array(0)))).toMatch(/^project_file_(truncated|foreign)$/);
  });

  test('a bomb is refused in little time: the ratio is looked at before the data', async () => {
    const bomb = new Uint8Array(zipSync({ 'manifest.json': [new Uint8Array(8_000_000), { level: 1 }] }));
    const before = performance.now();
    expect(await codeOf(readAll(bomb))).toMatch(/^project_file_/);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('a copy under new ids', () => {
  test('shares no id with the original, and all its hashes hold', async () => {
    const copy = await copyRecords(project.bundle);
    await checkRecords(copy);
    const ids = (bundle: ProjectBundle) => new Set(writeRecords(bundle).match(/"[0-9A-HJKMNP-TV-Z]{26}"/g));
    const before = ids(project.bundle);
    expect([...ids(copy)].filter((id) => before.has(id))).toEqual([]);
    expect(copy.runs[0]?.recipe.dataset.id).toBe(copy.datasets[0]?.id);
    expect(copy.versions[0]?.sha256).not.toBe(project.bundle.versions[0]?.sha256);
    expect(copy.versions[0]?.artifact).toEqual(project.bundle.versions[0]?.artifact);
    // A snapshot without ids in its evidence says the same as before.
    expect(copy.snapshots[0]?.sha256).toBe(project.bundle.snapshots[0]?.sha256);
  });
});
