// What a pruner is to a study: it says whether a trial goes on. One file a pruner; pruners/registry.ts lists them.
import type { Observation } from './sampler';

/** A score that a trial reported on its way; higher is better. */
export interface Intermediate {
  /** What was spent on the trial until then: epochs, trees, rows or folds; from 1. */
  readonly resource: number;
  /** null: it could not be measured, such as a loss that is not a number. */
  readonly score: number | null;
}

/** What a trial reported so far. */
export interface Trace {
  readonly index: number;
  readonly state: Observation['state'];
  /** By resource, ascending. */
  readonly scores: readonly Intermediate[];
}

/** What a study gives its trials. */
export interface PruningPlan {
  /** No trial is stopped before it had this much: the grace period. */
  readonly minResource: number;
  /** What a trial has that is not stopped. */
  readonly maxResource: number;
  /** Of how many trials one goes on to the next rung, which gives it this many times as much. A whole number from 2. */
  readonly reduction: number;
  /** How many trials have to be complete before the median says anything. */
  readonly startupTrials: number;
}

/** As Optuna starts, with one resource to a hundred. */
export const defaultPlan: PruningPlan = { minResource: 1, maxResource: 100, reduction: 3, startupTrials: 5 };

export type Decision = 'go-on' | 'stop';

/** A way of stopping trials early. */
export interface Pruner {
  readonly id: string;
  /** The resources at which it decides about the trial of this index, ascending; null: whenever something is reported. */
  rungs(plan: PruningPlan, index: number): readonly number[] | null;
  /** Whether the trial of this index, which just reported, goes on. `traces` holds it and all the others. */
  decide(traces: readonly Trace[], index: number, plan: PruningPlan): Decision;
}

/** Resources of the rungs from a start on, each the reduction times the one before, below what a whole trial has. */
export function rungsFrom(start: number, { reduction, maxResource }: PruningPlan): number[] {
  const rungs: number[] = [];
  for (let rung = start; rung < maxResource; rung *= reduction) rungs.push(rung);
  return rungs;
}

/** The score with which a trial reached a rung: the first that it reported there or beyond; undefined: it did not reach it. */
export function scoreAt(trace: Trace, rung: number): number | null | undefined {
  return trace.scores.find(({ resource }) => resource >= rung)?.score;
}

/** The highest rung that a trial reached, as its place in the list; -1 for none. */
export function lastRung(trace: Trace, rungs: readonly number[]): number {
  const spent = trace.scores.at(-1)?.resource ?? 0;
  return rungs.findLastIndex((rung) => spent >= rung);
}

/** The trace of an index; a trial that reported nothing has none. */
export function traceOf(traces: readonly Trace[], index: number): Trace {
  return traces.find((trace) => trace.index === index) ?? { index, state: 'running', scores: [] };
}
