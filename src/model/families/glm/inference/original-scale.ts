// From encoded columns back to columns as they came: what one unit of an encoded column is, and what a linear model says per unit of the
// original one. Units are those of the column: numbers as they are, dates in days, logarithms of what is read as a logarithm.
import type { FittedFeature } from '../../../../contract/data/fitted-features';
import { encodedNames } from '../../../../contract/data/fitted-features';
import type { FittedPreprocessing } from '../../../../contract/model/run';

/** An encoded column is (original − shift) / scale. */
export interface ColumnScale {
  shift: number;
  scale: number;
}

const asItIs: ColumnScale = { shift: 0, scale: 1 };

function scalesOfFeature(feature: FittedFeature): ColumnScale[] {
  switch (feature.kind) {
    case 'number':
    case 'log':
    case 'datetime':
      return [feature];
    case 'date-parts':
      return feature.parts;
    case 'levels':
      return feature.values.map((_, at) => ({
        shift: feature.shift[at] ?? 0,
        scale: feature.scale[at] ?? 1,
      }));
    case 'image': {
      const pixel = { shift: 0, scale: feature.divisor };
      return Array.from(encodedNames(feature), () => pixel);
    }
    default:
      return [];
  }
}

/** Of each encoded column; what a feature says nothing of, such as a category or "missing", is as it is. */
export function columnScales(
  { features }: Pick<FittedPreprocessing, 'features'>,
  width: number,
): ColumnScale[] {
  const scales = features.flatMap((feature) => {
    const own = scalesOfFeature(feature);
    return encodedNames(feature).map((_, at) => own[at] ?? asItIs);
  });
  return Array.from({ length: width }, (_, at) => scales[at] ?? asItIs);
}

/** Parameters [width + 1, outputs] of encoded columns as those of the original ones; `target` is that of a scaled number, else 0 and 1. */
export function originalParameters(
  parameters: Float64Array,
  outputs: number,
  scales: readonly ColumnScale[],
  target: ColumnScale,
): Float64Array<ArrayBuffer> {
  const original = new Float64Array(parameters.length);
  for (let k = 0; k < outputs; k++) {
    let intercept = parameters[scales.length * outputs + k]!;
    scales.forEach(({ shift, scale }, j) => {
      const value = parameters[j * outputs + k]!;
      original[j * outputs + k] = (target.scale * value) / scale;
      intercept -= (value * shift) / scale;
    });
    original[scales.length * outputs + k] = target.shift + target.scale * intercept;
  }
  return original;
}
