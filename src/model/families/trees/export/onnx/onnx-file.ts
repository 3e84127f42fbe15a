// A model of trees as one ONNX file that takes the columns as they came: numbers as they are, categories as texts, what is missing as NaN or
// as an empty text. Dates and columns that were treated otherwise are asked for as they are encoded.
import { encodedNames } from '../../../../../contract/data/fitted-features';
import type { FittedPreprocessing } from '../../../../../contract/model/run';
import { columnKinds } from '../../column-kinds';
import type { Forest } from '../../forest/forest';
import { mlDomain, onnxBytes, type OnnxConstant, type OnnxNode, type OnnxValue } from './onnx-model';
import { treeEnsemble, type Leaves } from './tree-ensemble';

export const onnxFile = 'model.onnx';

/** What is done with the sums or means of the leaves. */
export type Link = 'sigmoid' | 'softmax' | 'probability' | 'probabilities' | 'number' | 'exponential';

/** Names inside the graph begin with this, so that none is that of a column. */
const own = (name: string): string => `hearth:${name}`;

/** The bytes of the file. */
export function onnxTrees(
  preprocessing: FittedPreprocessing,
  forest: Forest,
  leaves: Leaves,
  link: Link,
): Uint8Array<ArrayBuffer> {
  const { inputs, nodes, encoded } = columnsIn(preprocessing);
  const samples = own('samples');
  const scores = own('scores');
  const isTaken = (name: string) => inputs.some((input) => input.name === name);
  const end = answer(preprocessing, link, scores, (name) => (isTaken(name) ? own(name) : name));
  return onnxBytes({
    name: 'hearth',
    inputs,
    outputs: end.outputs,
    constants: end.constants,
    nodes: [
      ...nodes,
      { type: 'Concat', inputs: encoded, outputs: [samples], attributes: { axis: { int: 1 } } },
      treeEnsemble(forest, columnKinds(preprocessing), leaves, { input: samples, output: scores }),
      ...end.nodes,
    ],
  });
}

/** What is fed in, a column each, and the names of the encoded columns in order. */
function columnsIn({ features }: FittedPreprocessing): {
  inputs: OnnxValue[];
  nodes: OnnxNode[];
  encoded: string[];
} {
  const inputs: OnnxValue[] = [];
  const nodes: OnnxNode[] = [];
  const encoded: string[] = [];
  const taken = new Set<string>();
  // Names in a graph are of one thing each; that of a column may be the encoded one of another.
  const asInput = (column: string, type: OnnxValue['type']): string => {
    let name = column || own('column');
    for (let again = 2; taken.has(name); again++) name = `${column} (${String(again)})`;
    taken.add(name);
    inputs.push({ name, type, shape: ['rows', 1] });
    return name;
  };
  for (const [at, feature] of features.entries()) {
    if (feature.kind !== 'codes') {
      for (const name of encodedNames(feature)) encoded.push(asInput(name, 'float'));
      continue;
    }
    const { column, categories, ordered } = feature;
    const name = own(`codes ${String(at)}`);
    const known = categories.includes('') ? categories : [...categories, ''];
    nodes.push({
      ...{ type: 'LabelEncoder', domain: mlDomain, outputs: [name] },
      inputs: [asInput(column, 'string')],
      attributes: {
        default_float: { real: ordered ? NaN : categories.length },
        keys_strings: { texts: known },
        values_floats: Float32Array.from(known, (_, place) => (place < categories.length ? place : NaN)),
      },
    });
    encoded.push(name);
  }
  return { inputs, nodes, encoded };
}

/** How to call it, for README.txt. */
export function onnxUsage({ target }: Pick<FittedPreprocessing, 'target'>): string {
  const outputs =
    target.kind === 'classes'
      ? 'It answers with "label", the most probable class, and "probabilities", in the order of the classes.'
      : 'It answers with "prediction", in the unit of the target.';
  return `${onnxFile}: for ONNX Runtime 1.10 or later. It takes the columns as they came, each as its own input of shape [rows, 1]: numbers as
float32 (NaN: missing), categories as strings (empty: missing). Parts of dates, and columns that are encoded otherwise, are inputs by the names
of their encoded columns. ${outputs}

  import onnxruntime
  session = onnxruntime.InferenceSession('${onnxFile}')
  [(each.name, each.type) for each in session.get_inputs()]`;
}

interface Answer {
  nodes: OnnxNode[];
  outputs: OnnxValue[];
  constants: OnnxConstant[];
}

function answer(
  { target }: FittedPreprocessing,
  link: Link,
  scores: string,
  /** Of an output, other than that of any input. */
  named: (name: string) => string,
): Answer {
  if (target.kind === 'classes') return classes(target.classes, link, scores, named);
  const prediction = named('prediction');
  const outputs: OnnxValue[] = [{ name: prediction, type: 'float', shape: ['rows', 1] }];
  if (link === 'exponential')
    return { outputs, constants: [], nodes: [{ type: 'Exp', inputs: [scores], outputs: [prediction] }] };
  const [scale, shift, scaled] = [own('scale'), own('shift'), own('scaled')];
  return {
    outputs,
    constants: [
      { name: scale, floats: [target.scale] },
      { name: shift, floats: [target.shift] },
    ],
    nodes: [
      { type: 'Mul', inputs: [scores, scale], outputs: [scaled] },
      { type: 'Add', inputs: [scaled, shift], outputs: [prediction] },
    ],
  };
}

/** The most probable class beside the probabilities of all. */
function classes(
  names: readonly string[],
  link: Link,
  scores: string,
  named: (name: string) => string,
): Answer {
  const [label, chances] = [named('label'), named('probabilities')];
  const [place, labels] = [own('place'), own('classes')];
  const { nodes, constants } = probabilities(link, scores, chances);
  return {
    outputs: [
      { name: label, type: 'string', shape: ['rows'] },
      { name: chances, type: 'float', shape: ['rows', names.length] },
    ],
    constants: [...constants, { name: labels, texts: names }],
    nodes: [
      ...nodes,
      {
        ...{ type: 'ArgMax', inputs: [chances], outputs: [place] },
        attributes: { axis: { int: 1 }, keepdims: { int: 0 } },
      },
      { type: 'Gather', inputs: [labels, place], outputs: [label] },
    ],
  };
}

function probabilities(link: Link, scores: string, chances: string): Omit<Answer, 'outputs'> {
  const axis = { axis: { int: 1 } };
  const outputs = [chances];
  if (link === 'softmax')
    return { constants: [], nodes: [{ type: 'Softmax', inputs: [scores], outputs, attributes: axis }] };
  if (link === 'probabilities')
    return { constants: [], nodes: [{ type: 'Identity', inputs: [scores], outputs }] };
  const [one, first, second] = [own('one'), own('first'), own('second')];
  const of = link === 'sigmoid' ? 'Sigmoid' : 'Identity';
  return {
    constants: [{ name: one, floats: [1] }],
    nodes: [
      { type: of, inputs: [scores], outputs: [second] },
      { type: 'Sub', inputs: [one, second], outputs: [first] },
      { type: 'Concat', inputs: [first, second], outputs, attributes: axis },
    ],
  };
}
