// A snapshot of E as a bundle: readings, goalposts and weights, so that anyone can compute it again without the app.
import type { Snapshot } from '../../../../contract/project/evaluation';
import type { Dimension, Project } from '../../../../contract/project/project';
import { catalogue, type Indicator } from '../../../../domain/evaluation/catalogue';

/** All that E was computed from, and what came out. */
export interface SnapshotBundle {
  format: 'hearth-snapshot';
  version: 1;
  formulas: string[];
  project: { id: string; name: string; scenario: string };
  weights: Record<Dimension, number>;
  catalogue: Indicator[];
  snapshot: Snapshot;
}

const formulas = [
  'E = Σ w_k · f_k over the dimensions k; w_k ≥ 0, Σ w_k = 1',
  'f_k = (1 / C_k) · Σ_i (1 / N_i) · Σ_j f_ij; C_k components of the dimension, N_i indicators of the component',
  'f_ij = clamp((x − worst) / (best − worst)), on logarithms where the scale is "log"; indicators that do not apply are left out',
  'f_k is over the indicators that are due at snapshot.stage: explore < pilot < production, due no later than it; without a stage all are due',
  'interval: missing and stale indicators at 0, and at 1; headline is null below a coverage of 0.8 in all or 0.6 in a dimension',
];

/** The bundle of one snapshot of a project. */
export function snapshotBundle(
  project: Project,
  weights: Record<Dimension, number>,
  snapshot: Snapshot,
): SnapshotBundle {
  const { id, name, goals } = project;
  return {
    format: 'hearth-snapshot',
    version: 1,
    formulas,
    project: { id, name, scenario: goals.scenario },
    weights,
    catalogue: [...catalogue],
    snapshot,
  };
}

/** The same as a file. */
export const bundleBlob = (bundle: SnapshotBundle): Blob =>
  new Blob([`${JSON.stringify(bundle, null, 2)}\n`], { type: 'application/json' });
