import { describe, expect, it } from 'vitest';
import type { Column, ColumnProfile } from '../../../src/contract/data/dataset';
import { layerSpec, type LayerSpec } from '../../../src/contract/model/recipe';
import { classCountOf, inputShapeOf } from '../../../src/ui/steps/model/layers/input-shape';
import {
  insertLayer,
  joinChoices,
  layerKinds,
  misfitAtEnd,
  moveLayer,
  newLayer,
  removeLayer,
  type LayerKind,
} from '../../../src/ui/steps/model/layers/layer-edits';
import { layerFields, parseShape } from '../../../src/ui/steps/model/layers/layer-fields';
import { layerHelp, offerLabel } from '../../../src/ui/steps/model/layers/layer-words';
import { planLayers } from '../../../src/ui/steps/model/layers/planned-layers';
import { valueWords } from '../../../src/ui/steps/model/recipe/field-names';
import { layersText } from '../../../src/domain/run-table/recipe-fields';
import { diffRecipes, sizesText } from '../../../src/ui/steps/model/recipe/recipe-diff';
import { denseRecipe } from './recipe-fixture';

const column = (name: string, type: Column['type'], categories: string[] = []): Column => ({
  name,
  type,
  categories,
  shape: type === 'image' ? [28, 28, 1] : null,
});
const profile = (name: string, missing: number, distinct: number): ColumnProfile => ({
  name,
  missing,
  distinct,
  number: null,
  top: [],
});

describe('inputShapeOf', () => {
  const dataset = {
    columns: [
      column('age', 'number'),
      column('income', 'number'),
      column('region', 'category', ['n', 's', 'e', 'w']),
    ],
    profiles: [profile('age', 0, 60), profile('income', 155, 900), profile('region', 0, 4)],
  };

  it('counts indicators of columns with gaps, and one more than the categories', () => {
    expect(inputShapeOf(dataset, denseRecipe)).toEqual([1 + 2 + 5]);
  });

  it('caps the categories and drops what is not read', () => {
    const few = { ...denseRecipe.preprocessing, category: { encode: 'one-hot' as const, maxCategories: 3 } };
    expect(inputShapeOf(dataset, { features: ['region', 'gone'], preprocessing: few })).toEqual([4]);
    expect(inputShapeOf(dataset, { features: [], preprocessing: few })).toBeNull();
  });

  it('takes the shape of an image as it is', () => {
    const images = {
      columns: [column('image', 'image'), column('label', 'category', ['0', '1', '2'])],
      profiles: [],
    };
    expect(inputShapeOf(images, { ...denseRecipe, features: ['image'] })).toEqual([28, 28, 1]);
    expect(classCountOf(images, { target: 'label', task: 'multiclass' })).toBe(3);
    expect(classCountOf(images, { target: 'label', task: 'regression' })).toBe(0);
  });
});

describe('planLayers', () => {
  const conv: LayerSpec = {
    kind: 'conv2d',
    filters: 8,
    kernelSize: 5,
    strides: 1,
    padding: 'valid',
    activation: 'relu',
  };
  const dense: LayerSpec = { kind: 'dense', units: 10, activation: 'relu' };

  it('gives every layer its shape and the sum of parameters', () => {
    const plan = planLayers(
      [12, 12, 1],
      [conv, { kind: 'maxPool2d', size: 2 }, { kind: 'flatten' }, dense],
      3,
    );
    expect(plan.error).toBeNull();
    expect(plan.shapes.map((shape) => shape?.outputShape)).toEqual([[8, 8, 8], [4, 4, 8], [128], [10], [3]]);
    expect(plan.parameters).toBe(5 * 5 * 8 + 8 + (128 + 1) * 10 + (10 + 1) * 3);
  });

  it('names the layer that cannot follow and keeps the shapes before it', () => {
    const plan = planLayers([12, 12, 1], [conv, dense, { kind: 'dropout', rate: 0.3 }], 3);
    expect(plan.error?.index).toBe(1);
    expect(plan.error?.fault.params['shape']).toBe('8 × 8 × 8');
    expect(plan.shapes.map((shape) => shape?.outputShape ?? null)).toEqual([[8, 8, 8], null, null, null]);
    expect(plan.parameters).toBeNull();
  });

  it('tells where only the output layer cannot follow', () => {
    const plan = planLayers([12, 12, 1], [conv], 3);
    expect(plan.error?.index).toBe(1);
    expect(plan.shapes.map((shape) => shape?.outputShape ?? null)).toEqual([[8, 8, 8], null]);
  });
});

