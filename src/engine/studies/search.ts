// The search of a study: trials until its budget is used, some at once, each kept as soon as it is over. One that was cut off goes on with
// the trials that it was at, to the same proposals.
import type { ChunkRef } from '../../contract/data/dataset';
import type { Best, Trying } from '../../contract/project/job-record';
import type { Study, StudyPhase, Trial } from '../../contract/model/search/study';
import { HearthError } from '../../contract/transport/fault';
import type { Job } from '../../contract/transport/job';
import type { Pruner } from '../../domain/search/pruner';
import { findPruner } from '../../domain/search/pruners/registry';
import type { Sampler } from '../../domain/search/sampler';
import { findSampler } from '../../domain/search/samplers/registry';
import { foldsOf } from '../../domain/study/folds-of';
import { isBetter, lastKnown } from '../../domain/study/schedule';
import { withValues } from '../../domain/study/settings-of';
import type { TrainControl } from '../../model/net/training/train-types';
import { putChunk } from '../../storage/chunks/chunks';
import { newId } from '../../storage/store/ids';
import { commitTrial, saveStudy } from '../../storage/studies';
import { tracesOf } from './as-observations';
import type { Lane } from './lane';
import { proposeTrial, seenFrom, type Begun, type Proposed } from './propose';
import type { TrialOutcome } from './run-trial';

/** What a search tells: the study as it stands, a trial that is over, those under way. */
export interface StudyEvent {
  study: Study;
  trial: Trial | null;
  trying: readonly Trying[];
  best: Best | null;
}

/** Of so many of the best trials the predictions are kept: an ensemble is made of these. */
const keptPredictions = 30;
/** Trials whose folds are compared before one is given up on, and how many of them one has to outdo: all but one in so many. */
const startupTrials = 5;
const reduction = 2;

/** A study with its trials while it searches. */
export class Search {
  study: Study;
  readonly #begun = new Map<number, Begun>();
  readonly #trials = new Map<number, Trial>();
  readonly #trying = new Map<number, Trying>();
  /** The best that is complete. */
  #first: Trial | null = null;
  readonly #lanes: readonly Lane[];
  readonly #control: TrainControl;
  readonly #job: Job<StudyEvent>;
  readonly #sampler: Sampler;
  readonly #pruner: Pruner;
  readonly #beganAt = performance.now();
  readonly #secondsBefore: number;

  /** @param lanes as many trials as the plan says are under way at once, or as many as there are of these, to the same results */
  constructor(
    study: Study,
    trials: readonly Trial[],
    context: { lanes: readonly Lane[]; control: TrainControl; job: Job<StudyEvent> },
  ) {
    this.study = study;
    for (const trial of trials) this.#note(trial);
    this.#lanes = context.lanes;
    this.#control = context.control;
    this.#job = context.job;
    this.#secondsBefore = study.secondsUsed;
    const { sampler, pruner } = study.plan;
    this.#sampler = findSampler(sampler) ?? unknown('sampler', sampler);
    this.#pruner = findPruner(pruner) ?? unknown('pruner', pruner);
  }

