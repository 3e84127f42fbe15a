// What the generated tables promise: the same rows every time, and in them what their texts say of them.
import { describe, expect, it } from 'vitest';
import { encodeRowGroup } from '../../../src/data/rows/row-group';
import { scenarioCards } from '../../../src/contract/project/scenario';
import { cardFraud } from '../../../src/scenarios/card-fraud/table';
import { churn } from '../../../src/scenarios/churn/table';
import { batchOf, type GeneratedColumn, type GeneratedTable } from '../../../src/scenarios/generated-table';
import { machineFailure } from '../../../src/scenarios/machine-failure/table';
import { readmission } from '../../../src/scenarios/readmission/table';
import { loadScenario } from '../../../src/scenarios/registry';
import { wages } from '../../../src/scenarios/wages/table';

type AnyTable = GeneratedTable<Readonly<Record<string, GeneratedColumn>>>;
const tables = {
  'card-fraud': [
    cardFraud as unknown as AnyTable,
    'cab9a388bb94abe0e8e0ffcd153555edccedcd5f3b5b5c2cc104d522bc85c455',
  ],
  churn: [churn as unknown as AnyTable, 'be5bd77134b67b0e942058a7470340cce62adb4329879560462f7cb7933a1302'],
  'machine-failure': [
    machineFailure as unknown as AnyTable,
    '69fb134d6f43abb6403e05e7fdcd4bec09726aec96b28a856cbfb7cb8f9e4805',
  ],
  readmission: [
    readmission as unknown as AnyTable,
    'c87ce58e5e763cf34a3b90534ab0ba4d450f586589c2cdcbf571c56c80199801',
  ],
  wages: [wages as unknown as AnyTable, '5573cfc8c57812a624fc802ef57c92535d522b9b28abcb32aa63911bb2303cfb'],
} as const;

async function digest(table: AnyTable, seed: number): Promise<string> {
  const { rows, values } = batchOf(table, seed);
  return Buffer.from(await crypto.subtle.digest('SHA-256', encodeRowGroup(rows, values))).toString('hex');
}

describe.each(Object.entries(tables))('%s', (id, [table, hash]) => {
  it('is the same table every time, and another with another seed', async () => {
    expect(await digest(table, table.seed)).toBe(hash);
    expect(await digest(table, table.seed + 1)).not.toBe(hash);
  });

  it('has as many rows as its card says, and the columns that its plan names', async () => {
    const options = { signal: new AbortController().signal, onProgress: () => undefined };
    const { reading, plan } = await loadScenario(id, {
      ...options,
      locale: 'en',
      baseUrl: 'http://localhost/',
    });
    let rows = 0;
    for await (const batch of reading.groups()) rows += batch.rows;
    expect(rows).toBe(scenarioCards.find((card) => card.id === id)?.rows);
    const names = reading.columns.map(({ name }) => name);
    const named = [
      plan.target,
      ...plan.protected,
      ...plan.ignored,
      ...(plan.split.column ? [plan.split.column] : []),
    ];
    for (const name of named) expect(names).toContain(name);
  });
});

const mean = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
const between = (value: number, low: number, high: number): void => {
  expect(value).toBeGreaterThan(low);
  expect(value).toBeLessThan(high);
};

describe('card fraud', () => {
  const rows = cardFraud.rows(cardFraud.seed);
  const share = (some: typeof rows) => mean(some, ({ fraud }) => Number(fraud === 'yes'));

  it('has one fraud in eighty, in the order of time', () => {
    between(share(rows), 0.011, 0.015);
    const times = rows.map(({ paid_at }) => paid_at!);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('is not told by an amount alone, but by an unusual one over the internet', () => {
    const unusual = rows.filter(({ amount, usual_amount }) => amount! > 3 * usual_amount!);
    const online = unusual.filter(({ channel }) => channel === 'online');
    const chip = unusual.filter(({ channel }) => channel === 'chip');
    expect(share(online)).toBeGreaterThan(8 * share(chip));
  });
});

describe('readmission', () => {
  const rows = readmission.rows(readmission.seed);
  const share = (some: typeof rows) => mean(some, ({ readmitted }) => Number(readmitted === 'yes'));

  it('has one return in seven, and gaps in the lab values only', () => {
    between(share(rows), 0.13, 0.16);
    const gaps = Object.keys(readmission.columns).filter((name) =>
      rows.some((row) => row[name as 'age'] === null),
    );
    expect(gaps).toEqual(['haemoglobin_g_dl', 'creatinine_mg_dl']);
  });

  it('lets a follow-up visit help those who live alone most', () => {
    const helps = (alone: 'yes' | 'no') => {
      const of = rows.filter(({ lives_alone }) => lives_alone === alone);
      return (
        share(of.filter(({ follow_up_booked: f }) => f === 'no')) /
        share(of.filter(({ follow_up_booked: f }) => f === 'yes'))
      );
    };
    expect(helps('yes')).toBeGreaterThan(1.5 * helps('no'));
  });
});

describe('machine failure', () => {
  const rows = machineFailure.rows(machineFailure.seed);

  it('has readings of sixty pumps, and one in ten before a failure', () => {
    expect(new Set(rows.map(({ machine }) => machine)).size).toBe(60);
    between(
      mean(rows, (row) => Number(row.fails_within_3_days === 'yes')),
      0.07,
      0.12,
    );
  });

  it('shows wear in vibration before a failure, on top of what differs between pumps', () => {
    const vibration = (answer: 'yes' | 'no', machine: string) =>
      mean(
        rows.filter(
          (row) =>
            row.machine === machine && row.fails_within_3_days === answer && row.vibration_mm_s !== null,
        ),
        (row) => row.vibration_mm_s!,
      );
    const failing = [
      ...new Set(rows.filter((row) => row.fails_within_3_days === 'yes').map(({ machine }) => machine!)),
    ];
    const higher = failing.filter((machine) => vibration('yes', machine) > 1.2 * vibration('no', machine));
    expect(higher.length).toBeGreaterThan(0.9 * failing.length);
  });
});

describe('churn', () => {
  const rows = churn.rows(churn.seed);
  const share = (some: typeof rows) => mean(some, ({ churned }) => Number(churned === 'yes'));

  it('loses one customer in six, and numbers each once', () => {
    between(share(rows), 0.15, 0.19);
    expect(new Set(rows.map(({ customer_id }) => customer_id)).size).toBe(rows.length);
  });

  it('lets a rise of the price part those most who can leave by the month', () => {
    const rise = (contract: 'monthly' | 'two_years') => {
      const of = rows.filter((row) => row.contract === contract);
      return (
        share(of.filter((row) => row.price_change_percent! > 6)) -
        share(of.filter((row) => row.price_change_percent! <= 0))
      );
    };
    expect(rise('monthly')).toBeGreaterThan(2 * rise('two_years'));
  });
});

describe('wages', () => {
  const rows = wages.rows(wages.seed);

  it('pays women less for the same work, more so with experience', () => {
    const gap = (from: number, to: number) => {
      const of = rows.filter(
        ({ years_of_experience: years, occupation }) =>
          occupation === 'office' && years !== null && years >= from && years < to,
      );
      const log = (gender: 'female' | 'male') =>
        mean(
          of.filter((row) => row.gender === gender),
          (row) => Math.log(row.hourly_wage!),
        );
      return log('male') - log('female');
    };
    expect(gap(15, 50)).toBeGreaterThan(0.03);
    expect(Math.min(...rows.map(({ hourly_wage }) => hourly_wage!))).toBeGreaterThanOrEqual(12.8);
  });
});
