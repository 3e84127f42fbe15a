// From a project's records to a reading of every indicator. Nothing is guessed: what no record shows is missing.
import type { Reading } from '../../contract/project/evaluation';
import type { Task } from '../../contract/model/recipe';
import { findTask } from '../tasks/registry';
import { catalogue, catalogueVersion, definitionOf, type Indicator } from './catalogue';
import {
  type Context,
  evidenceOf,
  type Measured,
  type ProjectRecords,
  readContext,
} from './indicators/context';
import { normalize } from './normalize';

export { findVetoes } from './vetoes';
export type { ProjectRecords } from './indicators/context';

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
  const measured = definitionOf.get(id)?.measure?.(context) ?? ratingOf(indicator, context);
  if (!measured || !Number.isFinite(measured.raw)) return blank;
  const { raw, n, stale = false, by = 'app' } = measured;
  // Where the model is its own baseline, both are one record.
  const evidence = [...new Map(measured.evidence.map((each) => [`${each.table} ${each.id}`, each])).values()];
  const taken = { ...blank, raw, n, evidence, by };
  return stale ? { ...taken, state: 'stale' } : { ...taken, state: 'measured', score: normalize(raw, norm) };
}

/** Of classes or probabilities a task that learns numbers has none. */
function appliesTo(id: string, task: Task | null): boolean {
  return findTask(task)?.target.learns !== 'number' || definitionOf.get(id)?.needs !== 'classes';
}

/** Stands for a person who gave no name. */
const unnamed = 'person';

/** A person's answer; without a note of its evidence it does not count. */
function ratingOf({ id, source }: Indicator, context: Context): Measured | null {
  const rating = context.records.project.ratings[id];
  if (source !== 'H' || !rating || rating.evidence.trim() === '') return null;
  return { raw: rating.value, n: 1, evidence: [evidenceOf.project(context)], by: rating.by ?? unnamed };
}
