// Coefficients per unit of the original columns with standard errors, tests and intervals, held against statsmodels.
import { describe, expect, it, test } from 'vitest';
import type { Estimates } from '../../../../src/contract/model/explanation';
import type { JsonObject } from '../../../../src/contract/model/json';
import type { FittedPreprocessing } from '../../../../src/contract/model/run';
import type { Task } from '../../../../src/contract/model/recipe';
import { coefficientsOf } from '../../../../src/model/families/glm/coefficients';
import { explainGlm } from '../../../../src/model/families/glm/explain';
import { estimatesCsv } from '../../../../src/domain/estimates/estimates-csv';
import { train } from '../../../../src/model/families/glm/train';
import type { FamilyJob } from '../../../../src/model/families/numerics';
import golden from '../golden/glm-inference.json';
import { jobOf } from './glm-source';

interface Case {
  name: string;
  task: string;
  labels: number[];
  settings: { l2: number; l1?: number };
  estimates: (number[] | null)[][];
  target?: { shift: number; scale: number };
  freedom?: number;
  dispersion?: number;
}
const cases = golden.cases as Case[];
const width = golden.names.length;
const caseOf = (name: string) => cases.find((each) => each.name === name)!;

function preprocessingOf({ task, target }: Case): FittedPreprocessing {
  const number = (column: string, at: number) => ({
    ...{ kind: 'number' as const, column, impute: 0, missingIndicator: false, min: 0, max: 1 },
    ...{ shift: golden.shifts[at]!, scale: golden.scales[at]! },
  });
  const classes = task === 'multiclass' ? ['u', 'v', 'w'] : ['no', 'yes'];
  return {
    features: [
      number('age', 0),
      number('income', 1),
      { kind: 'category', column: 'region', categories: ['a', 'b', 'c'] },
    ],
    target: target ? { kind: 'number', column: 'y', ...target } : { kind: 'classes', column: 'y', classes },
    inputShape: [width],
  };
}

function problem(each: Case): FamilyJob {
  const { shift, scale } = each.target ?? { shift: 0, scale: 1 };
  const job = jobOf({
    ...{ name: each.name, task: each.task as Task, width, settings: each.settings, parameters: [] },
    classes: { regression: 0, binary: 2, multiclass: 3 }[each.task]!,
    features: golden.encoded,
    labels: each.labels.map((label) => (label - shift) / scale),
  });
  return { ...job, fitted: preprocessingOf(each) };
}

async function fit(each: Case, change: Partial<FamilyJob> = {}) {
  const generator = train({ ...problem(each), ...change });
  for (;;) {
    const { done, value } = await generator.next();
    if (!done) continue;
    if (value.learnt.kind !== 'state') throw new Error('no state');
    const { bytes, facts } = value.learnt;
    const outputs = Number(facts['outputs']);
    const fitted = preprocessingOf(each);
    const explained = explainGlm(fitted, coefficientsOf(bytes, width, outputs), facts);
    return { facts, outputs, estimates: explained.estimates, names: explained.outputs };
  }
}

const fields = ({ value, error, statistic, p, low, high }: Estimates['rows'][number]) => [
  ...[value, error, statistic, p, low, high],
];

describe.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
  test('as statsmodels', async () => {
    const { estimates, outputs } = await fit(each);
    expect(estimates.absent).toBeNull();
    expect(estimates.rows).toHaveLength((width + 1) * outputs);
    for (const row of estimates.rows) {
      const term = row.isIntercept ? width : golden.names.indexOf(row.name);
      const expected = each.estimates[row.output]![term];
      if (!expected) {
        // A combination of earlier columns: its coefficient is 0 and has no error.
        expect(fields(row)).toEqual([0, null, null, null, null, null]);
        continue;
      }
      fields(row).forEach((value, at) => {
        const distance = Math.abs(value! - expected[at]!);
        expect(distance / Math.max(1e-9, Math.abs(expected[at]!)), `${row.name} ${at}`).toBeLessThan(2e-6);
      });
    }
    if (each.freedom !== undefined) expect(estimates.freedom).toBeCloseTo(each.freedom, 8);
    if (each.dispersion !== undefined) expect(estimates.dispersion).toBeCloseTo(each.dispersion, 5);
    expect(estimates.cautions).toEqual(each.settings.l2 > 0 ? ['penalty'] : []);
    const ratio = { regression: each.name === 'Poisson' ? 'rate' : null, binary: 'odds', multiclass: 'odds' };
    expect(estimates.ratio).toBe(ratio[each.task as keyof typeof ratio]);
  });
});

