// Where the trials of a search lie in its time: blocks in lanes, phases, the moment that it has reached. Pure.
import type { Trying } from '../../../../contract/project/job-record';
import type { Study, StudyPhase, Trial } from '../../../../contract/model/search/study';

/** Trials that can be told apart at this width; those that can't share a block. Places are parts of the whole, from 0 to 1. */
export interface Block {
  from: number;
  to: number;
  candidate: number;
  /** `trying`: it goes on. */
  state: Trial['state'] | 'trying';
}

export interface Phase {
  phase: StudyPhase;
  from: number;
  to: number;
}

export interface Timeline {
  /** Length of the whole. */
  seconds: number;
  lanes: Block[][];
  phases: Phase[];
  /** The second that the search has reached, as a part of the whole. */
  now: number;
}

/** @param secondsNow how long the search has gone on; @param width px that a lane has; @param trying trials under way */
export function layTimeline(
  { plan, phases, status }: Pick<Study, 'plan' | 'phases' | 'status'>,
  trials: readonly Trial[],
  { secondsNow, width, trying = [] }: { secondsNow: number; width: number; trying?: readonly Trying[] },
): Timeline {
  const last = trials.reduce((most, { endedAt }) => Math.max(most, endedAt), 0);
  const reached = Math.max(secondsNow, last);
  const isOver = status === 'done' || status === 'stopped' || status === 'failed';
  const seconds = Math.max(reached, isOver ? 0 : (plan.budget.seconds ?? 0), 1e-3);
  const count = [...trials, ...trying].reduce((most, { lane }) => Math.max(most, lane + 1), 1);
  const lanes = Array.from({ length: count }, () => [] as Block[]);
  const px = 1 / Math.max(1, width);
  for (const { lane, startedAt, endedAt, candidate, state } of trials.toSorted(
    (a, b) => a.startedAt - b.startedAt,
  )) {
    const blocks = lanes[lane]!;
    const block = { from: startedAt / seconds, to: Math.max(endedAt, startedAt) / seconds, candidate, state };
    const before = blocks.at(-1);
    if (before && block.to - before.from < px && block.from >= before.from) before.to = block.to;
    else blocks.push(block);
  }
  for (const { lane, startedAt, candidate } of trying)
    lanes[lane]!.push({ from: startedAt / seconds, to: reached / seconds, candidate, state: 'trying' });
  return { seconds, lanes, phases: phasesOf(phases, seconds), now: Math.min(1, reached / seconds) };
}

function phasesOf(begun: Study['phases'], seconds: number): Phase[] {
  const order = Object.entries(begun)
    .map(([phase, at]) => ({ phase: phase as StudyPhase, at: at ?? 0 }))
    .filter(({ phase }) => phase !== 'done')
    .toSorted((a, b) => a.at - b.at);
  return order.map(({ phase, at }, place) => ({
    phase,
    from: Math.min(1, at / seconds),
    to: Math.min(1, (order[place + 1]?.at ?? seconds) / seconds),
  }));
}

/** How many trials there were, and how they ended. */
export function countTrials(trials: readonly Pick<Trial, 'state'>[]): Record<Trial['state'] | 'all', number> {
  const counts = { all: trials.length, complete: 0, pruned: 0, failed: 0 };
  for (const { state } of trials) counts[state] += 1;
  return counts;
}
