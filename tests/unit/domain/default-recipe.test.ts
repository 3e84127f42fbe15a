import { safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Column, ColumnProfile, DatasetVersion } from '../../../src/contract/data/dataset';
import type { DataPlan } from '../../../src/contract/project/project';
import { isNetRecipe, recipe as recipeSchema } from '../../../src/contract/model/recipe';
import { guessPlan } from '../../../src/domain/default-plan';
import { baselineRecipe } from '../../../src/domain/baseline';
import { defaultRecipe } from '../../../src/model/families/draft';
import { familyOf } from '../../../src/model/families/registry';
import { netRecipe } from '../../net-recipe';
import { outputShapes } from '../../../src/domain/shapes';

type Described = Pick<Column, 'name' | 'type'> & {
  distinct: number;
  range?: [number, number];
  missing?: number;
};

const rows = 1000;
const id = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
const sha256 = 'ab'.repeat(32);

function dataset(described: Described[], extra: Partial<DatasetVersion> = {}): DatasetVersion {
  const columns = described.map(({ name, type, distinct }): Column => ({
    name,
    type,
    categories: type === 'category' ? Array.from({ length: distinct }, (_, i) => `c${i}`) : [],
    shape: type === 'image' ? [28, 28, 1] : null,
  }));
  const profiles = described.map(({ name, distinct, range, missing = 0 }): ColumnProfile => {
    const [min, max] = range ?? [0, 0];
    const middle = { mean: min, stdDev: 1, q25: min, median: (min + max) / 2, q75: max };
    const number = range ? { min, max, ...middle, histogram: { edges: [], counts: [] } } : null;
    return { name, missing, distinct, number, top: [] };
  });
  return {
    ...{ id, projectId: id, name: 'd', kind: 'table', rows, columns, groups: [], sha256, profiles },
    source: {
      ...{ kind: 'file', name: 'd.csv', bytes: 1, encoding: 'utf-8', delimiter: ',' },
      ...{ synthetic: false, licence: '', origin: '' },
    },
    ...{ lineage: { parent: null, steps: [] }, notices: [], noticeCount: 0, duplicateRows: 0 },
    ...{ readMs: 1, createdAt: 1 },
    ...extra,
  };
}

function planFor(data: DatasetVersion): DataPlan {
  return {
    datasetId: data.id,
    ...guessPlan(data),
    split: { kind: 'stratified', train: 0.7, validation: 0.1, test: 0.2, seed: 7 },
    preprocessing: {
      number: { impute: 'median', scale: 'standard', missingIndicator: true },
      category: { encode: 'one-hot', maxCategories: 50 },
      image: { scale: 'unit' },
    },
    accountability: { licence: '', consent: '', source: '', retention: '' },
  };
}

const number = (name: string, distinct = 900, range: [number, number] = [0.1, 9.7]): Described => ({
  ...{ name, type: 'number', distinct, range },
});
const whole = (name: string, distinct: number, range: [number, number]) => number(name, distinct, range);
const category = (name: string, distinct: number): Described => ({ name, type: 'category', distinct });
const text = (name: string, distinct: number): Described => ({ name, type: 'text', distinct });
const images = dataset([{ name: 'image', type: 'image', distinct: 0 }, category('label', 10)], {
  kind: 'images',
});

