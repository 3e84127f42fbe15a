// What parts the nodes of a tree, in the words of the columns as they came: cuts in their unit, levels by their names.
import { encodedNames, type FittedFeature } from '../../../../contract/data/fitted-features';
import type { NodeCondition, PathValue } from '../../../../contract/model/explanation';
import type { FittedPreprocessing } from '../../../../contract/model/run';
import { levelsOf } from '../export/trees-json';
import type { Forest } from '../forest/forest';

/** An encoded column: the feature that it is of, and which of its columns. */
interface Encoded {
  feature: FittedFeature;
  at: number;
}

const msPerDay = 86_400_000;

/** Says what parts a node, and what a sample has there. */
export class Conditions {
  readonly #forest: Forest;
  readonly #columns: readonly Encoded[];

  constructor(forest: Forest, { features }: FittedPreprocessing) {
    this.#forest = forest;
    this.#columns = features.flatMap((feature) => encodedNames(feature).map((_, at) => ({ feature, at })));
  }

  /** Null of a leaf. */
  of(node: number): NodeCondition | null {
    const { columns, sets, cuts } = this.#forest;
    const encoded = this.#columns[columns[node]!];
    if (!encoded) return null;
    const set = sets[node]!;
    return set < 0 ? below(encoded, cuts[node]!) : among(encoded, levelsOf(this.#forest, set));
  }

  /** What a sample has in the column of a node, as the condition says it. */
  valueOf(node: number, sample: Float32Array): PathValue {
    const column = this.#forest.columns[node]!;
    const value = sample[column] ?? NaN;
    if (Number.isNaN(value)) return null;
    const { feature, at } = this.#columns[column]!;
    if (feature.kind === 'codes') return feature.categories[value] ?? '';
    return inUnit(feature, at, value);
  }
}

function below({ feature, at }: Encoded, cut: number): NodeCondition {
  const { column } = feature;
  if (feature.kind === 'codes')
    return {
      ...{ kind: 'among', column, others: false },
      levels: feature.categories.filter((_, place) => place < cut),
      except: feature.categories.filter((_, place) => place >= cut),
    };
  const value = inUnit(feature, at, cut);
  if (feature.kind === 'raw-date') {
    const part = feature.parts[at]!;
    return { kind: 'below', column, part: part === 'days' ? 'day' : part, cut: value };
  }
  const isOwn = at === 0 && (feature.kind === 'raw' || feature.kind === 'number');
  return { kind: 'below', column: isOwn ? column : (encodedNames(feature)[at] ?? column), cut: value };
}

/** A number of an encoded column in the unit of the original one, where it has one. */
function inUnit(feature: FittedFeature, at: number, value: number): number {
  if (feature.kind === 'number' && at === 0) return value * feature.scale + feature.shift;
  if (feature.kind === 'raw-date' && feature.parts[at] === 'days') return value * msPerDay;
  return value;
}

function among({ feature }: Encoded, inside: readonly number[]): NodeCondition {
  const categories = 'categories' in feature ? feature.categories : [];
  const isInside = new Set(inside);
  return {
    ...{ kind: 'among', column: feature.column },
    levels: categories.filter((_, level) => isInside.has(level)),
    except: categories.filter((_, level) => !isInside.has(level)),
    others: isInside.has(categories.length),
  };
}
