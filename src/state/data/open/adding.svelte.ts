// What a chosen file is to the table that is there: its successor, more rows, or more columns; and what adding it would give.
import { clients } from '../../../client/workers/clients';
import type { Addition } from '../../../contract/data/opening/added-table';
import type { AddingPreview } from '../../../contract/transport/data-api';
import { HearthError, toFault, type Fault } from '../../../contract/transport/fault';
import type { FileToOpen } from './file-to-open.svelte';

type JoinAddition = Extract<Addition, { how: 'join' }>;
export type JoinKey = JoinAddition['keys'][number];
export type How = 'replace' | Addition['how'];

/** One file and one table. */
export class Adding {
  readonly #projectId: string;
  readonly #chosen: FileToOpen;
  how = $state<How>('replace');
  kind = $state<JoinAddition['kind']>('left');
  keys = $state.raw<JoinKey[]>([]);
  /** Names of the table as it was opened: what keys are chosen from. */
  columns = $state.raw<string[]>([]);
  preview = $state.raw<AddingPreview | null>(null);
  fault = $state.raw<Fault | null>(null);
  looking = $state(false);
  #abort: AbortController | undefined;

  readonly addition: Addition | null = $derived.by(() => {
    if (this.how === 'append') return { how: 'append' };
    if (this.how !== 'join' || this.keys.length === 0) return null;
    return { how: 'join', kind: this.kind, keys: this.keys };
  });
  /** Whether the file can be taken so. */
  readonly ready: boolean = $derived(
    this.how === 'replace' ||
      (this.addition !== null && this.preview?.how === this.how && this.fault === null && !this.looking),
  );

  constructor(projectId: string, chosen: FileToOpen) {
    this.#projectId = projectId;
    this.#chosen = chosen;
  }

  async setHow(how: How): Promise<void> {
    this.how = how;
    this.preview = null;
    this.fault = null;
    if (how === 'join' && this.keys.length === 0) await this.#proposeKeys();
    await this.look();
  }

  setKey(index: number, key: JoinKey): Promise<void> {
    this.keys = this.keys.with(index, key);
    return this.look();
  }

  addKey(): Promise<void> {
    const [left, right] = [this.columns[0], this.#chosen.preview?.columns[0]?.name];
    if (left !== undefined && right !== undefined) this.keys = [...this.keys, { left, right }];
    return this.look();
  }

  removeKey(index: number): Promise<void> {
    this.keys = this.keys.toSpliced(index, 1);
    return this.look();
  }

  setKind(kind: JoinAddition['kind']): Promise<void> {
    this.kind = kind;
    return this.look();
  }

  /** Finds out anew what adding would give; also after the file is read otherwise. */
  async look(): Promise<void> {
    const { addition } = this;
    if (addition) await this.#ask(addition, (preview) => (this.preview = preview));
  }

  /** Names that both have; where there is none, the first of each. */
  async #proposeKeys(): Promise<void> {
    await this.#ask({ how: 'append' }, (preview) => {
      if (preview.how !== 'append') return;
      this.columns = preview.columns;
      const there = this.#chosen.preview?.columns.map(({ name }) => name) ?? [];
      const shared = preview.columns.find((name) => there.includes(name));
      const [left = '', right = ''] = [shared ?? preview.columns[0], shared ?? there[0]];
      this.keys = [{ left, right }];
    });
  }

  async #ask(addition: Addition, use: (preview: AddingPreview) => void): Promise<void> {
    this.#abort?.abort();
    const { signal } = (this.#abort = new AbortController());
    const { file, choices } = this.#chosen;
    this.looking = true;
    try {
      const request = { projectId: this.#projectId, file, choices, addition };
      const preview = await clients.data.call('previewAdding', request, { signal });
      if (signal.aborted) return;
      this.fault = null;
      use(preview);
    } catch (thrown) {
      if (signal.aborted) return;
      this.fault = thrown instanceof HearthError ? thrown.fault : toFault(thrown);
    }
    this.looking = false;
  }
}
