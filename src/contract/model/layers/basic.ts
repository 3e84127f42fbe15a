// Layers for any data: dense, activation, dropout and the normalisations.
import { between, whole } from '../setting';
import { activationSetting } from './activation';
import { defineLayer, sizeOf } from './definition';

export const dense = defineLayer({
  kind: 'dense',
  group: 'basic',
  settings: { units: whole(65536, 64), activation: activationSetting },
  plan({ units }, shape) {
    // A sequence [steps, channels] has one set of weights for all its steps.
    const [width, ...rest] = [...shape].reverse();
    if (width === undefined || width < 1 || rest.length > 1) return { misfit: 'vector' };
    const parameters = (width + 1) * units;
    return { outputShape: [...rest, units], parameters, multiplyAdds: sizeOf(shape) * units };
  },
  summary: ({ units, activation }) => `dense ${units} ${activation}`,
  width: ({ units }) => units,
});

const activation = defineLayer({
  kind: 'activation',
  group: 'basic',
  settings: { activation: activationSetting },
  plan: (_, shape) => ({ outputShape: [...shape] }),
  summary: ({ activation: name }) => name,
});

const dropout = defineLayer({
  kind: 'dropout',
  group: 'basic',
  settings: { rate: between(0, 0.95, 0.2, 0.05) },
  plan: (_, shape) => ({ outputShape: [...shape] }),
  summary: ({ rate }) => `dropout ${rate}`,
});

const batchNorm = defineLayer({
  kind: 'batchNorm',
  group: 'basic',
  settings: {},
  plan(_, shape) {
    // Gamma and beta are learnt; the moving mean and variance are kept beside them.
    return { outputShape: [...shape], parameters: 4 * shape.at(-1)!, multiplyAdds: sizeOf(shape) };
  },
});

const layerNorm = defineLayer({
  kind: 'layerNorm',
  group: 'basic',
  settings: {},
  plan(_, shape) {
    return { outputShape: [...shape], parameters: 2 * shape.at(-1)!, multiplyAdds: sizeOf(shape) };
  },
});

/** Layers for any data, in the order of the form. */
export const basicLayers = [dense, activation, dropout, batchNorm, layerNorm] as const;
