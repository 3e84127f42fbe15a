// One tree of a forest as people look at it, and the way of a sample through all trees.
import type { TreeNode } from '../../../../contract/model/explanation';
import type { SettingsRecipe } from '../../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import { HearthError } from '../../../../contract/transport/fault';
import type { LookedTree } from '../../numerics';
import { outputNames } from '../export/trees-json';
import { treesOf, type Forest } from '../forest/forest';
import { leafOf, leftChildOf } from '../kernels/flat-trees';
import { objectiveOf } from '../objectives/of-task';
import { settingsOf } from '../settings';
import { Conditions } from './conditions';

/** What the leaves of a model are: what they say, and what it is added to. */
export interface LeafWords {
  /** Of an output before the first tree; null where the mean of the leaves is the answer. */
  start: ((output: number) => number) | null;
  /** What a node says. */
  says(node: number): Pick<TreeNode, 'value' | 'label'>;
  /** What a leaf says of what its tree is about: of a mean of several classes the one that this tree’s leaf names. */
  ofLeaf(node: number, about: number): number;
}

/** The leaves of boosted trees: tree t adds to output t mod outputs, a number in its own unit where scores are no logarithms. */
function addedLeaves({ values, start }: Forest, { target }: FittedPreprocessing, isLog: boolean): LeafWords {
  const { scale, shift } = target.kind === 'number' && !isLog ? target : { scale: 1, shift: 0 };
  return {
    start: (output) => start[output]! * scale + shift,
    says: (node) => ({ value: values[node]! * scale }),
    ofLeaf: (node) => values[node]! * scale,
  };
}

/** A tree of a boosted model. Throws `input_invalid` where there is no such tree. */
export function lookAtBoosted(
  recipe: SettingsRecipe,
  preprocessing: FittedPreprocessing,
  forest: Forest,
  tree: number,
  sample: Float32Array | null,
): LookedTree {
  const { isLog = false } = objectiveOf(recipe.task, forest.outputs, settingsOf(recipe));
  return lookAtTree(forest, preprocessing, addedLeaves(forest, preprocessing, isLog), tree, sample);
}

/** Throws `input_invalid` where there is no such tree. */
export function lookAtTree(
  forest: Forest,
  preprocessing: FittedPreprocessing,
  words: LeafWords,
  tree: number,
  sample: Float32Array | null,
): LookedTree {
  const trees = treesOf(forest);
  if (!(Number.isInteger(tree) && tree >= 0 && tree < trees))
    throw new HearthError('input_invalid', { field: 'tree' }, { found: tree, limit: trees });
  const conditions = new Conditions(forest, preprocessing);
  const [from, to] = [forest.starts[tree]!, forest.starts[tree + 1]!];
  const all = forest.covers[from]! || 1;
  const nodes = Array.from({ length: to - from }, (_, index): TreeNode => {
    const node = from + index;
    const isLeaf = forest.columns[node]! < 0;
    return {
      left: isLeaf ? null : forest.left[node]! - from,
      condition: conditions.of(node),
      missingLeft: forest.missingLeft[node] === 1,
      ...words.says(node),
      cover: forest.covers[node]! / all,
    };
  });
  const about = tree % forest.outputs;
  const names = outputNames(preprocessing, forest.outputs);
  return {
    ...{ kind: 'tree', trees, tree, sums: words.start !== null, nodes },
    output: names[about] ?? preprocessing.target.column,
    path: sample && wayOf(forest, conditions, words, { tree, sample }),
  };
}

function wayOf(
  forest: Forest,
  conditions: Conditions,
  words: LeafWords,
  { tree, sample }: { tree: number; sample: Float32Array },
): NonNullable<LookedTree['path']> {
  const from = forest.starts[tree]!;
  const nodes = [from];
  for (let node = from; forest.columns[node]! >= 0; nodes.push(node))
    node = forest.left[node]! + 1 - leftChildOf(forest, node, sample[forest.columns[node]!]!);
  const values = nodes.slice(0, -1).map((node) => conditions.valueOf(node, sample));
  const { outputs } = forest;
  const last = nodes.at(-1)!;
  const leaves = Array.from({ length: treesOf(forest) }, (_, each) =>
    words.ofLeaf(leafOf(forest, each, sample, 0), last),
  );
  const own = leaves.filter((_, each) => each % outputs === tree % outputs);
  const sum = own.reduce((total, value) => total + value, 0);
  const start = words.start?.(tree % outputs) ?? 0;
  return {
    nodes: nodes.map((node) => node - from),
    ...{ values, leaves, start },
    score: words.start ? start + sum : sum / (own.length || 1),
  };
}
