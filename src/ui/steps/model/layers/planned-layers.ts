// The layers of the draft recipe with what each would put out, up to the first that cannot follow. The rules are domain/shapes.ts.
import { HearthError, type Fault } from '../../../../contract/transport/fault';
import type { LayerSpec } from '../../../../contract/model/recipe';
import { outputShapes, type LayerShape } from '../../../../domain/shapes';

/** Shapes of the layers that fit, the output layer last, and the fault of the first that does not. */
export interface PlannedLayers {
  shapes: (LayerShape | null)[];
  /** `index` is one past the last layer where the output layer cannot follow. */
  error: { index: number; fault: Fault } | null;
  /** Sum over all layers; null where one does not fit. */
  parameters: number | null;
}

/** Plans the layers over an input; a layer that does not fit is told with its index, those after it have no shape. */
export function planLayers(
  inputShape: number[],
  layers: readonly LayerSpec[],
  outputs: number,
): PlannedLayers {
  try {
    const shapes = outputShapes(inputShape, [...layers], outputs);
    return { shapes, error: null, parameters: shapes.reduce((sum, { parameters }) => sum + parameters, 0) };
  } catch (thrown) {
    if (!(thrown instanceof HearthError) || thrown.fault.code !== 'shape_mismatch') throw thrown;
    const index = Number(/\d+$/.exec(thrown.fault.place.field ?? '')?.[0] ?? layers.length);
    return {
      shapes: shapesBefore(inputShape, layers, index),
      error: { index, fault: thrown.fault },
      parameters: null,
    };
  }
}

/** Shapes of the layers before `index`; the output layer that domain/shapes.ts adds is flattened to and dropped. */
function shapesBefore(
  inputShape: number[],
  layers: readonly LayerSpec[],
  index: number,
): (LayerShape | null)[] {
  const before = outputShapes(inputShape, [...layers.slice(0, index), { kind: 'flatten' }], 1).slice(
    0,
    index,
  );
  return Array.from({ length: layers.length + 1 }, (_, place) => before[place] ?? null);
}