describe('layer edits', () => {
  const { layers } = denseRecipe.model;

  it('moves, and stays where there is no room', () => {
    expect(moveLayer(layers, 1, -1).map(({ kind }) => kind)).toEqual(['dropout', 'dense', 'dense']);
    expect(moveLayer(layers, 2, 1)).toEqual(layers);
    expect(removeLayer(layers, 0)).toHaveLength(2);
    expect(layers).toHaveLength(3);
  });

  it('offers a linear model nothing, and other families every kind once', () => {
    expect(layerKinds('linear')).toEqual([]);
    const known = layerSpec.options.map(({ entries }) => entries.kind.literal).sort();
    for (const family of ['dense', 'convolutional'] as const)
      expect(
        layerKinds(family)
          .flatMap(({ kinds }) => kinds)
          .sort(),
      ).toEqual(known);
  });

  const image = [14, 14, 3];
  const before: Partial<Record<LayerKind, LayerSpec[]>> = {
    dense: [newLayer('flatten')],
    embedding: [newLayer('flatten')],
    ...Object.fromEntries(
      (['positionEmbedding', 'attention', 'lstm', 'gru', 'globalAveragePool1d'] as const).map((kind) => [
        kind,
        [{ kind: 'reshape', shape: [14, 42] }],
      ]),
    ),
  };

  it.each(layerSpec.options.map(({ entries }) => entries.kind.literal))('a new %s plans', (kind) => {
    const layers = before[kind] ?? [];
    const planned = planLayers(image, layers, 2).shapes.slice(0, layers.length);
    const shapes = [image, ...planned.map((shape) => shape!.outputShape)];
    const added = newLayer(kind, shapes);
    expect(planLayers(image, [...layers, added, newLayer('flatten')], 2).error).toBeNull();
    // Every field that the editor shows takes its own value back.
    const place = { index: layers.length, layers: [...layers, added], shapes };
    for (const field of layerFields(added, place)) {
      const same = field.set(field.value as never);
      expect(same).toEqual(added);
    }
    expect(layerFields(added, place).map(({ key }) => key)).toEqual(
      expect.arrayContaining(Object.keys(added).filter((key) => key !== 'kind')),
    );
    expect(layerHelp(kind)).not.toBe('');
  });

  it('reads a shape however it is written', () => {
    expect(parseShape('28 × 28 × 1')).toEqual([28, 28, 1]);
    expect(parseShape('12x4')).toEqual([12, 4]);
    expect(parseShape('7, 3 ')).toEqual([7, 3]);
    for (const text of ['', 'many', '0 × 4', '1 × 2 × 3 × 4 × 5', '70000'])
      expect(parseShape(text)).toBeNull();
  });

  it('leaves a dilation of 1 out, so that the recipe keeps its hash', () => {
    const layer = newLayer('conv2d');
    const dilation = layerFields(layer, { index: 0, layers: [layer], shapes: [] }).find(
      ({ key }) => key === 'dilation',
    );
    if (dilation?.kind !== 'number') throw new Error('no dilation');
    expect(dilation.set(1)).toEqual(layer);
    expect(dilation.set(3)).toEqual({ ...layer, dilation: 3 });
  });
});

describe('what can be added', () => {
  /** Shapes that flow, the input first. */
  const shapesOf = (input: number[], layers: LayerSpec[]) => [
    input,
    ...planLayers(input, layers, 1)
      .shapes.slice(0, layers.length)
      .map((shape) => shape?.outputShape ?? null),
  ];
  const offered = (input: number[], layers: LayerSpec[]) =>
    layerKinds('dense')
      .flatMap(({ kinds }) => kinds)
      .filter((kind) => misfitAtEnd(kind, layers, shapesOf(input, layers)) === null);

  it('is what can follow the columns of a table', () => {
    expect(offered([6], [])).toEqual(expect.arrayContaining(['dense', 'embedding', 'dropout', 'add']));
    for (const kind of ['conv2d', 'maxPool2d', 'lstm', 'attention', 'globalAveragePool1d'] as const)
      expect(offered([6], [])).not.toContain(kind);
  });

  it('follows what the last layer puts out', () => {
    expect(offered([6], [newLayer('embedding')])).toContain('lstm');
    expect(offered([6], [newLayer('embedding')])).not.toContain('embedding');
    expect(offered([8, 8, 3], [])).not.toContain('dense');
    expect(offered([8, 8, 3], [newLayer('flatten')])).toContain('dense');
    expect(offered([8, 8, 3], [newLayer('flatten')])).not.toContain('conv2d');
  });

  it('plans, whatever it is that is offered', () => {
    for (const input of [[6], [7, 4], [14, 14, 3], [1, 1, 2]])
      for (const kind of offered(input, []))
        expect(planLayers(input, [newLayer(kind, [input]), newLayer('flatten')], 2).error).toBeNull();
  });

  it('is everything where nobody knows what flows', () => {
    const broken = [newLayer('lstm'), newLayer('dense')];
    expect(offered([6], broken)).toHaveLength(layerSpec.options.length);
  });

  it('says what a layer that cannot follow needs', () => {
    expect(offerLabel('dense', misfitAtEnd('dense', [], [[6]]))).toBe('Dense');
    expect(offerLabel('conv2d', misfitAtEnd('conv2d', [], [[6]]))).toMatch(/ – needs an image$/);
    expect(offerLabel('lstm', misfitAtEnd('lstm', [], [[6]]))).toMatch(/ – needs steps × channels$/);
  });
});

