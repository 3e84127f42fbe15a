// A kind of layer is whole or the build fails: what one definition has, the others' files have too.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { layerDefinitions, layerKinds, layerSpec } from '../../../src/contract/model/layers/registry';
import { layerForms } from '../../../src/model/net/layers/registry';
import { gradientNets } from './gradient-nets';
import { layerNets } from './layer-nets';

const files = import.meta.glob<{ layer: { kind: string } }>('../../../src/model/net/layers/kinds/*.ts', {
  eager: true,
});

/** Kinds whose gradient is not held against differences, since it has corners or draws by chance: where it is held instead. */
const heldElsewhere = new Map([
  ['maxPool2d', 'the self-test (max-pool-gradient), and tests/browser/step'],
  ['dropout', 'randomness.test.ts'],
  ['batchNorm', 'the self-test (batch-norm), and tests/browser/step'],
  ['activation', 'the self-test (relu-gradient and others)'],
]);

test('every definition has one file, named after its kind, and every file a definition', () => {
  const kebab = (kind: string) => kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const found = Object.entries(files).map(([path, { layer }]) => [layer.kind, /([^/]+)\.ts$/.exec(path)![1]]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(layerKinds.map((kind) => [kind, kebab(kind)])),
  );
  expect(new Set(layerKinds).size).toBe(layerKinds.length);
});

test.each(layerDefinitions.map((definition) => [definition.kind, definition] as const))(
  'a new %s is one that a recipe may hold',
  (_kind, { start }) => {
    expect(v.parse(layerSpec, start)).toEqual(start);
  },
);

test('the gradient of every kind is held', () => {
  const tried = new Set(gradientNets.flatMap(({ layers }) => layers.map(({ kind }) => kind)));
  const missing = layerKinds.filter((kind) => !tried.has(kind) && !heldElsewhere.has(kind));
  expect(missing).toEqual([]);
  expect([...heldElsewhere.keys()].filter((kind) => tried.has(kind as never))).toEqual([]);
});

test('what is no standard layer of tfjs is exported in a test', () => {
  const exported = new Set(layerNets.flatMap(({ layers }) => layers.map(({ kind }) => kind)));
  const custom = layerForms.filter(({ customLayer }) => customLayer).map(({ kind }) => kind);
  expect(custom.filter((kind) => !exported.has(kind))).toEqual([]);
});
