// What a person expects of the data of an open project: added, changed and removed, each with a way back.
import type { OwnExpectation } from '../../contract/data/quality/own-expectation';
import { m } from '../../i18n/paraglide/messages.js';
import { notices } from '../app/notices.svelte';
import type { OpenProject } from '../project/project.svelte';
import type { DataEditor } from './data-editor.svelte';

type Said = Pick<OwnExpectation, 'column' | 'rule'>;

export class OwnExpectationList {
  readonly #open: OpenProject;
  readonly #editor: DataEditor;
  readonly list: readonly OwnExpectation[] = $derived.by(() => this.#open.project.data.expectations ?? []);

  constructor(open: OpenProject, editor: DataEditor) {
    this.#open = open;
    this.#editor = editor;
  }

  add(said: Said): Promise<void> {
    const id = crypto.randomUUID();
    return this.#save([...this.list, { id, ...said }], m.quality_added({ column: said.column }));
  }

  replace(id: string, said: Said): Promise<void> {
    const next = this.list.map((each) => (each.id === id ? { id, ...said } : each));
    return this.#save(next, m.quality_changed({ column: said.column }));
  }

  remove({ id, column }: OwnExpectation): Promise<void> {
    return this.#save(
      this.list.filter((each) => each.id !== id),
      m.quality_removed({ column }),
    );
  }

  async #save(next: OwnExpectation[], told: string): Promise<void> {
    const before = $state.snapshot(this.list);
    await this.#editor.change({ expectations: next });
    const run = () => void this.#editor.change({ expectations: [...before] });
    notices.show(told, 'good', { label: m.shell_undo(), run });
  }
}
