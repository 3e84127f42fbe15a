// The transform steps of data/transforms, found by their folders.
import type { TransformId } from '../../contract/data/transform';
import type { Transform } from './transform';

const found = import.meta.glob<Transform>('./*/step.ts', { eager: true, import: 'transform' });

/** Every step that changes rows or columns. */
export const transforms: readonly Transform[] = Object.values(found);

const byId = new Map(transforms.map((transform) => [transform.id, transform]));

/** What a step does. */
export function transformOf(id: TransformId): Transform {
  const transform = byId.get(id);
  if (!transform) throw new Error(`no folder for transform ${id}`);
  return transform;
}
