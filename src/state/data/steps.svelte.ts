// The steps of a project's data as a person changes them. Each change is a new list, and makes a new version; undo goes back to the list before.
import { clients } from '../../client/workers/clients';
import type { DataStep, StepOf, TransformId } from '../../contract/data/transform';
import type { StepPreview } from '../../contract/transport/data-api';
import { toFault, type Fault } from '../../contract/transport/fault';
import type { OpenProject } from '../project/project.svelte';
import { openedFiles } from './open/opened-files.svelte';
import type { DataEditor } from './data-editor.svelte';

/** What a step would do, or why it cannot be applied. */
export type Trial = { preview: StepPreview; fault: null } | { preview: null; fault: Fault };

export class StepList {
  readonly #open: OpenProject;
  readonly #data: DataEditor;
  readonly steps: readonly DataStep[] = $derived.by(() => this.#open.project.data.steps ?? []);
  #past = $state.raw<readonly (readonly DataStep[])[]>([]);
  #future = $state.raw<readonly (readonly DataStep[])[]>([]);
  /** A step that waits to be applied, and what it would do. */
  pending = $state.raw<StepOf<TransformId> | null>(null);
  trial = $state.raw<Trial | null>(null);
  /** Where the change of type that was tried last stands. */
  #typePlace = 0;
  readonly canUndo = $derived(this.#past.length > 0);
  readonly canRedo = $derived(this.#future.length > 0);

  constructor(open: OpenProject, data: DataEditor) {
    this.#open = open;
    this.#data = data;
  }

  add(step: StepOf<TransformId>): Promise<boolean> {
    return this.#change([...this.steps, { step, on: true }]);
  }

  remove(index: number): Promise<boolean> {
    return this.#change(this.steps.toSpliced(index, 1));
  }

  toggle(index: number): Promise<boolean> {
    const step = this.steps[index];
    return step ? this.#change(this.steps.with(index, { ...step, on: !step.on })) : Promise.resolve(false);
  }

  /** Puts a step in the place of another. */
  moveTo(from: number, to: number): Promise<boolean> {
    const step = this.steps[from];
    if (!step) return Promise.resolve(false);
    return this.#change(this.steps.toSpliced(from, 1).toSpliced(to, 0, step));
  }

  /** Asks what a step would do; it waits until it is applied or cancelled. */
  propose(step: StepOf<TransformId>): void {
    this.pending = step;
    this.trial = null;
    void this.try(step).then((trial) => {
      if (this.pending === step) this.trial = trial;
    });
  }

  cancel(): void {
    [this.pending, this.trial] = [null, null];
  }

  async applyPending(): Promise<void> {
    const step = this.pending;
    if (step && (await this.add(step))) this.cancel();
  }

  /** Exchanges a step with the one before it (−1) or after it (1). */
  move(index: number, by: -1 | 1): Promise<boolean> {
    const [one, other] = [this.steps[index], this.steps[index + by]];
    if (!one || !other) return Promise.resolve(false);
    return this.#change(this.steps.with(index, other).with(index + by, one));
  }

  async undo(): Promise<void> {
    const before = this.#past.at(-1);
    const now = this.steps;
    if (!before || !(await this.#data.changeSteps(before))) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, now];
  }

  async redo(): Promise<void> {
    const after = this.#future.at(-1);
    const now = this.steps;
    if (!after || !(await this.#data.changeSteps(after))) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, now];
  }

  /** Tries a step after those that are there. */
  try(step: StepOf<TransformId>): Promise<Trial> {
    return this.#tryAt(step, this.steps.length);
  }

  /**
   * Tries a change of type. It reads the cells as the file has them where it stands before all that changes them; where the steps that follow
   * would not fit it then, it comes after them and reads what they leave.
   */
  async tryType(step: StepOf<'change-type'>): Promise<Trial> {
    const front = this.steps.findIndex((each) => each.step.step !== 'change-type');
    this.#typePlace = front < 0 ? this.steps.length : front;
    const trial = await this.#tryWritten(step);
    if (!trial.fault || this.#typePlace === this.steps.length) return trial;
    this.#typePlace = this.steps.length;
    return this.#tryAt(step, this.#typePlace);
  }

  /** Adds a change of type where it was tried. */
  addType(step: StepOf<'change-type'>): Promise<boolean> {
    return this.#change(this.steps.toSpliced(this.#typePlace, 0, { step, on: true }));
  }

  /** Keeps the cells of a column as this file has them, from which the table was opened. */
  async keepCells(column: string, file: File): Promise<Fault | null> {
    try {
      await clients.data.call('keepCells', { projectId: this.#open.id, column, file });
      return null;
    } catch (thrown) {
      return toFault(thrown);
    }
  }

  /** The file is read again where this page still knows it and the store does not. */
  async #tryWritten(step: StepOf<'change-type'>): Promise<Trial> {
    const trial = await this.#tryAt(step, this.#typePlace);
    const name = this.#open.dataset?.source.name;
    if (trial.preview?.cells !== 'values' || name === undefined) return trial;
    const file = openedFiles.find(this.#open.id, name);
    if (!(file instanceof File) || (await this.keepCells(step.params.column, file))) return trial;
    return this.#tryAt(step, this.#typePlace);
  }

  async #tryAt(step: StepOf<TransformId>, at: number): Promise<Trial> {
    try {
      const steps = this.steps.toSpliced(at, 0, { step, on: true });
      const preview = await clients.data.call('previewStep', { projectId: this.#open.id, steps, at });
      return { preview, fault: null };
    } catch (thrown) {
      return { preview: null, fault: toFault(thrown) };
    }
  }

  async #change(next: readonly DataStep[]): Promise<boolean> {
    const before = this.steps;
    if (!(await this.#data.changeSteps(next))) return false;
    this.#past = [...this.#past, before];
    this.#future = [];
    return true;
  }
}
