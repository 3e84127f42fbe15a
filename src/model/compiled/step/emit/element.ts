// WGSL for elementwise values: from an expression and a place to statements. One writer serves one kernel.
import type { KernelBuilder, Width } from '../../wgsl/kernel';
import { operandsOf, type BinaryName, type Expression, type UnaryName, type View } from '../graph/expression';
import { localityOf } from '../plan/locality';
import type { MapNode } from '../graph/primitives';
import type { Storage, Tensor } from '../graph/tensor';
import { addressThrough } from './address';
import { defineErf, defineUniforms, stepBlock } from './functions';

/** Where an element stands: its flat index in the kernel's result, and how many neighbours are computed with it. */
export interface Place {
  index: string;
  width: Width;
}

/** Values that the kernel has at hand, by storage. */
export type Locals = Map<Storage, string>;

/** What every writer of a kernel needs to know. */
export interface KernelContext {
  builder: KernelBuilder<Storage>;
  inlined: ReadonlyMap<Storage, MapNode>;
  stores: ReadonlySet<Storage>;
}

/** Writes the values of one element (or four). Statements gather in `lines`. */
export class ElementWriter {
  readonly lines: string[] = [];
  readonly #context: KernelContext;
  readonly #place: Place;
  readonly #locals: Locals;
  readonly #known = new Map<Expression, string>();
  /** Of each shape, last axis first: the place along it and what is left for the axes before. */
  readonly #axes = new Map<string, string[]>();

  constructor(context: KernelContext, place: Place, locals: Locals, lines: string[] = []) {
    this.#context = context;
    this.#place = place;
    this.#locals = locals;
    this.lines = lines;
  }

  /** The variable or literal of an expression at an element of `shape`. */
  value(expression: Expression, shape: readonly number[]): string {
    const known = this.#known.get(expression);
    if (known !== undefined) return known;
    const written = this.#write(expression, shape);
    const isName = /^[\w.]+$/.test(written) || expression.kind === 'constant';
    const name = isName ? written : this.#name(written);
    this.#known.set(expression, name);
    return name;
  }

  /** Computes maps one after another and stores what has to be kept. */
  maps(nodes: readonly MapNode[]): void {
    for (const node of nodes) {
      const values = node.outputs.map(({ expression }) => this.value(expression, node.shape));
      node.outputs.forEach(({ tensor }, index) => this.keep(tensor, values[index]!));
    }
  }

  /** A value of the kernel's own: at hand from now on, and stored where someone else reads it. */
  keep({ storage }: Tensor, value: string): void {
    this.#locals.set(storage, value);
    if (!this.#context.stores.has(storage)) return;
    const { index, width } = this.#place;
    const target = this.#context.builder.write(storage, width);
    this.lines.push(`${target}[${inUnits(this.#ringed(storage, index), width)}] = ${value};`);
  }

  #name(written: string): string {
    const name = this.#context.builder.name('v');
    this.lines.push(`let ${name} = ${written};`);
    return name;
  }

