// Small trainings of boosted trees: rows in memory, as the engine asks for them.
import type { FamilyJob, FamilyOutcome, FamilySignal } from '../../../../../src/model/families/numerics';
import { forestOf } from '../../../../../src/model/families/trees/forest/state';
import type { Forest } from '../../../../../src/model/families/trees/forest/forest';
import type { BoostingInput } from '../../../../../src/model/families/trees/boosting';
import { predictRows } from '../../../../../src/model/families/trees/kernels/predict';
import { startSettings, type TreeSettings } from '../../../../../src/model/families/trees/settings';
import { train } from '../../../../../src/model/families/trees/train';
import type { FittedPreprocessing } from '../../../../../src/contract/model/run';
import type { SettingsRecipe, Task } from '../../../../../src/contract/model/recipe';
import type { BatchSource } from '../../../../../src/model/net/training/batch-source';
import { Philox } from '../../../../../src/domain/random';

/** Rows of a problem, row-major. */
export interface TreeRows {
  features: Float32Array;
  labels: Float32Array;
}

/** A problem. */
export interface TreeProblem {
  task: Task;
  classes: number;
  /** Levels of each column; 0 of numbers. */
  levels: readonly number[];
  train: TreeRows;
  validation?: TreeRows;
  settings?: Partial<TreeSettings>;
  seed?: number;
}

/** One tree after another with nothing drawn by chance. */
export const plain: Partial<TreeSettings> = {
  ...{ patience: 0, learningRate: 0.3, growth: 'depth', maxDepth: 3, maxLeaves: 1024 },
  ...{ rowShare: 1, columnShare: 1 },
};

/** The same for what grows trees. */
export const plainDraws = {
  sampling: { kind: 'random', share: 1 },
  shares: { columnShare: 1, levelColumnShare: 1, nodeColumnShare: 1 },
} as const satisfies Pick<BoostingInput, 'sampling' | 'shares'>;

function fittedOf({ classes, levels }: TreeProblem): FittedPreprocessing {
  return {
    features: levels.map((count, at) =>
      count > 0
        ? {
            ...{ kind: 'codes' as const, column: `c${at}`, ordered: false },
            categories: Array.from({ length: count - 1 }, (_, level) => `level ${level}`),
          }
        : { kind: 'raw' as const, column: `c${at}`, min: -3, max: 3 },
    ),
    target:
      classes > 0
        ? { kind: 'classes', column: 'y', classes: Array.from({ length: classes }, (_, at) => `class ${at}`) }
        : { kind: 'number', column: 'y', shift: 0, scale: 1 },
    inputShape: [levels.length],
  };
}

function sourceOf({ train: rows, validation, levels }: TreeProblem, kind: 'whole' | 'stream'): BatchSource {
  const width = levels.length;
  async function* batches({ features, labels }: TreeRows) {
    for (let from = 0; from < labels.length; from += 7) {
      const to = Math.min(labels.length, from + 7);
      const part = features.subarray(from * width, to * width);
      yield { rows: to - from, features: await Promise.resolve(part), labels: labels.subarray(from, to) };
    }
  }
  return {
    trainRows: rows.labels.length,
    validationRows: validation?.labels.length ?? 0,
    ...(kind === 'whole'
      ? { whole: () => Promise.resolve({ ...rows, order: () => new Uint32Array() }) }
      : {}),
    train: () => batches(rows),
    async *validation() {
      if (validation) yield* batches(validation);
    },
  };
}

/** The job of a problem. */
export function jobOf(problem: TreeProblem, kind: 'whole' | 'stream' = 'whole'): FamilyJob {
  const { task, classes, levels, train: rows, validation, settings, seed = 1 } = problem;
  const start = startSettings({ train: rows.labels.length, validation: validation?.labels.length ?? 0 });
  const recipe: SettingsRecipe = {
    format: 2,
    dataset: { id: '01HZZZZZZZZZZZZZZZZZZZZZZZ', sha256: 'ab'.repeat(32) },
    ...{ task, target: 'y', features: levels.map((_, at) => `c${at}`), seed },
    split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1, seed: 1 },
    preprocessing: {
      number: { impute: 'median', scale: 'standard', missingIndicator: false },
      category: { encode: 'one-hot', maxCategories: 50 },
      image: { scale: 'unit' },
    },
    model: { family: 'trees', settings: { ...start, ...settings } },
  };
  return {
    ...{ recipe, shape: { inputShape: [levels.length], classes }, fitted: fittedOf(problem), targetScale: 1 },
    ...{ source: sourceOf(problem, kind), control: { intent: 'go' }, from: null, device: null },
    yieldToEventLoop: () => Promise.resolve(),
    now: () => performance.now(),
  };
}

/** Runs a job to its end; `onSignal` may change what is asked of it. */
export async function run(
  job: FamilyJob,
  onSignal: (signal: FamilySignal) => void = () => undefined,
): Promise<FamilyOutcome> {
  const generator = train(job);
  for (;;) {
    const next = await generator.next();
    if (next.done) return next.value;
    onSignal(next.value);
  }
}

/** What was learnt, as trees. */
export function forestFrom({ learnt }: FamilyOutcome): Forest {
  if (learnt.kind !== 'state') throw new Error('no state');
  return forestOf(learnt.bytes, learnt.facts);
}

/** The trees of a problem. */
export async function grow(problem: TreeProblem, kind: 'whole' | 'stream' = 'whole'): Promise<Forest> {
  return forestFrom(await run(jobOf(problem, kind)));
}

/** Scores of samples. */
export function scoresOf(forest: Forest, features: Float32Array, width: number): Float64Array {
  return predictRows(forest, forest.start, { features, rows: features.length / width, width });
}

/** Normal numbers, some of them missing, and a target that needs two columns together. */
export function drawnRows(rows: number, width: number, seed: number, missing = 0): TreeRows {
  const random = new Philox(seed, 9);
  const features = Float32Array.from({ length: rows * width }, () =>
    random.uniform() < missing ? NaN : random.normal(),
  );
  const at = (row: number, column: number) => {
    const value = features[row * width + column]!;
    return Number.isNaN(value) ? 1 : value;
  };
  const labels = Float32Array.from(
    { length: rows },
    (_, row) => at(row, 0) * at(row, 1) + Math.sin(2 * at(row, 2)) + 0.1 * random.normal(),
  );
  return { features, labels };
}

/** The same with two classes. */
export function drawnClasses(rows: number, width: number, seed: number, missing = 0): TreeRows {
  const { features, labels } = drawnRows(rows, width, seed, missing);
  return { features, labels: labels.map((value) => (value > 0.2 ? 1 : 0)) };
}
