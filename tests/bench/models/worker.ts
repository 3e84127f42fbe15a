// Boosted trees as the app trains them, on rows in memory: binning, rounds with a point of the curve each, no validation rows.
import { expose } from 'comlink';
import type { Forest } from '../../../src/model/families/trees/forest/forest';
import { predictRows } from '../../../src/model/families/trees/kernels/predict';
import { forestFrom, jobOf, run, type TreeProblem } from '../../unit/model/families/trees/tree-job';

const width = 20;

interface Sizes {
  trainRows: number;
  rounds: number;
}

let features = new Float32Array(0);
let labels = new Float32Array(0);
let sizes: Sizes = { trainRows: 0, rounds: 0 };
let forest: Forest | null = null;

/** The rival's settings. */
function problemOf(rows: number, rounds: number): TreeProblem {
  return {
    ...{ task: 'binary', classes: 2, levels: Array.from({ length: width }, () => 0) },
    train: { features: features.subarray(0, rows * width), labels: labels.subarray(0, rows) },
    settings: {
      ...{ rounds, patience: 0, learningRate: 0.1, growth: 'depth', maxDepth: 6, maxLeaves: 64 },
      ...{ bins: 255, minChildWeight: 1, minGain: 0, l2: 1, l1: 0, rowShare: 1, columnShare: 1 },
    },
  };
}

async function grow(rows: number, rounds: number): Promise<Forest> {
  return forestFrom(await run(jobOf(problemOf(rows, rounds))));
}

function scoresFrom(row: number): Float64Array {
  if (!forest) throw new Error('nothing was trained');
  const samples = features.subarray(row * width);
  return predictRows(forest, forest.start, { features: samples, rows: samples.length / width, width });
}

const rival = {
  /** Reads the rows, and trains a little, so that the code is compiled. */
  async open(featuresFile: File, labelsFile: File, given: Sizes): Promise<void> {
    features = new Float32Array(await featuresFile.arrayBuffer());
    labels = new Float32Array(await labelsFile.arrayBuffer());
    sizes = given;
    forest = await grow(4000, 20);
    scoresFrom(labels.length - 4000);
  },
  /** Milliseconds from rows to trees. */
  async train(): Promise<number> {
    const startedAt = performance.now();
    forest = await grow(sizes.trainRows, sizes.rounds);
    return performance.now() - startedAt;
  },
  /** Milliseconds for the scores of the training rows. */
  predict(): number {
    if (!forest) throw new Error('nothing was trained');
    const rows = sizes.trainRows;
    const startedAt = performance.now();
    predictRows(forest, forest.start, { features: features.subarray(0, rows * width), rows, width });
    return performance.now() - startedAt;
  },
  /** Scores of the rows that were not trained on. */
  scores: (): number[] => [...scoresFrom(sizes.trainRows)],
};

export type TreesRival = typeof rival;

expose(rival);
