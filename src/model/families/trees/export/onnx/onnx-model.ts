// ONNX on the wire (onnx.proto of ONNX IR version 8): a graph of nodes with its inputs, outputs and constants, as one message.
// Checked by ONNX Runtime itself (scripts/golden/tree-formats.py). Not for what the nodes compute.
import { bytesField, floatField, integerField, joined, varint } from '../../../../../domain/protobuf';

/** Element types of tensors, as TensorProto numbers them. */
const elementTypes = { float: 1, string: 8, int64: 7 } as const;
type ElementType = keyof typeof elementTypes;

/** The attributes of a node, by name. Lists of whole numbers are Int32Array, of real ones Float32Array. */
export type Attribute =
  | { int: number }
  | { real: number }
  | { text: string }
  | { texts: readonly string[] }
  | Float32Array
  | Int32Array;

/** One operation. */
export interface OnnxNode {
  type: string;
  /** `ai.onnx.ml` or absent. */
  domain?: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Record<string, Attribute>;
}

/** A named input or output; a size that is a text is free. */
export interface OnnxValue {
  name: string;
  type: ElementType;
  shape: readonly (string | number)[];
}

/** A constant of the graph. */
export type OnnxConstant = { name: string } & ({ floats: readonly number[] } | { texts: readonly string[] });

/** A whole model. */
export interface OnnxGraph {
  name: string;
  nodes: readonly OnnxNode[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
  constants: readonly OnnxConstant[];
}

/** Versions of the operators: those of ONNX Runtime 1.9 and later. */
const irVersion = 8;
const opset = 13;
const mlOpset = 3;
export const mlDomain = 'ai.onnx.ml';

/** The bytes of a model. */
export function onnxBytes({ name, nodes, inputs, outputs, constants }: OnnxGraph): Uint8Array<ArrayBuffer> {
  const graph = [
    ...nodes.map((node, at) => bytesField(1, nodeOf(node, at))),
    bytesField(2, name),
    ...constants.map((constant) => bytesField(5, constantOf(constant))),
    ...inputs.map((value) => bytesField(11, valueOf(value))),
    ...outputs.map((value) => bytesField(12, valueOf(value))),
  ];
  const operators = (domain: string, version: number) =>
    bytesField(8, [bytesField(1, domain), integerField(2, version)]);
  const model = [
    integerField(1, irVersion),
    bytesField(2, 'Hearth'),
    bytesField(7, graph),
    operators('', opset),
    operators(mlDomain, mlOpset),
  ];
  return joined(model);
}

function nodeOf({ type, domain, inputs, outputs, attributes = {} }: OnnxNode, at: number): Uint8Array[] {
  return [
    ...inputs.map((name) => bytesField(1, name)),
    ...outputs.map((name) => bytesField(2, name)),
    bytesField(3, `${type} ${String(at)}`),
    bytesField(4, type),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, attributeOf(name, value))),
    ...(domain === undefined ? [] : [bytesField(7, domain)]),
  ];
}

/** AttributeProto: its name, its value in the field of its type, its type. */
function attributeOf(name: string, value: Attribute): Uint8Array[] {
  const named = bytesField(1, name);
  const typed = (type: number) => integerField(20, type);
  if (value instanceof Float32Array) return [named, bytesField(7, littleEndian(value)), typed(6)];
  if (value instanceof Int32Array) return [named, bytesField(8, varints(value)), typed(7)];
  if ('int' in value) return [named, integerField(3, value.int), typed(2)];
  if ('real' in value) return [named, floatField(2, value.real), typed(1)];
  if ('text' in value) return [named, bytesField(4, value.text), typed(3)];
  return [named, ...value.texts.map((text) => bytesField(9, text)), typed(8)];
}

function littleEndian(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < values.length; at++) view.setFloat32(4 * at, values[at]!, true);
  return bytes;
}

/** Whole numbers from 0 on, packed; trees have many, so they are written without BigInt. */
function varints(values: Int32Array): Uint8Array {
  const bytes = new Uint8Array(5 * values.length);
  let to = 0;
  for (const value of values) {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) bytes[to++] = (rest & 0x7f) | 0x80;
    bytes[to++] = rest;
  }
  return bytes.subarray(0, to);
}

function constantOf(constant: OnnxConstant): Uint8Array[] {
  const values = 'floats' in constant ? constant.floats : constant.texts;
  const type = elementTypes['floats' in constant ? 'float' : 'string'];
  return [
    bytesField(1, varint(values.length)),
    integerField(2, type),
    ...('floats' in constant
      ? [bytesField(4, littleEndian(Float32Array.from(constant.floats)))]
      : constant.texts.map((text) => bytesField(6, text))),
    bytesField(8, constant.name),
  ];
}

function valueOf({ name, type, shape }: OnnxValue): Uint8Array[] {
  const sizes = shape.map((size) =>
    bytesField(1, [typeof size === 'string' ? bytesField(2, size) : integerField(1, size)]),
  );
  const tensor = [integerField(1, elementTypes[type]), bytesField(2, sizes)];
  return [bytesField(1, name), bytesField(2, [bytesField(1, tensor)])];
}
