// A finished net that answers: compiled on WebGPU, operation by operation elsewhere and where a device refuses the program.
// Its weights do not change. Not for validation while training: a stepper predicts with the weights as they stand.
import * as tf from '@tensorflow/tfjs-core';
import { currentDevice } from '../../backends/backends';
import { predictLogits } from './predict';
import { CompiledNet } from '../../compiled/step/run/compiled-net';
import { firstTile } from '../../compiled/step/emit/contraction';
import { unloweredLayer } from '../../compiled/step/graph/lower';
import { failedTest } from '../../compiled/step/self-test/self-test';
import { checkTokenIds } from '../layers/token-ids';
import { readVariables } from '../training/variables';
import { networkOutputs, type Network } from '../network';

/** A net and the way to its answers. `dispose` frees both. */
export class Forward {
  readonly network: Network;
  readonly #device: GPUDevice | null;
  #compiled: Promise<CompiledNet | null> | null = null;

  constructor(network: Network) {
    this.network = network;
    this.#device = currentDevice();
  }

  /** Logits [rows, outputs] of encoded samples; `onPeak` hears the bytes held. On the backend that the net was built on. */
  async predict(
    features: Float32Array,
    rows: number,
    onPeak?: (bytes: number) => void,
  ): Promise<Float32Array> {
    this.#compiled ??= this.#compile();
    const compiled = await this.#compiled;
    if (!compiled || rows === 0) return predictLogits(this.network, features, rows, onPeak);
    checkTokenIds(this.network.spec, features);
    const logits = await compiled.predict(features, rows);
    onPeak?.(tf.memory().numBytes + compiled.memory.bytes);
    return logits;
  }

  dispose(): void {
    this.network.dispose();
    void this.#compiled?.then((compiled) => compiled?.dispose());
  }

  async #compile(): Promise<CompiledNet | null> {
    const device = this.#device;
    const { spec, variables } = this.network;
    if (!device || unloweredLayer(spec) !== null || (await failedTest(device, spec))) return null;
    const weights = variables.map(({ name, variable, trainable, kernel }) => {
      return { name, shape: [...variable.shape], trainable, kernel };
    });
    const net = new CompiledNet(device, {
      network: spec,
      weights,
      outputs: networkOutputs(spec),
      tileOf: firstTile,
    });
    const refused = await net.tryOut(await readVariables(variables));
    if (refused === null) return net;
    net.dispose();
    return null;
  }
}
