// A compute kernel as text, with what it binds. Pure: no device, no tensors of TensorFlow.js.
// Shapes are baked into the code, so that no kernel reads a shape at run time.

/** How wide a buffer's elements are read: single numbers or four at a time. */
export type Width = 1 | 4;

/** One bound buffer: what the caller called it and how the kernel uses it. */
export interface Binding<T> {
  buffer: T;
  access: 'read' | 'read_write';
}

/** Code with entry point `main`; binding `i` of group 0 is `bindings[i]`. */
export interface Kernel<T> {
  label: string;
  code: string;
  bindings: readonly Binding<T>[];
  /** Whether group 1, binding 0 is the step's block of parameters. */
  parameters: boolean;
  workgroups: readonly [number, number, number];
  /** Multiply-adds, or elements where nothing is multiplied: what a dispatch costs, roughly. */
  work: number;
}

/** Storage buffers that every WebGPU device lets one kernel bind. */
export const mostBindings = 8;

interface Declared<T> extends Binding<T> {
  name: string;
  width: Width;
  type: 'f32' | 'u32';
  /** Elements that are read; null where that is not known. */
  elements: number | null;
}

/** Collects what a kernel binds while its body is written. `T` is the caller's own key of a buffer, compared by identity. */
export class KernelBuilder<T> {
  readonly #declared: Declared<T>[] = [];
  readonly #functions = new Map<string, string>();
  readonly #memoryOf: (buffer: T) => unknown;
  readonly #features = new Set<string>();
  #parameters: string | null = null;
  #names = 0;

  /** `memoryOf` tells which buffers are pieces of one memory: none of them may be bound for reading where another is written. */
  constructor(memoryOf: (buffer: T) => unknown = (buffer) => buffer) {
    this.#memoryOf = memoryOf;
  }

  /** A name that nothing else in the kernel has. */
  name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  /**
   * The variable of a buffer that is read. Where it is known that no more than its first `elements` are, it is declared that
   * long: what a device adds to keep reads inside is cheaper for a length that it knows.
   */
  read(buffer: T, width: Width = 1, type: 'f32' | 'u32' = 'f32', elements: number | null = null): string {
    const found = this.#declared.find((other) => other.buffer === buffer && other.width === width);
    if (!found) return this.#declare({ buffer, access: 'read', width, type, elements });
    const known = found.elements !== null && elements !== null;
    found.elements = known ? Math.max(found.elements!, elements) : null;
    return found.name;
  }

  /** The variable of a buffer that is written, and may be read at the same place. Throws where it is bound otherwise already. */
  write(buffer: T, width: Width = 1): string {
    const found = this.#declared.find((other) => other.buffer === buffer);
    if (!found) return this.#declare({ buffer, access: 'read_write', width, type: 'f32', elements: null });
    found.elements = null;
    if (found.width !== width) throw new Error(`${found.name} is bound in two widths`);
    found.access = 'read_write';
    return found.name;
  }

  /** Uses a feature that the device was asked for. */
  enable(feature: string): void {
    this.#features.add(feature);
  }

  /** Adds a function, or a variable of the workgroup, once. */
  define(name: string, code: string): void {
    this.#functions.set(name, code);
  }

  /** Makes `step` available, a struct of this declaration. */
  useParameters(declaration: string): void {
    this.#parameters = declaration;
  }

  /** How many buffers are bound. */
  get bindings(): number {
    return this.#declared.length;
  }

  /** The kernel around a body that may use `id` (the global invocation). */
  build(
    label: string,
    body: string,
    workgroup: readonly [number, number, number],
    workgroups: readonly [number, number, number],
    work: number,
  ): Kernel<T> {
    const written = new Set(
      this.#declared
        .filter(({ access }) => access === 'read_write')
        .map(({ buffer }) => this.#memoryOf(buffer)),
    );
    for (const each of this.#declared)
      if (written.has(this.#memoryOf(each.buffer))) each.access = 'read_write';
    const declarations = this.#declared.map(({ name, access, width, type, elements }, index) => {
      const element = width === 4 ? `vec4<${type}>` : type;
      const length = elements === null ? '' : `, ${Math.ceil(elements / width)}`;
      return `@group(0) @binding(${index}) var<storage, ${access}> ${name}: array<${element}${length}>;`;
    });
    const code = [
      ...[...this.#features].map((feature) => `enable ${feature};`),
      ...(this.#parameters ? [this.#parameters, '@group(1) @binding(0) var<uniform> step: Step;'] : []),
      ...declarations,
      ...this.#functions.values(),
      `@compute @workgroup_size(${workgroup.join(', ')})`,
      `fn main(@builtin(global_invocation_id) id: vec3u) {\n${body}\n}`,
    ].join('\n');
    const bindings = this.#declared.map(({ buffer, access }) => ({ buffer, access }));
    return { label, code, bindings, parameters: this.#parameters !== null, workgroups, work };
  }

  #declare(declared: Omit<Declared<T>, 'name'>): string {
    const name = `buffer${this.#declared.length}`;
    this.#declared.push({ ...declared, name });
    return name;
  }
}
