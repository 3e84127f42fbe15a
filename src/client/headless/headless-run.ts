// A whole life of a model without the face: from a scenario or a file to a report. For scripts; the UI uses state instead.
import { columnTypes } from '../../contract/data/column-types';
import type { OpenChoices } from '../../contract/data/opening/open-choices';
import type { ColumnRole } from '../../contract/data/dataset';
import * as v from 'valibot';
import { HearthError, toFault, type Fault } from '../../contract/transport/fault';
import { isNetRecipe, recipe as recipeSchema, type Recipe } from '../../contract/model/recipe';
import type { BackendName, TrainEvent } from '../../contract/model/run';
import type { JobEvent } from '../../contract/project/job-record';
import type { Budget } from '../../contract/model/search/study';
import { stagesOf, type Stage } from '../../contract/project/stage';
import type { ProjectView } from '../../contract/project/view';
import { tasks } from '../../domain/tasks/registry';
import { clients } from '../workers/clients';
import type { Project } from '../../contract/project/project';
import { describeData, type DataDescription } from './describe-data';
import type { Quality } from './describe-findings';
import { describeReport } from './headless-report';
import { resultOf } from './headless-result';
import { findModel, leaderboardOf, printTrial, studyOf } from './headless-search';
import { ownValue, withOwnValue } from '../../contract/data/own-value';

export interface HeadlessOptions {
  scenario?: string;
  /** How the file is to be read, where what is found of it is wrong. */
  choices?: OpenChoices;
  target?: string;
  /** The kind of predictions to learn; guessed from the target where absent. */
  task?: string;
  /** A recipe as JSON; its dataset is replaced by the one at hand. */
  recipe?: unknown;
  family?: string;
  backend: BackendName | null;
  epochs?: number;
  seed?: number;
  /** When a search for a good model ends; without it the recipe is trained as it is. */
  find?: Budget;
}

export interface HeadlessFile {
  name: string;
  base64: string;
}

/** A fault with its words. */
type WordedFault = Fault & { text: string };

export type HeadlessOutcome = { fault: null; files: HeadlessFile[] } | { fault: WordedFault; files: [] };

/** Runs everything; faults come back as data, so that a script can end with a message and a status. */
export async function runHeadless(options: HeadlessOptions, file: File | null): Promise<HeadlessOutcome> {
  try {
    return { fault: null, files: await run(options, file) };
  } catch (thrown) {
    return { fault: await worded(thrown), files: [] };
  }
}

/** What the app takes a file for, without training; a fault comes back as data. */
export async function describeFile(
  file: File,
  choices: OpenChoices = {},
): Promise<DataDescription | { error: WordedFault }> {
  try {
    const { data } = clients;
    const { projectId } = await data.call('createProject', {
      name: file.name,
      scenarioId: null,
      locale: 'en',
    });
    await data.call('importTable', { projectId, file, choices });
    return await description(projectId);
  } catch (thrown) {
    return { error: await worded(thrown) };
  }
}

async function worded(thrown: unknown): Promise<WordedFault> {
  const fault = toFault(thrown);
  const { faultText } = await import('../../i18n/fault-text');
  const { what, where, remedy } = faultText(fault);
  return { ...fault, text: [what, where, remedy].filter(Boolean).join(' ') };
}

/** The description of a project's data, with what dividing its rows shows. */
async function description(projectId: string): Promise<DataDescription> {
  const { project, dataset } = await clients.data.call('getProject', { projectId });
  if (!dataset) throw new HearthError('not_found', { field: 'dataset' });
  return describeData(dataset, project.data, await qualityOf(project));
}

async function qualityOf({ id: projectId, data }: Project): Promise<Quality> {
  if (data.target === null) return null;
  try {
    return { partition: await clients.data.call('preparePartition', { projectId }) };
  } catch (thrown) {
    return { fault: toFault(thrown) };
  }
}

