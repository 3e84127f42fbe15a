import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { dataPlan, goals } from '../../../src/contract/project/project';
import { netRecipe } from '../../../src/contract/model/recipe';
import { scenarioCards } from '../../../src/contract/project/scenario';
import { cellAt } from '../../../src/data/columns/registry';
import type { RowBatch } from '../../../src/data/columns/values';
import { encodeRowGroup } from '../../../src/data/rows/row-group';
import type { DatasetReading } from '../../../src/data/rows/reading';
import { readReports } from '../../../src/scenarios/bird-strikes/scenario';
import { credit } from '../../../src/scenarios/credit/table';
import { batchOf, columnsOf } from '../../../src/scenarios/generated-table';
import { digitsReading } from '../../../src/scenarios/digits/scenario';
import { parseDigits } from '../../../src/scenarios/digits/file';
import { loadScenario, scenarioFolders, scenarioPlan } from '../../../src/scenarios/registry';
import type { Scenario } from '../../../src/scenarios/scenario';
import { scenarioText } from '../../../src/ui/start/scenarios/scenario-text';
import { scenarioTitle } from '../../../src/ui/start/scenarios/scenario-title';
import { faultOf } from '../data/read';

const options = { signal: new AbortController().signal, onProgress: () => undefined };
const locales = ['en', 'zh-CN'] as const;

async function drain(reading: DatasetReading): Promise<RowBatch[]> {
  const batches: RowBatch[] = [];
  for await (const batch of reading.groups()) batches.push(batch);
  return batches;
}

const messages = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(`messages/${locale}/scenarios.json`, 'utf8')) as Record<string, string>;

describe('the registry', () => {
  const ids = scenarioCards.map(({ id }) => id);

  it('has a folder for every card and a card for every folder', () => {
    expect([...scenarioFolders].sort()).toEqual([...ids].sort());
  });

  it.each(locales)('has a title and a line for every card, and no others, in %s', (locale) => {
    const expected = ids.flatMap((id) => [`scenario_${id}_text`, `scenario_${id}_title`]);
    expect(Object.keys(messages(locale)).sort()).toEqual(
      expected.map((key) => key.replaceAll('-', '_')).sort(),
    );
  });

  it('finds the words of a card by its id', () => {
    for (const id of ids) {
      expect(scenarioTitle(id)).toBe(messages('en')[`scenario_${id.replaceAll('-', '_')}_title`]);
      expect(scenarioText(id)).toBe(messages('en')[`scenario_${id.replaceAll('-', '_')}_text`]);
    }
  });
});

describe.each(scenarioCards)('scenario $id', ({ id, synthetic }) => {
  it.each(locales)('has a plan that the contract takes, in %s', async (locale) => {
    const plan = await scenarioPlan(id, locale);
    expect(v.safeParse(goals, plan.goals).issues).toBeUndefined();
    expect(v.safeParse(dataPlan.entries.accountability, plan.accountability).issues).toBeUndefined();
    const { train, validation, test } = plan.split;
    expect(train + validation + test).toBeCloseTo(1, 12);
    expect(v.safeParse(v.partial(netRecipe), plan.recipe).issues).toBeUndefined();
  });

  it('says the same in both languages', async () => {
    const [en, zh] = await Promise.all(locales.map((locale) => scenarioPlan(id, locale)));
    const shape = (plan: typeof en): unknown => [
      plan?.goals.requirements.map(({ metric, operator, threshold }) => [metric, operator, threshold]),
      plan?.goals.stakeholders.length,
      plan?.goals.needs.length,
      plan?.recipe,
    ];
    expect(shape(en)).toEqual(shape(zh));
    expect(en?.goals.scenario).not.toBe(zh?.goals.scenario);
  });

  it('brings a picture for its card', () => {
    expect(existsSync(`src/scenarios/${id}/Picture.svelte`)).toBe(true);
  });

  it('names itself and its origin as its card does', async () => {
    const { scenario } = (await import(`../../../src/scenarios/${id}/scenario.ts`)) as { scenario: Scenario };
    expect(scenario.source).toMatchObject({ kind: 'scenario', name: id, synthetic });
  });
});

it('refuses a scenario that does not exist', async () => {
  expect(await faultOf(loadScenario('toString', { ...options, locale: 'en' }))).toMatchObject({
    code: 'not_found',
  });
});

