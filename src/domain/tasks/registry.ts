// Every task, in the order in which a target column is asked which it suits. A new one is its folder, a line here and its messages.
import { HearthError } from '../../contract/transport/fault';
import { binary } from './binary/binary';
import { multiclass } from './multiclass/multiclass';
import { regression } from './regression/regression';
import type { TaskDefinition } from './task';

export const tasks: readonly TaskDefinition[] = [binary, multiclass, regression];

const byName = new Map(tasks.map((task) => [task.name, task]));

/** The task of a name; undefined for one of another version of the app, and for none. */
export function findTask(name: string | null): TaskDefinition | undefined {
  return name === null ? undefined : byName.get(name);
}

/** The same where a task is required. Throws `recipe_invalid` for one that this app does not know. */
export function taskNamed(name: string): TaskDefinition {
  const found = byName.get(name);
  if (!found) throw new HearthError('recipe_invalid', { field: 'task' }, { task: name });
  return found;
}
