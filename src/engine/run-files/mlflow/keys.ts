// Keys and values within MLflow's limits (mlflow/utils/validation.py): a key is a file's name, a value that file's content.
import { plainName } from '../run-name';

/** MLflow takes 250 characters; file systems take 255 bytes, of which some are kept for `-2` and the like. */
const mostKeyBytes = 200;
/** `MAX_PARAM_VAL_LENGTH` and `MAX_TAG_VAL_LENGTH`, in characters. */
const mostParamLength = 6000;
const mostTagLength = 8000;

/**
 * Pairs by keys that MLflow takes; characters that it does not take are `_`. Of keys that become equal, on file systems that do not tell
 * capitals apart as well, the later ones end in `-2`, `-3`.
 */
export function mlflowKeys<Value>(pairs: readonly (readonly [string, Value])[]): [string, Value][] {
  const taken = new Set<string>();
  return pairs.map(([name, value]) => {
    const plain = plainName(name, mostKeyBytes);
    let key = plain;
    for (let count = 2; taken.has(key.toLowerCase()); count++) key = `${plain}-${String(count)}`;
    taken.add(key.toLowerCase());
    return [key, value];
  });
}

/** A param's value on one line, since readers before MLflow 2 take no more: line breaks of any kind as escapes. */
export function paramValue(text: string): string {
  const line = text.replace(
    /[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return shortened(line, mostParamLength);
}

/** A tag's value. */
export function tagValue(text: string): string {
  return shortened(text, mostTagLength);
}

function shortened(text: string, most: number): string {
  const marks = Array.from(text);
  return marks.length <= most ? text : `${marks.slice(0, most - 1).join('')}…`;
}

/** A number as Python's `float` reads it. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}
