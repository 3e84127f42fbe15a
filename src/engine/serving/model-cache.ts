// Models that serve, loaded once and kept while they are used. Not for judging or training: those load their own.
import { artifactChunks, type Artifact, type BackendName } from '../../contract/model/run';
import type { Recipe } from '../../contract/model/recipe';
import { numericsOf, type Predictor } from '../../model/families/numerics';
import { getBlob } from '../../storage/chunks/chunks';

const keptModels = 4;

/** A trained model as records name it. */
export interface ModelRecord {
  recipe: Recipe;
  artifact: Artifact;
}

/** Loads a model from the store, with its calibrator where it has one; the caller disposes it. Throws `storage_damaged`. */
export async function loadPredictor({ recipe, artifact }: ModelRecord): Promise<Predictor> {
  const numerics = await numericsOf(recipe);
  const model = await numerics.load({ recipe, artifact, bytes: await getBlob(artifactChunks(artifact)) });
  if (!artifact.calibration) return model;
  const { calibratedModel } = await import('../../model/calibration/calibrated-model');
  return calibratedModel(model, artifact.calibration);
}

/** The models used last, one a version and backend. */
export class ModelCache {
  readonly #kept = new Map<string, Promise<Predictor>>();

  /**
   * The model, loaded where needed. Use it before the next await: a later call may free it.
   */
  async get(backend: BackendName | null, model: ModelRecord): Promise<Predictor> {
    const key = `${backend ?? 'none'} ${model.artifact.sha256}`;
    const found = this.#kept.get(key) ?? loadPredictor(model);
    this.#kept.delete(key);
    this.#kept.set(key, found); // last in order: used last
    try {
      const predictor = await found;
      this.#evict();
      return predictor;
    } catch (thrown) {
      this.#kept.delete(key);
      throw thrown;
    }
  }

  /** The model of an artifact, if it is in memory; nothing is loaded for it. */
  async held(artifactSha256: string): Promise<Predictor | null> {
    const key = [...this.#kept.keys()].find((each) => each.endsWith(` ${artifactSha256}`));
    return (key === undefined ? null : await this.#kept.get(key)) ?? null;
  }

  /** Frees every model. */
  async clear(): Promise<void> {
    const all = [...this.#kept.values()];
    this.#kept.clear();
    for (const predictor of await Promise.allSettled(all)) {
      if (predictor.status === 'fulfilled') predictor.value.dispose();
    }
  }

  #evict(): void {
    for (const [key, oldest] of this.#kept) {
      if (this.#kept.size <= keptModels) return;
      this.#kept.delete(key);
      oldest.then(
        (predictor) => predictor.dispose(),
        () => undefined,
      );
    }
  }
}
