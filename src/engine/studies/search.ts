// The search of a study: trial after trial until its budget is used, each kept before the next begins. One that was cut off goes on with
// the trial that it was at, to the same proposals.
import type { ChunkRef } from '../../contract/data/dataset';
import type { Trying } from '../../contract/project/job-record';
import type { Study, StudyPhase, Trial } from '../../contract/project/study';
import { HearthError } from '../../contract/transport/fault';
import type { Job } from '../../contract/transport/job';
import type { Pruner } from '../../domain/search/pruner';
import { findPruner } from '../../domain/search/pruners/registry';
import type { Sampler } from '../../domain/search/sampler';
import { findSampler } from '../../domain/search/samplers/registry';
import type { Outputs } from '../../domain/tasks/task';
import { isBetter, nextCandidate } from '../../domain/study/schedule';
import { withValues } from '../../domain/study/settings-of';
import type { TrainControl } from '../../model/net/training/train-types';
import { putChunk } from '../../storage/chunks/chunks';
import { newId } from '../../storage/store/ids';
import { commitTrial, saveStudy } from '../../storage/studies';
import { observationsOf, tracesOf } from './as-observations';
import { runTrial, type TrialOutcome } from './run-trial';
import type { StudyRows } from './study-rows';

/** What a search tells: the study as it stands, a trial that is over, the one under way. */
export interface StudyEvent {
  study: Study;
  trial: Trial | null;
  trying: Trying | null;
}

/** Of so many of the best trials the predictions are kept: an ensemble is made of these. */
const keptPredictions = 30;
/** Trials whose folds are compared before one is given up on. */
const startupTrials = 5;
const reduction = 2;

/** A study with its trials while it searches. */
export class Search {
  study: Study;
  readonly trials: Trial[];
  readonly #rows: StudyRows;
  readonly #control: TrainControl;
  readonly #job: Job<StudyEvent>;
  readonly #sampler: Sampler;
  readonly #pruner: Pruner;
  readonly #began = performance.now();
  readonly #secondsBefore: number;

  constructor(
    study: Study,
    trials: readonly Trial[],
    context: { rows: StudyRows; control: TrainControl; job: Job<StudyEvent> },
  ) {
    this.study = study;
    this.trials = [...trials];
    this.#rows = context.rows;
    this.#control = context.control;
    this.#job = context.job;
    this.#secondsBefore = study.secondsUsed;
    const { sampler, pruner } = study.plan;
    this.#sampler = findSampler(sampler) ?? unknown('sampler', sampler);
    this.#pruner = findPruner(pruner) ?? unknown('pruner', pruner);
  }

  /** Seconds that the search took, those before a pause included. */
  get seconds(): number {
    return this.#secondsBefore + (performance.now() - this.#began) / 1000;
  }

  /** Tries until the budget is used, nothing is left, or it was asked to end. */
  async run(): Promise<void> {
    while (this.#control.intent === 'go' && !this.#isOver) {
      const { plan } = this.study;
      const candidate = nextCandidate(plan, this.trials);
      if (candidate === null) return;
      await this.enter(this.trials.length < plan.candidates.length ? 'families' : 'tuning');
      const trial = await this.#try(candidate);
      if (trial === null) return;
      this.trials.push(trial);
      this.#tell(trial, null);
    }
  }

  /** Notes that a phase began, once. */
  async enter(phase: StudyPhase, change: Partial<Study> = {}): Promise<void> {
    const { phases } = this.study;
    if (this.study.phase === phase && phase in phases && Object.keys(change).length === 0) return;
    const begun = phase in phases ? phases : { ...phases, [phase]: this.seconds };
    this.study = { ...this.study, ...change, phase, phases: begun, secondsUsed: this.seconds };
    await saveStudy(this.study);
    this.#tell(null, null);
  }

  get #isOver(): boolean {
    const { budget } = this.study.plan;
    if (budget.trials !== null && this.trials.length >= budget.trials) return true;
    return budget.seconds !== null && this.seconds + this.#secondsToFinish >= budget.seconds;
  }

  /** What the best of every family take once more, as runs: about a fold and what is written and judged of each. */
  get #secondsToFinish(): number {
    const { plan } = this.study;
    const perCandidate = plan.candidates.map((_, place) =>
      this.trials
        .filter(({ candidate, state }) => candidate === place && state === 'complete')
        .reduce(
          (most, { secondsToFit, scores }) => Math.max(most, secondsToFit / Math.max(1, scores.length)),
          0,
        ),
    );
    const fits = perCandidate.reduce((sum, seconds) => sum + 1.5 * seconds, 0);
    return Math.min(0.4 * (plan.budget.seconds ?? 0), 2 * fits + perCandidate.length / 2);
  }

  async #try(candidate: number): Promise<Trial | null> {
    const { plan } = this.study;
    const number = this.trials.length + 1;
    const { recipe, space } = plan.candidates[candidate]!;
    const own = this.trials.filter((trial) => trial.candidate === candidate);
    const values =
      own.length === 0 || space === null
        ? {}
        : this.#sampler.propose({
            space,
            history: observationsOf(plan, { recipe, space }, own),
            seed: plan.seed,
            index: own.length,
          });
    const startedAt = this.seconds;
    const count = this.#rows.folds;
    const tell = (done: number) => this.#tell(null, { number, candidate, folds: { done, count } });
    tell(0);
    const outcome = await runTrial({
      recipe: withValues(recipe, values),
      plan,
      rows: this.#rows,
      control: this.#control,
      goesOn: (scores) => own.length === 0 || this.#goesOn(own, scores),
      onFold: tell,
    });
    if (outcome === null) return null;
    const { outputs, ...figures } = outcome;
    const trial: Trial = {
      id: newId(),
      projectId: this.study.projectId,
      studyId: this.study.id,
      number,
      candidate,
      values,
      ...figures,
      startedAt,
      endedAt: this.seconds,
      lane: 0,
      predictions: await this.#keep(outcome, outputs),
    };
    this.study = { ...this.study, secondsUsed: this.seconds };
    await commitTrial(trial, this.study);
    return trial;
  }

  #goesOn(own: readonly Trial[], scores: readonly number[]): boolean {
    const { plan } = this.study;
    const pruning = { minResource: 1, maxResource: this.#rows.folds, reduction, startupTrials };
    if (own.length < startupTrials) return true;
    const traces = tracesOf(plan, [...own, { state: 'running', scores }]);
    return this.#pruner.decide(traces, own.length, pruning) === 'go-on';
  }

  /** The predictions of a trial that is among the best so far. */
  async #keep({ state, score }: TrialOutcome, outputs: readonly Outputs[]): Promise<ChunkRef | null> {
    if (state !== 'complete') return null;
    const better = this.trials.filter(
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

  #tell(trial: Trial | null, trying: Trying | null): void {
    this.study = { ...this.study, secondsUsed: this.seconds };
    this.#job.emit({ study: this.study, trial, trying });
  }
}

/** A study of another version of the app may name what this one does not have. */
function unknown(field: string, id: string): never {
  throw new HearthError('input_invalid', { field: `plan.${field}` }, { id });
}
