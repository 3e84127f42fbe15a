// The data worker's API: each method is one use case, fetched when it is first called, so that the start screen's list is quick.
import type { DataApi } from '../contract/transport/data-api';
import { unpackView, type PackedView } from '../contract/project/view';
import type { WorkerNotice } from '../contract/transport/store-state';
import { collectGarbage } from '../storage/chunks/chunks';
import { removeProject } from '../storage/projects';
import { getJudgement } from '../storage/judgements';
import { deleteRun, getRun, markInterrupted, runsAt } from '../storage/runs';
import { watchStore } from '../storage/store/store-state';
import { removeStudy, studiesOf, trialsOf } from '../storage/studies';
import { removeTask } from '../storage/team';
import type { StartStore } from './dataset/storing/store-thread';
import { listProjects, packedView, viewChanges } from './project/project-view';
import { storageFacts } from './project/storage-facts';
import { runsApi } from './runs/runs-api';

const reviews = () => import('./project/reviews-and-tasks');
const versions = () => import('./release/register-version');
const cards = () => import('./model-card/version-card');
const queue = () => import('./jobs/job-queue');
const samples = () => import('./judging/sample-predictions');

/** Work on a whole project: where a damaged record makes it fail, the fault names the record. */
const whole = async <T>(projectId: string, work: () => Promise<T>): Promise<T> =>
  (await import('./project/damaged-record')).namingDamage(projectId, work);

/** Finishes an import that a crash cut in two; where that fails, the project is shown as it stands. */
const finished = async (projectId: string): Promise<boolean> =>
  (await import('./dataset/finish-imports')).finishImport(projectId).catch(() => false);

/** A table that is there and that the project does not point to was cut off as it came in. */
async function openView(projectId: string): Promise<PackedView> {
  const view = await packedView(projectId);
  return view.dataset === null && (await finished(projectId)) ? packedView(projectId) : view;
}

/** What crashes, and apps before this one, left behind: imports in two halves, records of no project, bytes of nobody. */
async function tidy(): Promise<void> {
  await (await import('./dataset/finish-imports')).finishImports();
  await (await import('../storage/registry/sweep')).sweepUnowned();
  await collectGarbage();
}

/** How a project is called that came in beside the one that it is a copy of. */
const copyNames = {
  en: (name: string) => `${name.slice(0, 190)} (copy)`,
  'zh-CN': (name: string) => `${name.slice(0, 190)}（副本）`,
};

