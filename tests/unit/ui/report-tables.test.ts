import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../../src/contract/project/project';
import type { JudgedRun } from '../../../src/domain/current-model';
import { barChart } from '../../../src/ui/steps/evaluate/report/report-charts';
import { reportPage } from '../../../src/ui/steps/evaluate/report/report-page';
import {
  goalsTable,
  peopleTable,
  resultTable,
  slicesTable,
} from '../../../src/ui/steps/evaluate/report/report-tables';

const split = (auc: number) => ({ rows: 90, metrics: { auc, accuracy: 0.7 } });
const judged = (number: number, auc: number) =>
  ({
    run: { id: `r${String(number)}`, number },
    judgement: {
      ...{ primary: 'auc', kind: 'classification', interval: [0.78, 0.88], testRows: 90 },
      ...{ train: split(0.9), validation: split(0.8), test: split(auc) },
    },
  }) as unknown as JudgedRun;
const asked = (change: Partial<Requirement>): Requirement => ({
  ...{ id: 'q', text: 'Ranks well', metric: 'auc', operator: '≥', threshold: 0.8, priority: 'must' },
  ...change,
});

describe('the report', () => {
  it('says of every goal whether the test set shows it', () => {
    const table = goalsTable([asked({}), asked({ threshold: 0.9, text: '' }), asked({ metric: null })], {
      test: split(0.83),
    })!;
    expect(table.rows.map((row) => row.at(-1))).toEqual([
      expect.stringMatching(/^met/),
      expect.stringMatching(/^not met/),
      'add a metric and threshold',
    ]);
    expect(table.rows[1]![0]).toBe('unnamed requirement');
    expect(goalsTable([], null)).toBeNull();
  });

  it('shows the run beside its baseline, in a chart and in numbers', () => {
    const table = resultTable(judged(2, 0.83), judged(1, 0.71), 'no better than <the> baseline');
    expect(table.rows.find(([metric]) => /AUC/.test(metric!))).toEqual([
      expect.any(String),
      '0.830',
      '0.710',
      '0.900',
    ]);
    expect(table.chart).toContain('Baseline');
    expect(resultTable(judged(2, 0.83), null, '').rows[0]![2]).toBe('–');
    const page = { locale: 'en', title: '', conclusion: '', lines: [], footer: '', tables: [table] };
    expect(reportPage(page)).toContain('<p>no better than &lt;the&gt; baseline</p>');
  });

  it('lists every slice, with the overall value across the chart', () => {
    const slices = Array.from({ length: 20 }, (_, at) => ({
      ...{ column: 'region', value: String(at), rows: 30, score: 0.5 + at / 100 },
    }));
    const table = slicesTable({ primary: 'auc', slices, test: split(0.83) })!;
    expect(table.rows).toHaveLength(20);
    expect(table.chart).toContain('stroke-dasharray');
    expect(slicesTable({ primary: 'auc', slices: [], test: split(0.83) })).toBeNull();
  });

  it('names who is accountable for each of the seven steps', () => {
    const members = [{ id: 'm', name: 'Ana', department: 'Risk', role: 'Analyst' }];
    const { rows } = peopleTable({
      members,
      accountable: { data: 'm', team: 'gone' },
      actingId: null,
    } as never);
    expect(rows).toHaveLength(7);
    expect(rows.filter(([, name]) => name === 'Ana')).toHaveLength(1);
  });

  it('aligns numbers with their heads, and lets identifiers alone break', () => {
    const table = { title: 't', head: ['a', 'b', 'c'], rows: [['x', '1', 'id']], numeric: [1], codes: [2] };
    const content = { locale: 'en', title: 't', conclusion: 'c', lines: [], footer: '', tables: [table] };
    const page = reportPage(content);
    expect(page).toContain('<th scope="col" class="num">b</th>');
    expect(page).toContain('<td class="num">1</td><td class="code">id</td>');
    expect(page).toMatch(/th,td\{[^}]*overflow-wrap:break-word/);
    expect(page).toContain('@page{size:A4');
  });
});

describe('a chart of bars', () => {
  it('keeps every bar and whisker within its room, and texts as text', () => {
    const svg = barChart(
      '<T>',
      [
        { label: '<b>', value: 2, text: '2', interval: [-1, 9] },
        { label: 'none', value: null, text: '–' },
      ],
      { max: 1 },
    );
    expect(svg).not.toMatch(/<b>|<T>/);
    const lengths = [...svg.matchAll(/width="([\d.]+)" height/g)].map(([, length]) => Number(length));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(380);
    expect(svg).not.toContain('NaN');
    expect(svg.match(/<rect/g)).toHaveLength(3);
  });
});
