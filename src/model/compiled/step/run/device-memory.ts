// Buffers of one compiled net on the device: what outlives a step under its name, and what kernels use between them.
// Knows sizes and bytes; nothing of kernels.

/** Buffers by lasting name. Every size is rounded up so that four numbers can be read at its end. */
export class DeviceMemory {
  readonly device: GPUDevice;
  readonly #named = new Map<string, GPUBuffer>();
  readonly #scratch: GPUBuffer[] = [];
  readonly #outgrown: GPUBuffer[] = [];
  #disposed = false;

  constructor(device: GPUDevice) {
    this.device = device;
  }

  /** Bytes of all buffers. */
  get bytes(): number {
    return this.#all().reduce((sum, { size }) => sum + size, 0);
  }

  /** The buffer of a name, made with room for at least `elements` numbers. Asking for more than it has replaces it. */
  named(name: string, elements: number): GPUBuffer {
    const found = this.#named.get(name);
    if (found && found.size >= bytesOf(elements)) return found;
    found?.destroy();
    const made = this.#create(name, elements);
    this.#named.set(name, made);
    return made;
  }

  /** A buffer that exists. */
  get(name: string): GPUBuffer {
    const found = this.#named.get(name);
    if (!found) throw new Error(`no buffer is called ${name}`);
    return found;
  }

  /** Buffers between kernels; programs of one net never run at once and share them. */
  scratch(sizes: readonly number[]): GPUBuffer[] {
    return sizes.map((elements, index) => {
      const found = this.#scratch[index];
      if (found && found.size >= bytesOf(elements)) return found;
      // Programs that were made before still use the smaller one.
      if (found) this.#outgrown.push(found);
      this.#scratch[index] = this.#create(`scratch ${index}`, elements);
      return this.#scratch[index];
    });
  }

  /** Writes numbers into a buffer, from its number `at` on. */
  write(name: string, values: Float32Array | Uint32Array, at = 0): void {
    const data =
      values.buffer instanceof ArrayBuffer ? values.buffer : (values.slice().buffer as ArrayBuffer);
    this.device.queue.writeBuffer(
      this.named(name, at + values.length),
      at * 4,
      data,
      values.byteOffset,
      values.byteLength,
    );
  }

  /** Copies of several buffers' numbers, in one go. */
  async read(wanted: readonly { name: string; elements: number }[]): Promise<Float32Array[]> {
    const total = wanted.reduce((sum, { elements }) => sum + bytesOf(elements), 0);
    if (total === 0) return [];
    const staging = this.device.createBuffer({
      size: total,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
    try {
      const encoder = this.device.createCommandEncoder();
      let at = 0;
      for (const { name, elements } of wanted) {
        encoder.copyBufferToBuffer(this.get(name), 0, staging, at, bytesOf(elements));
        at += bytesOf(elements);
      }
      this.device.queue.submit([encoder.finish()]);
      await staging.mapAsync(GPUMapMode.READ);
      const bytes = staging.getMappedRange();
      let from = 0;
      return wanted.map(({ elements }) => {
        const values = new Float32Array(bytes, from, elements).slice();
        from += bytesOf(elements);
        return values;
      });
    } finally {
      staging.destroy();
    }
  }

  /** Frees everything. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const buffer of this.#all()) buffer.destroy();
  }

  #all(): GPUBuffer[] {
    return [...this.#named.values(), ...this.#scratch, ...this.#outgrown];
  }

  #create(label: string, elements: number): GPUBuffer {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return this.device.createBuffer({ label, size: bytesOf(elements), usage });
  }
}

function bytesOf(elements: number): number {
  return Math.max(16, Math.ceil(elements / 4) * 16);
}
