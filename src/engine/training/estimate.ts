// What a recipe would cost on this device, from the data's profile and the speeds measured: nothing is read or run.
import { columnTypes } from '../../contract/data/column-types';
import type { DatasetVersion } from '../../contract/data/dataset';
import type { DeviceReport, Estimate } from '../../contract/model/device';
import type { EngineApi } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import type { NetRecipe, Recipe } from '../../contract/model/recipe';
import { plannedWidth } from '../../domain/treatments/planned-width';
import { paceOf, passesPerStep, type Pace } from '../../domain/training-rate';
import { taskNamed } from '../../domain/tasks/registry';
import { numericsOf, type ModelShape } from '../../model/families/numerics';
import { treatmentsOf } from '../../model/families/treated';
import type { NetworkSpec } from '../../model/net/network';
import { getDataset } from '../../storage/datasets';
import { getDeviceReport } from '../../storage/device';
import { getProjectRecord } from '../../storage/projects';
import { defaultBatchLimits } from './batches';
import { chooseBackend } from '../device/choose-backend';
import { workOf } from '../device/pick-backend';
import { checkRecipe } from './run-data';

/** The estimate for a project's recipe. Throws `recipe_invalid`, `shape_mismatch`. */
export async function estimate(request: Parameters<EngineApi['estimate']>[0]): Promise<Estimate> {
  const recipe = checkRecipe(request.recipe);
  const dataset = await getDataset(recipe.dataset.id);
  const project = await getProjectRecord(request.projectId);
  const report = await getDeviceReport();
  const shape = plannedShape(recipe, dataset);
  const numerics = await numericsOf(recipe);
  const network = numerics.deviceNet?.(recipe, shape);
  const speed = report && network ? speedOf(report, network, project.plan.backend) : null;
  const cost = numerics.estimate({
    recipe,
    shape,
    trainRows: Math.round(dataset.rows * recipe.split.train),
    validationRows: Math.round(dataset.rows * recipe.split.validation),
    pace: speed?.pace ?? null,
    windowBytes: defaultBatchLimits.windowBytes,
  });
  return { ...cost, backend: speed?.backend ?? null };
}

/** Floating-point operations of all steps of a training: forward and backward, a multiply-add counted as two. */
export async function trainingOperations(
  recipe: NetRecipe,
  { shape, partition }: { shape: ModelShape; partition: { counts: { train: number; validation: number } } },
): Promise<number> {
  const { train: trainRows, validation: validationRows } = partition.counts;
  const numerics = await numericsOf(recipe);
  const { multiplyAdds } = numerics.estimate({
    ...{ recipe, shape, trainRows, validationRows, pace: null },
    windowBytes: defaultBatchLimits.windowBytes,
  });
  return 2 * passesPerStep * multiplyAdds * trainRows * recipe.epochs;
}

function speedOf(
  report: DeviceReport,
  network: NetworkSpec,
  wish: Estimate['backend'],
): {
  backend: Estimate['backend'];
  pace: Pace | null;
} | null {
  const work = workOf(network);
  try {
    const { backend } = chooseBackend(report, work, wish);
    const facts = report.backends.find(({ name }) => name === backend);
    return { backend, pace: facts ? paceOf(facts, work) : null };
  } catch (thrown) {
    if (thrown instanceof HearthError) return null; // no backend works: the estimate of sizes still stands
    throw thrown;
  }
}

/** The model's shape before anything is fitted: widths by the rules of data/preprocess, from the profile. */
export function plannedShape(
  recipe: Recipe,
  dataset: Pick<DatasetVersion, 'columns' | 'profiles'>,
): ModelShape {
  const byName = new Map(dataset.columns.map((column) => [column.name, column]));
  const columns = recipe.features.map((name) => {
    const column = byName.get(name);
    if (!column) throw new HearthError('column_unknown', { column: name });
    return column;
  });
  const profiles = new Map(dataset.profiles.map((profile) => [profile.name, profile]));
  const profileOf = (name: string) => profiles.get(name);
  const treatments = treatmentsOf(recipe);
  const image = columns.find(({ type }) => columnTypes[type].feature === 'alone');
  const width = columns.reduce(
    (sum, column) =>
      treatments.reduce(
        (all, treatment) => all + plannedWidth(column, profileOf(column.name), treatment),
        sum,
      ),
    0,
  );
  const target = byName.get(recipe.target);
  const distinct = profileOf(recipe.target)?.distinct ?? 2;
  const { learns, classes } = taskNamed(recipe.task).target;
  return {
    inputShape: image?.shape ?? [width],
    classes: Math.max(classes(target?.categories.length || distinct), learns === 'classes' ? 2 : 0),
  };
}
