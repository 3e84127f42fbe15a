// Trees in the JSON that XGBoost loads (doc/model.schema of XGBoost; checked by reading it there, scripts/golden/trees.py).
import { encodedNames } from '../../../../contract/data/fitted-features';
import type { SettingsRecipe } from '../../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import { taskNamed } from '../../../../domain/tasks/registry';
import { columnKinds } from '../column-kinds';
import { treesOf, type Forest } from '../forest/forest';
import { objectiveOf, type LossSettings } from '../objectives/of-task';
import { settingsOf } from '../settings';
import { levelsOf, type JsonFile } from './trees-json';

export const xgboostFile = 'xgboost.json';

/** The parent of a root, and the child of a leaf. */
const nobody = { parent: 2147483647, child: -1 };
/** Stands for a cut that everything present lies below: the largest float32. */
const largestCut = 3.4028234663852886e38;

/** Begins a text that is a list of numbers, for `xgboostJson` to write as one. */
const listMark = '\u0001';

/** XGBoost reads a number as a real one only where it has a point or an exponent, which JSON.stringify leaves out. */
function reals(values: readonly number[]): string {
  return `${listMark}[${values.map((value) => (Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value))).join(',')}]`;
}

/** The model of a forest as JSON text. */
export function xgboostJson(
  recipe: SettingsRecipe,
  preprocessing: FittedPreprocessing,
  forest: Forest,
): string {
  return JSON.stringify(modelOf(recipe, preprocessing, forest)).replace(/"\\u0001(\[[^"]*\])"/g, '$1');
}

function modelOf(recipe: SettingsRecipe, preprocessing: FittedPreprocessing, forest: Forest): JsonFile {
  const kinds = columnKinds(preprocessing);
  const { outputs } = forest;
  const trees = treesOf(forest);
  const { activation } = taskNamed(recipe.task).head;
  const settings = settingsOf(recipe);
  const { isLog } = objectiveOf(recipe.task, outputs, settings);
  return {
    learner: {
      attributes: {},
      feature_names: preprocessing.features.flatMap(encodedNames).map(safeName),
      feature_types: kinds.map(({ kind }) => (kind === 'levels' ? 'c' : 'float')),
      gradient_booster: {
        model: {
          gbtree_model_param: { num_parallel_tree: '1', num_trees: String(trees) },
          iteration_indptr: Array.from({ length: trees / outputs + 1 }, (_, round) => round * outputs),
          tree_info: Array.from({ length: trees }, (_, tree) => tree % outputs),
          trees: Array.from({ length: trees }, (_, tree) => treeOf(forest, tree, kinds.length)),
        },
        name: 'gbtree',
      },
      learner_model_param: {
        base_score: baseScore(forest, activation, isLog === true),
        boost_from_average: '1',
        num_class: outputs > 1 ? String(outputs) : '0',
        num_feature: String(kinds.length),
        num_target: '1',
      },
      objective: objectives[activation](forest, settings),
    },
    version: [3, 1, 0],
  };
}

const objectives = {
  sigmoid: (): JsonFile => ({ name: 'binary:logistic', reg_loss_param: { scale_pos_weight: '1' } }),
  softmax: ({ outputs }: Forest): JsonFile => ({
    name: 'multi:softprob',
    softmax_multiclass_param: { num_class: String(outputs) },
  }),
  linear: (_: Forest, settings: LossSettings): JsonFile => ofNumbers[settings.loss](settings),
};

const ofNumbers: Record<LossSettings['loss'], (settings: LossSettings) => JsonFile> = {
  standard: () => ({ name: 'reg:squarederror', reg_loss_param: { scale_pos_weight: '1' } }),
  huber: ({ huberDelta }) => ({
    name: 'reg:pseudohubererror',
    pseudo_huber_param: { huber_slope: String(huberDelta) },
  }),
  quantile: ({ quantile }) => ({
    name: 'reg:quantileerror',
    quantile_loss_param: { quantile_alpha: `[${String(quantile)}]` },
  }),
  poisson: () => ({ name: 'count:poisson', poisson_regression_param: { max_delta_step: '0.7' } }),
  tweedie: ({ tweediePower }) => ({
    name: 'reg:tweedie',
    tweedie_regression_param: { tweedie_variance_power: String(tweediePower) },
  }),
};

/** The start of one output as what XGBoost answers with; of several a list, as XGBoost has it from 3.1 on. */
function baseScore({ start }: Forest, activation: keyof typeof objectives, isLog: boolean): string {
  if (start.length > 1) return `[${[...start].map(exact).join(',')}]`;
  const z = start[0] ?? 0;
  if (isLog) return exact(Math.exp(z));
  return exact(activation === 'sigmoid' ? 1 / (1 + Math.exp(-z)) : z);
}

const exact = (value: number): string => value.toExponential(16).toUpperCase();

/** XGBoost refuses these in names. */
function safeName(name: string): string {
  return name.replace(/[[\]<\u0001]/g, '_');
}

function treeOf(forest: Forest, tree: number, width: number): JsonFile {
  const [from, to] = [forest.starts[tree]!, forest.starts[tree + 1]!];
  const nodes = Array.from({ length: to - from }, (_, index) => from + index);
  const isLeaf = (node: number) => forest.columns[node]! < 0;
  const isLevels = (node: number) => forest.sets[node]! >= 0;
  const parents = nodes.map(() => nobody.parent);
  for (const node of nodes)
    if (!isLeaf(node)) {
      const left = forest.left[node]! - from;
      parents[left] = parents[left + 1] = node - from;
    }
  const divided = nodes.filter(isLevels);
  // XGBoost lists the levels that go right.
  const sets = divided.map((node) => {
    const left = new Set(levelsOf(forest, forest.sets[node]!));
    return Array.from({ length: 256 }, (_, bin) => bin).filter((bin) => !left.has(bin));
  });
  let begin = 0;
  const segments = sets.map(({ length }) => (begin += length) - length);
  const cutOf = (node: number) => (Number.isFinite(forest.cuts[node]!) ? forest.cuts[node]! : largestCut);
  return {
    base_weights: reals(nodes.map((node) => forest.values[node]!)),
    categories: sets.flat(),
    categories_nodes: divided.map((node) => node - from),
    categories_segments: segments,
    categories_sizes: sets.map(({ length }) => length),
    default_left: nodes.map((node) => forest.missingLeft[node]!),
    id: tree,
    left_children: nodes.map((node) => (isLeaf(node) ? nobody.child : forest.left[node]! - from)),
    loss_changes: reals(nodes.map((node) => forest.gains[node]!)),
    parents,
    right_children: nodes.map((node) => (isLeaf(node) ? nobody.child : forest.left[node]! + 1 - from)),
    split_conditions: reals(
      nodes.map((node) => (isLeaf(node) ? forest.values[node]! : isLevels(node) ? 0 : cutOf(node))),
    ),
    split_indices: nodes.map((node) => Math.max(0, forest.columns[node]!)),
    split_type: nodes.map((node) => (isLevels(node) ? 1 : 0)),
    sum_hessian: reals(nodes.map((node) => forest.covers[node]!)),
    tree_param: {
      num_deleted: '0',
      num_feature: String(width),
      num_nodes: String(nodes.length),
      size_leaf_vector: '1',
    },
  };
}
