// What the columns of an exported table are, in the metadata of formats that have some: so that a file of ours comes back as it was.
import * as v from 'valibot';
import { tableTypes, type TableType } from '../../contract/data/opening/open-choices';
import type { Column } from '../../contract/data/dataset';

/** The name that it has in a file's metadata. */
export const typesKey = 'hearth';

const written = v.object({
  columns: v.array(v.strictObject({ name: v.string(), type: v.picklist(tableTypes) })),
});

/** The types as the metadata has them. */
export function writeTypes(columns: readonly Column[]): string {
  return JSON.stringify({ columns: columns.map(({ name, type }) => ({ name, type })) });
}

/** The types by name; none where the file is no export, or says something that cannot be. */
export function parseTypes(text: string | undefined | null): Record<string, TableType> {
  try {
    const parsed = v.safeParse(written, JSON.parse(text ?? 'null'));
    return Object.fromEntries(
      parsed.success ? parsed.output.columns.map(({ name, type }) => [name, type]) : [],
    );
  } catch {
    return {};
  }
}
