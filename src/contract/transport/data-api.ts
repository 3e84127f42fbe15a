// What the data worker does: files, rows, records. No tensors.
import type { Addition } from '../data/opening/added-table';
import type { ColumnType } from '../data/column-types';
import type { Cell, Column, DatasetVersion, Partition } from '../data/dataset';
import type { ExportFormatId } from '../data/export-formats';
import type { TableFormatId } from '../data/formats';
import type { CollectedFiles } from '../data/opening/collected-files';
import type { Given } from '../data/opening/given';
import type { DroppedRows } from '../data/dropped-rows';
import type { OpenChoices } from '../data/opening/open-choices';
import type { Associations } from '../data/charts/associations';
import type { AnswerOf, ChartId, ChartQuestion } from '../data/charts/charts';
import type { OwnChecks, OwnExpectation } from '../data/quality/own-expectation';
import type { RowView } from '../data/row-view';
import type { Evaluated } from '../project/evaluation';
import type { TableLines } from '../data/table-lines';
import type { DataStep } from '../data/transform';
import type { DatasetLine, RowMatch, VersionDiff } from '../data/versions/version-diff';
import type { Method, Progress } from './job';
import type { RunsApi } from './runs-api';
import type { Judgement, SamplePrediction } from '../model/judgement';
import type { LeftOut } from '../project/left-out';
import type { JobRecord, JobRequest, PendingJobs, QueueChange, QueuedJob } from '../project/job-record';
import type { Project, ProjectSections, Review, ReviewedThing, TaskItem } from '../project/project';
import type { FamilyOffer } from '../model/family-offer';
import type { Recipe } from '../model/recipe';
import type { CardRevision, VersionCard, WrittenCard } from '../release/card';
import type { Study, Trial } from '../model/search/study';
import type { ModelVersion, Promotion } from '../release/version';
import type { Run } from '../model/run';
import type {
  ChangedRecords,
  ProjectSummary,
  PackedView,
  ProjectView,
  RecordCheck,
  RecordPlace,
  ViewChanges,
} from '../project/view';

export interface StorageFacts {
  usedBytes: number;
  quotaBytes: number;
  persisted: boolean;
}

/** What of a project can go: states to resume from; weights of runs that no version was registered from. */
export type Disposable = 'checkpoints' | 'weights';

/** Bytes that a project refers to, each chunk counted once, under the first kind that needs it. */
export interface ProjectUse {
  projectId: string;
  name: string;
  datasetBytes: number;
  weightBytes: number;
  checkpointBytes: number;
  resultBytes: number;
  /** Of all these: what another project refers to as well, and what would not be freed with this one alone. */
  sharedBytes: number;
  versions: number;
  /** What deleting would free, and of how many runs. */
  disposable: Record<Disposable, { bytes: number; runs: number }>;
}

export interface StorageUse {
  projects: ProjectUse[];
  /** Of no project: on their way in, or deleted and not collected yet. */
  unownedBytes: number;
  /** Of all projects, what they share counted once, and of none. */
  totalBytes: number;
}

export interface RowQuery {
  datasetId: string;
  from: number;
  count: number;
  /** Of which columns, by place; all where none are said. */
  columns?: { from: number; count: number };
}

/** Single rows by their numbers from 0. */
export interface RowsQuery extends Pick<RowQuery, 'datasetId' | 'columns'> {
  rows: readonly number[];
}

/** Rows of a dataset, filtered and sorted. */
export interface ViewQuery {
  datasetId: string;
  view: RowView;
}

/** A page of them. */
export type ViewPageQuery = ViewQuery & RowQuery;

/** Rows of a view: their numbers from 0, and their cells. */
export interface ViewedRows {
  rows: number[];
  cells: Cell[][];
}

/** One recording of a dataset. */
export interface SoundPlaceQuery {
  datasetId: string;
  column: string;
  row: number;
}