async function run(options: HeadlessOptions, file: File | null): Promise<HeadlessFile[]> {
  const { data, engine } = clients;
  const name = options.scenario ?? file?.name ?? 'headless';
  const { projectId } = await data.call('createProject', {
    name,
    scenarioId: options.scenario ?? null,
    locale: 'en',
  });
  if (file) await data.call('importTable', { projectId, file, choices: options.choices ?? {} });
  const view = await data.call('getProject', { projectId });
  if (options.target !== undefined) await chooseTarget(view, options.target, options.task);
  const chosen = await chooseRecipe(view, options);
  const found = options.find ? await findModel(projectId, chosen, options.find, options.backend) : null;
  const recipe = found?.finalists[0]?.recipe ?? chosen;
  const { backend } = options;
  const search = found || isChosen(options) ? {} : { search: 'short' as const };
  const request = { kind: 'run-all', projectId, recipe, backend, locale: 'en', ...search } as const;
  const job = await engine.call('startJob', request, { onEvent: progressPrinter() });
  const done = await data.call('getProject', { projectId });
  const study = found ?? (await studyOf(projectId, job));
  const result = await resultOf(done, job);

  const report = { ...describeReport(done, result), data: await description(projectId) };
  const predictions = await data.call('exportPredictions', {
    judgementId: result.exported.judgement.id,
  });
  const model = await engine.call('exportRun', { runId: result.exported.run.id });
  const json = (value: unknown) => new Blob([`${JSON.stringify(value, null, 2)}\n`]);
  const files: [string, Blob][] = [
    ['report.json', json(report)],
    ['recipe.json', json(result.model.run.recipe)],
    ...(study ? [['leaderboard.json', json(leaderboardOf(study, done))] satisfies [string, Blob]] : []),
    ['predictions.csv', predictions],
    ...model.map(({ name: part, bytes }): [string, Blob] => [`model/${part}`, new Blob([bytes])]),
  ];
  return Promise.all(files.map(async ([path, blob]) => ({ name: path, base64: await toBase64(blob) })));
}

/** Whether the options say how the model is learnt; the seed alone chooses no model. */
const isChosen = ({ recipe, family, epochs }: HeadlessOptions): boolean =>
  [recipe, family, epochs].some((each) => each !== undefined);

/** More values than this in a column of numbers are not taken for classes unless asked for. */
const mostGuessedClasses = 20;

async function chooseTarget(view: ProjectView, target: string, task: HeadlessOptions['task']): Promise<void> {
  const { project, dataset } = view;
  const profile = dataset?.profiles.find((column) => column.name === target);
  if (!dataset || !profile) {
    const known = dataset?.columns.map((column) => column.name).join(', ') ?? '';
    throw new HearthError('column_unknown', { column: target, field: '--target' }, { known });
  }
  const numeric = dataset.columns.some(
    (column) => column.name === target && columnTypes[column.type].target.quantity,
  );
  const { distinct } = profile;
  const kind = task ?? (numeric && distinct > mostGuessedClasses ? 'regression' : 'classification');
  const facts = { type: numeric ? ('number' as const) : ('category' as const), distinct };
  const asked = tasks.filter(({ judges }) => judges === kind);
  const decided = asked.find((each) => each.target.accepts(facts));
  if (!decided)
    throw new HearthError(
      'input_invalid',
      { column: target, field: '--task' },
      { reason: asked[0] ? `${kind} needs ${asked[0].target.needs}` : `${kind} is no task` },
    );
  const roles = Object.fromEntries(
    Object.entries(project.data.roles).map(([column, role]) => [
      column,
      role === 'target' ? ('feature' as const) : role,
    ]),
  );
  await clients.data.call('updateProject', {
    projectId: project.id,
    patch: {
      data: {
        ...project.data,
        target,
        task: decided.name,
        roles: withOwnValue<ColumnRole>(roles, target, 'target'),
      },
    },
  });
}

