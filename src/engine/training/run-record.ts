// The record of a run at its beginning and at its resumption.
import type { TrainRequest } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import { isNetRecipe, type Recipe } from '../../contract/model/recipe';
import type { BackendName, Recovery, Run, RunNotice } from '../../contract/model/run';
import { foldOf } from '../../domain/choice/cross-validation';
import { taskNamed } from '../../domain/tasks/registry';
import { numericsOf } from '../../model/families/numerics';
import { createRun, saveRun } from '../../storage/runs';
import { recipeSha256 } from '../../storage/record-hashes';
import type { KeptState } from './run-checkpoint';
import type { RunData } from './run-data';

/** How this session of the run begins. */
export interface Beginning {
  id: string;
  /** null where the family needs none. */
  backend: BackendName | null;
  reason: string | null;
  notices: RunNotice[];
  /** Set where the run goes on by itself after its worker or device failed. */
  recovery: Recovery | null;
}

/** Steps of one epoch; null for a family without epochs. */
function stepsOf({ partition }: Pick<RunData, 'partition'>, recipe: Recipe): number | null {
  return isNetRecipe(recipe) ? Math.ceil(partition.counts.train / recipe.batchSize) : null;
}

/** Stores the record of a new run under the project's next number. */
export async function newRun(
  request: TrainRequest,
  recipe: Recipe,
  data: RunData,
  beginning: Beginning,
): Promise<Run> {
  if (request.kind !== 'new') throw new HearthError('internal');
  const stepsPerEpoch = stepsOf(data, recipe);
  if (data.partition.counts.train === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  const numerics = await numericsOf(recipe);
  return createRun({
    id: beginning.id,
    projectId: request.projectId,
    role: request.role,
    label: '',
    recipe,
    recipeSha256: await recipeSha256(recipe),
    partitionSha256: data.partition.sha256,
    ...foldOf(recipe),
    backend: beginning.backend,
    backendReason: beginning.reason,
    appVersion: __APP_VERSION__,
    status: 'running',
    startedAt: Date.now(),
    endedAt: null,
    step: stepsPerEpoch === null ? null : 0,
    stepsPerEpoch,
    parameters: numerics.parameters(recipe, data.shape),
    history: [],
    metric: taskNamed(recipe.task).curve.name,
    bestEpoch: null,
    msPerStep: null,
    peakMemoryBytes: null,
    secondsTrained: 0,
    notices: [...beginning.notices, ...recoveredNotice(beginning, recipe, null, null)],
    fault: null,
    artifact: null,
    task: recipe.task,
  });
}

/** The record as it stood at the state that the run goes on from; a change of backend is told in it. */
export async function resumedRun(
  earlier: Run,
  beginning: Beginning,
  kept: Pick<KeptState, 'state' | 'damaged'> | null,
): Promise<Run> {
  const microBatch = smallerBatch(earlier, beginning.recovery);
  const told: RunNotice[] = beginning.recovery
    ? recoveredNotice(beginning, earlier.recipe, earlier, microBatch, kept?.state?.step)
    : kept?.state && beginning.backend !== earlier.backend
      ? [
          {
            code: 'backend_changed',
            params: { from: nameOf(earlier.backend), to: nameOf(beginning.backend) },
          },
        ]
      : [];
  const run: Run = {
    ...earlier,
    ...(microBatch === null ? {} : { microBatch }),
    backend: beginning.backend,
    backendReason: beginning.backend === earlier.backend ? earlier.backendReason : beginning.reason,
    status: 'running',
    endedAt: null,
    fault: null,
    history: kept?.state?.history ?? [],
    step: kept?.state?.step ?? (earlier.step === null ? null : 0),
    notices: [
      ...earlier.notices,
      ...(beginning.recovery ? [] : beginning.notices),
      ...told,
      ...damagedNotice(kept),
    ],
  };
  await saveRun(run);
  return run;
}

/** That the run does not go on from its newest checkpoint, or that none was whole and it begins anew. */
function damagedNotice(kept: Pick<KeptState, 'state' | 'damaged'> | null): RunNotice[] {
  if (!kept || kept.damaged === null) return [];
  const code = kept.state ? 'checkpoint_damaged' : 'checkpoints_all_damaged';
  return [{ code, params: { generation: kept.damaged } }];
}

/** Rows of a pass from now on: half as many where the device ran out of memory, else as before. null: whole batches. */
function smallerBatch({ microBatch, recipe }: Run, recovery: Recovery | null): number | null {
  if (recovery?.cause !== 'out_of_memory' || !isNetRecipe(recipe)) return microBatch ?? null;
  return Math.max(1, Math.ceil((microBatch ?? recipe.batchSize) / 2));
}

/** What happened, from which step the run goes on, and whether it is still the training that the recipe describes. */
function recoveredNotice(
  { recovery, backend }: Beginning,
  recipe: Recipe,
  earlier: Pick<Run, 'backend'> | null,
  microBatch: number | null,
  from = 0,
): RunNotice[] {
  if (!recovery) return [];
  const { cause, step } = recovery;
  const parts =
    isNetRecipe(recipe) && cause === 'out_of_memory' && microBatch !== null
      ? {
          batch: recipe.batchSize,
          rows: microBatch,
          exact: recipe.model.layers.some(({ kind }) => kind === 'batchNorm') ? 0 : 1,
        }
      : {};
  return [
    {
      code: 'recovered',
      params: {
        cause,
        step,
        from,
        before: nameOf(earlier ? earlier.backend : backend),
        backend: nameOf(backend),
        ...parts,
      },
    },
  ];
}

/** In a notice: what needs no backend is computed by the processor. */
function nameOf(backend: BackendName | null): BackendName {
  return backend ?? 'cpu';
}