/** A look at a file: its first rows as they would be read, and how they were. */
export interface FilePreview extends Pick<DatasetVersion, 'columns' | 'notices' | 'noticeCount'> {
  format: TableFormatId;
  cells: Cell[][];
  /** Rows that were looked at, and whether they are all. */
  rows: number;
  whole: boolean;
  encoding: string | null;
  /** From 0 to 1. */
  certainty: number | null;
  delimiter: string | null;
  lines: TableLines | null;
  /** The first row of another width, where there are so many that a person has to say what becomes of them. */
  ragged: { row: number; expected: number; found: number } | null;
  /** Rows among those that were looked at that are left out for a cell. */
  dropped: DroppedRows | null;
  sheet: { name: string; all: string[] } | null;
  /** Of an archive or a folder: the table that was read, and the names of all. */
  entry: { name: string; all: string[] } | null;
  /** Of files that each become a row. */
  collected: CollectedFiles | null;
  /** Some of the images as they would be stored. */
  images: ShownImages | null;
}

/** Images of one size, [height, width, channels], each as its bytes. */
export interface ShownImages {
  shape: [number, number, number];
  pixels: Uint8Array[];
}

/** A file to be added to a project's table. */
export interface AddedFile {
  projectId: string;
  file: Given;
  choices?: OpenChoices;
  addition: Addition;
}

/** How a file and a table fit. */
export type AddingPreview =
  | {
      how: 'append';
      /** Columns in the table only, missing in the new rows; in the file only, left out; and of another type in the file. */
      missing: string[];
      extra: string[];
      others: { name: string; here: ColumnType; there: ColumnType }[];
      /** Names of the table as it was opened. */
      columns: string[];
    }
  | {
      how: 'join';
      rows: number;
      leftRows: number;
      rightRows: number;
      leftUnmatched: number;
      rightUnmatched: number;
      /** Keys that stand more than once in the file. */
      repeatedKeys: number;
    };

/** What a step does to the first rows of a table. */
export interface StepPreview {
  /** The distribution of the column that it changes, in the same bins. */
  shape: { column: string; before: number[]; after: number[] } | null;
  /** Columns afterwards. */
  columns: number;
  /** Whether rows stay in their order, though some may go: then cells can be compared. */
  inPlace: boolean;
  rowsBefore: number;
  rowsAfter: number;
  /** Whether these are all rows. */
  whole: boolean;
  /** Cells that differ, where the step leaves no row out. */
  changed: number;
  /** The first of them; `row` from 1. */
  examples: { column: string; row: number; from: Cell; to: Cell }[];
  /** Cells that hold something before the step and nothing after it, where it leaves no row out. */
  emptied: number;
  /** The columns after the step. */
  columnsAfter: Column[];
  /** Of a change of type: whether it reads the cells as the file has them, or values that were read of them, where that may differ; else null. */
  cells: 'written' | 'values' | null;
}

export interface DataApi extends RunsApi {
  listProjects: Method<null, ProjectSummary[]>;
  /** An empty project, or one from a scenario: its goals and its data, imported. */
  createProject: Method<
    { name: string; scenarioId: string | null; locale?: 'en' | 'zh-CN' },
    { projectId: string },
    Progress
  >;
  getProject: Method<{ projectId: string }, ProjectView>;
  /** The same, for a page that opens it: a thousand runs cross as text. */
  getPackedProject: Method<{ projectId: string }, PackedView>;
  /** The first record of a project that is not as its schema says, or null. */
  findDamage: Method<{ projectId: string }, RecordPlace | null>;
  /** Hashes every record that carries a hash: which were edited past the app. */
  checkRecords: Method<{ projectId: string }, RecordCheck>;
  /** What commits changed, and no more. `not_found` where the project is gone. */
  getChanges: Method<{ projectId: string; changed: ChangedRecords }, ViewChanges>;
  /** A run with its history, recipe and artifact. */
  getRun: Method<{ runId: string }, Run>;
  /** A judgement with its curves, matrix and residuals. */
  getJudgement: Method<{ judgementId: string }, Judgement>;
  /** Replaces one section; refused with `input_invalid` where a field breaks its schema. */
  updateProject: Method<{ projectId: string; patch: Partial<ProjectSections> }, Project>;
  deleteProject: Method<{ projectId: string }, null>;

