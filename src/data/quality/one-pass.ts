// Several looks at the rows of a dataset in one pass over them: each group is read and decoded once, with the columns that any of them needs.
import type { ColumnValues } from '../columns/values';
import { checkAbort, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';

/** What looks at rows, group by group in their order, and comes to a result. */
export interface Look<Result> {
  /** Names of the columns that it needs. */
  wanted: ReadonlySet<string>;
  /** `values`: what it needs and maybe more. */
  add(values: ReadonlyMap<string, ColumnValues>, group: { firstRow: number; rows: number }): void;
  result(signal: AbortSignal | undefined): Result | Promise<Result>;
}

/** Shows all of them every group. @throws HearthError `aborted` */
export async function lookOver(
  source: GroupSource,
  looks: readonly Look<unknown>[],
  signal?: AbortSignal,
): Promise<void> {
  const wanted = new Set(looks.flatMap((look) => [...look.wanted]));
  if (wanted.size === 0) return;
  for (const [index, group] of source.groups.entries()) {
    await letMessagesIn();
    checkAbort(signal);
    const values = await source.read(index, wanted);
    for (const look of looks) if (look.wanted.size > 0) look.add(values, group);
  }
}

/** The result of one look alone. */
export async function lookedAt<Result>(
  source: GroupSource,
  look: Look<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  await lookOver(source, [look], signal);
  return look.result(signal);
}
