import { describe, expect, it } from 'vitest';
import type { Recipe } from '../../../../src/contract/model/recipe';
import { encodeFeatures, encodeTargets } from '../../../../src/data/preprocess/encode';
import { fitPreprocessing } from '../../../../src/data/preprocess/fit';
import { encodeInputRow } from '../../../../src/data/preprocess/input-row';
import { featureWidth } from '../../../../src/data/preprocess/width';
import { memoryTable, type TableCells } from '../memory-source';
import { faultOf } from '../read';

const cells: TableCells = {
  age: [20, 30, null, 50, 90, 1000],
  city: ['Ulm', 'Ulm', 'Bonn', null, 'Kiel', 'Jena'],
  joined: [0, 86_400_000 * 2, 86_400_000 * 4, 86_400_000 * 6, null, 0],
  empty: [null, null, null, null, 7, 8],
  note: ['a', 'b', 'c', 'd', 'e', 'f'],
  paid: [10, 20, 30, 60, 5, null],
  won: ['no', 'yes', 'yes', 'no', 'yes', null],
};
const assignment = Uint8Array.of(0, 0, 0, 0, 2, 255);

type Part = Pick<Recipe, 'features' | 'target' | 'task' | 'preprocessing' | 'positive'>;

function recipe(changes: Partial<Part> & { number?: Partial<Recipe['preprocessing']['number']> } = {}): Part {
  const { number, ...rest } = changes;
  return {
    features: ['age', 'city', 'joined', 'empty'],
    target: 'won',
    task: 'binary',
    preprocessing: {
      number: { impute: 'median', scale: 'standard', missingIndicator: true, ...number },
      category: { encode: 'one-hot', maxCategories: 10 },
      image: { scale: 'unit' },
    },
    ...rest,
  };
}

function table(): ReturnType<typeof memoryTable> & { kind: 'table' } {
  const made = memoryTable(cells, 4, ['joined']);
  for (const column of made.columns) if (column.name === 'note') column.type = 'text';
  return { ...made, kind: 'table' };
}

