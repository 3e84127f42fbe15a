// The active backend for models that need one; a family that computes by itself waits for nothing and holds nothing.
import type { Recipe } from '../../contract/model/recipe';
import type { BackendName } from '../../contract/model/run';
import { familyOf } from '../../model/families/registry';
import type { EngineSession } from '../session';

/** Runs work that computes with a model: sharing the active backend, or at once with null where its family needs none. */
export function whileComputing<T>(
  { model }: Pick<Recipe, 'model'>,
  wish: BackendName | null,
  { lease }: Pick<EngineSession, 'lease'>,
  work: (backend: BackendName | null) => Promise<T>,
): Promise<T> {
  return familyOf(model.family).needsBackend ? lease.share(wish, work) : work(null);
}
