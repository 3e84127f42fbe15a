// What a person does to a project's data: opens another file, divides the rows, decides on columns. Rows are in table.svelte.ts.
import { untrack } from 'svelte';
import { clients } from '../../client/workers/clients';
import { HearthError, toFault, type Fault } from '../../contract/transport/fault';
import type { ExportFormatId } from '../../contract/data/export-formats';
import type { ColumnRole } from '../../contract/data/dataset';
import type { AddedFile } from '../../contract/transport/data-api';
import type { Progress } from '../../contract/transport/job';
import type { Given } from '../../contract/data/opening/given';
import type { OpenChoices } from '../../contract/data/opening/open-choices';
import { emptyDictionary, type ColumnEntry } from '../../contract/data/quality/dictionary';
import type { DataStep } from '../../contract/data/transform';
import type { DataPlan } from '../../contract/project/project';
import type { ColumnTreatment, Task } from '../../contract/model/recipe';
import { taskOf } from '../../domain/default-plan';
import { hasOnlyRecordings } from '../../domain/recipe-subject';
import { formatNumber } from '../../i18n/format';
import { m } from '../../i18n/paraglide/messages.js';
import { notices } from '../app/notices.svelte';
import { openings } from '../tabs/openings.svelte';
import type { OpenProject } from '../project/project.svelte';
import { defaultText } from '../../domain/treatments/text-limits';
import { openedFiles } from './open/opened-files.svelte';
import { ownValue, withOwnValue } from '../../contract/data/own-value';

/** Long work that goes on, and how far it is. */
export interface Work {
  kind: 'import' | 'prepare' | 'steps' | 'export';
  progress: Progress | null;
}

/** Changes the data of one open project. */
export class DataEditor {
  readonly #open: OpenProject;
  work = $state.raw<Work | null>(null);
  /** Why the last work was refused; the person corrects it on this screen. */
  fault = $state.raw<Fault | null>(null);
  #abort: AbortController | undefined;

  constructor(open: OpenProject) {
    this.#open = open;
  }

  /** Divides the rows where that is still to do; nothing is asked of the person for it. */
  begin(): void {
    untrack(() => void this.#prepareIfNeeded());
  }

  /** Reads a file as the next version of the data, and divides its rows where the target is clear. */
  async import(file: Given, choices: OpenChoices = {}): Promise<void> {
    const done = await this.#work('import', async (onEvent, signal) => {
      const report = (progress: Progress | null) => (openings.here = { what: file.name, progress });
      report(null);
      try {
        const hear = (event: Progress) => {
          onEvent(event);
          report(event);
        };
        await this.#open.importTable({ file, choices }, hear, signal);
        openedFiles.keep(this.#open.id, file);
      } finally {
        openings.here = null;
      }
    });
    if (!done) return;
    await this.#tellUnmet(file.name);
    await this.#prepareIfNeeded();
  }

  /** Gives the data these steps, and divides the rows of the version that they make. */
  async changeSteps(steps: readonly DataStep[]): Promise<boolean> {
    const done = await this.#work('steps', async (onEvent, signal) => {
      await clients.data.call('changeSteps', { projectId: this.#open.id, steps }, { onEvent, signal });
      await this.#open.refresh('projects');
    });
    // The step is done: who asked for it need not wait for the division, and may take it back meanwhile.
    if (done) void this.#prepareIfNeeded();
    return done;
  }

  /** Adds a file to the table, and divides the rows of the version that this makes. */
  async add(added: Omit<AddedFile, 'projectId'>): Promise<void> {
    const done = await this.#work('import', async (onEvent, signal) => {
      await clients.data.call('addTable', { projectId: this.#open.id, ...added }, { onEvent, signal });
      await this.#open.refresh('projects');
    });
    if (!done) return;
    await this.#tellUnmet(added.file.name);
    await this.#prepareIfNeeded();
  }

