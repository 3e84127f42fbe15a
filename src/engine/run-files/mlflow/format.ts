// Runs as folders of MLflow's file store (mlflow/store/tracking/file_store.py): an experiment a project, `meta.yaml` of each run, one file
// a metric with `timestamp value step` lines, one file a param and a tag, and artifacts.
import type { Run, RunStatus } from '../../../contract/model/run';
import type { Project } from '../../../contract/project/project';
import { flatRecipe } from '../flat-recipe';
import { utf8, type RunFileFormat, type RunRecords } from '../run-format';
import { runName } from '../run-name';
import { runSeries, type RunSeries } from '../run-series';
import { mlflowExperimentId, mlflowRunId } from './ids';
import { mlflowKeys, paramValue, pythonFloat, tagValue } from './keys';
import { yamlMapping } from './yaml';

/** MLflow's RunStatus: RUNNING 1, SCHEDULED 2, FINISHED 3, FAILED 4, KILLED 5. */
const statuses: Record<RunStatus, 1 | 2 | 3 | 4 | 5> = {
  running: 1,
  paused: 2,
  interrupted: 5,
  done: 3,
  stopped: 5,
  failed: 4,
};
/** MLflow's SourceType LOCAL. */
const localSource = 4;
/** `MAX_EXPERIMENT_NAME_LENGTH` */
const mostNameLength = 500;

const folderOf = ({ id }: Pick<Project, 'id'>) => `mlruns/${mlflowExperimentId(id)}`;

export const mlflowFormat: RunFileFormat = {
  takesModels: true,
  readme: `Runs as folders of an MLflow file store. In the folder that holds mlruns/:

  MLFLOW_ALLOW_FILE_STORE=true mlflow ui --backend-store-uri ./mlruns

The variable is for new versions of MLflow; old ones ignore it. To bring the runs into a database:

  mlflow migrate-filestore --source ./mlruns --target sqlite:///mlflow.db

Places of artifacts are relative: MLflow finds them when it is started in this folder.
`,
  projectFiles(project) {
    const folder = folderOf(project);
    const meta = yamlMapping({
      artifact_location: `./${folder}`,
      creation_time: project.createdAt,
      experiment_id: mlflowExperimentId(project.id),
      last_update_time: project.updatedAt,
      lifecycle_stage: 'active',
      name: Array.from(project.name).slice(0, mostNameLength).join(''),
    });
    return [{ name: `${folder}/meta.yaml`, bytes: utf8(meta) }];
  },
  runFiles(project, records) {
    const { run } = records;
    const folder = `${folderOf(project)}/${mlflowRunId(run.id)}`;
    const texts: [string, string][] = [
      ['meta.yaml', runMeta(project, run)],
      ...within('metrics', mlflowKeys(runSeries(run, records.judgement).map(metric))),
      ...within(
        'params',
        mlflowKeys(flatRecipe(run.recipe).map(([key, value]) => [key, paramValue(value)] as const)),
      ),
      ...within(
        'tags',
        tagsOf(records).map(([key, value]) => [key, tagValue(value)] as const),
      ),
      ['artifacts/recipe.json', `${JSON.stringify(run.recipe, null, 2)}\n`],
    ];
    return [
      ...texts.map(([name, text]) => ({ name: `${folder}/${name}`, bytes: utf8(text) })),
      ...records.model.map(({ name, bytes }) => ({ name: `${folder}/artifacts/model/${name}`, bytes })),
    ];
  },
};

function within(folder: string, pairs: readonly (readonly [string, string])[]): [string, string][] {
  return pairs.map(([key, value]) => [`${folder}/${key}`, value]);
}

/** `train_loss`, `validation_auc`, `learningRate`. */
function metric({ of, part, points }: RunSeries): readonly [string, string] {
  const lines = points.map(({ at, value, step }) => `${String(at)} ${pythonFloat(value)} ${String(step)}\n`);
  return [part === null ? of : `${part}_${of}`, lines.join('')];
}

function runMeta(project: Project, run: Run): string {
  const id = mlflowRunId(run.id);
  return yamlMapping({
    artifact_uri: `./${folderOf(project)}/${id}/artifacts`,
    end_time: run.endedAt,
    entry_point_name: '',
    experiment_id: mlflowExperimentId(project.id),
    lifecycle_stage: 'active',
    run_id: id,
    run_name: runName(run),
    run_uuid: id,
    source_name: '',
    source_type: localSource,
    source_version: '',
    start_time: run.startedAt,
    status: statuses[run.status],
    tags: [],
    user_id: '',
  });
}

function tagsOf({ run, judgement, model }: RunRecords): [string, string][] {
  return [
    ['mlflow.runName', runName(run)],
    ['mlflow.source.name', 'Hearth'],
    ['mlflow.source.type', 'LOCAL'],
    ['hearth.run_id', run.id],
    ['hearth.run_number', String(run.number)],
    ['hearth.app_version', run.appVersion],
    ['hearth.role', run.role],
    ['hearth.status', run.status],
    ['hearth.task', run.task],
    ['hearth.metric', run.metric],
    ['hearth.dataset_sha256', run.recipe.dataset.sha256],
    ['hearth.partition_sha256', run.partitionSha256],
    ['hearth.recipe_sha256', run.recipeSha256],
    ['hearth.model', model.length > 0 ? 'included' : run.artifact ? 'unreadable' : 'none'],
    ...optional('hearth.model_sha256', run.artifact?.sha256),
    ...optional('hearth.backend', run.backend),
    ...optional('hearth.best_epoch', run.bestEpoch),
    ...optional('hearth.fault', run.fault?.code),
    ...optional('hearth.judgement_id', judgement?.id),
    // What MLflow shows as the run's description.
    ...optional('mlflow.note.content', run.annotation?.note || null),
    ...(run.annotation?.tags ?? []).map((tag): [string, string] => [`hearth.tag.${tag}`, 'true']),
  ];
}

function optional(key: string, value: string | number | null | undefined): [string, string][] {
  return value === null || value === undefined ? [] : [[key, String(value)]];
}
