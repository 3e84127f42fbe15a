// One tree of a forest as people look at it: its leaves hold means of numbers in the unit of the target, or shares of classes.
import type { FittedPreprocessing } from '../../../contract/model/run';
import type { LookedTree } from '../numerics';
import { lookAtTree, type LeafWords } from '../trees/look/look-at-tree';
import type { ForestModel } from './forest-model';
import { leafNumbers } from './scores';

/** Throws `input_invalid` where there is no such tree. */
export function lookAtForest(
  model: ForestModel,
  preprocessing: FittedPreprocessing,
  tree: number,
  sample: Float32Array | null,
): LookedTree {
  return lookAtTree(model.trees, preprocessing, wordsOf(model, preprocessing), tree, sample);
}

function wordsOf({ trees, width, shares }: ForestModel, { target }: FittedPreprocessing): LeafWords {
  if (target.kind === 'number') {
    const valueOf = (node: number) => trees.values[node]! * target.scale + target.shift;
    return { start: null, says: (node) => ({ value: valueOf(node) }), ofLeaf: valueOf };
  }
  if (width === 1) {
    const label = target.classes[1] ?? '';
    const valueOf = (node: number) => trees.values[node]!;
    return { start: null, says: (node) => ({ value: valueOf(node), label }), ofLeaf: valueOf };
  }
  const numbers = leafNumbers(trees.columns);
  const sharesOf = (node: number) => shares.subarray(numbers[node]! * width, (numbers[node]! + 1) * width);
  const largestOf = (node: number) =>
    sharesOf(node).reduce((best, share, at, all) => (share > all[best]! ? at : best), 0);
  return {
    start: null,
    says: (node) => {
      // Only leaves have shares.
      if (trees.columns[node]! >= 0) return { value: 0 };
      const largest = largestOf(node);
      return { value: sharesOf(node)[largest]!, label: target.classes[largest] ?? '' };
    },
    ofLeaf: (node, about) => sharesOf(node)[largestOf(about)]!,
  };
}
