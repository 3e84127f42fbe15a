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
}

export type Explanation = TermsExplanation | ImportanceExplanation;