async function chooseRecipe(
  { project: { id: projectId } }: ProjectView,
  options: HeadlessOptions,
): Promise<Recipe> {
  const { project, dataset } = await clients.data.call('getProject', { projectId });
  let recipe = await draft(
    projectId,
    project.draft,
    options.family ?? (await netFor(projectId, options.epochs)),
  );
  if (options.recipe !== undefined) {
    const parsed = v.safeParse(recipeSchema, options.recipe);
    if (!parsed.success) {
      const [issue] = parsed.issues;
      throw new HearthError(
        'recipe_invalid',
        { field: v.getDotPath(issue) ?? '' },
        { reason: issue.message },
      );
    }
    const given = { ...parsed.output, dataset: recipe.dataset };
    for (const column of [given.target, ...given.features]) {
      if (!dataset?.columns.some(({ name }) => name === column))
        throw new HearthError('column_unknown', { column, field: 'recipe.features' });
    }
    const roles = Object.fromEntries(
      (dataset?.columns ?? []).map(({ name }) => {
        const left =
          ownValue(project.data.roles, name) === 'protected' ? ('protected' as const) : ('ignored' as const);
        return [
          name,
          name === given.target
            ? ('target' as const)
            : given.features.includes(name)
              ? ('feature' as const)
              : left,
        ];
      }),
    );
    const { target, task, split, preprocessing } = given;
    await clients.data.call('updateProject', {
      projectId,
      patch: { data: { ...project.data, target, task, split, preprocessing, roles } },
    });
    recipe = given;
  }
  recipe = { ...recipe, seed: options.seed ?? recipe.seed };
  if (options.epochs !== undefined) {
    if (!isNetRecipe(recipe))
      throw new HearthError(
        'input_invalid',
        { field: '--epochs' },
        { reason: `a model of the family ${recipe.model.family} has no epochs` },
      );
    recipe = { ...recipe, epochs: options.epochs };
  }
  await clients.data.call('updateProject', { projectId, patch: { draft: recipe } });
  return recipe;
}

/** Who gives epochs wants a net; null where none are given. */
async function netFor(projectId: string, epochs: number | undefined): Promise<string | null> {
  if (epochs === undefined) return null;
  const offers = await clients.data.call('familyOffers', { projectId });
  return offers.find(({ family }) => family === 'net')?.architecture ?? null;
}

async function draft(projectId: string, kept: Recipe | null, family: string | null): Promise<Recipe> {
  return kept && family === null ? kept : clients.data.call('draftRecipe', { projectId, family });
}

/** Progress on the console, for the script's log. */
function progressPrinter(): (event: JobEvent) => void {
  let stage: Stage | null = null;
  return (event) => {
    if (event.kind === 'train') printTraining(event.event);
    printTrial(event);
    if (event.kind !== 'job' || event.job.stage === stage || event.job.stage === null) return;
    stage = event.job.stage;
    console.info(`[${stagesOf(event.job.request.kind).indexOf(stage) + 1}] ${stage}`);
  };
}

function printTraining(event: TrainEvent): void {
  if (event.kind === 'epoch') {
    const { epoch, trainLoss, validationLoss, validationMetric, seconds } = event.metrics;
    const numbers = [trainLoss, validationLoss, validationMetric].map((value) => value.toFixed(4));
    console.info(
      `    epoch ${epoch}: loss ${numbers[0]}, validation loss ${numbers[1]}, metric ${numbers[2]}, ${seconds.toFixed(1)} s`,
    );
  } else if (event.kind === 'measuring') {
    console.info(`    measuring this device before a long training: ${event.mostSeconds} s at most`);
  } else if (event.kind === 'recovering') {
    console.info(`    ${event.cause} after step ${event.step}; going on from the last checkpoint`);
  } else if (event.kind === 'started') {
    const { notices, backend, step } = event.run;
    if (notices.at(-1)?.code === 'recovered') console.info(`    going on from step ${step} on ${backend}`);
  }
}

async function toBase64(blob: Blob): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the blob could not be read'));
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(',') + 1);
}