  /** Trials that are over, by their numbers. */
  get trials(): Trial[] {
    return [...this.#trials.values()].sort((a, b) => a.number - b.number);
  }

  /** Seconds that the search took, those before a pause included. */
  get seconds(): number {
    return this.#secondsBefore + (performance.now() - this.#beganAt) / 1000;
  }

  /** Tries until the budget is used, nothing is left, or it was asked to end. */
  async run(): Promise<void> {
    const underWay = new Map<number, Promise<void>>();
    const free = [...this.#lanes.keys()];
    const { plan } = this.study;
    try {
      for (let number = 1; ; number++) {
        if (this.#trials.has(number)) continue;
        const mayBegin = () =>
          free.length > 0 && ![...underWay.keys()].some((each) => each <= lastKnown(plan, number));
        while (!mayBegin()) await Promise.race(underWay.values());
        if (this.#control.intent !== 'go' || this.#isOver(number)) break;
        const proposed = proposeTrial(plan, this.#sampler, this.#begun.values(), number);
        if (proposed === null) break;
        await this.enter(number <= plan.candidates.length ? 'families' : 'tuning');
        const lane = free.shift()!;
        const trial = this.#try(number, proposed, lane).finally(() => {
          underWay.delete(number);
          free.unshift(lane);
        });
        underWay.set(number, trial);
        trial.catch(() => undefined); // heard of where it is waited for
      }
      await Promise.all(underWay.values());
    } finally {
      // One has failed: the others are given up, to be tried again.
      if (underWay.size > 0) this.#control.intent = 'pause';
      await Promise.allSettled(underWay.values());
    }
  }

  /** Notes that a phase began, once. */
  async enter(phase: StudyPhase, change: Partial<Study> = {}): Promise<void> {
    const { phases } = this.study;
    if (this.study.phase === phase && Object.hasOwn(phases, phase) && Object.keys(change).length === 0)
      return;
    const begun = Object.hasOwn(phases, phase) ? phases : { ...phases, [phase]: this.seconds };
    this.study = { ...this.study, ...change, phase, phases: begun, secondsUsed: this.seconds };
    await saveStudy(this.study);
    this.#tell(null);
  }

  #isOver(number: number): boolean {
    const { budget } = this.study.plan;
    if (budget.trials !== null && number > budget.trials) return true;
    return budget.seconds !== null && this.seconds + this.#secondsToFinish >= budget.seconds;
  }

  /** What the best of every family take once more, as runs: about two folds each, and what is written and judged. */
  get #secondsToFinish(): number {
    const perCandidate = this.study.plan.candidates.map((_, place) =>
      [...this.#trials.values()]
        .filter(({ candidate, state }) => candidate === place && state === 'complete')
        .reduce(
          (most, { secondsToFit, scores }) => Math.max(most, secondsToFit / Math.max(1, scores.length)),
          0,
        ),
    );
    const seconds = perCandidate.reduce((sum, each) => sum + 2 * each + 0.5, 0);
    return Math.min(0.4 * (this.study.plan.budget.seconds ?? 0), seconds);
  }

  async #try(number: number, { candidate, values }: Proposed, lane: number): Promise<void> {
    const { plan } = this.study;
    this.#begun.set(number, { number, candidate, values, over: null });
    const count = foldsOf(plan.judging);
    const startedAt = this.seconds;
    const onFold = (done: number) => {
      this.#trying.set(number, { number, candidate, lane, startedAt, folds: { done, count } });
      this.#tell(null);
    };
    onFold(0);
    const outcome = await this.#lanes
      [lane]!.run({
        recipe: withValues(plan.candidates[candidate]!.recipe, values),
        control: this.#control,
        goesOn: (scores) => this.#goesOn(number, candidate, scores),
        onFold,
      })
      .finally(() => this.#trying.delete(number));
    if (outcome === null) return;
    const { outputs, ...figures } = outcome;
    const trial: Trial = {
      id: newId(),
      projectId: this.study.projectId,
      studyId: this.study.id,
      ...{ number, candidate, values, ...figures, startedAt, endedAt: this.seconds, lane },
      predictions: await this.#keep(outcome, outputs),
    };
    this.study = { ...this.study, secondsUsed: this.seconds };
    await commitTrial(trial, this.study);
    this.#note(trial);
    this.#tell(trial);
  }

  #note(trial: Trial): void {
    const { number, candidate, values, state, score, scores } = trial;
    if (state === 'complete' && isBetter(this.study.plan, score, this.#first?.score ?? null))
      this.#first = trial;
    this.#trials.set(number, trial);
    this.#begun.set(number, { number, candidate, values, over: { state, score, scores } });
  }

  /** A trial is held against those of its candidate that it was proposed from. */
  #goesOn(number: number, candidate: number, scores: readonly number[]): boolean {
    const { plan } = this.study;
    const seen = seenFrom(plan, this.#begun.values(), number).filter(
      (trial) => trial.candidate === candidate,
    );
    const known = seen.filter(({ state }) => state !== 'running');
    if (known.length < startupTrials) return true;
    const traces = tracesOf(plan, [...known, { state: 'running', scores }]);
    const pruning = { minResource: 1, maxResource: foldsOf(plan.judging), reduction, startupTrials };
    return this.#pruner.decide(traces, known.length, pruning) === 'go-on';
  }

  /** The predictions of a trial that is among the best of those that are over. */
  async #keep({ state, score }: TrialOutcome, outputs: TrialOutcome['outputs']): Promise<ChunkRef | null> {
    if (state !== 'complete') return null;
    const better = [...this.#trials.values()].filter(
      (trial) => trial.state === 'complete' && isBetter(this.study.plan, trial.score, score),
    );
    if (better.length >= keptPredictions) return null;
    const values = new Float32Array(outputs.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const fold of outputs) {
      values.set(fold, at);
      at += fold.length;
    }
    return putChunk(new Uint8Array(values.buffer));
  }

  #tell(trial: Trial | null): void {
    this.study = { ...this.study, secondsUsed: this.seconds };
    this.#job.emit({ study: this.study, trial, trying: [...this.#trying.values()], best: this.#best });
  }

  get #best(): Best | null {
    const trial = this.#first;
    if (!trial || trial.score === null) return null;
    const { state, score } = this.#trials.get(1) ?? {};
    const baseline = state === 'complete' ? (score ?? null) : null;
    return { candidate: trial.candidate, score: trial.score, baseline, tried: this.#trials.size };
  }
}

/** A study of another version of the app may name what this one does not have. */
function unknown(field: string, id: string): never {
  throw new HearthError('input_invalid', { field: `plan.${field}` }, { id });
}
