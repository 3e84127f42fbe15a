// Rows in memory, or as a stream, for fits of linear models.
import type { FamilyJob } from '../../../../src/model/families/numerics';
import type { BatchSource } from '../../../../src/model/net/training/batch-source';
import type { SettingsRecipe, Task } from '../../../../src/contract/model/recipe';
import golden from '../golden/glm.json';

/** A problem with scikit-learn's solution. */
export interface GoldenFit {
  name: string;
  task: Task;
  classes: number;
  settings: { l2: number; l1?: number; loss?: string; epsilon?: number };
  width: number;
  features: number[];
  labels: number[];
  parameters: number[];
}

/** Problems of scripts/golden/glm.py. */
export const goldenFits = golden as GoldenFit[];

/** The problem of a name. */
export function goldenFit(name: string): GoldenFit {
  const found = goldenFits.find((fit) => fit.name === name);
  if (!found) throw new Error(`no golden fit ${name}`);
  return found;
}

/** The rows of a problem: whole, or in batches that are read anew in every pass. */
export function sourceOf({ features, labels, width }: GoldenFit, kind: 'whole' | 'stream'): BatchSource {
  const x = Float32Array.from(features);
  const y = Float32Array.from(labels);
  return {
    trainRows: y.length,
    validationRows: 0,
    ...(kind === 'whole'
      ? { whole: () => Promise.resolve({ features: x, labels: y, order: () => new Uint32Array() }) }
      : {}),
    async *train() {
      for (let from = 0; from < y.length; from += 7) {
        const to = Math.min(y.length, from + 7);
        yield {
          rows: to - from,
          features: await Promise.resolve(x.subarray(from * width, to * width)),
          labels: y.subarray(from, to),
        };
      }
    },
    async *validation() {},
  };
}

/** A fit of the problem, as the engine asks for it. */
export function jobOf(fit: GoldenFit, kind: 'whole' | 'stream' = 'whole'): FamilyJob {
  const recipe: SettingsRecipe = {
    format: 2,
    dataset: { id: '01HZZZZZZZZZZZZZZZZZZZZZZZ', sha256: 'ab'.repeat(32) },
    task: fit.task,
    target: 'y',
    features: ['x'],
    split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1, seed: 1 },
    preprocessing: {
      number: { impute: 'median', scale: 'standard', missingIndicator: false },
      category: { encode: 'one-hot', maxCategories: 50 },
      image: { scale: 'unit' },
    },
    model: { family: 'glm', settings: fit.settings },
    seed: 1,
  };
  return {
    recipe,
    shape: { inputShape: [fit.width], classes: fit.classes },
    fitted: {
      features: [],
      target: { kind: 'number', column: 'y', shift: 0, scale: 1 },
      inputShape: [fit.width],
    },
    targetScale: 1,
    source: sourceOf(fit, kind),
    control: { intent: 'go' },
    from: null,
    device: null,
    yieldToEventLoop: () => Promise.resolve(),
    now: () => performance.now(),
  };
}
