// The sections of the report that say what was asked, what came out against the baseline and in which slices, and who answers for it.
import type { Judgement } from '../../../../contract/model/judgement';
import { steps, type Project, type Requirement } from '../../../../contract/project/project';
import type { JudgementRow } from '../../../../contract/project/rows';
import { metricOf, requirementState, type JudgedRun } from '../../../../domain/current-model';
import { formatNumber } from '../../../../i18n/format';
import { formatMetric, metricLabel } from '../../../../i18n/metric-text';
import { m } from '../../../../i18n/paraglide/messages.js';
import { stepNames } from '../../../shell/rail/step-names';
import { shownMetrics } from '../results/shown-metrics';
import { barChart } from './report-charts';
import type { ReportTable } from './report-page';

const priorities: Record<Requirement['priority'], () => string> = {
  must: m.goals_priority_must,
  should: m.goals_priority_should,
  could: m.goals_priority_could,
};

/** What the goals ask, each with whether the test set shows it; null where they ask nothing. */
export function goalsTable(
  requirements: readonly Requirement[],
  judgement: Pick<JudgementRow, 'test'> | null,
): ReportTable | null {
  if (requirements.length === 0) return null;
  const state = (requirement: Requirement) => {
    const found = requirementState(requirement, judgement);
    if (found.kind === 'not-measurable') return m.goals_state_not_measurable();
    if (found.kind === 'not-measured') return m.goals_state_not_measured();
    const value = formatMetric(requirement.metric ?? '', found.value);
    return found.kind === 'met' ? m.goals_state_met({ value }) : m.goals_state_not_met({ value });
  };
  return {
    title: m.goals_requirements(),
    head: [
      m.goals_requirement_text(),
      m.goals_requirement_target(),
      m.goals_requirement_priority(),
      m.goals_requirement_state(),
    ],
    rows: requirements.map((requirement) => {
      const { text, metric, operator, threshold, priority } = requirement;
      const target =
        metric === null || threshold === null
          ? '–'
          : `${metricLabel(metric)} ${operator} ${formatMetric(metric, threshold)}`;
      return [text || m.goals_requirement_unnamed(), target, priorities[priority](), state(requirement)];
    }),
  };
}

/** The metrics of the run that is shown, beside those of its baseline; `note` says how the two stand. */
export function resultTable(
  { run, judgement }: JudgedRun,
  baseline: JudgedRun | null,
  note: string,
): ReportTable {
  const { primary, test, train, testRows, interval } = judgement;
  const value = (metric: string, split: typeof test | undefined) =>
    formatMetric(metric, split ? metricOf(split, metric) : null);
  const bar = (label: string, split: typeof test, between?: readonly [number, number]) => ({
    label,
    value: metricOf(split, primary),
    text: value(primary, split),
    ...(between ? { interval: between } : {}),
  });
  const runName = m.evaluate_run({ number: run.number });
  const bars = [
    bar(runName, test, interval),
    ...(baseline ? [bar(m.evaluate_baseline(), baseline.judgement.test)] : []),
  ];
  return {
    title: `${runName} · ${m.evaluate_test_result({ count: testRows, rows: formatNumber(testRows) })}`,
    note,
    chart: barChart(metricLabel(primary), bars),
    head: [m.evaluate_metric(), m.evaluate_test(), m.evaluate_baseline(), m.evaluate_train()],
    numeric: [1, 2, 3],
    rows: shownMetrics(judgement).map((metric) => [
      metricLabel(metric),
      value(metric, test),
      value(metric, baseline?.judgement.test),
      value(metric, train),
    ]),
  };
}

/** The slices of the test set, worst first; null where there are none. */
export function slicesTable({
  primary,
  slices,
  test,
}: Pick<Judgement, 'primary' | 'slices' | 'test'>): ReportTable | null {
  if (slices.length === 0) return null;
  const overall = metricOf(test, primary);
  const named = slices.map(({ column, value, rows, score }) => ({
    ...{ label: `${column} ${value}`, rows, value: score, text: formatMetric(primary, score) },
  }));
  return {
    title: m.evaluate_slices(),
    chart: barChart(m.evaluate_slices_text(), named.slice(0, 12), { mark: overall }),
    head: [m.evaluate_slice(), m.evaluate_rows(), metricLabel(primary)],
    numeric: [1, 2],
    rows: named.map(({ label, rows, text }) => [label, formatNumber(rows), text]),
  };
}

/** Who is accountable for each step. */
export function peopleTable({ members, accountable }: Project['team']): ReportTable {
  const person = (id: string | null | undefined) => {
    const found = members.find((member) => member.id === id);
    return found ? [found.name || m.team_unnamed(), found.role, found.department] : ['–', '', ''];
  };
  return {
    title: m.team_accountable(),
    head: [m.evaluate_report_step(), m.team_member_name(), m.team_member_role(), m.team_member_department()],
    rows: steps.map((step) => [stepNames[step](), ...person(accountable[step])]),
  };
}