/** Everything that the page can ask of files, rows and records. */
export function createDataApi(tell?: (notice: WorkerNotice) => void, startStore?: StartStore): DataApi {
  watchStore((state) => tell?.({ kind: 'store', state }));
  // What a crash left behind goes once the start screen has what it needs.
  setTimeout(() => void tidy().catch(() => undefined), 10_000);
  return {
    ...runsApi,
    listProjects,
    createProject: async (request, job) =>
      (await import('./project/create-project')).createProject(request, job),
    getProject: async ({ projectId }) => unpackView(await openView(projectId)),
    getPackedProject: ({ projectId }) => openView(projectId),
    findDamage: async ({ projectId }) => (await import('./project/damaged-record')).damageOf(projectId),
    checkRecords: async ({ projectId }, { signal }) =>
      (await import('./project/check-records')).checkRecords(projectId, signal),
    getChanges: ({ projectId, changed }) => viewChanges(projectId, changed),
    getRun: ({ runId }) => getRun(runId),
    getJudgement: ({ judgementId }) => getJudgement(judgementId),
    updateProject: async ({ projectId, patch }) =>
      (await import('./project/update-project')).updateProject(projectId, patch),
    deleteProject: async ({ projectId }) => {
      await removeProject(projectId);
      return null;
    },
    importTable: async (request, job) => {
      const opened = await (await import('./dataset/import-dataset')).importTable(request, job, startStore);
      return (await import('./dataset/change-steps')).replaySteps(
        request.projectId,
        opened,
        job,
        request.file instanceof File ? request.file : null,
      );
    },
    previewTable: async (request, { signal }) =>
      (await import('./dataset/preview-table')).previewTable(request, signal),
    addTable: async (request, job) => (await import('./dataset/add-table')).addTable(request, job),
    previewAdding: async (request, { signal }) =>
      (await import('./dataset/add-table')).previewAdding(request, signal),
    changeSteps: async ({ projectId, steps }, job) =>
      (await import('./dataset/change-steps')).changeSteps(projectId, steps, job),
    previewStep: async ({ projectId, steps, at }, job) =>
      (await import('./dataset/change-steps')).previewStep(projectId, steps, at, job),
    keepOriginal: async ({ projectId, file }) => {
      await (await import('./dataset/written/original-file')).keepOriginalOf(projectId, file);
      return null;
    },
    keepCells: async ({ projectId, column, file }, { signal }) => {
      await (await import('./dataset/written/written-cells')).keepCellsOf(projectId, column, file, signal);
      return null;
    },
    datasetLines: async ({ projectId }) =>
      (await import('./dataset/versions/compare-versions')).datasetLines(projectId),
    compareVersions: async (request, { signal }) =>
      (await import('./dataset/versions/compare-versions')).compareVersions(request, signal),
    exportTable: async (request, job) => (await import('./dataset/export-table')).exportTable(request, job),
    readRows: async (query, { signal }) => (await import('./dataset/read-rows')).readRows(query, signal),
    readRowsAt: async (query, { signal }) => (await import('./dataset/read-rows')).readRowsAt(query, signal),
    findRows: async (query, { signal }) => (await import('./dataset/view/row-views')).findRows(query, signal),
    readFoundRows: async (query, { signal }) =>
      (await import('./dataset/view/row-views')).readFoundRows(query, signal),
    distributions: async (query, { signal }) =>
      (await import('./dataset/view/distributions')).distributions(query, signal),
    placeInView: async (query, { signal }) =>
      (await import('./dataset/view/row-views')).placeInView(query, signal),
    checkExpectations: async ({ datasetId, expectations }, { signal }) =>
      (await import('./dataset/own-checks')).ownChecks(datasetId, expectations, signal),
    associations: async ({ datasetId }, { signal }) =>
      (await import('./dataset/view/associations')).associations(datasetId, signal),
    chart: async (query, { signal }) => (await import('./dataset/view/charts')).chart(query, signal),
    readSound: async (place) => (await import('./dataset/read-sound')).readSound(place),
    readImages: async (request, { signal }) =>
      (await import('./dataset/read-rows')).readImages(request, signal),
    preparePartition: async ({ projectId }, job) =>
      (await import('./dataset/split/prepare-partition')).preparePartition(projectId, job),
    familyOffers: async ({ projectId }) => (await import('./training/draft-recipe')).familyOffers(projectId),
    draftRecipe: async ({ projectId, family }) =>
      (await import('./training/draft-recipe')).draftRecipe(projectId, family),
    markInterrupted: async () => {
      await markInterrupted(await runsAt('running'));
      // Whoever reads a project marks its runs too, and may have been first.
      return (await runsAt('interrupted')).map(({ id }) => id);
    },
    jobQueue: async () => (await queue()).jobQueue(),
    queueJob: async (request) => (await queue()).queueJob(request),
    changeQueue: async (request) => (await queue()).changeQueue(request),
    pendingJobs: async () => (await import('./jobs/pending-jobs')).pendingJobs(),
    deleteRun: async ({ runId }) => {
      await deleteRun(runId);
      return null;
    },
    studies: async ({ projectId }) => (await studiesOf(projectId)).reverse(),
    trials: ({ studyId, after }) => trialsOf(studyId, after),
    deleteStudy: async ({ studyId }) => {
      await removeStudy(studyId);
      return null;
    },
    samplePredictions: async (query) => (await samples()).samplePredictions(query),
    exportPredictions: async ({ judgementId }) => (await samples()).exportPredictions(judgementId),
    registerVersion: async ({ runId, locale = 'en' }) => (await versions()).registerVersion(runId, locale),
    versionCard: async ({ versionId, locale = 'en' }) => (await cards()).versionCard(versionId, locale),
    saveCard: async ({ versionId, card, name }) => (await cards()).signCard(versionId, card, name),
    verifyVersion: async ({ versionId }) => (await versions()).verifyVersion(versionId),
    promoteVersion: async ({ versionId, waiver }) =>
      (await import('./release/promote-version')).promoteVersion(versionId, waiver),
    saveTask: async ({ task }) => (await reviews()).saveTask(task),
    deleteTask: async ({ taskId }) => {
      await removeTask(taskId);
      return null;
    },
    requestReview: async ({ versionId, reviewerId }) =>
      (await reviews()).requestReview(versionId, reviewerId),
    decideReview: async ({ reviewId, decision, comment, opened }) =>
      (await reviews()).decideReview(reviewId, decision, comment, opened),
    evaluateProject: async ({ projectId }, { signal }) =>
      whole(projectId, async () =>
        (await import('./project/evaluate-project')).evaluateProject(projectId, signal),
      ),
    exportProject: async ({ projectId }, job) =>
      whole(projectId, async () =>
        (await import('./project-file/export-project')).exportProject(projectId, job),
      ),
    importProject: async ({ file, locale = 'en', large = false }, job) =>
      (await import('./project-file/import-project')).importProject(file, copyNames[locale], job, large),
    exportAll: async (_, job) => (await import('./project-file/export-all')).exportAll(job),
    rescueStore: async (_, job) => (await import('./project-file/export-all')).rescueStore(job),
    storageFacts,
    storageUse: async () => (await import('./project/storage-use')).storageUse(),
    freeStorage: async ({ projectId, what }, job) => {
      await (await import('./project/storage-use')).freeStorage(projectId, what, job);
      return null;
    },
  };
}
