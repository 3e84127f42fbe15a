import { describe, expect, it } from 'vitest';
import { datetimeVersion, dayMs } from './dated-version';
import { datesInMs, writtenSignature } from '../../../../src/domain/release/signature-dates';
import { signatureOf } from '../../../../src/engine/release/signature';

const from = Date.UTC(2019, 2, 5);
const to = Date.UTC(2024, 10, 30, 12);
const middle = Date.UTC(2021, 6, 1);

describe('dates in a signature', () => {
  it('are milliseconds, range and example, also where no profile tells the example', () => {
    const { preprocessing, judgement, profiles } = datetimeVersion(from, to, middle);
    const [input] = signatureOf(preprocessing, { profiles, columns: [] }, judgement).inputs;
    expect(input).toMatchObject({ type: 'datetime', range: [from, to], example: middle });
    const [bare] = signatureOf(preprocessing, { profiles: [], columns: [] }, judgement).inputs;
    expect(bare?.example).toBe(middle);
    expect(datesInMs(input!)).toEqual(input);
  });

  it('of an earlier app, whose range is in days, are read as dates', () => {
    const input = {
      ...{ name: 'since', type: 'datetime' as const, categories: [], shape: null },
      ...{ range: [from / dayMs, to / dayMs] as [number, number], example: middle },
    };
    expect(datesInMs(input).range).toEqual([from, to]);
    // Before 1970 as well, and numbers stay numbers.
    const old = { ...input, range: [-9000, -100.5] as [number, number], example: -4000 * dayMs };
    expect(datesInMs(old).range).toEqual([-9000 * dayMs, -100.5 * dayMs]);
    const number = { ...input, type: 'number' as const };
    expect(datesInMs(number)).toEqual(number);
  });

  it('are written out in files', () => {
    const input = {
      ...{ name: 'since', type: 'datetime' as const, categories: [], shape: null },
      ...{ range: [from / dayMs, to / dayMs] as [number, number], example: middle },
    };
    const output = { name: 'y', classes: ['n', 'y'], threshold: 0.5 };
    expect(writtenSignature({ inputs: [input], output }).inputs[0]).toEqual({
      ...input,
      range: ['2019-03-05', '2024-11-30T12:00:00.000Z'],
      example: '2021-07-01',
    });
  });
});