  /** Reads a table into a new dataset version of the project and guesses target, task and roles. `choices`: how it is to be read. */
  importTable: Method<{ projectId: string; file: Given; choices?: OpenChoices }, DatasetVersion, Progress>;
  /** The first rows of a file as `importTable` would read them, without storing anything. */
  previewTable: Method<{ file: Given; choices?: OpenChoices }, FilePreview>;
  /** Adds a file to the table as it was opened, as a version of its own; the steps follow on it. */
  addTable: Method<AddedFile, DatasetVersion, Progress>;
  /** What that would give, without storing anything. */
  previewAdding: Method<AddedFile, AddingPreview>;
  /** Gives the project's data these steps: those that are on, on the table as it was opened, make the version that becomes its data. */
  changeSteps: Method<{ projectId: string; steps: readonly DataStep[] }, DatasetVersion, Progress>;
  /** What one of these steps, the last where none is named, does to the first rows; those behind it have to fit. */
  previewStep: Method<{ projectId: string; steps: readonly DataStep[]; at?: number }, StepPreview>;
  /** Keeps the file that the project's table was opened from, where it is small, so that a column can be read again as another type. */
  keepOriginal: Method<{ projectId: string; file: File }, null>;
  /** Keeps the cells of a column as this file has them; it has to be the one that the table was opened from. */
  keepCells: Method<{ projectId: string; column: string; file: File }, null>;
  /** Every version of a project's data, oldest first. */
  datasetLines: Method<{ projectId: string }, DatasetLine[]>;
  /** What is different in the version `after`. */
  compareVersions: Method<{ before: string; after: string; match: RowMatch }, VersionDiff>;
  /** The rows of a version as a file, without its images. */
  exportTable: Method<{ datasetId: string; format: ExportFormatId }, Blob, Progress>;
  /** Rows as shown; images as null. */
  readRows: Method<RowQuery, Cell[][]>;
  /** The same of single rows, in their order. */
  readRowsAt: Method<RowsQuery, Cell[][]>;
  /** Filters and sorts: how many rows a view has. */
  findRows: Method<ViewQuery, { rows: number }>;
  /** Rows of a view as shown, with their numbers. */
  readFoundRows: Method<ViewPageQuery, ViewedRows>;
  /** Of the rows of a view, those in each bin of the columns' histograms or of each of their top levels; null for a column without either, or where all rows are left. */
  distributions: Method<ViewQuery & { columns: readonly string[] }, (Uint32Array | null)[]>;
  /** The place of a row in a view, both from 0; null where it is not in it. */
  placeInView: Method<ViewQuery & { row: number }, number | null>;
  /** What people expect of the data, checked on every row. */
  checkExpectations: Method<{ datasetId: string; expectations: readonly OwnExpectation[] }, OwnChecks>;
  /** How columns go together, and how their numbers lie. */
  associations: Method<{ datasetId: string }, Associations>;
  /** What a chart draws of the rows of a view; its order does not matter. The answer is of the question's kind. */
  chart: Method<ViewQuery & { question: ChartQuestion }, AnswerOf<ChartId>>;
  /** Pixels of an image column, for given rows. */
  /** The file of a recording. */
  readSound: Method<SoundPlaceQuery, Blob>;
  readImages: Method<
    { datasetId: string; column: string; rows: number[] },
    { shape: [number, number, number]; pixels: Uint8Array[] }
  >;
  /** Splits by the project's data plan, checks quality and leakage; the same plan gives the same partition. */
  preparePartition: Method<{ projectId: string }, Partition, Progress>;
  /** A complete default recipe for the project's data, for an architecture that a family offers or the best fitting one. */
  draftRecipe: Method<{ projectId: string; family: string | null }, Recipe>;
  /** What can be drafted for the project's task and data, the best fitting first. */
  familyOffers: Method<{ projectId: string }, FamilyOffer[]>;