describe('guessPlan', () => {
  it('finds the target by its name, in two languages, before its place', () => {
    const targetOf = (...columns: Described[]) => guessPlan(dataset(columns)).target;
    expect(targetOf(number('a'), category('species', 3), number('b'))).toBe('species');
    expect(targetOf(category('标签', 2), number('金额'), category('城市', 9))).toBe('标签');
    expect(targetOf(whole('Survived', 2, [0, 1]), whole('Pclass', 3, [1, 3]), category('Embarked', 3))).toBe(
      'Survived',
    );
    expect(targetOf(category('loan_default', 2), number('rate'))).toBe('loan_default');
    expect(targetOf(category('hasChurned', 2), number('rate'))).toBe('hasChurned');
    expect(targetOf(number('SalePrice'), number('area'))).toBe('SalePrice');
    // A whole name says more than a word inside one.
    expect(targetOf(category('first_class', 2), category('outcome', 2))).toBe('outcome');
  });

  it('takes no coordinate and no count of rows for a target, and prefers the last of several names', () => {
    const targetOf = (...columns: Described[]) => guessPlan(dataset(columns)).target;
    expect(targetOf(whole('X', 9, [0, 8]), whole('Y', 7, [0, 6]), number('temp'), number('area'))).toBe(
      'area',
    );
    expect(targetOf(number('a'), number('latitude'), number('longitude'))).toBe('a');
    expect(targetOf(number('x'), number('y'))).toBe('y');
    expect(targetOf(number('x1'), number('y'), number('x2'))).toBe('y');
    expect(targetOf(number('age'), category('default', 2), category('loan', 2), category('deposit', 2))).toBe(
      'deposit',
    );
    expect(
      targetOf(number('mpg'), whole('cylinders', 5, [3, 8]), whole('origin', 3, [1, 3]), text('name', 900)),
    ).toBe('mpg');
    expect(targetOf(number('价格'), number('面积'), category('朝向', 4))).toBe('价格');
    expect(targetOf(category('是否复购', 2), number('金额'), number('年龄'))).toBe('是否复购');
    expect(targetOf(number('Fläche'), number('Verkaufspreis'), category('Ort', 9))).toBe('Verkaufspreis');
    expect(targetOf(number('a'), category('species', 300))).toBe('species');
    expect(targetOf(number('a'), category('town', 300))).toBe('a');
  });

  it('takes what is last for a target only if it is no part of a date and nobody’s number', () => {
    const targetOf = (...columns: Described[]) => guessPlan(dataset(columns)).target;
    expect(targetOf(number('sales_tax'), number('output'), whole('Year', 30, [1990, 2020]))).toBe('output');
    expect(targetOf(number('a'), number('b'), whole('month', 12, [1, 12]), whole('Tag', 31, [1, 31]))).toBe(
      'b',
    );
    expect(targetOf(number('a'), number('b'), whole('月份', 12, [1, 12]))).toBe('b');
    expect(targetOf(number('a'), number('b'), whole('customer_id', 40, [1, 90]))).toBe('b');
    // Asked for by name, or alone, it is one all the same.
    expect(targetOf(number('a'), category('label', 2), whole('year', 30, [1990, 2020]))).toBe('label');
    expect(targetOf(category('year', 12))).toBe('year');
  });

  it('takes an outcome that stands last before a class of something else', () => {
    const targetOf = (...columns: Described[]) => guessPlan(dataset(columns)).target;
    expect(targetOf(number('age'), category('class', 3), number('fare'), category('survived', 2))).toBe(
      'survived',
    );
    expect(targetOf(category('class', 2), category('odor', 9), category('habitat', 7))).toBe('class');
  });

  it('guesses no other target where the one that is named has one value', () => {
    expect(guessPlan(dataset([number('a'), whole('y', 1, [7, 7])]))).toMatchObject({
      target: null,
      task: null,
    });
  });

  it('knows row names and running numbers', () => {
    const roleOf = (name: string, ...others: Described[]) =>
      guessPlan(dataset([whole(name, 1000, [1, 1000]), ...others])).roles[name];
    const others = [number('a'), category('b', 3)];
    for (const name of [
      'rownames',
      'row_names',
      'Unnamed: 0',
      'index',
      'X',
      'column_1',
      'obs',
      'S.No',
      'lfd. Nr.',
      '序号',
      'Kundennummer',
    ])
      expect([name, roleOf(name, ...others)]).toEqual([name, 'identifier']);
    expect(roleOf('a', number('c'), category('b', 3))).toBe('feature');
    expect(roleOf('X', number('Y'), number('z'))).toBe('feature');
    expect(roleOf('column_1', category('b', 3))).toBe('feature');
  });

  it('else takes the last column that can be learnt', () => {
    const columns = [number('a'), category('colour', 4), category('postcode', 45), text('remark', 990)];
    expect(guessPlan(dataset(columns))).toMatchObject({ target: 'colour', task: 'multiclass' });
  });

  it('finds the task from the target', () => {
    const taskOf = (column: Described) => guessPlan(dataset([number('x'), column])).task;
    expect(taskOf(category('target', 2))).toBe('binary');
    expect(taskOf(category('target', 50))).toBe('multiclass');
    expect(taskOf(whole('target', 2, [0, 1]))).toBe('binary');
    expect(taskOf(whole('class', 7, [1, 7]))).toBe('multiclass');
    expect(taskOf(whole('price', 7, [1, 7]))).toBe('regression');
    // Half steps are no classes.
    expect(taskOf(whole('label', 9, [1, 5]))).toBe('regression');
    expect(taskOf(number('target'))).toBe('regression');
  });

  it('sets identifiers and texts aside, and columns that say nothing', () => {
    const { roles } = guessPlan(
      dataset([
        whole('customerId', 1000, [1, 1000]),
        text('流水号', 998),
        whole('Unnamed: 0', 1000, [0, 999]),
        whole('grid', 1000, [1, 5000]),
        whole('store_id', 12, [1, 12]),
        text('remark', 700),
        category('constant', 1),
        { ...number('empty', 0), missing: rows },
        category('surname', 800),
        { name: 'when', type: 'datetime', distinct: 1000 },
        category('label', 2),
      ]),
    );
    expect(roles).toEqual({
      ...{ customerId: 'identifier', 流水号: 'identifier', 'Unnamed: 0': 'identifier', grid: 'feature' },
      ...{
        store_id: 'feature',
        remark: 'ignored',
        constant: 'ignored',
        empty: 'ignored',
        surname: 'ignored',
      },
      ...{ when: 'feature', label: 'target' },
    });
  });

  it('finds nothing where nothing can be learnt', () => {
    expect(guessPlan(dataset([text('a', 900), category('b', 1)]))).toMatchObject({
      target: null,
      task: null,
    });
  });

  it('reads image datasets', () => {
    expect(guessPlan(images)).toEqual({
      ...{ target: 'label', task: 'multiclass', roles: { image: 'feature', label: 'target' } },
    });
  });
});

