// What a model learnt, in a form that a person can read. Of families that can say so.

/** A model as a sum of weighted terms. */
export interface TermsExplanation {
  kind: 'terms';
  /** Names of the outputs: classes, or the target. */
  outputs: string[];
  /** One an output, on the scale of the outputs before their link. */
  intercepts: number[];
  /** The term of the largest weight first. */
  terms: {
    /** The encoded column. */
    name: string;
    /** One an output, per unit of the encoded column. */
    weights: number[];
  }[];
  /** Of a model whose terms add up. */
  estimates?: Estimates;
}

/** Coefficients per unit of the original column, with what is known of their error. */
export interface Estimates {
  /** In the order of columns, those of a column for each output; intercepts last. */
  rows: Estimate[];
  /** What exp(coefficient) is: of classes a ratio of odds, of counts one of rates; null where it means nothing. */
  ratio: 'odds' | 'rate' | null;
  /** How a coefficient by its error is read; null without errors. */
  distribution: 't' | 'z' | null;
  /** Of t. */
  freedom: number | null;
  /** Of counts: Pearson's χ² by its degrees of freedom; 1 where their variance is their mean. */
  dispersion: number | null;
  /** What the errors leave out: `penalty`, `weights`, `groups`, `time`. */
  cautions: string[];
  /** What kept the coefficients small, and which rows chose its strength (null: the recipe); null in models of an earlier app. */
  penalty: { l1: number; l2: number; chosenBy: 'folds' | 'validation' | null } | null;
  /** Why there are no errors: `l1`, `size`, `unconverged`, `rows`, `earlier` (fitted by an earlier app); null where there are. */
  absent: string | null;
}

/** One coefficient; what is not known of it is null, such as of a column that is a combination of others. */
export interface Estimate {
  /** The encoded column. */
  name: string;
  /** Its place among the outputs. */
  output: number;
  isIntercept: boolean;
  value: number;
  error: number | null;
  statistic: number | null;
  /** Of the test that the coefficient is 0, two-sided. */
  p: number | null;
  /** Of the 95 % interval. */
  low: number | null;
  high: number | null;
}

/** What each encoded column did for a model of trees. */
export interface ImportanceExplanation {
  kind: 'importance';
  /** Trees, and leaves of all of them. */
  trees: number;
  leaves: number;
  /** The column that lowered the loss most first; without those that divide no node. */
  columns: {
    /** The encoded column. */
    name: string;
    /** Its share of what all divisions lowered the loss by. */
    gain: number;
    /** Nodes that it divides. */
    splits: number;
    /** Its share of the rows that were divided, by their second derivatives. */
    cover: number;
  }[];
  /** Of trees that each see a part of the rows: the task's curve metric of the rows by the trees that have not seen them. */
  outOfBag?: { metric: string; value: number; rows: number };
}

/** Rows that answer for those like them: a model that is its training rows. */
export interface NeighborsExplanation {
  kind: 'neighbors';
  /** Training rows that the model contains, and their encoded columns. */
  rows: number;
  columns: number;
  /** How many of them answer, and how much each counts. */
  neighbors: number;
  weights: 'uniform' | 'distance';
  /** Which rows chose that number; null: the recipe. */
  chosenBy: 'validation' | 'training' | null;
  /** Numbers that were tried with their loss: log loss of classes, mean squared error of a scaled number. */
  tried: { neighbors: number; loss: number }[];
}

/** How the columns of each class are distributed. */
export interface DistributionsExplanation {
  kind: 'distributions';
  /** The classes. */
  outputs: string[];
  /** How frequent each is taken to be. */
  priors: number[];
  /** In the order of the encoded columns; one number a class in each list. */
  columns: (
    | { kind: 'number'; name: string; means: number[]; deviations: number[] }
    | { kind: 'levels'; name: string; levels: { level: string; shares: number[] }[] }
  )[];
}

/** Which tree of a model is asked for, and which test row goes through it. */
export interface TreeLook {
  /** From 0. */
  tree: number;
  /** The place among the test rows, from 0; null: none. */
  testRow: number | null;
}

/** What parts a node, in the words of the original column: what holds goes left. */
export type NodeCondition =
  /** A number below a cut; `part` of a date, where `day` is one in milliseconds since 1970. */
  | { kind: 'below'; column: string; part?: string; cut: number }
  /** One of these categories, and none of `except`; `others` are all that have no name of their own. */
  | { kind: 'among'; column: string; levels: string[]; except: string[]; others: boolean };

/** One node of a tree. */
export interface TreeNode {
  /** The left child; the right one is the next. Null of a leaf. */
  left: number | null;
  condition: NodeCondition | null;
  /** Whether rows without a value go left. */
  missingLeft: boolean;
  /** What a leaf adds or says; of an inner node of boosted trees what it would have added. */
  value: number;
  /** The class whose share the value is, where each leaf has one of every class. */
  label?: string;
  /** Its share of the rows that the tree saw, by their second derivatives. */
  cover: number;
}

/** What a value of a row is at a node: as it stands in the data; null where it is missing. */
export type PathValue = number | string | null;

/** One tree of a model, and the way of a row through it. */
export interface TreeExplanation {
  kind: 'tree';
  trees: number;
  tree: number;
  /** The class or the target that it is about. */
  output: string;
  /** Whether leaves are added up to a score, or their mean is the answer. */
  sums: boolean;
  /** Node 0 is the root. */
  nodes: TreeNode[];
  path: {
    testRow: number;
    testRows: number;
    /** In the data, from 0. */
    row: number;
    /** From the root to the leaf. */
    nodes: number[];
    /** What the row has at each node but the leaf. */
    values: PathValue[];
    /** What the leaf of each tree says of the row, in order. */
    leaves: number[];
    /** Of this output: before the first tree, and with all of them (of a mean the mean). */
    start: number;
    score: number;
  } | null;
}

export type Explanation =
  | TreeExplanation
  | TermsExplanation
  | ImportanceExplanation
  | NeighborsExplanation
  | DistributionsExplanation;
