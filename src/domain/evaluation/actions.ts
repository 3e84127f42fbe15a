// What to do next: for every indicator how much E would gain if it reached its goalpost, best first.
import type { Action, Reading } from '../../contract/project/evaluation';
import type { Dimension, ProjectStage } from '../../contract/project/project';
import { catalogue } from './catalogue';
import { isDue } from './stages';

/**
 * Gain of each indicator = ∂E/∂f · (1 − f) = w_k / (C_k · N_i) · (1 − score), with missing and stale at 0.
 * Leaves out what does not apply, what is not due yet, what is at its goalpost, and what this version of the app cannot raise.
 */
export function rankActions(
  readings: ReadonlyMap<string, Reading>,
  weights: Record<Dimension, number>,
  stage: ProjectStage | undefined,
): Action[] {
  const applying = catalogue.filter(
    (each) => isDue(each, stage) && readings.get(each.id)?.state !== 'not-applicable',
  );
  const components = new Map<Dimension, Set<string>>();
  const sizes = new Map<string, number>();
  for (const { dimension, component } of applying) {
    components.set(dimension, (components.get(dimension) ?? new Set()).add(component));
    sizes.set(component, (sizes.get(component) ?? 0) + 1);
  }
  return applying
    .filter(({ attainable }) => attainable)
    .map(({ id, dimension, component, step }): Action => {
      const reading = readings.get(id);
      const score = reading?.state === 'measured' ? (reading.score ?? 0) : 0;
      const share = weights[dimension] / components.get(dimension)!.size / sizes.get(component)!;
      return { indicator: id, gain: share * (1 - score), step };
    })
    .filter(({ gain }) => gain > 1e-12)
    .sort((a, b) => b.gain - a.gain);
}
