// Images of a zip on their way in, over the data worker's contract and by the browser's own decoders.
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { isFolder } from '../../../src/contract/data/opening/given';
import { faultOf, freshApi } from './call';

type Colour = readonly [red: number, green: number, blue: number];

async function imageOf(
  [red, green, blue]: Colour,
  { width = 20, height = 20, type = 'image/png' } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = `rgb(${String(red)} ${String(green)} ${String(blue)})`;
  context.fillRect(0, 0, width, height);
  const blob = await canvas.convertToBlob({ type, quality: 1 });
  return new Uint8Array(await blob.arrayBuffer());
}

const red: Colour = [200, 10, 20];
const blue: Colour = [10, 20, 200];

async function petsZip(): Promise<File> {
  const files: Record<string, Uint8Array> = { 'pets/read me.txt': new TextEncoder().encode('pets') };
  for (let at = 0; at < 12; at++) {
    files[`pets/train/cats/${String(at)}.png`] = await imageOf([200, at, 20]);
    files[`pets/train/dogs/${String(at)}.jpg`] = await imageOf([10, at, 200], { type: 'image/jpeg' });
    files[`pets/test/cats/${String(at)}.webp`] = await imageOf([210, at, 20], { type: 'image/webp' });
    files[`pets/test/dogs/${String(at)}.png`] = await imageOf([20, at, 210]);
  }
  files['pets/train/cats/broken.png'] = (await imageOf(red)).slice(0, 60);
  return new File([zipSync(files) as Uint8Array<ArrayBuffer>], 'pets.zip');
}

test('a zip of images becomes images with labels and parts, a broken one is left out', async () => {
  const { call, events } = freshApi();
  const file = await petsZip();
  const preview = await call('previewTable', { file });
  expect(preview).toMatchObject({ format: 'images', whole: true, rows: 48 });
  expect(preview.images).toMatchObject({ shape: [20, 20, 3] });
  expect(preview.collected).toMatchObject({
    ...{ kind: 'images', files: 49, brokenCount: 1, others: 0 },
    ...{ labels: ['cats', 'dogs'], parts: ['test', 'train'] },
    broken: [{ file: 'pets/train/cats/broken.png', reason: 'damaged' }],
    images: { size: [20, 20], colour: 'colour' },
  });
  const { projectId } = await call('createProject', { name: 'Pets', scenarioId: null });
  const dataset = await call('importTable', { projectId, file });
  expect(events).toContainEqual(expect.objectContaining({ stage: 'read', unit: 'items', total: 49 }));
  expect(dataset).toMatchObject({ kind: 'images', rows: 48 });
  const { project } = await call('getProject', { projectId });
  expect(project.data).toMatchObject({
    ...{ target: 'label', task: 'binary' },
    roles: { image: 'feature', label: 'target', split: 'ignored', file: 'identifier' },
    split: { kind: 'column', column: 'split' },
  });
  expect(project.draft?.model.family).toBe('convolutional');
  const { counts } = await call('preparePartition', { projectId });
  expect(counts.test).toBe(24);
  const [labels] = await call('readRows', { datasetId: dataset.id, from: 0, count: 1 });
  expect(labels?.slice(1)).toEqual(['cats', 'train', 'pets/train/cats/0.png']);
});

test('pixels are those of the file where it has the size, else of its middle, in colour or grey', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Two', scenarioId: null });
  const wide = new OffscreenCanvas(90, 30);
  const context = wide.getContext('2d')!;
  for (const [at, colour] of ['lime', 'rgb(200 10 20)', 'lime'].entries()) {
    context.fillStyle = colour;
    context.fillRect(at * 30, 0, 30, 30);
  }
  const files = [
    { path: 'a/1.png', file: new File([await imageOf(red)], '1.png') },
    { path: 'b/2.png', file: new File([await imageOf(blue)], '2.png') },
    { path: 'b/3.png', file: new File([await wide.convertToBlob()], '3.png') },
  ];
  const given = { name: 'Two', files };
  expect(isFolder(given)).toBe(true);
  const read = async (choices = {}) => {
    const { id } = await call('importTable', { projectId, file: given, choices });
    return call('readImages', { datasetId: id, column: 'image', rows: [0, 1, 2] });
  };
  const { shape, pixels } = await read();
  expect(shape).toEqual([64, 64, 3]);
  expect([...pixels[0]!.slice(0, 3)]).toEqual([...red]);
  expect([...pixels[1]!.slice(0, 3)]).toEqual([...blue]);
  expect([...pixels[2]!.slice((32 * 64 + 32) * 3, (32 * 64 + 33) * 3)]).toEqual([...red]);
  const small = await read({ files: { size: [10, 8], colour: 'grey' } });
  expect(small.shape).toEqual([10, 8, 1]);
  expect(small.pixels[0]![0]).toBe(Math.round(0.2126 * 200 + 0.7152 * 10 + 0.0722 * 20));
});

test('images without a colour are grey, and a stop at the first broken one stores nothing', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Grey', scenarioId: null });
  const good = { path: 'a/1.png', file: new File([await imageOf([9, 9, 9])], '1.png') };
  const bad = { path: 'b/2.png', file: new File(['no image'], '2.png') };
  const file = { name: 'Grey', files: [good, bad] };
  const { columns } = await call('importTable', { projectId, file });
  expect(columns[0]?.shape).toEqual([20, 20, 1]);
  const fault = await faultOf(
    call('importTable', { projectId, file, choices: { files: { broken: 'stop' } } }),
  );
  expect(fault).toMatchObject({ code: 'entry_unreadable', params: { entry: 'b/2.png' } });
});

test('an image that says it is enormous is left out, undecoded', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Large', scenarioId: null });
  const bytes = await imageOf(red);
  new DataView(bytes.buffer).setUint32(16, 60_000);
  new DataView(bytes.buffer).setUint32(20, 60_000);
  const files = [
    { path: '1.png', file: new File([await imageOf(red)], '1.png') },
    { path: '2.png', file: new File([bytes], '2.png') },
  ];
  const { collected, rows } = await call('importTable', { projectId, file: { name: 'Large', files } });
  expect(rows).toBe(1);
  expect(collected?.broken).toEqual([{ row: 2, file: '2.png', reason: 'excessive' }]);
});
