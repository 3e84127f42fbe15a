// Trees in the text that LightGBM loads (Tree::ToString and GBDT::SaveModelToString of LightGBM 4; checked by reading it there,
// scripts/golden/tree-formats.py). LightGBM compares double precision by “at most”, so every cut becomes the largest number below it.
import { encodedNames } from '../../../../contract/data/fitted-features';
import type { SettingsRecipe } from '../../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import { taskNamed } from '../../../../domain/tasks/registry';
import type { ColumnKind } from '../binning/columns';
import { columnKinds } from '../column-kinds';
import { treesOf, type Forest } from '../forest/forest';
import { objectiveOf, type LossSettings } from '../objectives/of-task';
import { settingsOf } from '../settings';
import { largestBelow } from './cuts-between';
import { levelsOf } from './trees-json';

export const lightgbmFile = 'lightgbm.txt';

/** Bits of a decision: categorical, missing goes left, missing is NaN. */
const decision = { levels: 1, missingLeft: 2, missingIsNaN: 8 } as const;

/** The model of a forest. Numbers come out in the target's own unit. */
export function lightgbmText(
  recipe: SettingsRecipe,
  preprocessing: FittedPreprocessing,
  forest: Forest,
): string {
  const kinds = columnKinds(preprocessing);
  const settings = settingsOf(recipe);
  const { outputs } = forest;
  const { activation } = taskNamed(recipe.task).head;
  const { isLog } = objectiveOf(recipe.task, outputs, settings);
  const { target } = preprocessing;
  const scaled = target.kind === 'number' && !isLog;
  const unit = scaled ? { scale: target.scale, shift: target.shift } : { scale: 1, shift: 0 };
  const count = treesOf(forest);
  const trees = Array.from({ length: Math.max(count, outputs) }, (_, tree) => {
    const output = tree % outputs;
    // LightGBM knows no start of its own: the first tree of each output has it.
    const start = tree < outputs ? unit.scale * forest.start[output]! + unit.shift : 0;
    const valueOf = (node: number) => unit.scale * forest.values[node]! + start;
    const text = tree < count ? treeText(forest, tree, kinds, valueOf) : leafText(start);
    return `Tree=${String(tree)}\n${text}\n\n`;
  });
  const head = [
    'tree',
    'version=v4',
    `num_class=${String(outputs)}`,
    `num_tree_per_iteration=${String(outputs)}`,
    'label_index=0',
    `max_feature_idx=${String(kinds.length - 1)}`,
    `objective=${objectives[activation](outputs, settings)}`,
    `feature_names=${namesOf(preprocessing).join(' ')}`,
    `feature_infos=${kinds.map(infoOf).join(' ')}`,
    `tree_sizes=${trees.map(({ length }) => length).join(' ')}`,
  ];
  return `${head.join('\n')}\n\n${trees.join('')}end of trees\n\nfeature_importances:\n\nparameters:\nend of parameters\n\npandas_categorical:null\n`;
}

const objectives = {
  sigmoid: () => 'binary sigmoid:1',
  softmax: (outputs: number) => `multiclass num_class:${String(outputs)}`,
  linear: (_: number, settings: LossSettings) => ofNumbers[settings.loss](settings),
};

const ofNumbers: Record<LossSettings['loss'], (settings: LossSettings) => string> = {
  standard: () => 'regression',
  huber: () => 'huber',
  quantile: ({ quantile }) => `quantile alpha:${String(quantile)}`,
  poisson: () => 'poisson',
  tweedie: ({ tweediePower }) => `tweedie tweedie_variance_power:${String(tweediePower)}`,
};