  /** The rows as a file; null where that was stopped or refused. */
  async export(datasetId: string, format: ExportFormatId): Promise<Blob | null> {
    let file: Blob | null = null;
    await this.#work('export', async (onEvent, signal) => {
      file = await clients.data.call('exportTable', { datasetId, format }, { onEvent, signal });
    });
    return file;
  }

  /** Divides the rows and checks them. */
  prepare(): Promise<boolean> {
    return this.#work('prepare', async (onEvent, signal) => {
      await clients.data.call('preparePartition', { projectId: this.#open.id }, { onEvent, signal });
      await this.#open.refresh('projects');
    });
  }

  stop(): void {
    this.#abort?.abort();
  }

  /** Changes the data plan; the store settles roles, task and the draft recipe by it. */
  async change(patch: Partial<DataPlan>): Promise<void> {
    this.fault = null;
    await this.#open.save({ data: { ...this.#open.project.data, ...patch } });
    if ('accountability' in patch || 'expectations' in patch || 'dictionary' in patch) return;
    await this.#prepareIfNeeded();
  }

  /** Sets the column to predict, with the task that its values ask for. */
  setTarget(name: string | null): Promise<void> {
    const { roles, target } = this.#open.project.data;
    let next: Record<string, ColumnRole> = roles;
    if (target !== null && ownValue(next, target) === 'target') next = withOwnValue(next, target, 'feature');
    if (name !== null) next = withOwnValue(next, name, 'target');
    return this.change({ target: name, roles: next, task: name === null ? null : this.taskFor(name) });
  }

  setRole(name: string, role: ColumnRole): Promise<void> {
    if (role === 'target') return this.setTarget(name);
    const { roles, target } = this.#open.project.data;
    const patch = {
      roles: withOwnValue(roles, name, role),
      ...(role === 'feature' ? this.#learningOf(name) : {}),
    };
    return this.change(target === name ? { ...patch, target: null, task: null } : patch);
  }

  /** Treats a column otherwise than the others of its type; by nothing of its own like them again. */
  treat(name: string, own: ColumnTreatment): Promise<void> {
    const { columns = {}, ...preprocessing } = this.#open.project.data.preprocessing;
    const kept = Object.entries(columns).filter(([column]) => column !== name);
    const others = Object.keys(own).length > 0 ? [...kept, [name, own] as const] : kept;
    if (others.length === 0) return this.change({ preprocessing });
    return this.change({ preprocessing: { ...preprocessing, columns: Object.fromEntries(others) } });
  }

  /** A plan from before texts were learnt from learns from them once one is made a feature. */
  #learningOf(name: string): Partial<DataPlan> {
    const { dataset, project } = this.#open;
    const { preprocessing } = project.data;
    const isText = dataset?.columns.find((column) => column.name === name)?.type === 'text';
    return isText && !preprocessing.text ? { preprocessing: { ...preprocessing, text: defaultText } } : {};
  }

  /** Says in the dictionary what a column means; nothing is left of one of which nothing is said. */
  describe(name: string, entry: ColumnEntry): Promise<void> {
    const { data, columns } = this.#open.project.data.dictionary ?? emptyDictionary;
    const others = Object.fromEntries(Object.entries(columns).filter(([each]) => each !== name));
    const next = Object.keys(entry).length > 0 ? withOwnValue(others, name, entry) : others;
    return this.change({ dictionary: { data, columns: next } });
  }

  /** Records, or takes back, that a column which gives the target away is known before a prediction is made. */
  answerKnown(name: string, answer: { reason: string; name: string } | null): Promise<void> {
    const { target, knownBefore } = this.#open.project.data;
    const { [name]: _, ...others } = knownBefore ?? {};
    if (answer === null || target === null) return this.change({ knownBefore: others });
    return this.change({ knownBefore: { ...others, [name]: { ...answer, target, at: Date.now() } } });
  }

  /** The task that a column's values ask for; null where none of ours can learn it. */
  taskFor(name: string): Task | null {
    const { dataset } = this.#open;
    const column = dataset?.columns.find((candidate) => candidate.name === name);
    const profile = dataset?.profiles.find((candidate) => candidate.name === name);
    return column && profile ? taskOf(column, profile) : null;
  }

  /** Says at once where a new file does not meet what is expected of the data. */
  async #tellUnmet(file: string): Promise<void> {
    await this.#open.refresh('projects');
    const { dataset, project } = this.#open;
    const expectations = $state.snapshot(project.data.expectations ?? []);
    if (!dataset || expectations.length === 0) return;
    try {
      const request = { datasetId: dataset.id, expectations };
      const { results } = await clients.data.call('checkExpectations', request);
      const count = results.filter(({ failed }) => failed === null || failed > 0).length;
      if (count > 0) notices.show(m.quality_file_fails({ file, count, shown: formatNumber(count) }), 'warn');
    } catch (thrown) {
      notices.fail(thrown);
    }
  }

  async #prepareIfNeeded(): Promise<void> {
    if (this.work !== null && this.work.kind !== 'prepare') return;
    await this.#open.refresh('projects');
    const { dataset, partition, project } = this.#open;
    // A target that no task fits is tried as well: the refusal says why it cannot be learnt.
    const measured = partition?.quality.predictive && partition.quality.parts?.near !== undefined;
    if (!dataset || measured || project.data.target === null) return;
    // Nothing is wrong with recordings; the screen says what can be done with them.
    if (hasOnlyRecordings(dataset, project.data)) return;
    await this.prepare();
  }

  async #work(
    kind: Work['kind'],
    run: (onEvent: (event: Progress) => void, signal: AbortSignal) => Promise<void>,
  ): Promise<boolean> {
    this.#abort?.abort();
    const controller = (this.#abort = new AbortController());
    this.work = { kind, progress: null };
    this.fault = null;
    try {
      await run((progress) => (this.work = { kind, progress }), controller.signal);
      return true;
    } catch (thrown) {
      const fault = thrown instanceof HearthError ? thrown.fault : toFault(thrown);
      if (fault.code === 'internal') notices.fail(thrown);
      else if (fault.code !== 'aborted') this.fault = fault;
      return false;
    } finally {
      if (this.#abort === controller) this.work = null;
    }
  }
}
