// Words of the evaluation that several parts use: states, vetoes, components, the conclusion, evidence tables.
import type { Evidence, Reading, Snapshot } from '../../../../contract/project/evaluation';
import { formatPercent } from '../../../../i18n/format';
import { keyedMessages, type KeyedMessage } from '../../../../i18n/keyed-messages';
import { m } from '../../../../i18n/paraglide/messages.js';
import { dimensionName } from '../../../charts/dimension-name';
import type { Conclusion } from './headline';

const vetoes: Record<Snapshot['vetoes'][number], () => string> = {
  'personal-data': m.evaluate_veto_personal_data,
  leakage: m.evaluate_veto_leakage,
  'target-leakage': m.evaluate_veto_target_leakage,
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

const message = keyedMessages({
  ...import.meta.glob<Record<string, KeyedMessage>>(
    '../../../../i18n/paraglide/messages/evaluate_component_*.js',
    { eager: true },
  ),
  ...import.meta.glob<Record<string, KeyedMessage>>(
    '../../../../i18n/paraglide/messages/evaluate_table_*.js',
    { eager: true },
  ),
});

/** A component's name; its id where it has none. */
export const componentName = (component: string): string =>
  message(`evaluate_component_${component}`)?.() ?? component;

/** The kind of record that evidence points at. */
export const tableName = ({ table }: Evidence): string => message(`evaluate_table_${table}`)?.() ?? table;

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
    case 'explored':
      return m.evaluate_headline_explored();
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
