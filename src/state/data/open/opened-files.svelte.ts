// The file, or the folder, that each project's table was last read from on this page, so that it can be read otherwise without being chosen again. The bytes stay
// where they are: a `File` only says where.

import type { Given } from '../../../contract/data/opening/given';
import { SvelteMap } from 'svelte/reactivity';

class OpenedFiles {
  readonly #files = new SvelteMap<string, Given>();

  keep(projectId: string, file: Given): void {
    this.#files.set(projectId, file);
  }

  /** Of the table with this name; null where another was opened since, or another page did. */
  find(projectId: string, name: string): Given | null {
    const file = this.#files.get(projectId);
    return file?.name === name ? file : null;
  }
}

export const openedFiles = new OpenedFiles();
