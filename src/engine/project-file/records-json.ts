// Records as JSON and back. What comes back is checked against the contract's schemas before anything uses it.
import * as v from 'valibot';
import { datasetVersion, partition } from '../../contract/data/dataset';
import { snapshot } from '../../contract/project/evaluation';
import { judgement } from '../../contract/model/judgement';
import { project, review, taskItem } from '../../contract/project/project';
import { checkpoint, run } from '../../contract/model/run';
import { modelVersion, promotion, versionFacts } from '../../contract/release/version';
import { canonicalJson } from '../../domain/canonical';
import type { ProjectBundle } from '../../storage/bundle';

const bundle = v.strictObject({
  project,
  datasets: v.array(datasetVersion),
  partitions: v.array(partition),
  runs: v.array(run),
  checkpoints: v.array(checkpoint),
  judgements: v.array(judgement),
  versions: v.array(modelVersion),
  versionFacts: v.array(versionFacts),
  promotions: v.array(promotion),
  tasks: v.array(taskItem),
  reviews: v.array(review),
  snapshots: v.array(snapshot),
}) satisfies v.GenericSchema<ProjectBundle>;

// JSON has no NaN or Infinity, but a curve may: they travel as `{ "$number": "NaN" }`.
const numberKey = '$number';

/** Applies a change to every leaf and every object of a JSON-like value, innermost first. */
function rebuild(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => rebuild(each, change));
  if (typeof value !== 'object' || value === null) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rebuild(each, change)])));
}

const encodeNumber = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? { [numberKey]: String(value) } : value;

function encodedNumber(value: unknown): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === numberKey ? Number(Reflect.get(value, numberKey)) : null;
}

/** The value with every number that JSON does not have in the form that it has. */
export function encodeNumbers(value: unknown): unknown {
  return rebuild(value, encodeNumber);
}

/** All records as canonical JSON. */
export function writeRecords(records: ProjectBundle): string {
  return canonicalJson(encodeNumbers(records));
}

/** Parses JSON from outside; null where it is none, or where it names a prototype. */
export function parseUntrusted(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new SyntaxError('a prototype is named');
      return value;
    });
  } catch {
    return null;
  }
}

/** The records, or null where they are not what the contract says. */
export function readRecords(text: string): ProjectBundle | null {
  return toBundle(parseUntrusted(text));
}

/** Parsed records as what the contract says, or null where they are not. */
export function toBundle(parsed: unknown): ProjectBundle | null {
  // A schema's number is never NaN; what stands for one is checked as 0 and then put in its place.
  const checked = v.safeParse(
    bundle,
    rebuild(parsed, (value) => {
      const number = encodedNumber(value);
      return number === null ? value : Number.isNaN(number) ? 0 : number;
    }),
  );
  if (!checked.success) return null;
  return rebuild(parsed, (value) => encodedNumber(value) ?? value) as ProjectBundle;
}
