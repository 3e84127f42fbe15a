// A model that XGBoost trained and saved as JSON, as a forest of this app. What it says of columns is told beside it; which columns of the data
// those are, the caller finds.
import type { Forest } from '../forest/forest';
import type { LossSettings } from '../objectives/of-task';
import { readModelFile, type CategoriesInFile, type ModelFile } from './model-file';
import { refusal } from './refusal';
import { forestOfFile, type TreeOf } from './trees-of-file';

/** A column that the model asks for. */
export interface ColumnOfModel {
  name: string;
  /** Of a category: its levels by their codes; null of a number. */
  categories: string[] | null;
}

/** A model that was read. */
export interface ModelOfXGBoost {
  forest: Forest;
  columns: ColumnOfModel[];
  /** Of classes how many; 0 where it predicts a number. */
  classes: number;
  /** What its scores are: only of numbers another than `standard`. */
  loss: Pick<LossSettings, 'loss'> & Partial<LossSettings>;
  objective: string;
  /** Of XGBoost, such as 3.2.0. */
  version: string;
  /** Rounds that count, and those in the file: training that stopped early says which round was the best. */
  rounds: { used: number; all: number };
}

type Objective = ModelFile['learner']['objective'];

interface Kind {
  classes(param: ModelFile['learner']['learner_model_param']): number;
  /** The score that a base score stands for. */
  start(base: number): number;
  loss(objective: Objective): ModelOfXGBoost['loss'];
}

const standard = () => ({ loss: 'standard' }) as const;
const ofNumber = (loss: Kind['loss']): Kind => ({ classes: () => 0, start: (base) => base, loss });
const ofLogarithm = (loss: Kind['loss']): Kind => ({ ...ofNumber(loss), start: Math.log });
const ofClasses: Kind = {
  classes: ({ num_class: count }) => count,
  start: (base) => base,
  loss: standard,
};

/** A parameter of an objective, which stands there as a text. */
function parameter(objective: Objective, group: string, name: string, unsaid = NaN): number {
  if (objective[group] === undefined && !Number.isNaN(unsaid)) return unsaid;
  const found = (objective[group] as Record<string, unknown> | undefined)?.[name];
  const [value] = typeof found === 'string' ? numbersIn(found) : [];
  if (value === undefined || Number.isNaN(value)) throw refusal('damaged', { field: `objective.${group}` });
  return value;
}

const kinds: Record<string, Kind> = {
  'binary:logistic': {
    classes: () => 2,
    start: (base) => Math.log(base / (1 - base)),
    loss: standard,
  },
  'multi:softprob': ofClasses,
  'multi:softmax': ofClasses,
  'reg:squarederror': ofNumber(standard),
  'reg:linear': ofNumber(standard),
  'reg:absoluteerror': ofNumber(() => ({ loss: 'quantile', quantile: 0.5 })),
  'reg:quantileerror': ofNumber((objective) => ({
    loss: 'quantile',
    quantile: parameter(objective, 'quantile_loss_param', 'quantile_alpha'),
  })),
  'reg:pseudohubererror': ofNumber((objective) => ({
    loss: 'huber',
    // XGBoost 1.6 has no such parameter.
    huberDelta: parameter(objective, 'pseudo_huber_param', 'huber_slope', 1),
  })),
  'count:poisson': ofLogarithm(() => ({ loss: 'poisson' })),
  'reg:tweedie': ofLogarithm((objective) => ({
    loss: 'tweedie',
    tweediePower: parameter(objective, 'tweedie_regression_param', 'tweedie_variance_power'),
  })),
};

