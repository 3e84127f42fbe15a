// Models that XGBoost trained and saved, read here: they answer what XGBoost answered (scripts/golden/xgboost-models.py). What is no such
// model is refused with its reason and place.
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../../../src/contract/transport/fault';
import { toFault } from '../../../../../src/contract/transport/fault';
import { exportTrees } from '../../../../../src/model/families/trees/export/export';
import {
  readXGBoost,
  type ModelOfXGBoost,
} from '../../../../../src/model/families/trees/xgboost/read-xgboost';
import ofThree from '../../golden/xgboost-models-3.json';
import ofOne from '../../golden/xgboost-models-1.json';
import { problems, samplesOf } from './export-problems';
import { forestFrom, jobOf, run, scoresOf } from './tree-job';

interface Saved {
  name: string;
  model: string;
  columns: Record<string, (number | string | null)[]>;
  margins: number[];
  outputs: number[];
  rounds: number;
}

const saved = [
  ...(ofOne as unknown as Saved[]).map((each): [string, Saved] => [`1.6: ${each.name}`, each]),
  ...(ofThree as unknown as Saved[]).map((each): [string, Saved] => [`3.2: ${each.name}`, each]),
];
const first = (name: string): Saved => saved.find(([, each]) => each.name === name)![1];
const fileOf = (text: string): Blob => new Blob([text]);

/** The columns of the data as the model asks for them: [rows, columns]. */
function samplesFor({ columns }: ModelOfXGBoost, given: Saved['columns']): Float32Array {
  const rows = given[columns[0]!.name]!.length;
  return Float32Array.from({ length: rows * columns.length }, (_, at) => {
    const { name, categories } = columns[at % columns.length]!;
    const value = given[name]![Math.floor(at / columns.length)]!;
    if (value === null) return NaN;
    return typeof value === 'number' ? value : categories!.indexOf(value);
  });
}

describe('a model of XGBoost', () => {
  it.each(saved)('answers what XGBoost answered: %s', async (_, { model, columns, margins, rounds }) => {
    const read = await readXGBoost(fileOf(model));
    const scores = scoresOf(read.forest, samplesFor(read, columns), read.columns.length);
    const { outputs } = read.forest;
    const isPair = margins.length === 2 * scores.length;
    const theirs = isPair
      ? [...scores].map((_score, row) => margins[2 * row + 1]! - margins[2 * row]!)
      : margins;
    expect(theirs).toHaveLength(scores.length);
    expect(new Set(theirs).size).toBeGreaterThan(4);
    scores.forEach((score, at) => {
      expect(Math.abs(score - theirs[at]!)).toBeLessThan(1e-6 * Math.max(1, Math.abs(score)));
    });
    expect(read.rounds.used).toBe(rounds);
    expect(outputs).toBe(read.classes > 2 ? read.classes : 1);
  });

  it('says which rounds were the best where training stopped early', async () => {
    const { rounds } = await readXGBoost(fileOf(first('two classes, stopped early').model));
    expect(rounds.all).toBe(rounds.used + 4);
  });

  it('that was written here is the same one again', async () => {
    for (const [name, problem] of problems) {
      // The exported file has codes of levels, but not their names.
      if (name === 'levels') continue;
      const job = jobOf(problem);
      if (job.recipe.format !== 2) throw new Error('not a recipe of settings');
      const forest = forestFrom(await run(job));
      const file = exportTrees(job.recipe, job.fitted, forest).files.find(
        (each) => each.name === 'xgboost.json',
      );
      const read = await readXGBoost(new Blob([file!.bytes]));
      const samples = samplesOf(problem);
      const again = scoresOf(read.forest, samples, problem.levels.length);
      scoresOf(forest, samples, problem.levels.length).forEach((score, at) => {
        expect(Math.abs(score - again[at]!)).toBeLessThan(1e-12);
      });
    }
  });
});

const { model } = first('squared error');
/** The same file with something else in it. */
const changed = (from: string | RegExp, to: string): string => {
  const text = model.replace(from, to);
  expect(text).not.toBe(model);
  return text;
};
const refusals: [reason: string, text: () => string, fault: Partial<Fault>][] = [
  ['damaged', () => model.slice(0, -40), {}],
  ['damaged', () => changed(/"left_children":\[/, '"left_children":[9000,'), { place: { field: 'trees.0' } }],
  [
    'damaged',
    () => changed(/"base_score":"[^"]*"/, '"base_score":"[many]"'),
    {
      place: { field: 'learner.learner_model_param.base_score' },
      params: { refused: 'damaged', value: '[many]' },
    },
  ],
  ['binary', () => '{L\u0000\u0000\u0000', {}],
  ['binary', () => 'binf\u0000\u0000', {}],
  ['foreign', () => '{"columns":[]}', {}],
  [
    'booster',
    () => changed('"name":"gbtree"', '"name":"dart"'),
    { params: { refused: 'booster', value: 'dart' } },
  ],
  [
    'booster',
    () => '{"learner":{"gradient_booster":{"name":"gblinear","model":{"weights":[1]}}},"version":[3,2,0]}',
    { params: { refused: 'booster', value: 'gblinear' } },
  ],
  [
    'objective',
    () => changed('reg:squarederror', 'rank:ndcg'),
    { params: { refused: 'objective', value: 'rank:ndcg' } },
  ],
  ['targets', () => changed('"num_target":"1"', '"num_target":"2"'), {}],
  ['unnamed', () => changed(/"feature_names":\[[^\]]*\]/, '"feature_names":[]'), {}],
  [
    'codes',
    () => first('categories').model.replace(/"cats":\{.*?\]\},"gbtree/s, '"gbtree'),
    { place: { column: 'town' } },
  ],
  [
    'levels',
    () => first('categories').model.replace(/"categories":\[2/, '"categories":[300'),
    { place: { field: 'trees.0' } },
  ],
];

describe('a file that is no such model', () => {
  it.each(refusals)('is refused: %s', async (refused, text, expected) => {
    const fault = toFault(await readXGBoost(fileOf(text())).catch((thrown: unknown) => thrown));
    expect(fault).toMatchObject({ code: 'input_invalid', params: { refused }, ...expected });
  });

  it('is read where a cut is infinite, which JSON cannot say', async () => {
    const read = await readXGBoost(
      fileOf(changed(/"split_conditions":\[[^,]+,/, '"split_conditions":[Infinity,')),
    );
    expect(read.forest.cuts[0]).toBe(Infinity);
    // Names stay as they are.
    const named = changed('"height"', '"NaN, Infinity"').replace(
      /"split_conditions":\[[^,]+,/,
      '"split_conditions":[-Infinity,',
    );
    expect((await readXGBoost(fileOf(named))).columns[0]!.name).toBe('NaN, Infinity');
  });
});
