// Words of the evaluation that several parts use: states, vetoes, components, the conclusion, evidence tables.
import type { Evidence, Reading, Snapshot } from '../../../../contract/project/evaluation';
import { formatPercent } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import { dimensionName } from '../../../charts/dimension-name';
import type { Conclusion } from './headline';

const vetoes: Record<Snapshot['vetoes'][number], () => string> = {
  'personal-data': m.evaluate_veto_personal_data,
  leakage: m.evaluate_veto_leakage,
  parity: m.evaluate_veto_parity,
  'no-rollback': m.evaluate_veto_no_rollback,
};

/** What a veto objects to. */
export const vetoText = (veto: Snapshot['vetoes'][number]): string => vetoes[veto]();

const states: Record<Reading['state'], () => string> = {
  measured: m.evaluate_state_measured,
  missing: m.evaluate_state_missing,
  stale: m.evaluate_state_stale,
  'not-applicable': m.evaluate_state_not_applicable,
};

/** A reading's state. */
export const stateText = (state: Reading['state']): string => states[state]();

/** How a state is coloured. */
export const stateTone = (state: Reading['state']): 'good' | 'warn' | 'neutral' =>
  state === 'measured' ? 'good' : state === 'stale' ? 'warn' : 'neutral';

const components: Record<string, (() => string) | undefined> = {
  A1: m.evaluate_component_A1,
  A2: m.evaluate_component_A2,
  A3: m.evaluate_component_A3,
  A4: m.evaluate_component_A4,
  D1: m.evaluate_component_D1,
  D2: m.evaluate_component_D2,
  D3: m.evaluate_component_D3,
  D4: m.evaluate_component_D4,
  D5: m.evaluate_component_D5,
  M1: m.evaluate_component_M1,
  M2: m.evaluate_component_M2,
  M3: m.evaluate_component_M3,
  M4: m.evaluate_component_M4,
  M5: m.evaluate_component_M5,
  P1: m.evaluate_component_P1,
  P2: m.evaluate_component_P2,
  P3: m.evaluate_component_P3,
  P4: m.evaluate_component_P4,
  T1: m.evaluate_component_T1,
  T2: m.evaluate_component_T2,
  T3: m.evaluate_component_T3,
  T4: m.evaluate_component_T4,
};

/** A component's name; its id where it has none. */
export const componentName = (component: string): string => components[component]?.() ?? component;

const tables: Record<string, (() => string) | undefined> = {
  projects: m.evaluate_table_projects,
  datasets: m.evaluate_table_datasets,
  partitions: m.evaluate_table_partitions,
  runs: m.evaluate_table_runs,
  judgements: m.evaluate_table_judgements,
  versions: m.evaluate_table_versions,
  versionFacts: m.evaluate_table_version_facts,
  promotions: m.evaluate_table_promotions,
  reviews: m.evaluate_table_reviews,
  tasks: m.evaluate_table_tasks,
};

/** The kind of record that evidence points at. */
export const tableName = ({ table }: Evidence): string => tables[table]?.() ?? table;

/** The conclusion as the screen's headline. */
export function conclusionText(conclusion: Conclusion): string {
  switch (conclusion.kind) {
    case 'empty':
      return m.evaluate_headline_empty();
    case 'veto':
      return m.evaluate_headline_veto({ veto: vetoText(conclusion.veto) });
    case 'unmet':
      return conclusion.count === 1
        ? m.evaluate_headline_unmet_one()
        : m.evaluate_headline_unmet({ count: conclusion.count });
    case 'withheld': {
      const share = formatPercent(conclusion.coverage, 0);
      return conclusion.thinnest
        ? m.evaluate_headline_withheld({ share, dimension: dimensionName(conclusion.thinnest) })
        : m.evaluate_headline_withheld_all({ share });
    }
    case 'release':
      return m.evaluate_headline_release();
    default: {
      const dimension = conclusion.weakest ? dimensionName(conclusion.weakest) : 'E';
      return {
        pilot: m.evaluate_headline_pilot,
        continue: m.evaluate_headline_continue,
        poor: m.evaluate_headline_poor,
      }[conclusion.kind]({ dimension });
    }
  }
}