describe('fitting on training rows', () => {
  it('refuses a target that has one value in them, whatever the other rows have', async () => {
    const data = table();
    const constant = Uint8Array.of(2, 0, 0, 2, 2, 255);
    expect(await faultOf(fitPreprocessing(data.source, recipe(), data, constant))).toMatchObject({
      ...{ code: 'target_constant', place: { column: 'won' }, params: { value: 'yes' } },
    });
    const number = recipe({ target: 'paid', task: 'regression' });
    const single = Uint8Array.of(2, 2, 2, 0, 2, 255);
    expect(await faultOf(fitPreprocessing(data.source, number, data, single))).toMatchObject({
      ...{ code: 'target_constant', place: { column: 'paid' }, params: { value: '60' } },
    });
  });

  it('learns imputation, scale and categories from them and from no others', async () => {
    const data = table();
    const fitted = await fitPreprocessing(data.source, recipe(), data, assignment);
    const [age, city, joined] = fitted.features;
    expect(fitted.features.map(({ column }) => column)).toEqual(['age', 'city', 'joined']);
    expect(age).toMatchObject({ kind: 'number', impute: 30, missingIndicator: true, min: 20, max: 50 });
    // Mean and population deviation of 20, 30, 50.
    expect(age?.kind === 'number' && age.shift).toBeCloseTo(100 / 3, 12);
    expect(age?.kind === 'number' && age.scale).toBeCloseTo(Math.sqrt(1400 / 9), 12);
    expect(city).toEqual({ kind: 'category', column: 'city', categories: ['Ulm', 'Bonn'] });
    expect(joined).toMatchObject({
      kind: 'datetime',
      impute: 3,
      shift: 3,
      missingIndicator: false,
      min: 0,
      max: 6,
    });
    expect(fitted.target).toEqual({ kind: 'classes', column: 'won', classes: ['no', 'yes'] });
    expect(fitted.inputShape).toEqual([2 + 3 + 1]);
    expect(featureWidth(fitted)).toBe(6);
  });

  it.each([
    ['mean', 100 / 3],
    ['zero', 0],
    ['median', 30],
  ] as const)('imputes the %s', async (impute, expected) => {
    const data = table();
    const fitted = await fitPreprocessing(data.source, recipe({ number: { impute } }), data, assignment);
    expect(fitted.features[0]?.kind === 'number' && fitted.features[0].impute).toBeCloseTo(expected, 12);
  });

  it.each([
    ['min-max', 20, 30],
    ['none', 0, 1],
  ] as const)('scales %s', async (scale, shift, by) => {
    const data = table();
    const fitted = await fitPreprocessing(data.source, recipe({ number: { scale } }), data, assignment);
    expect(fitted.features[0]).toMatchObject({ shift, scale: by });
  });

  it('keeps the most frequent categories', async () => {
    const data = table();
    const plan = recipe({
      preprocessing: { ...recipe().preprocessing, category: { encode: 'one-hot', maxCategories: 1 } },
    });
    const fitted = await fitPreprocessing(data.source, plan, data, assignment);
    expect(fitted.features[1]).toEqual({ kind: 'category', column: 'city', categories: ['Ulm'] });
  });

  it('learns the scale of a number to predict', async () => {
    const data = table();
    const plan = recipe({ task: 'regression', target: 'paid', features: ['age', 'paid'] });
    const fitted = await fitPreprocessing(data.source, plan, data, assignment);
    expect(fitted.features).toHaveLength(1);
    expect(fitted.target).toMatchObject({ kind: 'number', column: 'paid', shift: 30 });
    const out = new Float32Array(2);
    const values = await data.source.read(0, new Set(['paid']));
    encodeTargets(fitted, { columns: data.columns, values, rows: Uint32Array.of(0, 3) }, out, 0);
    const deviation = Math.sqrt(350);
    expect(out[0]).toBeCloseTo(-20 / deviation, 6);
    expect(out[1]).toBeCloseTo(30 / deviation, 6);
  });

  it('takes classes from numbers in the order of their values', async () => {
    const data = memoryTable({ x: [1, 2, 3, 4], grade: [10, 2, 2, 10] });
    const plan = recipe({ features: ['x'], target: 'grade', task: 'binary' });
    const fitted = await fitPreprocessing(data.source, plan, { ...data, kind: 'table' }, new Uint8Array(4));
    expect(fitted.target).toMatchObject({ classes: ['2', '10'] });
    const out = new Float32Array(3);
    const values = await data.source.read(0, new Set(['grade']));
    encodeTargets(fitted, { columns: data.columns, values, rows: Uint32Array.of(0, 1, 2) }, out, 0);
    expect([...out]).toEqual([1, 0, 0]);
  });

  it('reads no image to fit, and gives its shape', async () => {
    const data = memoryTable({
      scan: [
        [0, 255],
        [51, 102],
      ],
      digit: ['a', 'b'],
    });
    const plan = recipe({ features: ['scan'], target: 'digit' });
    const fitted = await fitPreprocessing(data.source, plan, { ...data, kind: 'images' }, new Uint8Array(2));
    expect(fitted.inputShape).toEqual([2, 1, 1]);
    expect(data.reads).not.toContain('scan');
    const out = new Float32Array(2);
    const values = await data.source.read(0, new Set(['scan']));
    encodeFeatures(fitted, { columns: data.columns, values, rows: Uint32Array.of(1) }, out, 0);
    expect(out[0]).toBeCloseTo(0.2, 6);
    expect(out[1]).toBeCloseTo(0.4, 6);
  });

  it.each([
    ['features_none', { features: ['empty'] }],
    ['features_none', { features: ['note'] }],
    ['features_none', { features: ['won'] }],
    ['column_unknown', { features: ['nothing'] }],
    ['column_unknown', { target: 'nothing' }],
    ['recipe_invalid', { task: 'regression' }],
    ['recipe_invalid', { target: 'city', task: 'binary' }],
  ] as const)('refuses: %s', async (code, changes) => {
    const data = table();
    const plan = recipe(changes as Partial<Part>);
    expect(await faultOf(fitPreprocessing(data.source, plan, data, assignment))).toMatchObject({ code });
  });

  it('refuses a target of one class, of none, and no rows to train on', async () => {
    const one = memoryTable({ x: [1, 2, 3], y: ['a', 'a', null] });
    const plan = recipe({ features: ['x'], target: 'y' });
    const train = new Uint8Array(3);
    const fit = (data: typeof one, rows: Uint8Array): Promise<unknown> =>
      fitPreprocessing(data.source, plan, { ...data, kind: 'table' }, rows);
    expect(await faultOf(fit(one, train))).toMatchObject({
      code: 'target_one_class',
      place: { column: 'y' },
    });
    const none = memoryTable({ x: [1, 2, 3], y: [null, null, null] });
    expect(await faultOf(fit(none, train))).toMatchObject({
      code: 'column_all_missing',
      place: { column: 'y' },
    });
    expect(await faultOf(fit(one, Uint8Array.of(1, 2, 255)))).toMatchObject({ code: 'rows_too_few' });
  });
});

