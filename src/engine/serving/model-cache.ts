// Nets that serve, loaded once and kept while they are used. Not for judging or training: those build their own.
import type { Artifact, BackendName } from '../../contract/model/run';
import { unpackTensors } from '../../model/net/serving/artifact';
import { writeVariables } from '../../model/net/training/variables';
import { Forward } from '../../model/net/serving/forward';
import { buildNetwork, type NetworkSpec } from '../../model/net/network';
import { getBlob } from '../../storage/chunks';

const keptModels = 4;

/** Builds a net and fills it from stored weights; the caller disposes it. Throws `storage_damaged`. */
export async function loadForward(spec: NetworkSpec, artifact: Artifact): Promise<Forward> {
  const tensors = unpackTensors(await getBlob(artifact.weights), artifact.tensors);
  const network = buildNetwork(spec, 'logits');
  try {
    writeVariables(network.variables, tensors);
    return new Forward(network);
  } catch (thrown) {
    network.dispose();
    throw thrown;
  }
}

/** The nets used last, one a version and backend. */
export class ModelCache {
  readonly #kept = new Map<string, Promise<Forward>>();

  /**
   * The net, loaded where needed. Use it before the next await: a later call may free it.
   */
  async get(backend: BackendName, spec: NetworkSpec, artifact: Artifact): Promise<Forward> {
    const key = `${backend} ${artifact.sha256}`;
    const found = this.#kept.get(key) ?? loadForward(spec, artifact);
    this.#kept.delete(key);
    this.#kept.set(key, found); // last in order: used last
    try {
      const network = await found;
      this.#evict();
      return network;
    } catch (thrown) {
      this.#kept.delete(key);
      throw thrown;
    }
  }

  /** The net of an artifact, if it is in memory; nothing is loaded for it. */
  async held(artifactSha256: string): Promise<Forward | null> {
    const key = [...this.#kept.keys()].find((each) => each.endsWith(` ${artifactSha256}`));
    return (key === undefined ? null : await this.#kept.get(key)) ?? null;
  }

  /** Frees every net. */
  async clear(): Promise<void> {
    const all = [...this.#kept.values()];
    this.#kept.clear();
    for (const network of await Promise.allSettled(all)) {
      if (network.status === 'fulfilled') network.value.dispose();
    }
  }

  #evict(): void {
    for (const [key, oldest] of this.#kept) {
      if (this.#kept.size <= keptModels) return;
      this.#kept.delete(key);
      oldest.then(
        (network) => network.dispose(),
        () => undefined,
      );
    }
  }
}
