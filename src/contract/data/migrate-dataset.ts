// Dataset versions of the layout whose lineage was free text, in today's layout. Its content hash does not cover the lineage, so it stays.
import { stepOf, type TransformStep } from './transform';

type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function migrateStep(old: unknown): TransformStep {
  const { kind, detail } = isRow(old)
    ? { kind: textOf(old['kind']), detail: textOf(old['detail']) }
    : { kind: '', detail: '' };
  if (kind === 'import') return stepOf('import', { file: detail, format: 'delimited' });
  if (kind === 'scenario') return stepOf('scenario', { id: detail });
  return stepOf('described', { kind, detail });
}

/** Pure: `{ parent, transforms: [{ kind, detail }] }` becomes `{ parent, steps }`; a record without such a lineage stays as it is. */
export function migrateDatasetVersion(old: Row): Row {
  const before = old['lineage'];
  if (!isRow(before) || !Array.isArray(before['transforms'])) return old;
  const { transforms, ...kept } = before;
  return { ...old, lineage: { ...kept, steps: transforms.map(migrateStep) } };
}
