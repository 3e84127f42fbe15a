// The recipe that the next run takes: shown, edited, stored with the project, and estimated before anything runs.
import { clients } from '../../client/workers/clients';
import type { CalibrationChoice } from '../../contract/model/calibration/calibration';
import type { Estimate } from '../../contract/model/device';
import type { Json } from '../../contract/model/json';
import type { FamilyOffer } from '../../contract/model/family-offer';
import { HearthError, toFault, type Fault } from '../../contract/transport/fault';
import { isNetRecipe, type NetRecipe, type Recipe } from '../../contract/model/recipe';
import type { OpenProject } from '../project/project.svelte';

const estimateAfterMs = 500;

export class RecipeEditor {
  readonly #open: OpenProject;
  /** Why there is no recipe: most often no target yet. */
  fault = $state.raw<Fault | null>(null);
  loading = $state(false);
  /** What can be drafted for the project's task and data. */
  offers = $state.raw<FamilyOffer[]>([]);
  estimate = $state.raw<Estimate | null>(null);
  estimateFault = $state.raw<Fault | null>(null);
  estimating = $state(false);
  readonly recipe: Recipe | null = $derived.by(() => this.#open.project.draft);
  /** What a person made of each family, so that trying another one loses nothing. */
  readonly #byFamily = new Map<string, Recipe>();
  #estimateTimer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(open: OpenProject) {
    this.#open = open;
  }

  /** Makes the recipe where there is none. */
  async begin(): Promise<void> {
    if (!this.#open.project.draft) await this.#load(() => this.#fresh(null));
    this.#estimateSoon(0);
    try {
      this.offers = await clients.data.call('familyOffers', { projectId: this.#open.id });
    } catch (thrown) {
      this.fault = thrown instanceof HearthError ? thrown.fault : toFault(thrown);
    }
  }

  /** Changes fields of a net's recipe. */
  change(patch: Partial<NetRecipe>): void {
    const { draft } = this.#open.project;
    if (!draft || !isNetRecipe(draft)) return;
    void this.#open.save({ draft: { ...draft, ...patch } });
    this.#estimateSoon();
  }

  /** Changes a setting of a family that is no net. */
  changeSetting(key: string, value: Json): void {
    const { draft } = this.#open.project;
    if (!draft || isNetRecipe(draft)) return;
    const { family, settings } = draft.model;
    void this.#open.save({ draft: { ...draft, model: { family, settings: { ...settings, [key]: value } } } });
    this.#estimateSoon();
  }

  /** Says how the probabilities of the model are calibrated. */
  calibrate(choice: CalibrationChoice): void {
    const { draft } = this.#open.project;
    if (draft) void this.#open.save({ draft: { ...draft, calibration: choice } });
  }

  /** Allows half precision, or leaves the recipe as it was before that could be allowed. */
  allowMixedPrecision(allowed: boolean): void {
    const { draft } = this.#open.project;
    if (!draft || !isNetRecipe(draft)) return;
    const { mixedPrecision: _, ...without } = draft;
    void this.#open.save({ draft: allowed ? { ...without, mixedPrecision: true } : without });
  }

  /** Takes the family's own layers and training; what was set for it before comes back. */
  async setFamily(family: string): Promise<void> {
    const { draft } = this.#open.project;
    if (!draft || draft.model.family === family) return;
    this.#byFamily.set(draft.model.family, draft);
    await this.#load(async () => this.#byFamily.get(family) ?? this.#fresh(family));
    this.#estimateSoon();
  }

  /** Takes another run's recipe as the draft; the store brings it in line with the data as it is now. */
  async use(recipe: Recipe): Promise<void> {
    await this.#load(() => Promise.resolve(recipe));
    this.#estimateSoon();
  }

  /** Back to the default recipe of the family. */
  async reset(): Promise<void> {
    const family = this.#open.project.draft?.model.family ?? null;
    await this.#load(() => this.#fresh(family));
    this.#estimateSoon();
  }

  close(): void {
    clearTimeout(this.#estimateTimer);
    this.#asked += 1;
  }

  #fresh(family: string | null): Promise<Recipe> {
    return clients.data.call('draftRecipe', { projectId: this.#open.id, family });
  }

  async #load(find: () => Promise<Recipe>): Promise<void> {
    this.loading = true;
    this.fault = null;
    try {
      await this.#open.save({ draft: await find() });
    } catch (thrown) {
      this.fault = thrown instanceof HearthError ? thrown.fault : toFault(thrown);
    } finally {
      this.loading = false;
    }
  }

  #estimateSoon(afterMs = estimateAfterMs): void {
    clearTimeout(this.#estimateTimer);
    this.#estimateTimer = setTimeout(() => void this.#estimate(), afterMs);
  }

  async #estimate(): Promise<void> {
    const recipe = this.recipe;
    if (!recipe) return;
    const asked = (this.#asked += 1);
    this.estimating = true;
    try {
      const estimate = await clients.engine.call('estimate', { projectId: this.#open.id, recipe });
      if (asked !== this.#asked) return; // edited meanwhile
      this.estimate = estimate;
      this.estimateFault = null;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.estimate = null;
      this.estimateFault = thrown instanceof HearthError ? thrown.fault : toFault(thrown);
    } finally {
      if (asked === this.#asked) this.estimating = false;
    }
  }
}
