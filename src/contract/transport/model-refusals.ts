// Why a model that another program trained is not taken in. Each is the parameter `refused` of the fault `input_invalid`, beside its place and
// `value`, which says what was found; the messages `fault_model_<reason>` and its remedy say what to do.

export const modelRefusals = [
  /** No JSON: cut off or altered. */
  'damaged',
  /** A model of XGBoost in one of its binary forms. */
  'binary',
  /** JSON of something else. */
  'foreign',
  /** More bytes than are read; `value` is how many are. */
  'large',
  /** Made of something else than plain boosted trees. */
  'booster',
  /** Learnt for something that no task here is. */
  'objective',
  /** Several targets at once. */
  'targets',
  /** It does not name its columns. */
  'unnamed',
  /** It divides a category by codes, and does not say which categories they are. */
  'codes',
  /** It divides a category into more levels than are told apart here. */
  'levels',
  /** The data has no column of that name. */
  'missing',
  /** The data has that column as no number, or as no category. */
  'needs_number',
  'needs_category',
  /** The target has another number of classes than the model, which has `value`. */
  'classes',
  /** The model predicts a number, and the target is a class. */
  'number',
  /** No target is chosen, or it is one of the model's columns. */
  'target',
] as const;
export type ModelRefusal = (typeof modelRefusals)[number];
