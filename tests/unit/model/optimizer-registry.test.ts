// An optimiser is whole or the build fails: its definition, its file and its golden path belong together.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { optimizer, optimizerDefinitions } from '../../../src/contract/model/optimizers';
import { mostNumbers, termsOf } from '../../../src/model/net/optimizers/formula';
import { optimizerForm } from '../../../src/model/net/optimizers/registry';
import golden from './golden/optimizers.json';

const files = import.meta.glob<{ optimizer: { kind: string } }>(
  '../../../src/model/net/optimizers/kinds/*.ts',
  { eager: true },
);
const kinds = optimizerDefinitions.map(({ kind }) => kind);

test('every definition has a file, and every file a definition', () => {
  const found = Object.entries(files).map(([path, file]) => [
    file.optimizer.kind,
    /([^/]+)\.ts$/.exec(path)![1],
  ]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(kinds.map((kind) => [kind, kind])));
});

test.each(kinds)('%s has a golden path', (kind) => {
  expect(Object.keys(golden.paths)).toContain(kind);
});

test.each(optimizerDefinitions.map(({ start }) => start))(
  'a new $kind is one that a recipe may hold, and reads no slot or number that it has not',
  (spec) => {
    expect(v.parse(optimizer, spec)).toEqual(spec);
    const form = optimizerForm(spec.kind);
    const update = form.update(spec, true);
    const [slots, numbers] = [form.slots(spec).length, form.numbers(spec, 0.1, 3).length];
    expect(update.slots).toHaveLength(slots);
    expect(numbers).toBeLessThanOrEqual(mostNumbers);
    for (const term of termsOf(update)) {
      if (term.kind === 'slot') expect(term.index).toBeLessThan(slots);
      if (term.kind === 'number') expect(term.index).toBeLessThan(numbers);
    }
  },
);