describe('credit', () => {
  const batch = batchOf(credit);
  const creditColumns = columnsOf(credit);
  const rows = Array.from({ length: batch.rows }, (_, row) =>
    Object.fromEntries(
      creditColumns.map((column, index) => [column.name, cellAt(column, batch.values[index]!, row)]),
    ),
  );
  const share = (of: typeof rows): number =>
    of.filter((row) => row['defaulted'] === 'yes').length / of.length;

  it('is the same table every time, and another with another seed', async () => {
    const digest = async (seed: number): Promise<string> => {
      const { rows: count, values } = batchOf(credit, seed);
      const hash = await crypto.subtle.digest('SHA-256', encodeRowGroup(count, values));
      return Buffer.from(hash).toString('hex');
    };
    expect(await digest(credit.seed)).toBe(
      '59cd01875e037881d4ae84f553a4648d4b69709e6a3209d9aa3a1e8bd06348e4',
    );
    expect(await digest(credit.seed + 1)).not.toBe(await digest(credit.seed));
  });

  it('is marked synthetic, has gaps, repeats and a quarter of defaults', async () => {
    const baseUrl = 'http://localhost/';
    const { reading, source } = await loadScenario('credit', { ...options, locale: 'en', baseUrl });
    expect(source.synthetic).toBe(true);
    await drain(reading);
    const { profiles, duplicateRows, rows: count } = await reading.finish();
    expect(count).toBe(5000);
    expect(duplicateRows).toBe(20);
    const missing = Object.fromEntries(profiles.map((profile) => [profile.name, profile.missing]));
    expect(missing['income']).toBeGreaterThan(100);
    expect(missing['months_employed']).toBeGreaterThan(100);
    expect(Object.values(missing).filter((one) => one > 0)).toHaveLength(2);
    expect(share(rows)).toBeGreaterThan(0.23);
    expect(share(rows)).toBeLessThan(0.27);
  });

  it('stays in ranges that a bank would see', () => {
    for (const row of rows) {
      expect(row['age']).toBeGreaterThanOrEqual(18);
      expect(row['age']).toBeLessThanOrEqual(78);
      expect(row['loan_amount']).toBeGreaterThanOrEqual(1000);
      expect(row['debt_ratio']).toBeGreaterThan(0);
      expect(row['debt_ratio']).toBeLessThan(1);
      // Nobody works for longer than since their eighteenth year.
      expect(Number(row['months_employed'] ?? 0)).toBeLessThanOrEqual((Number(row['age']) - 17) * 12);
    }
  });

  it('turns the effect of debt round between young and old jobs', () => {
    const of = (young: boolean, high: boolean): number =>
      share(
        rows.filter((row) => {
          const months = row['months_employed'];
          return (
            months !== null && Number(months) < 36 === young && Number(row['debt_ratio']) > 0.35 === high
          );
        }),
      );
    expect(of(true, true) - of(true, false)).toBeGreaterThan(0.15);
    expect(of(false, true) - of(false, false)).toBeLessThan(-0.08);
  });

  it('is worse at both ends of age', () => {
    const of = (from: number, to: number): number =>
      share(rows.filter(({ age }) => Number(age) >= from && Number(age) < to));
    expect(of(18, 26)).toBeGreaterThan(of(38, 50) + 0.1);
    expect(of(65, 79)).toBeGreaterThan(of(38, 50) + 0.1);
  });
});

describe('bird strikes', () => {
  it('are 10,000 reports as the shipped file has them: dates, gaps, and one in ten with damage', async () => {
    const packed = await readFile(new URL('../../../public/samples/bird-strikes.csv.gz', import.meta.url));
    const reading = await readReports(Uint8Array.from(gunzipSync(packed)), options);
    await drain(reading);
    const { profiles, rows, noticeCount } = await reading.finish();
    expect([rows, noticeCount]).toEqual([10_000, 0]);
    const types = Object.fromEntries(reading.columns.map(({ name, type }) => [name, type]));
    expect(types).toMatchObject({
      'Flight Date': 'datetime',
      'Speed IAS in knots': 'number',
      Damage: 'category',
    });
    const of = (name: string) => profiles.find((profile) => profile.name === name);
    expect(of('Speed IAS in knots')?.missing).toBe(2836);
    expect(of('Aircraft Make Model')?.distinct).toBe(225);
    expect(of('Damage')?.top).toEqual([
      { value: 'no', count: 8939 },
      { value: 'yes', count: 1061 },
    ]);
    // What the plan leaves out is there to be left out.
    const { ignored, target } = await scenarioPlan('bird-strikes');
    for (const name of [...ignored, target]) expect(of(name)?.name).toBe(name);
  });
});

describe('digits', () => {
  const packed = readFile(new URL('../../../public/samples/digits.bin.gz', import.meta.url));
  const buffer = async (): Promise<ArrayBuffer> => Uint8Array.from(await packed).buffer;

  it('are 10,000 images with their labels, in groups', async () => {
    const digits = await parseDigits(await buffer());
    const reading = digitsReading(digits, options);
    const batches = await drain(reading);
    expect(batches.length).toBeGreaterThan(1);
    expect(batches.reduce((sum, { rows }) => sum + rows, 0)).toBe(10_000);
    const { profiles, duplicateRows } = await reading.finish();
    expect(duplicateRows).toBe(0);
    expect(profiles[0]).toMatchObject({ name: 'image', missing: 0, distinct: 10_000 });
    // Counts of the package's own files, one for each digit.
    const counts = Object.fromEntries(profiles[1]?.top.map(({ value, count }) => [value, count]) ?? []);
    expect(counts).toEqual({
      0: 1001,
      1: 1127,
      2: 991,
      3: 1032,
      4: 980,
      5: 863,
      6: 1014,
      7: 1070,
      8: 944,
      9: 978,
    });
  });

  it('are read too where the host unpacked them already', async () => {
    const digits = await parseDigits(await buffer());
    const whole = new Uint8Array(digits.labels.length + digits.pixels.length);
    whole.set(digits.labels);
    whole.set(digits.pixels, digits.labels.length);
    expect((await parseDigits(whole.buffer)).labels).toEqual(digits.labels);
  });

  it('are refused where they are cut or changed', async () => {
    const whole = new Uint8Array(await buffer());
    expect(await faultOf(parseDigits(whole.slice(0, -100).buffer))).toMatchObject({
      code: 'file_unreadable',
    });
    whole[5000]! ^= 1;
    expect(await faultOf(parseDigits(whole.buffer))).toMatchObject({ code: 'file_unreadable' });
  });
});
