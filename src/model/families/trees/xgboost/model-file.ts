// The JSON that XGBoost writes from 1.6 on (its doc/model.schema), as far as it is read here. Numbers of parameters stand there as texts.
import * as v from 'valibot';
import { refusal } from './refusal';

/** Bytes of a file at most: its text must fit into memory beside what is made of it. */
const mostBytes = 256 * 2 ** 20;

const whole = v.pipe(v.number(), v.integer());
const wholeText = v.pipe(v.string(), v.regex(/^-?\d+$/), v.transform(Number));
/** A number that is none stands as null, since JSON has no NaN. */
const reals = v.array(v.nullable(v.number()));
const flags = v.array(v.union([v.boolean(), whole]));

export const treeInFile = v.object({
  left_children: v.array(whole),
  right_children: v.array(whole),
  split_indices: v.array(whole),
  split_conditions: reals,
  default_left: flags,
  sum_hessian: v.optional(reals, []),
  loss_changes: v.optional(reals, []),
  base_weights: v.optional(reals, []),
  split_type: v.optional(v.array(whole), []),
  categories: v.optional(v.array(whole), []),
  categories_nodes: v.optional(v.array(whole), []),
  categories_segments: v.optional(v.array(whole), []),
  categories_sizes: v.optional(v.array(whole), []),
  tree_param: v.object({ num_nodes: wholeText, size_leaf_vector: v.optional(wholeText, '0') }),
});
export type TreeInFile = v.InferOutput<typeof treeInFile>;

/** Categories of a column by their codes: texts as UTF-8 between offsets, or numbers. */
const categories = v.object({
  offsets: v.optional(v.array(whole)),
  values: v.array(v.number()),
});

const booster = v.object({
  name: v.string(),
  model: v.optional(
    v.object({
      gbtree_model_param: v.object({
        num_trees: wholeText,
        num_parallel_tree: v.optional(wholeText, '1'),
      }),
      tree_info: v.array(whole),
      trees: v.array(treeInFile),
      cats: v.optional(v.object({ enc: v.array(categories) })),
    }),
  ),
});

const modelFile = v.object({
  version: v.array(whole),
  learner: v.object({
    attributes: v.optional(v.record(v.string(), v.string()), {}),
    feature_names: v.optional(v.array(v.string()), []),
    feature_types: v.optional(v.array(v.string()), []),
    gradient_booster: booster,
    learner_model_param: v.object({
      base_score: v.string(),
      num_class: wholeText,
      num_feature: wholeText,
      num_target: v.optional(wholeText, '1'),
    }),
    objective: v.looseObject({ name: v.string() }),
  }),
});
export type ModelFile = v.InferOutput<typeof modelFile>;
export type CategoriesInFile = v.InferOutput<typeof categories>;

/** Reads the text of a file as far as it is known. Throws `input_invalid` with the reason, and the field that is not as it should be. */
export async function readModelFile(file: Blob): Promise<ModelFile> {
  if (file.size > mostBytes) throw refusal('large', {}, mostBytes);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isBinary(bytes)) throw refusal('binary');
  const json = parsed(new TextDecoder().decode(bytes));
  if (!isModel(json)) throw refusal('foreign');
  const name = nameOfBooster(json);
  // Others have no trees where these would be.
  if (name !== undefined && name !== 'gbtree') throw refusal('booster', {}, name);
  const read = v.safeParse(modelFile, json);
  if (read.success) return read.output;
  throw refusal('damaged', { field: v.getDotPath(read.issues[0]) ?? '' });
}

/** UBJSON begins like JSON, but a length follows; the older form is called `binf`. */
function isBinary(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  return start === 'binf' || (start.startsWith('{') && /^\{[LlIiUM$#]/.test(start));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // XGBoost writes numbers that JSON does not have.
    const plain = text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (found) => {
      if (found === 'NaN') return 'null';
      return found.endsWith('Infinity') ? found.replace('Infinity', '1e999') : found;
    });
    try {
      return JSON.parse(plain);
    } catch {
      throw refusal('damaged');
    }
  }
}

const outline = v.object({ learner: v.object({ gradient_booster: v.object({ name: v.string() }) }) });

function isModel(json: unknown): boolean {
  return v.is(v.object({ learner: v.looseObject({}) }), json);
}

function nameOfBooster(json: unknown): string | undefined {
  const found = v.safeParse(outline, json);
  return found.success ? found.output.learner.gradient_booster.name : undefined;
}