const absentIn = (facts: JsonObject) => (facts['inference'] as { absent?: string }).absent;

describe('standard errors', () => {
  it('are not given under L1', async () => {
    const { facts, estimates } = await fit({ ...caseOf('logistic'), settings: { l2: 1, l1: 1 } });
    expect(absentIn(facts)).toBe('l1');
    expect(estimates).toMatchObject({ absent: 'l1', distribution: null });
    expect(estimates.rows.every(({ error, p }) => error === null && p === null)).toBe(true);
  });

  it('are not given where more coefficients than rows are fitted', async () => {
    const few = 4;
    const each = caseOf('least squares');
    const job = problem({ ...each, labels: each.labels.slice(0, few) });
    const whole = {
      features: Float32Array.from(golden.encoded.slice(0, few * width)),
      labels: new Float32Array(few),
    };
    whole.labels.set([1, 2, 4, 3]);
    const source = {
      ...job.source,
      trainRows: few,
      whole: () => Promise.resolve({ ...whole, order: () => new Uint32Array() }),
    };
    expect(absentIn((await fit(each, { source })).facts)).toBe('rows');
  });

  it('are said to leave out weights, groups and time', async () => {
    const each = caseOf('logistic');
    const { recipe } = problem(each);
    const split = { ...recipe.split, kind: 'grouped' as const, column: 'region' };
    const weighted = await fit(each, { classWeights: Float64Array.of(1, 2) });
    expect(weighted.estimates.cautions).toEqual(['weights']);
    const grouped = await fit(each, { recipe: { ...recipe, split } });
    expect(grouped.estimates.cautions).toEqual(['groups']);
  });

  it('are absent in models of an earlier app, whose coefficients are all there is', () => {
    const each = caseOf('logistic');
    const parameters = Float64Array.from({ length: width + 1 }, (_, at) => at + 1);
    const stored = coefficientsOf(new Uint8Array(parameters.buffer), width, 1);
    const { estimates } = explainGlm(preprocessingOf(each), stored, { outputs: 1 });
    expect(estimates.absent).toBe('earlier');
    expect(estimates.rows[0]!.value).toBe(1 / golden.scales[0]!);
    expect(estimates.rows.at(-1)!.value).toBeCloseTo(7 - 48 / 16 - (2 * 45_000) / 16_384, 12);
  });

  it('are in the table that is exported, with the ratio of odds', async () => {
    const { estimates, names } = await fit(caseOf('logistic'));
    const [head, first, ...others] = estimatesCsv({ ...estimates, outputs: names })
      .trimEnd()
      .split('\r\n');
    expect(head).toBe(
      'term,output,coefficient,standard_error,statistic,p_value,ci95_low,ci95_high,odds_ratio,odds_ratio_low,odds_ratio_high',
    );
    const cells = first!.split(',');
    expect(cells.slice(0, 2)).toEqual(['age', 'yes']);
    expect(Number(cells[8])).toBe(Math.exp(Number(cells[2])));
    expect(others.at(-2)).toMatch(/^region = other or missing,yes,0,,,,,,1,,$/);
    expect(others.at(-1)).toMatch(/^intercept,yes,/);
  });

  it('name the strongest terms in the facts', async () => {
    const { facts, estimates } = await fit(caseOf('logistic'));
    const strongest = facts['strongest'] as { names: string[]; values: number[] };
    const sizes = estimates.rows.flatMap(({ isIntercept, statistic }) =>
      isIntercept || statistic === null ? [] : [Math.abs(statistic)],
    );
    const first = estimates.rows.find(({ name }) => name === strongest.names[0])!;
    expect(Math.abs(first.statistic!)).toBe(Math.max(...sizes));
    expect(strongest.values[0]).toBe(first.value);
  });
});
