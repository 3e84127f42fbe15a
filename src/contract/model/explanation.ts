// What a model learnt, in a form that a person can read. Of families that can say so.

/** A model as a sum of weighted terms. */
export interface Explanation {
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