/** Reads a file. Throws `input_invalid` with the reason (contract/transport/model-refusals.ts), its place and what was found. */
export async function readXGBoost(file: Blob): Promise<ModelOfXGBoost> {
  const { learner, version } = await readModelFile(file);
  const { learner_model_param: param, objective, gradient_booster: booster } = learner;
  const kind = Object.hasOwn(kinds, objective.name) ? kinds[objective.name] : undefined;
  if (!kind) throw refusal('objective', {}, objective.name);
  if (!booster.model) throw refusal('damaged', { field: 'learner.gradient_booster.model' });
  const { trees, tree_info: outputOf, cats } = booster.model;
  if (param.num_target > 1 || trees.some(({ tree_param: of }) => of.size_leaf_vector > 1))
    throw refusal('targets');
  if (trees.length !== outputOf.length || trees.length !== booster.model.gbtree_model_param.num_trees)
    throw refusal('damaged', { field: 'learner.gradient_booster.model.trees' });
  const classes = kind.classes(param);
  const all = trees.map((tree, at): TreeOf => ({ tree, output: outputOf[at]!, sign: 1 }));
  const used = all.slice(0, bestTrees(learner, outputOf));
  const outputs = classes > 2 ? classes : 1;
  const groups = classes === 2 && param.num_class === 2 ? 2 : outputs;
  const start = startOf(param.base_score, groups, kind);
  // Of two classes told by two outputs the score is how far the second lies above the first.
  const isPair = groups > outputs;
  const forest = forestOfFile(
    isPair ? used.map(({ tree, output }) => ({ tree, output: 0, sign: output === 1 ? 1 : -1 })) : used,
    isPair ? Float64Array.of(start[1]! - start[0]!) : start,
    param.num_feature,
  );
  return {
    forest,
    columns: columnsOf(learner, cats?.enc ?? [], trees),
    classes,
    loss: kind.loss(objective),
    objective: objective.name,
    version: version.join('.'),
    rounds: { used: used.length / treesOfRound(learner), all: all.length / treesOfRound(learner) },
  };
}

/** Numbers of a text such as `[5E-1,2E0]` or `5E-1`. */
function numbersIn(text: string): number[] {
  return text
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map(Number);
}

/** One start an output; one for all of them in files from before 3.1. */
function startOf(text: string, outputs: number, kind: Kind): Float64Array {
  const given = numbersIn(text);
  const start = Float64Array.from({ length: outputs }, (_, output) =>
    kind.start(given.length === 1 ? given[0]! : (given[output] ?? NaN)),
  );
  if (start.every(Number.isFinite)) return start;
  throw refusal('damaged', { field: 'learner.learner_model_param.base_score' }, text);
}

/** Training that stopped early keeps its last rounds in the file; what XGBoost’s scikit-learn models predict with ends with the best one. */
function bestTrees(learner: ModelFile['learner'], outputOf: readonly number[]): number {
  const { attributes } = learner;
  const best = Number(attributes['best_iteration']);
  if (!Number.isInteger(best) || attributes['best_iteration'] === undefined) return outputOf.length;
  return Math.min(outputOf.length, (best + 1) * treesOfRound(learner));
}

/** As many of each output as grow side by side. */
function treesOfRound({
  learner_model_param: param,
  gradient_booster: { model },
}: ModelFile['learner']): number {
  return Math.max(1, param.num_class) * Math.max(1, model?.gbtree_model_param.num_parallel_tree ?? 1);
}

/** What the model asks for: names, and of categories their levels by code. */
function columnsOf(
  { feature_names: names, learner_model_param: { num_feature: count } }: ModelFile['learner'],
  encoded: readonly CategoriesInFile[],
  trees: readonly { split_type: number[]; split_indices: number[] }[],
): ColumnOfModel[] {
  if (names.length !== count) throw refusal('unnamed', {}, count);
  const divided = new Set<number>();
  for (const { split_type: types, split_indices: columns } of trees)
    types.forEach((type, node) => {
      if (type === 1) divided.add(columns[node]!);
    });
  return names.map((name, column) => {
    const categories = levelsIn(encoded[column]);
    if (divided.has(column) && !categories) throw refusal('codes', { column: name });
    return { name, categories };
  });
}

function levelsIn(encoded: CategoriesInFile | undefined): string[] | null {
  if (!encoded) return null;
  const { offsets, values } = encoded;
  if (!offsets) return values.length > 0 ? values.map(String) : null;
  if (offsets.length < 2) return null;
  const bytes = Uint8Array.from(values);
  return offsets.slice(1).map((end, at) => new TextDecoder().decode(bytes.subarray(offsets[at], end)));
}