/** LightGBM parts names by spaces and refuses what JSON writes with; two that come to the same are told apart by their places. */
function namesOf({ features }: FittedPreprocessing): string[] {
  const taken = new Set<string>();
  return features.flatMap(encodedNames).map((name, at) => {
    const plain = name.replace(/[\s",:[\]{}]/g, '_') || `column_${String(at)}`;
    const own = taken.has(plain) ? `${plain}_${String(at)}` : plain;
    taken.add(own);
    return own;
  });
}

function infoOf(kind: ColumnKind): string {
  if (kind.kind !== 'levels') return '[-1e+300:1e+300]';
  return Array.from({ length: kind.levels }, (_, level) => level).join(':');
}

/** Bits of levels as 32-bit words, the last of them not 0 but where there are none. */
function wordsOf(levels: readonly number[]): number[] {
  const words = [0];
  for (const level of levels) {
    while (words.length <= level >>> 5) words.push(0);
    words[level >>> 5] = (words[level >>> 5]! | (1 << (level & 31))) >>> 0;
  }
  return words;
}

function leafText(value: number): string {
  return `num_leaves=1\nnum_cat=0\nsplit_feature=\nsplit_gain=\nthreshold=\ndecision_type=\nleft_child=\nright_child=\nleaf_value=${String(value)}\nleaf_weight=\nleaf_count=\ninternal_value=\ninternal_weight=\ninternal_count=\nis_linear=0\nshrinkage=1\n`;
}

/** A node whose children are told the other way round where what is missing goes left by levels: in LightGBM it goes right. */
function treeText(
  forest: Forest,
  tree: number,
  kinds: readonly ColumnKind[],
  valueOf: (node: number) => number,
): string {
  const [from, to] = [forest.starts[tree]!, forest.starts[tree + 1]!];
  const nodes = Array.from({ length: to - from }, (_, index) => from + index);
  const inner = nodes.filter((node) => forest.columns[node]! >= 0);
  const leaves = nodes.filter((node) => forest.columns[node]! < 0);
  if (inner.length === 0) return leafText(valueOf(from));
  // Nodes and leaves are counted apart; leaf k is child −1 − k.
  const places = new Map<number, number>();
  inner.forEach((node, at) => places.set(node, at));
  leaves.forEach((node, at) => places.set(node, -1 - at));
  const words: number[] = [];
  const bounds = [0];
  const each = inner.map((node) => {
    const [left, right] = [places.get(forest.left[node]!)!, places.get(forest.left[node]! + 1)!];
    const set = forest.sets[node]!;
    const missingLeft = forest.missingLeft[node] === 1;
    if (set < 0)
      return {
        ...{ left, right, threshold: String(largestBelow(forest.cuts[node]!)) },
        type: decision.missingIsNaN + (missingLeft ? decision.missingLeft : 0),
      };
    const kind = kinds[forest.columns[node]!]!;
    const inside = levelsOf(forest, set);
    const isIn = new Set(inside);
    const count = kind.kind === 'levels' ? kind.levels : 256;
    const outside = Array.from({ length: count }, (_, level) => level).filter((level) => !isIn.has(level));
    words.push(...wordsOf(missingLeft ? outside : inside));
    const threshold = String(bounds.length - 1);
    bounds.push(words.length);
    const [first, second] = missingLeft ? [right, left] : [left, right];
    return { left: first, right: second, threshold, type: decision.levels + decision.missingIsNaN };
  });
  const list = (name: string, values: readonly (number | string)[]) => `${name}=${values.join(' ')}`;
  // Counts are whole there; covers are sums of second derivatives.
  const countOf = (node: number) => Math.max(1, Math.round(forest.covers[node]!));
  const levels = bounds.length - 1;
  return [
    `num_leaves=${String(leaves.length)}`,
    `num_cat=${String(levels)}`,
    list(
      'split_feature',
      inner.map((node) => forest.columns[node]!),
    ),
    list(
      'split_gain',
      inner.map((node) => forest.gains[node]!),
    ),
    list(
      'threshold',
      each.map(({ threshold }) => threshold),
    ),
    list(
      'decision_type',
      each.map(({ type }) => type),
    ),
    list(
      'left_child',
      each.map(({ left }) => left),
    ),
    list(
      'right_child',
      each.map(({ right }) => right),
    ),
    list('leaf_value', leaves.map(valueOf)),
    list(
      'leaf_weight',
      leaves.map((node) => forest.covers[node]!),
    ),
    list('leaf_count', leaves.map(countOf)),
    list('internal_value', inner.map(valueOf)),
    list(
      'internal_weight',
      inner.map((node) => forest.covers[node]!),
    ),
    list('internal_count', inner.map(countOf)),
    ...(levels > 0 ? [list('cat_boundaries', bounds), list('cat_threshold', words)] : []),
    'is_linear=0',
    'shrinkage=1',
    '',
  ].join('\n');
}