describe('joins', () => {
  const dense = (units: number): LayerSpec => ({ kind: 'dense', units, activation: 'relu' });
  // 0 dense, 1 dense, 2 add of 0, 3 concat of the input
  const joined: LayerSpec[] = [dense(8), dense(8), { kind: 'add', from: 0 }, { kind: 'concat', from: -1 }];
  const sources = (layers: readonly LayerSpec[]) =>
    layers.flatMap((layer) => ('from' in layer ? [layer.from] : []));

  it('move along when a layer is put in before or after what they join', () => {
    expect(sources(insertLayer(joined, 0, dense(8)))).toEqual([1, -1]);
    expect(sources(insertLayer(joined, 1, dense(8)))).toEqual([0, -1]);
    expect(sources(insertLayer(joined, 4, dense(8)))).toEqual([0, -1]);
  });

  it('take the layer before one that is removed', () => {
    expect(sources(removeLayer(joined, 0))).toEqual([-1, -1]);
    expect(sources(removeLayer(joined, 1))).toEqual([0, -1]);
    expect(sources(removeLayer([dense(8), ...joined.slice(1, 2), { kind: 'add', from: 1 }], 0))).toEqual([0]);
  });

  it('follow what they join when it moves, and never come before it', () => {
    expect(sources(moveLayer(joined, 0, 1))).toEqual([1, -1]);
    expect(sources(moveLayer(joined, 2, -1))).toEqual([0, -1]);
    const up = moveLayer(moveLayer(joined, 2, -1), 1, -1);
    expect(up.map(({ kind }) => kind)).toEqual(['add', 'dense', 'dense', 'concat']);
    expect(sources(up)).toEqual([-1, -1]);
  });

  it('offer only what has a fitting shape', () => {
    const shapes = [[5], [8], [8], [4, 2]];
    expect(joinChoices('add', 2, shapes)).toEqual([0, 1]);
    expect(joinChoices('concat', 2, shapes)).toEqual([-1, 0, 1]);
    expect(joinChoices('add', 3, shapes)).toEqual([2]);
    expect(joinChoices('add', 3, [[5], null, null, null])).toEqual([]);
    expect(newLayer('add', [[5], [8], [8]])).toEqual({ kind: 'add', from: 0 });
    const field = layerFields({ kind: 'add', from: -1 }, { index: 2, layers: joined, shapes })[0];
    if (field?.kind !== 'choice') throw new Error('no choice');
    expect(field.options.map(({ value, disabled }) => [value, disabled])).toEqual([
      ['-1', true],
      ['0', false],
      ['1', false],
    ]);
    expect(field.options[1]!.label).toBe('1 Dense (8)');
  });
});

describe('diffRecipes', () => {
  it('lists only what differs, layers as one line', () => {
    const other = {
      ...denseRecipe,
      model: { ...denseRecipe.model, layers: denseRecipe.model.layers.slice(0, 1) },
      optimizer: { kind: 'sgd' as const, learningRate: 0.05 },
      clipNorm: 1.5,
    };
    expect(diffRecipes([denseRecipe, other, denseRecipe])).toEqual([
      {
        field: 'model.layers',
        values: [
          'dense 64 relu · dropout 0.2 · dense 32 relu',
          'dense 64 relu',
          'dense 64 relu · dropout 0.2 · dense 32 relu',
        ],
      },
      { field: 'optimizer.kind', values: ['adam', 'sgd', 'adam'] },
      { field: 'optimizer.learningRate', values: ['0.001', '0.05', '0.001'] },
      { field: 'optimizer.beta1', values: ['0.9', null, '0.9'] },
      { field: 'optimizer.beta2', values: ['0.999', null, '0.999'] },
      { field: 'optimizer.epsilon', values: ['1e-7', null, '1e-7'] },
      { field: 'clipNorm', values: ['null', '1.5', 'null'] },
    ]);
  });

  it('has words for the values that are names, and leaves the others', () => {
    const words = (field: string, written: string) => valueWords(field, written, denseRecipe);
    expect(words('model.family', 'dense')).toBe('Dense network');
    expect(words('optimizer.kind', 'adam')).toBe('Adam');
    expect(words('schedule.kind', 'cosine')).toBe('cosine with warm-up');
    expect(words('loss', 'cross-entropy')).toBe('cross-entropy');
    expect(words('clipNorm', '1.5')).toBe('1.5');
    expect(words('mixedPrecision', 'true')).toBe('allowed');
  });

  it('finds nothing between equals', () => {
    expect(diffRecipes([denseRecipe, structuredClone(denseRecipe)])).toEqual([]);
    expect(sizesText(denseRecipe.model.layers)).toBe('64–32');
    expect(layersText([])).toBe('–');
  });
});