describe('defaultRecipe', () => {
  const table = dataset([whole('id', 1000, [1, 1000]), number('a'), category('b', 4), category('churn', 2)]);

  it('is complete and valid for every family that can read the data', () => {
    for (const [data, families] of [
      [table, [null, 'dense', 'linear']],
      [images, [null, 'dense', 'convolutional', 'linear']],
    ] as const) {
      for (const family of families) {
        const recipe = defaultRecipe({ dataset: data, plan: planFor(data), family });
        for (const each of [recipe, baselineRecipe(recipe)]) {
          const parsed = safeParse(recipeSchema, each);
          expect(parsed.issues ?? []).toEqual([]);
          expect(familyOf(each.model.family).validate(each)).toBe(each);
        }
        const inputShape = data === images ? [28, 28, 1] : [6];
        if (isNetRecipe(recipe))
          expect(() => outputShapes(inputShape, recipe.model.layers, 10)).not.toThrow();
      }
    }
  });

  it('gives tables boosted trees on the features only, which stop early where rows validate', () => {
    const settings = { rounds: 1000, patience: 50, learningRate: 0.05 };
    expect(defaultRecipe({ dataset: table, plan: planFor(table), family: null })).toMatchObject({
      ...{ task: 'binary', target: 'churn', features: ['a', 'b'], model: { family: 'trees', settings } },
    });
  });

  it('gives tables a dense net where one is asked for', () => {
    const recipe = netRecipe(defaultRecipe({ dataset: table, plan: planFor(table), family: 'dense' }));
    expect(recipe).toMatchObject({
      ...{ task: 'binary', target: 'churn', features: ['a', 'b'], loss: 'cross-entropy', seed: 7 },
      ...{
        model: { family: 'dense' },
        optimizer: { kind: 'adamw', weightDecay: 1 },
        batchSize: 32,
        epochs: 69,
      },
      ...{ schedule: { kind: 'cosine', warmupEpochs: 1 }, earlyStopping: { patience: 19 } },
    });
    const units = recipe.model.layers.flatMap((layer) => (layer.kind === 'dense' ? [layer.units] : []));
    expect(units).toEqual([64, 32]);
  });

  it('gives images the digits net, and fits it to any size', () => {
    const recipe = netRecipe(defaultRecipe({ dataset: images, plan: planFor(images), family: null }));
    expect(recipe.model.layers.map(({ kind }) => kind)).toEqual([
      ...['conv2d', 'maxPool2d', 'conv2d', 'maxPool2d', 'flatten', 'dense', 'dropout'],
    ]);
    expect(outputShapes([28, 28, 1], recipe.model.layers, 10).reduce((sum, x) => sum + x.parameters, 0)).toBe(
      225034,
    );
    for (const side of [1, 2, 3, 5, 8, 11, 12, 13, 32, 64, 224]) {
      const columns = images.columns.map((column): Column =>
        column.type === 'image' ? { ...column, shape: [side, side, 3] } : column,
      );
      const sized = { ...images, columns };
      const { model } = netRecipe(defaultRecipe({ dataset: sized, plan: planFor(sized), family: null }));
      const shapes = outputShapes([side, side, 3], model.layers, 10);
      expect(
        shapes.reduce((sum, x) => sum + x.parameters, 0),
        `${side}`,
      ).toBeLessThan(2_000_000);
    }
  });

  it('takes larger batches for many rows, and squares for regression', () => {
    const data = dataset([number('a'), number('price')], { rows: 1_000_000 });
    const recipe = defaultRecipe({ dataset: data, plan: planFor(data), family: 'dense' });
    expect(recipe).toMatchObject({ loss: 'mse', batchSize: 1024 });
  });

  it('applies the overrides of a scenario to its own family only', () => {
    const overrides = { epochs: 3, batchSize: 32 };
    const input = { dataset: table, plan: planFor(table), overrides };
    expect(defaultRecipe({ ...input, family: null })).toMatchObject({ epochs: 3, batchSize: 32 });
    expect(defaultRecipe({ ...input, family: 'dense' })).toMatchObject({ epochs: 3 });
    expect(defaultRecipe({ ...input, family: 'linear' })).toMatchObject({ epochs: 69 });
  });

  it('refuses what cannot be learnt, and names it', () => {
    const plan = planFor(table);
    const draft = (change: Partial<DataPlan>, family: 'convolutional' | null = null) =>
      defaultRecipe({ dataset: table, plan: { ...plan, ...change }, family });
    expect(() => draft({ target: null })).toThrow('target_unset');
    expect(() => draft({ target: 'gone' })).toThrow('column_unknown');
    expect(() => draft({ roles: { id: 'identifier', a: 'ignored', b: 'protected' } })).toThrow(
      'features_none',
    );
    expect(() => draft({}, 'convolutional')).toThrow('recipe_invalid');
  });
});

describe('baselineRecipe', () => {
  it('is the exact linear model on the same rows, and nothing of the net', () => {
    const recipe = netRecipe(defaultRecipe({ dataset: images, plan: planFor(images), family: null }));
    const baseline = baselineRecipe(recipe);
    expect(baseline.model).toEqual({ family: 'glm', settings: { l2: 1, penalty: 'chosen' } });
    expect(baseline).toEqual(defaultRecipe({ dataset: images, plan: planFor(images), family: 'glm' }));
    for (const key of ['dataset', 'target', 'features', 'split', 'preprocessing', 'seed'] as const) {
      expect(baseline[key]).toEqual(recipe[key]);
    }
  });

  it('names the same positive class, so that it is found beside the model', () => {
    const recipe = netRecipe(defaultRecipe({ dataset: images, plan: planFor(images), family: null }));
    expect(baselineRecipe({ ...recipe, positive: 'yes' }).positive).toBe('yes');
    expect('positive' in baselineRecipe(recipe)).toBe(false);
  });
});
