// What can be done with a run, beside opening it.
import type { Run } from '../../../../contract/model/run';
import type { RunRow } from '../../../../contract/project/rows';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import type { RecipeEditor } from '../../../../state/model/recipe-editor.svelte';
import type { RunList } from '../../../../state/model/run-list.svelte';
import { saveBlob } from '../../deploy/versions/save-blob';

/** An entry of a run's menu. */
export interface RunAction {
  label: string;
  onselect: () => void;
  tone?: 'bad';
  disabled?: boolean;
  hint?: string;
}

/** The entries of a run's menu. */
export function runActions(run: RunRow, list: RunList, editor: RecipeEditor): RunAction[] {
  const number = formatNumber(run.number);
  const kept = list.isRegistered(run);
  const withWhole = (act: (whole: Run) => unknown) => () =>
    void list.fetch(run.id).then((whole) => whole && act(whole));
  return [
    { label: m.model_use_as_draft(), onselect: withWhole(({ recipe }) => editor.use(recipe)) },
    { label: m.model_export_recipe(), onselect: withWhole(exportRecipe) },
    {
      label: m.model_delete(),
      tone: 'bad',
      disabled: run.status === 'running' || kept,
      ...(kept ? { hint: m.model_delete_registered() } : {}),
      onselect: () => list.remove(run, { text: m.model_deleted({ number }), undo: m.model_undo() }),
    },
  ];
}

/** Hands the run's recipe to the person as JSON. */
export function exportRecipe(run: Run): void {
  const json = JSON.stringify(run.recipe, null, 2);
  saveBlob(new Blob([json], { type: 'application/json' }), `run-${String(run.number)}-recipe.json`);
}