  #write(expression: Expression, shape: readonly number[]): string {
    const { width } = this.#place;
    switch (expression.kind) {
      case 'constant':
        return splat(literal(expression.value), width);
      case 'parameter':
        this.#context.builder.useParameters(stepBlock);
        return splat(`step.${expression.name}`, width);
      case 'coordinate':
        return this.#coordinate(shape, expression.fromLast, expression.modulo);
      case 'random':
        return this.#random(expression.stream);
      case 'read':
        return this.#read(expression.tensor, expression.view, shape, localityOf(expression, shape));
      case 'unary':
        return this.#unary(expression.name, this.value(expression.of, shape));
      case 'binary': {
        const [left, right] = operandsOf(expression).map((operand) => this.value(operand, shape));
        return binary(expression.name, left!, right!, width);
      }
      case 'where': {
        const [condition, then, otherwise] = operandsOf(expression).map((operand) =>
          this.value(operand, shape),
        );
        return `select(${otherwise}, ${then}, ${condition} != ${splat('0f', width)})`;
      }
    }
  }

  #unary(name: UnaryName, of: string): string {
    const { width } = this.#place;
    switch (name) {
      case 'neg':
        return `-${of}`;
      case 'reciprocal':
        return `${splat('1f', width)} / ${of}`;
      case 'tanh':
        // Past ±15 it is ±1 in float32; some drivers overflow inside.
        return `tanh(clamp(${of}, ${splat('-15f', width)}, ${splat('15f', width)}))`;
      case 'erf':
        return `${defineErf(this.#context.builder, width)}(${of})`;
      default:
        return `${name}(${of})`;
    }
  }

  /** The element's place along an axis as a number; four neighbours differ along the last axis only. */
  #coordinate(shape: readonly number[], fromLast: number, modulo?: number): string {
    const { width } = this.#place;
    const at = this.#coordinates(shape)(shape.length - 1 - fromLast);
    const place = (lane: number) => {
      const here = lane === 0 ? at : `${at} + ${lane}u`;
      return `f32(${modulo === undefined ? here : `(${here}) % ${modulo}u`})`;
    };
    if (width === 1) return place(0);
    return `vec4f(${fromLast === 0 ? [0, 1, 2, 3].map(place).join(', ') : place(0)})`;
  }

  /** Places along the axes of a shape: one division an axis, shared by all who ask. */
  #coordinates(shape: readonly number[]): (axis: number) => string {
    const key = shape.join();
    const known = this.#axes.get(key) ?? [];
    this.#axes.set(key, known);
    let rest = this.#place.index;
    return (axis) => {
      for (let next = shape.length - 1 - known.length / 2; next >= axis; next--) {
        if (known.length > 0) rest = known.at(-1)!;
        const quotient = next === 0 ? '0u' : this.#name(`(${rest}) / ${shape[next]}u`);
        const place = next === 0 ? `(${rest})` : this.#name(`(${rest}) - ${quotient} * ${shape[next]}u`);
        known.push(place, quotient);
      }
      return known[2 * (shape.length - 1 - axis)]!;
    };
  }

  #random(stream: number): string {
    const { builder } = this.#context;
    builder.useParameters(stepBlock);
    const { index, width } = this.#place;
    const call = `${defineUniforms(builder)}((${index}) / 4u, ${stream}u)`;
    return width === 4 ? call : `${call}[(${index}) % 4u]`;
  }

  #read(tensor: Tensor, view: View, shape: readonly number[], locality: string): string {
    const { width } = this.#place;
    const { storage } = tensor;
    const local = locality === 'elsewhere' ? undefined : this.#locals.get(storage);
    if (local !== undefined) return locality === 'row' ? splat(local, width) : local;
    const map = this.#context.inlined.get(storage);
    if (locality === 'same') return map ? this.#inline(map, this.#place) : this.#load(storage, this.#place);
    const address = addressThrough(this.#context.builder, tensor, view, shape, {
      ...this.#place,
      coordinate: this.#coordinates(shape),
    });
    const place: Place = { index: this.#named(address.index), width: address.width };
    const found = map ? this.#inline(map, place) : this.#load(storage, place);
    const wide = address.width === width ? found : splat(found, width);
    return address.inside === null ? wide : `select(${splat('0f', width)}, ${wide}, ${address.inside})`;
  }

  #named(index: string): string {
    return /^\w+$/.test(index) ? index : this.#name(index);
  }

  /** A map without a kernel of its own, computed at a place of its own shape. */
  #inline(map: MapNode, place: Place): string {
    const inner = new ElementWriter(
      this.#context,
      place,
      place === this.#place ? this.#locals : new Map(),
      this.lines,
    );
    return inner.value(map.outputs[0]!.expression, map.shape);
  }

  #load(storage: Storage, { index, width }: Place): string {
    return `${this.#context.builder.read(storage, width)}[${inUnits(this.#ringed(storage, index), width)}]`;
  }

  /** The ring holds a result of each of the last steps. */
  #ringed(storage: Storage, index: string): string {
    if (storage.role !== 'ring') return index;
    this.#context.builder.useParameters(stepBlock);
    return `${index} + step.slot * ${storage.size}u`;
  }
}

function inUnits(index: string, width: Width): string {
  return width === 4 ? `(${index}) / 4u` : index;
}

/** A number or variable in four equal lanes where four are computed. */
export function splat(value: string, width: Width): string {
  return width === 4 ? `vec4f(${value})` : value;
}

/** A float32 literal. */
export function literal(value: number): string {
  const text = `${Math.fround(value)}`;
  return value < 0 || Object.is(value, -0) ? `(${text}f)` : `${text}f`;
}

function binary(name: BinaryName, left: string, right: string, width: Width): string {
  const [zero, one] = [splat('0f', width), splat('1f', width)];
  switch (name) {
    case 'add':
      return `${left} + ${right}`;
    case 'sub':
      return `${left} - ${right}`;
    case 'mul':
      return `${left} * ${right}`;
    case 'div':
      return `${left} / ${right}`;
    case 'max':
    case 'min':
      return `${name}(${left}, ${right})`;
    case 'less':
      return `select(${zero}, ${one}, ${left} < ${right})`;
    case 'equal':
      return `select(${zero}, ${one}, ${left} == ${right})`;
  }
}
