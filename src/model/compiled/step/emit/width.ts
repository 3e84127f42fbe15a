// Whether four neighbouring elements can be computed at once.
import { walk, type Expression } from '../graph/expression';
import { localityOf } from '../plan/locality';
import type { MapNode } from '../graph/primitives';
import { elementsOf, type Storage } from '../graph/tensor';
import type { Width } from '../../wgsl/kernel';

/** The width in which maps over `size` elements can be written. */
export function widthOfMaps(maps: readonly MapNode[], inlined: ReadonlyMap<Storage, MapNode>): Width {
  const wide = maps.every(({ shape, outputs }) =>
    outputs.every(({ expression }) => elementsOf(shape) % 4 === 0 && isWide(expression, shape, inlined)),
  );
  return wide ? 4 : 1;
}

/** Whether an expression can be computed for four neighbours whose first index is a multiple of four. */
export function isWide(
  root: Expression,
  shape: readonly number[],
  inlined: ReadonlyMap<Storage, MapNode>,
): boolean {
  const last = shape.at(-1) ?? 1;
  return [...walk(root)].every((expression) => {
    if (expression.kind === 'coordinate') return last % 4 === 0;
    if (expression.kind !== 'read') return true;
    const { tensor, view } = expression;
    const map = inlined.get(tensor.storage);
    const locality = localityOf(expression, shape);
    if (map && locality !== 'row' && !isWide(map.outputs[0]!.expression, map.shape, inlined)) return false;
    if (locality === 'same') return true;
    if (locality === 'row') return last % 4 === 0;
    if (view.kind === 'looked-up') return last % 4 === 0;
    if (view.kind === 'ordered') return elementsOf(shape.slice(1)) % 4 === 0;
    const inputLast = tensor.shape.at(-1) ?? 1;
    if (view.kind === 'broadcast')
      return elementsOf(tensor.shape) === 1 || (last % 4 === 0 && (inputLast === last || inputLast === 1));
    const axis = view.axes.at(-1)!;
    const isStill = axis.before === 0 && axis.divide === 1 && axis.times === 1 && axis.after === 0;
    return isStill && axis.axis === shape.length - 1 && inputLast === last && last % 4 === 0;
  });
}
