// Trees as one TreeEnsembleRegressor of ONNX (ai.onnx.ml 3): its attributes are flat lists over all nodes. A division by levels becomes a chain
// of nodes that each ask for one level; those that are told share their child.
import type { ColumnKind } from '../../binning/columns';
import type { Forest } from '../../forest/forest';
import { treesOf } from '../../forest/forest';
import { levelsOf } from '../trees-json';
import { mlDomain, type OnnxNode } from './onnx-model';

/** What the leaves say: of one of `targets` each, or of every one of them. */
export interface Leaves {
  targets: number;
  /** Added to the sum, or to the mean, of the leaves: one a target. */
  start: readonly number[];
  aggregate: 'SUM' | 'AVERAGE';
  /** Calls back with each target that the leaf says something of. */
  each(tree: number, node: number, tell: (target: number, weight: number) => void): void;
}

const modes = { below: 'BRANCH_LT', is: 'BRANCH_EQ', leaf: 'LEAF' } as const;

/** A list that grows. */
class Lists {
  readonly trees: number[] = [];
  readonly nodes: number[] = [];
  readonly columns: number[] = [];
  readonly modes: string[] = [];
  readonly values: number[] = [];
  readonly yes: number[] = [];
  readonly no: number[] = [];
  readonly missingYes: number[] = [];
  readonly leafTrees: number[] = [];
  readonly leafNodes: number[] = [];
  readonly leafTargets: number[] = [];
  readonly leafWeights: number[] = [];

  add(place: { tree: number; node: number; mode: string }, asked: Partial<Asked> = {}): void {
    const { column = 0, value = 0, yes = 0, no = 0, missingYes = false } = asked;
    this.trees.push(place.tree);
    this.nodes.push(place.node);
    this.modes.push(place.mode);
    this.columns.push(column);
    this.values.push(value);
    this.yes.push(yes);
    this.no.push(no);
    this.missingYes.push(missingYes ? 1 : 0);
  }
}

interface Asked {
  column: number;
  value: number;
  yes: number;
  no: number;
  missingYes: boolean;
}

/** The node that computes scores [rows, targets] of samples [rows, columns] in float32. */
export function treeEnsemble(
  forest: Forest,
  kinds: readonly ColumnKind[],
  leaves: Leaves,
  names: { input: string; output: string },
): OnnxNode {
  const lists = new Lists();
  for (let tree = 0; tree < treesOf(forest); tree++) addTree(forest, kinds, tree, lists);
  for (let tree = 0; tree < treesOf(forest); tree++)
    for (let node = forest.starts[tree]!; node < forest.starts[tree + 1]!; node++)
      if (forest.columns[node]! < 0)
        leaves.each(tree, node, (target, weight) => {
          lists.leafTrees.push(tree);
          lists.leafNodes.push(node - forest.starts[tree]!);
          lists.leafTargets.push(target);
          lists.leafWeights.push(weight);
        });
  const whole = (values: number[]) => Int32Array.from(values);
  return {
    type: 'TreeEnsembleRegressor',
    domain: mlDomain,
    inputs: [names.input],
    outputs: [names.output],
    attributes: {
      aggregate_function: { text: leaves.aggregate },
      base_values: Float32Array.from(leaves.start),
      n_targets: { int: leaves.targets },
      nodes_falsenodeids: whole(lists.no),
      nodes_featureids: whole(lists.columns),
      nodes_missing_value_tracks_true: whole(lists.missingYes),
      nodes_modes: { texts: lists.modes },
      nodes_nodeids: whole(lists.nodes),
      nodes_treeids: whole(lists.trees),
      nodes_truenodeids: whole(lists.yes),
      nodes_values: Float32Array.from(lists.values),
      post_transform: { text: 'NONE' },
      target_ids: whole(lists.leafTargets),
      target_nodeids: whole(lists.leafNodes),
      target_treeids: whole(lists.leafTrees),
      target_weights: Float32Array.from(lists.leafWeights),
    },
  };
}

function addTree(forest: Forest, kinds: readonly ColumnKind[], tree: number, lists: Lists): void {
  const [from, to] = [forest.starts[tree]!, forest.starts[tree + 1]!];
  // Further nodes of chains are numbered after the tree's own.
  let next = to - from;
  const chains: (() => void)[] = [];
  for (let at = from; at < to; at++) {
    const node = at - from;
    const column = forest.columns[at]!;
    if (column < 0) {
      lists.add({ tree, node, mode: modes.leaf });
      continue;
    }
    const left = forest.left[at]! - from;
    const missingLeft = forest.missingLeft[at] === 1;
    const set = forest.sets[at]!;
    if (set < 0) {
      // Everything present is below infinity, as in the app.
      const asked = { column, value: forest.cuts[at]!, yes: left, no: left + 1, missingYes: missingLeft };
      lists.add({ tree, node, mode: modes.below }, asked);
      continue;
    }
    const kind = kinds[column]!;
    const count = kind.kind === 'levels' ? kind.levels : 256;
    const inside = levelsOf(forest, set).filter((level) => level < count);
    const isIn = new Set(inside);
    const outside = Array.from({ length: count }, (_, level) => level).filter((level) => !isIn.has(level));
    // The shorter list is asked for, level by level; what is in none comes to the other child.
    const asksLeft = inside.length <= outside.length;
    const [asked, yes, no] = asksLeft ? [inside, left, left + 1] : [outside, left + 1, left];
    const missingYes = missingLeft === asksLeft;
    const levels = asked.length > 0 ? asked : [-1];
    const ids = levels.map((_, place) => (place === 0 ? node : next++));
    levels.forEach((value, place) => {
      const add = () => {
        const other = ids[place + 1] ?? no;
        lists.add(
          { tree, node: ids[place]!, mode: modes.is },
          // What is missing is told by the first of a chain, or by none.
          { column, value, yes, no: other, missingYes: missingYes && place === 0 },
        );
      };
      if (place === 0) add();
      else chains.push(add);
    });
  }
  for (const add of chains) add();
}
