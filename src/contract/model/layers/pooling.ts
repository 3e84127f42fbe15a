// What makes an image smaller without weights, and larger again.
import { whole } from '../setting';
import { defineLayer, imageSides, type LayerPlan, type Shape } from './definition';

const mostSize = 31;

/** Windows of size × size that tile the image; what is left over at the far edges belongs to none. */
function pooled({ size }: { size: number }, shape: Shape): LayerPlan {
  const sides = imageSides(shape);
  if (!sides) return { misfit: 'image' };
  const outputShape = [Math.floor(sides.height / size), Math.floor(sides.width / size), sides.channels];
  return outputShape.some((length) => length < 1) ? { misfit: 'too_large' } : { outputShape };
}

/** One number a channel. */
function pooledWhole(shape: Shape): LayerPlan {
  const sides = imageSides(shape);
  return sides ? { outputShape: [sides.channels] } : { misfit: 'image' };
}

const maxPool2d = defineLayer({
  kind: 'maxPool2d',
  group: 'images',
  settings: { size: whole(mostSize, 2) },
  plan: pooled,
  startAt: ([height = 1, width = 1]) => ({ size: Math.max(1, Math.min(2, height, width)) }),
  summary: ({ size }) => `maxPool2d ${size}`,
});

const averagePool2d = defineLayer({
  kind: 'averagePool2d',
  group: 'images',
  settings: { size: whole(mostSize, 2) },
  plan: pooled,
  startAt: ([height = 1, width = 1]) => ({ size: Math.max(1, Math.min(2, height, width)) }),
  summary: ({ size }) => `averagePool2d ${size}`,
});

const globalAveragePool2d = defineLayer({
  kind: 'globalAveragePool2d',
  group: 'images',
  settings: {},
  plan: (_, shape) => pooledWhole(shape),
});

const globalMaxPool2d = defineLayer({
  kind: 'globalMaxPool2d',
  group: 'images',
  settings: {},
  plan: (_, shape) => pooledWhole(shape),
});

/** Each cell becomes size × size equal ones. */
const upsampling2d = defineLayer({
  kind: 'upsampling2d',
  group: 'images',
  settings: { size: { ...whole(mostSize, 2), label: 'factor' } },
  plan({ size }, shape) {
    const sides = imageSides(shape);
    if (!sides) return { misfit: 'image' };
    return { outputShape: [sides.height * size, sides.width * size, sides.channels] };
  },
  summary: ({ size }) => `upsampling2d ${size}`,
});

/** Layers that change an image's size, in the order of the form. */
export const poolingLayers = [
  maxPool2d,
  averagePool2d,
  globalAveragePool2d,
  globalMaxPool2d,
  upsampling2d,
] as const;
