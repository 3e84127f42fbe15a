// report.json of a headless run: what was trained on what, how well, and E. Only numbers that were measured.
import type { SplitMetrics } from '../../contract/model/judgement';
import { artifactChunks } from '../../contract/model/run';
import type { ProjectView } from '../../contract/project/view';
import { decidingStand } from '../../domain/choice/proposal';
import type { HeadlessResult } from './headless-result';

const metricsOf = ({ rows, metrics }: SplitMetrics) => ({ rows, ...metrics });

/** Which of the two is proposed, and how the model stands against the baseline on the validation set by the metric that decides. */
function describeProposal(view: ProjectView, { model, exported }: HeadlessResult) {
  const { standing, metric, difference } = decidingStand(view, model.judgement);
  const { run, judgement, role } = exported;
  return {
    role,
    family: run.recipe.model.family,
    reason: { standing, metric, difference },
    test: { interval: judgement.interval, ...metricsOf(judgement.test) },
  };
}

/** The report as an object, ready for JSON. */
export function describeReport(view: ProjectView, result: HeadlessResult) {
  const { dataset } = view;
  const { run, judgement } = result.model;
  const { snapshot } = result;
  const { classes, threshold, confusion } =
    judgement.kind === 'classification' ? judgement : { classes: [], threshold: 0.5, confusion: [] };
  const epochs = run.history.length;
  return {
    dataset: {
      name: dataset?.name,
      rows: dataset?.rows,
      columns: dataset?.columns.length,
      sha256: dataset?.sha256,
      synthetic: dataset?.source.synthetic,
    },
    split: { ...run.recipe.split, rows: result.partition.counts, sha256: result.partition.sha256 },
    recipe: { ...run.recipe, sha256: run.recipeSha256 },
    backend: { name: run.backend, reason: run.backendReason },
    training: {
      status: run.status,
      epochs,
      bestEpoch: run.bestEpoch,
      steps: run.step,
      msPerStep: run.msPerStep,
      convergence: run.convergence,
      seconds: run.secondsTrained,
      parameters: run.parameters,
      history: run.history,
      notices: run.notices,
      weightsSha256: run.artifact && artifactChunks(run.artifact).map(({ sha256 }) => sha256),
    },
    test: {
      primary: judgement.primary,
      interval: judgement.interval,
      threshold,
      ...metricsOf(judgement.test),
    },
    confusion: { classes, counts: confusion },
    baseline: {
      family: result.baseline.run.recipe.model.family,
      ...metricsOf(result.baseline.judgement.test),
    },
    /** Model minus baseline on the same rows, with 5–95 % intervals. */
    comparison: judgement.comparison?.metrics ?? null,
    proposed: describeProposal(view, result),
    registered: result.exported.role,
    /** Which run each file is of. */
    exported: {
      'model/': result.exported.role,
      'predictions.csv': result.exported.role,
      'recipe.json': 'model',
    },
    latency: result.latency,
    evaluation: {
      E: snapshot.headline,
      stage: snapshot.stage,
      provisional: snapshot.provisional,
      interval: snapshot.interval,
      coverage: snapshot.coverage,
      dimensions: snapshot.dimensions,
      vetoes: snapshot.vetoes,
      actions: snapshot.actions,
      indicators: snapshot.readings,
      sha256: snapshot.sha256,
    },
    versions: {
      app: run.appVersion,
      model: result.version.number,
      modelSha256: result.version.sha256,
      userAgent: navigator.userAgent,
    },
  };
}
