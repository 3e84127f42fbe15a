// From a project's records to a reading of every indicator. Nothing is guessed: what no record shows is missing.
import type { Reading } from '../../contract/project/evaluation';
import type { Task } from '../../contract/model/recipe';
import { findTask } from '../tasks/registry';
import { catalogue, catalogueVersion, type Indicator } from './catalogue';
import { architectureMeasures } from './measures/architecture';
import {
  type Context,
  evidenceOf,
  type Measure,
  type Measured,
  type ProjectRecords,
  readContext,
} from './measures/context';
import { dataMeasures } from './measures/data';
import { deploymentMeasures } from './measures/deployment';
import { modelMeasures } from './measures/model';
import { teamMeasures } from './measures/team';
import { normalize } from './normalize';

export { findVetoes } from './vetoes';
export type { ProjectRecords } from './measures/context';

/** The indicators that can be measured from records, and how. */
const measures: Record<string, Measure> = {
  ...architectureMeasures,
  ...dataMeasures,
  ...modelMeasures,
  ...deploymentMeasures,
  ...teamMeasures,
};

/** The indicators that this version of the app can take: from records, or from a person's rating. */
export const takenIndicators: ReadonlySet<string> = new Set([
  ...Object.keys(measures),
  ...catalogue.filter(({ source }) => source === 'H').map(({ id }) => id),
]);

/** Indicators that speak of classes or probabilities, which a task that learns numbers has none of. */
const classOnly: ReadonlySet<string> = new Set(['D2b', 'D2c', 'D3a', 'M2a', 'M2b', 'M3c', 'M4a', 'M4b']);

/** One reading for each indicator of the catalogue. The same records at the same time give the same readings. */
export function takeReadings(records: ProjectRecords, at: number): Reading[] {
  const context = readContext(records, at);
  return catalogue.map((indicator) => takeReading(indicator, context));
}

function takeReading(indicator: Indicator, context: Context): Reading {
  const { id, norm } = indicator;
  const blank: Reading = {
    ...{ id, raw: null, n: null, state: 'missing', score: null, evidence: [] },
    ...{ takenAt: context.at, by: 'app', catalogueVersion },
  };
  const switchedOff = context.records.project.notApplicable[id];
  if (switchedOff) {
    const evidence = [evidenceOf.project(context)];
    return { ...blank, state: 'not-applicable', evidence, by: switchedOff.by ?? unnamed };
  }
  if (!appliesTo(id, context.task)) return { ...blank, state: 'not-applicable' };
  const measured = measures[id]?.(context) ?? ratingOf(indicator, context);
  if (!measured || !Number.isFinite(measured.raw)) return blank;
  const { raw, n, evidence, stale = false, by = 'app' } = measured;
  const taken = { ...blank, raw, n, evidence, by };
  return stale ? { ...taken, state: 'stale' } : { ...taken, state: 'measured', score: normalize(raw, norm) };
}

function appliesTo(id: string, task: Task | null): boolean {
  return findTask(task)?.target.learns !== 'number' || !classOnly.has(id);
}

/** Stands for a person who gave no name. */
const unnamed = 'person';

/** A person's answer; without a note of its evidence it does not count. */
function ratingOf({ id, source }: Indicator, context: Context): Measured | null {
  const rating = context.records.project.ratings[id];
  if (source !== 'H' || !rating || rating.evidence.trim() === '') return null;
  return { raw: rating.value, n: 1, evidence: [evidenceOf.project(context)], by: rating.by ?? unnamed };
}
