// A step while it is written down: storages, nodes in the order of work, and the tape from which gradients are derived.
import { readsOf, type Expression } from './expression';
import { outputsOf, type Node } from './primitives';
import { elementsOf, rootOf, type Role, type Storage, type Tensor } from './tensor';

/**
 * One differentiable operation: `backward` writes down the gradients of its inputs, null where none is wanted. What needs
 * the weights' old values comes first, so that an update can follow in the kernel that ends a weight's gradient.
 */
export interface TapeEntry {
  output: Tensor;
  inputs: readonly Tensor[];
  backward(gradient: Tensor): readonly (Tensor | null)[];
}

/** Elements between places where every device lets a buffer be bound: 256 bytes. */
const boundEvery = 64;

function leastCommonMultiple(one: number, other: number): number {
  let [a, b] = [one, other];
  while (b > 0) [a, b] = [b, a % b];
  return (one / a) * other;
}

/** Collects nodes. Operations that make them are in operations/. */
export class Graph {
  readonly nodes: Node[] = [];
  readonly tape: TapeEntry[] = [];
  readonly storages: Storage[] = [];
  /** Storages that a gradient has to reach. */
  readonly #learning = new Set<Storage>();

  /** A tensor over a storage of its own. */
  tensor(shape: readonly number[], role: Role = 'value', name = ''): Tensor {
    const storage: Storage = { id: this.storages.length, role, size: elementsOf(shape), name };
    this.storages.push(storage);
    return { shape, storage };
  }

  /**
   * Tensors of one shape [rows, width], one after another in memory: each is written by itself, and `whole` [count, rows', width]
   * reads them together. Pieces begin where a buffer may be bound, so that rows' may be more than rows.
   */
  pieces(count: number, [rows, width]: readonly [number, number]): { whole: Tensor; each: Tensor[] } {
    const unit = leastCommonMultiple(boundEvery, width);
    const pitch = Math.ceil((rows * width) / unit) * unit;
    const whole = this.tensor([count, pitch / width, width]);
    const each = Array.from({ length: count }, (_, index): Tensor => {
      const part = { of: whole.storage, offset: index * pitch };
      const storage: Storage = {
        id: this.storages.length,
        role: 'value',
        size: rows * width,
        name: '',
        part,
      };
      this.storages.push(storage);
      return { shape: [rows, width], storage };
    });
    return { whole, each };
  }

  /** A weight that learns, or one that only moves along. */
  weight(name: string, shape: readonly number[], learns: boolean): Tensor {
    const tensor = this.tensor(shape, 'weight', name);
    if (learns) this.#learning.add(tensor.storage);
    return tensor;
  }

  /** The same numbers in another shape; the gradient is the storage's, so the tape need not know. */
  reshape(tensor: Tensor, shape: readonly number[]): Tensor {
    if (elementsOf(shape) !== elementsOf(tensor.shape)) {
      throw new Error(`[${tensor.shape.join()}] cannot be seen as [${shape.join()}]`);
    }
    return { shape, storage: tensor.storage };
  }

  /** An elementwise value of a new tensor. */
  map(shape: readonly number[], expression: Expression, role: Role = 'value'): Tensor {
    const tensor = this.tensor(shape, role);
    this.nodes.push({ kind: 'map', shape, outputs: [{ tensor, expression }] });
    return tensor;
  }

  /** Overwrites weights and slots of one shape, all at once. */
  update(outputs: readonly { tensor: Tensor; expression: Expression }[]): void {
    this.nodes.push({ kind: 'map', shape: outputs[0]!.tensor.shape, outputs });
  }

  /** Puts an operation on the tape where a weight that learns is behind it. */
  record(output: Tensor, inputs: readonly Tensor[], backward: TapeEntry['backward']): void {
    if (!inputs.some((input) => this.learns(input))) return;
    this.#learning.add(output.storage);
    this.tape.push({ output, inputs, backward });
  }

  /** Whether a weight that learns is behind a tensor. */
  learns(tensor: Tensor): boolean {
    return this.#learning.has(tensor.storage);
  }

  /** Throws where a node reads what nothing wrote. */
  check(): void {
    const written = new Set<Storage>();
    for (const node of this.nodes) {
      if (node.kind === 'map') {
        for (const { expression } of node.outputs) {
          for (const { tensor } of readsOf(expression)) expectWritten(tensor.storage, written);
        }
      }
      for (const { storage } of outputsOf(node)) written.add(storage).add(rootOf(storage));
    }
  }
}

function expectWritten(storage: Storage, written: ReadonlySet<Storage>): void {
  const isWritten = written.has(storage) || written.has(rootOf(storage));
  if ((storage.role === 'value' || storage.role === 'ring') && !isWritten) {
    throw new Error(`storage ${storage.id} is read before it is written`);
  }
}
