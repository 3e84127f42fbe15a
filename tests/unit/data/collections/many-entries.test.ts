// A zip of more entries than its record of the end can count: none of them is lost. Many writers let the count run over.
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { zipEntries } from '../../../../src/data/archive/zip-directory';

const many = 65_536 + 3;
const limits = { entries: 100_000, bytes: 64 * 2 ** 20 };
const written = zipSync(
  Object.fromEntries(Array.from({ length: many }, (_, at) => [`${at}.txt`, new Uint8Array(0)])),
  { level: 0 },
);

it('has all of its entries', async () => {
  const entries = await zipEntries(new File([written.slice()], 'many.zip'), limits);
  expect(entries).toHaveLength(many);
  expect(entries.at(-1)).toMatchObject({ name: `${many - 1}.txt` });
});

it('is refused where it has more than there may be', async () => {
  const file = new File([written.slice()], 'many.zip');
  await expect(zipEntries(file, { ...limits, entries: many - 1 })).rejects.toMatchObject({
    wrong: 'excessive',
  });
});

it('is damaged where its directory has another number of entries than it says', async () => {
  const changed = written.slice();
  new DataView(changed.buffer).setUint16(changed.length - 22 + 10, 2, true);
  await expect(zipEntries(new File([changed], 'many.zip'), limits)).rejects.toMatchObject({
    wrong: 'damaged',
  });
});