  /** Marks every run that is told to train but that no thread trains any more; gives the ids of all runs that were cut off and not resumed. */
  markInterrupted: Method<null, string[]>;
  /** Jobs that a crash or a closed tab left undone and that need nobody's answer, oldest first: to be resumed in the background. */
  pendingJobs: Method<null, PendingJobs>;
  /** Unfinished jobs of all projects: those under way, then those that wait, in their order, then what the app does by itself. */
  jobQueue: Method<null, QueuedJob[]>;
  /** Puts a job at the end of the queue; one that asks for what an unfinished job began is that job, at the place it had. */
  queueJob: Method<JobRequest, JobRecord>;
  /** Changes a job that waits; gives null, having changed nothing, where it began or ended meanwhile. */
  changeQueue: Method<{ jobId: string; change: QueueChange }, JobRecord | null>;
  deleteRun: Method<{ runId: string }, null>;
  /** Searches for a good model, newest first. */
  studies: Method<{ projectId: string }, Study[]>;
  /** A study's trials whose number is greater than `after`, in their order. */
  trials: Method<{ studyId: string; after: number }, Trial[]>;
  /** Deletes a study with its trials; its runs stay. `run_busy` while a thread searches. */
  deleteStudy: Method<{ studyId: string }, null>;
  /** Rows of test in one cell of the confusion matrix; for regression the largest residuals. */
  samplePredictions: Method<
    { judgementId: string; actual: number | null; predicted: number | null; limit: number },
    SamplePrediction[]
  >;

  /** Every test row of a judgement as CSV: row number in the source, actual, predicted, one probability column a class. */
  exportPredictions: Method<{ judgementId: string }, Blob>;

  registerVersion: Method<{ runId: string; locale?: 'en' | 'zh-CN' }, ModelVersion>;
  /** The card as it stands; its computed fields are worded in the language. */
  versionCard: Method<{ versionId: string; locale?: 'en' | 'zh-CN' }, VersionCard>;
  /** Signs for a text of the card, as whoever acts, else as `name`. Computed fields are refused with `input_invalid`. */
  saveCard: Method<{ versionId: string; card: WrittenCard; name?: string }, CardRevision>;
  /** Hashes the stored weights again. */
  verifyVersion: Method<{ versionId: string }, { holds: boolean }>;
  /** Needs an approval by someone other than the author, or a waiver's reason: else `approval_needed`. */
  promoteVersion: Method<{ versionId: string; waiver: string | null }, Promotion>;

  saveTask: Method<{ task: Omit<TaskItem, 'id' | 'createdAt'> & { id: string | null } }, TaskItem>;
  deleteTask: Method<{ taskId: string }, null>;
  requestReview: Method<{ versionId: string; reviewerId: string | null }, Review>;
  decideReview: Method<
    { reviewId: string; decision: 'approved' | 'rejected'; comment: string; opened?: ReviewedThing[] },
    Review
  >;

  /** Reads every record, computes E; a new snapshot is kept only where something changed. */
  evaluateProject: Method<{ projectId: string }, Evaluated>;

  exportProject: Method<{ projectId: string }, Blob, Progress>;
  /** A project file, or a backup with many; `project_file_large` where it unpacks to much, unless `large` says that it may; what is here already comes in as a copy that is named as one. Of a backup, projects with a record that does not hold are left out. */
  importProject: Method<
    { file: File; locale?: 'en' | 'zh-CN'; large?: boolean },
    { projectId: string; projectIds: string[]; leftOut: LeftOut[] },
    Progress
  >;
  /** Every project, with all that belongs to it, as one file. */
  exportAll: Method<null, Blob, Progress>;
  /** The store as it lies there, also where its layout is a newer app's: nothing of it is understood or changed. */
  rescueStore: Method<null, Blob, Progress>;

  storageFacts: Method<null, StorageFacts>;
  /** What each project takes of the disk, and what of it can go. */
  storageUse: Method<null, StorageUse>;
  /** Deletes what can go of a project; the bytes are really gone when it answers. */
  freeStorage: Method<{ projectId: string; what: Disposable }, null, Progress>;
}
