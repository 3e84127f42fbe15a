// Weighted classes in the exact linear family, held against scikit-learn's class_weight="balanced" (scripts/golden/class-weights.py).
import { describe, expect, test } from 'vitest';
import golden from '../../../fixtures/golden/class-weights.json';
import { balancedWeights } from '../../../../src/engine/training/class-balance';
import { train } from '../../../../src/model/families/glm/train';
import { goldenFit, jobOf } from './glm-source';

describe.each(golden.map((each) => [each.name, each] as const))('%s', (name, each) => {
  const problem = goldenFit(name);
  const rows = each.kept.flatMap((kept, row) => (kept ? [row] : []));
  const fit = {
    ...problem,
    labels: rows.map((row) => problem.labels[row]!),
    features: rows.flatMap((row) => problem.features.slice(row * problem.width, (row + 1) * problem.width)),
  };
  const weights = balancedWeights(Float64Array.from(each.counts));

  test('balanced weights', () => {
    weights.forEach((weight, at) => expect(Math.abs(weight - each.weights[at]!)).toBeLessThan(1e-12));
  });

  test.each(['whole', 'stream'] as const)('coefficients, rows as a %s', async (kind) => {
    const generator = train({ ...jobOf(fit, kind), classWeights: weights });
    for (;;) {
      const { done, value } = await generator.next();
      if (!done) continue;
      if (value.learnt.kind !== 'state') throw new Error('no state');
      const found = new Float64Array(value.learnt.bytes.buffer).slice(0, each.parameters.length);
      expect(found).toHaveLength(each.parameters.length);
      found.forEach((parameter, at) => expect(Math.abs(parameter - each.parameters[at]!)).toBeLessThan(1e-6));
      return;
    }
  });
});
