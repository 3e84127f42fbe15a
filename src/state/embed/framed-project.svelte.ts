// The project that a frame's address names: looked for, opened for reading, followed; looked for again once something is brought in.
import * as v from 'valibot';
import { watchChanges } from '../../client/workers/changes';
import { ulid } from '../../contract/data/dataset';
import { HearthError, toFault, type Fault } from '../../contract/transport/fault';
import type { ModelVersion } from '../../contract/release/version';
import { findDeployment } from './find-deployment';
import { OpenProject } from '../project/project.svelte';
import { workspace } from '../project/workspace.svelte';

type Found =
  | { kind: 'finding' }
  /** The address holds no id. */
  | { kind: 'unnamed' }
  | { kind: 'missing' }
  | { kind: 'open'; open: OpenProject; pinned: ModelVersion | null }
  | { kind: 'failed'; fault: Fault };

export class FramedProject {
  readonly id: string;
  found = $state.raw<Found>({ kind: 'finding' });
  /** A file that could not be brought in, and why. */
  refusal = $state.raw<{ name: string; fault: Fault } | null>(null);
  /** A file that was brought in and holds another project. */
  otherName = $state<string | null>(null);
  readonly #stopWatching: () => void;
  #closed = false;

  constructor(id: string) {
    this.id = id;
    this.#stopWatching = watchChanges(({ table }) => {
      if (table === 'projects' && this.found.kind === 'missing') void this.find();
    });
    void this.find();
  }

  async find(): Promise<void> {
    const found = await this.#find();
    if (this.#closed && found.kind === 'open') found.open.close();
    else this.found = found;
  }

  /** Opens a project file of this device into the frame's store. */
  async bringIn(file: File): Promise<void> {
    this.refusal = null;
    this.otherName = null;
    try {
      await workspace.openProjectFile(file);
      await this.find();
      if (this.found.kind === 'missing') this.otherName = file.name;
    } catch (thrown) {
      const fault = thrown instanceof HearthError ? thrown.fault : toFault(thrown);
      if (fault.code !== 'aborted') this.refusal = { name: file.name, fault };
    }
  }

  close(): void {
    this.#closed = true;
    this.#stopWatching();
    if (this.found.kind === 'open') this.found.open.close();
  }

  async #find(): Promise<Found> {
    if (!v.is(ulid, this.id)) return { kind: 'unnamed' };
    try {
      const deployment = await findDeployment(this.id);
      if (!deployment) return { kind: 'missing' };
      const open = await OpenProject.open(deployment.view.project.id, { readOnly: true });
      return { kind: 'open', open, pinned: deployment.pinned };
    } catch (thrown) {
      return { kind: 'failed', fault: toFault(thrown) };
    }
  }
}
