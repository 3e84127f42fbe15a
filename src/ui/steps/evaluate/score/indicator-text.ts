// The words of every indicator: what it is, how it is computed, what to do about it. One explicit table, so that
// the bundler still sees which messages are used. Not for the numbers: those are in domain/evaluation/.
import { m } from '../../../../i18n/paraglide/messages.js';

interface IndicatorText {
  label: () => string;
  formula: () => string;
  /** What a person could do to raise it, as an imperative. */
  action: () => string;
}

const texts: Record<string, IndicatorText | undefined> = {
  A1a: { label: m.indicator_A1a, formula: m.indicator_A1a_formula, action: m.indicator_A1a_action },
  A1b: { label: m.indicator_A1b, formula: m.indicator_A1b_formula, action: m.indicator_A1b_action },
  A1c: { label: m.indicator_A1c, formula: m.indicator_A1c_formula, action: m.indicator_A1c_action },
  A2a: { label: m.indicator_A2a, formula: m.indicator_A2a_formula, action: m.indicator_A2a_action },
  A2b: { label: m.indicator_A2b, formula: m.indicator_A2b_formula, action: m.indicator_A2b_action },
  A2c: { label: m.indicator_A2c, formula: m.indicator_A2c_formula, action: m.indicator_A2c_action },
  A3a: { label: m.indicator_A3a, formula: m.indicator_A3a_formula, action: m.indicator_A3a_action },
  A3b: { label: m.indicator_A3b, formula: m.indicator_A3b_formula, action: m.indicator_A3b_action },
  A3c: { label: m.indicator_A3c, formula: m.indicator_A3c_formula, action: m.indicator_A3c_action },
  A4a: { label: m.indicator_A4a, formula: m.indicator_A4a_formula, action: m.indicator_A4a_action },
  A4b: { label: m.indicator_A4b, formula: m.indicator_A4b_formula, action: m.indicator_A4b_action },
  D1a: { label: m.indicator_D1a, formula: m.indicator_D1a_formula, action: m.indicator_D1a_action },
  D1b: { label: m.indicator_D1b, formula: m.indicator_D1b_formula, action: m.indicator_D1b_action },
  D1c: { label: m.indicator_D1c, formula: m.indicator_D1c_formula, action: m.indicator_D1c_action },
  D2a: { label: m.indicator_D2a, formula: m.indicator_D2a_formula, action: m.indicator_D2a_action },
  D2b: { label: m.indicator_D2b, formula: m.indicator_D2b_formula, action: m.indicator_D2b_action },
  D2c: { label: m.indicator_D2c, formula: m.indicator_D2c_formula, action: m.indicator_D2c_action },
  D3a: { label: m.indicator_D3a, formula: m.indicator_D3a_formula, action: m.indicator_D3a_action },
  D3b: { label: m.indicator_D3b, formula: m.indicator_D3b_formula, action: m.indicator_D3b_action },
  D4a: { label: m.indicator_D4a, formula: m.indicator_D4a_formula, action: m.indicator_D4a_action },
  D4b: { label: m.indicator_D4b, formula: m.indicator_D4b_formula, action: m.indicator_D4b_action },
  D4c: { label: m.indicator_D4c, formula: m.indicator_D4c_formula, action: m.indicator_D4c_action },
  D5a: { label: m.indicator_D5a, formula: m.indicator_D5a_formula, action: m.indicator_D5a_action },
  D5b: { label: m.indicator_D5b, formula: m.indicator_D5b_formula, action: m.indicator_D5b_action },
  D5c: { label: m.indicator_D5c, formula: m.indicator_D5c_formula, action: m.indicator_D5c_action },
  M1a: { label: m.indicator_M1a, formula: m.indicator_M1a_formula, action: m.indicator_M1a_action },
  M1b: { label: m.indicator_M1b, formula: m.indicator_M1b_formula, action: m.indicator_M1b_action },
  M1c: { label: m.indicator_M1c, formula: m.indicator_M1c_formula, action: m.indicator_M1c_action },
  M2a: { label: m.indicator_M2a, formula: m.indicator_M2a_formula, action: m.indicator_M2a_action },
  M2b: { label: m.indicator_M2b, formula: m.indicator_M2b_formula, action: m.indicator_M2b_action },
  M3a: { label: m.indicator_M3a, formula: m.indicator_M3a_formula, action: m.indicator_M3a_action },
  M3b: { label: m.indicator_M3b, formula: m.indicator_M3b_formula, action: m.indicator_M3b_action },
  M3c: { label: m.indicator_M3c, formula: m.indicator_M3c_formula, action: m.indicator_M3c_action },
  M4a: { label: m.indicator_M4a, formula: m.indicator_M4a_formula, action: m.indicator_M4a_action },
  M4b: { label: m.indicator_M4b, formula: m.indicator_M4b_formula, action: m.indicator_M4b_action },
  M5a: { label: m.indicator_M5a, formula: m.indicator_M5a_formula, action: m.indicator_M5a_action },
  M5b: { label: m.indicator_M5b, formula: m.indicator_M5b_formula, action: m.indicator_M5b_action },
  P1a: { label: m.indicator_P1a, formula: m.indicator_P1a_formula, action: m.indicator_P1a_action },
  P1b: { label: m.indicator_P1b, formula: m.indicator_P1b_formula, action: m.indicator_P1b_action },
  P2a: { label: m.indicator_P2a, formula: m.indicator_P2a_formula, action: m.indicator_P2a_action },
  P2b: { label: m.indicator_P2b, formula: m.indicator_P2b_formula, action: m.indicator_P2b_action },
  P2c: { label: m.indicator_P2c, formula: m.indicator_P2c_formula, action: m.indicator_P2c_action },
  P3a: { label: m.indicator_P3a, formula: m.indicator_P3a_formula, action: m.indicator_P3a_action },
  P3b: { label: m.indicator_P3b, formula: m.indicator_P3b_formula, action: m.indicator_P3b_action },
  P3c: { label: m.indicator_P3c, formula: m.indicator_P3c_formula, action: m.indicator_P3c_action },
  P4a: { label: m.indicator_P4a, formula: m.indicator_P4a_formula, action: m.indicator_P4a_action },
  P4b: { label: m.indicator_P4b, formula: m.indicator_P4b_formula, action: m.indicator_P4b_action },
  P4c: { label: m.indicator_P4c, formula: m.indicator_P4c_formula, action: m.indicator_P4c_action },
  P4d: { label: m.indicator_P4d, formula: m.indicator_P4d_formula, action: m.indicator_P4d_action },
  T1a: { label: m.indicator_T1a, formula: m.indicator_T1a_formula, action: m.indicator_T1a_action },
  T1b: { label: m.indicator_T1b, formula: m.indicator_T1b_formula, action: m.indicator_T1b_action },
  T1c: { label: m.indicator_T1c, formula: m.indicator_T1c_formula, action: m.indicator_T1c_action },
  T2a: { label: m.indicator_T2a, formula: m.indicator_T2a_formula, action: m.indicator_T2a_action },
  T2b: { label: m.indicator_T2b, formula: m.indicator_T2b_formula, action: m.indicator_T2b_action },
  T3a: { label: m.indicator_T3a, formula: m.indicator_T3a_formula, action: m.indicator_T3a_action },
  T3b: { label: m.indicator_T3b, formula: m.indicator_T3b_formula, action: m.indicator_T3b_action },
  T4a: { label: m.indicator_T4a, formula: m.indicator_T4a_formula, action: m.indicator_T4a_action },
  T4b: { label: m.indicator_T4b, formula: m.indicator_T4b_formula, action: m.indicator_T4b_action },
};

/** The indicator's name; its id where it is not of this catalogue. */
export const indicatorLabel = (id: string): string => texts[id]?.label() ?? id;

/** How it is computed, in words. */
export const indicatorFormula = (id: string): string => texts[id]?.formula() ?? '';

/** What would raise it. */
export const indicatorAction = (id: string): string => texts[id]?.action() ?? id;