describe('encoding', () => {
  it('writes each sample where it belongs, unseen values as "other or missing"', async () => {
    const data = table();
    const fitted = await fitPreprocessing(data.source, recipe(), data, assignment);
    const wanted = new Set(['age', 'city', 'joined']);
    const out = new Float32Array(2 + 2 * 6).fill(9);
    encodeFeatures(
      fitted,
      { columns: data.columns, values: await data.source.read(0, wanted), rows: Uint32Array.of(3, 2) },
      out,
      2,
    );
    const scaled = (age: number): number => Math.fround((age - 100 / 3) / Math.sqrt(1400 / 9));
    const days = (day: number): number => Math.fround((day - 3) / Math.sqrt(5));
    expect([...out]).toEqual([9, 9, scaled(50), 0, 0, 0, 1, days(6), scaled(30), 1, 0, 1, 0, days(4)]);
    // The test rows: a city that training never saw.
    const test = new Float32Array(6);
    encodeFeatures(
      fitted,
      { columns: data.columns, values: await data.source.read(1, wanted), rows: Uint32Array.of(0) },
      test,
      0,
    );
    expect([...test]).toEqual([scaled(90), 0, 0, 0, 1, days(3)]);
  });

  it('gives a typed row the numbers that the dataset row has, and says what is new', async () => {
    const data = table();
    const fitted = await fitPreprocessing(data.source, recipe(), data, assignment);
    const out = new Float32Array(6);
    const wanted = new Set(['age', 'city', 'joined']);
    encodeFeatures(
      fitted,
      { columns: data.columns, values: await data.source.read(0, wanted), rows: Uint32Array.of(1) },
      out,
      0,
    );
    const typed = encodeInputRow(fitted, { age: ' 30 ', city: 'Ulm', joined: '1970-01-03' });
    expect([...typed.features]).toEqual([...out]);
    expect(typed.warnings).toEqual([]);
    expect(encodeInputRow(fitted, { age: 51, city: 'Rome' }).warnings).toEqual([
      { column: 'age', code: 'out_of_range' },
      { column: 'city', code: 'unknown_category' },
      { column: 'joined', code: 'missing' },
    ]);
    expect(() => encodeInputRow(fitted, { age: 'old' })).toThrow('input_invalid');
    expect(() => encodeInputRow(fitted, { age: Infinity })).toThrow('input_invalid');
  });

  it('takes nothing from an object’s prototype', async () => {
    const data = memoryTable({ constructor: [1, 2, 4], y: ['a', 'b', 'a'] });
    const plan = recipe({ features: ['constructor'], target: 'y' });
    const fitted = await fitPreprocessing(data.source, plan, { ...data, kind: 'table' }, new Uint8Array(3));
    expect(encodeInputRow(fitted, {}).warnings).toEqual([{ column: 'constructor', code: 'missing' }]);
  });
});

describe('the positive class', () => {
  it('is the last of the classes, so that the model tells its probability', async () => {
    const { source, columns, kind } = table();
    const classesOf = async (part: Part) => {
      const { target } = await fitPreprocessing(source, part, { columns, kind }, assignment);
      return target.kind === 'classes' ? target.classes : [];
    };
    expect(await classesOf(recipe())).toEqual(['no', 'yes']);
    expect(await classesOf(recipe({ positive: 'yes' }))).toEqual(['no', 'yes']);
    expect(await classesOf(recipe({ positive: 'no' }))).toEqual(['yes', 'no']);
  });
});
