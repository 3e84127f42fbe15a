// Convolutions over images [height, width, channels].
import * as v from 'valibot';
import { choice, whole, wholeFromOne } from '../setting';
import { activationSetting } from './activation';
import { defineLayer, imageSides, type LayerPlan, type Shape } from './definition';

const mostKernel = 31;
const mostStrides = 16;
const padding = choice(['same', 'valid'], 'same');

/** Spacing of the kernel's cells; absent means 1. Stride and dilation are not both above 1. */
const dilation = {
  schema: v.optional(v.pipe(wholeFromOne, v.maxValue(mostKernel))),
  field: { kind: 'number', min: 1, max: mostKernel, whole: true, leftOut: 1 },
  start: undefined,
} as const;

interface Window {
  kernelSize: number;
  strides: number;
  padding: 'valid' | 'same';
  dilation?: number | undefined;
}

/** Filters over an image, each of which reads `channelsOf` of its channels. */
function convolved(
  spec: Window,
  shape: Shape,
  of: (channels: number) => { filters: number; channelsOf: number },
): LayerPlan {
  const sides = imageSides(shape);
  if (!sides) return { misfit: 'image' };
  const { kernelSize, strides, dilation: spacing = 1 } = spec;
  if (spacing > 1 && strides > 1) return { misfit: 'dilation' };
  const window = (kernelSize - 1) * spacing + 1;
  const along = (length: number) =>
    spec.padding === 'same' ? Math.ceil(length / strides) : Math.floor((length - window) / strides) + 1;
  const { filters, channelsOf } = of(sides.channels);
  const [height, width] = [along(sides.height), along(sides.width)];
  if (height < 1 || width < 1 || filters < 1) return { misfit: 'too_large' };
  const weights = kernelSize ** 2 * channelsOf * filters;
  return {
    outputShape: [height, width, filters],
    parameters: weights + filters,
    multiplyAdds: weights * height * width,
  };
}

const strideMark = (strides: number): string => (strides > 1 ? ` /${strides}` : '');

const conv2d = defineLayer({
  kind: 'conv2d',
  group: 'images',
  settings: {
    filters: whole(65536, 32),
    kernelSize: whole(mostKernel, 3),
    strides: whole(mostStrides, 1),
    dilation,
    padding,
    activation: activationSetting,
  },
  plan: (spec, shape) =>
    convolved(spec, shape, (channels) => ({ filters: spec.filters, channelsOf: channels })),
  summary({ filters, kernelSize, strides, dilation: spacing = 1, padding: pad, activation }) {
    const marks = strideMark(strides) + (spacing > 1 ? ` dilation ${spacing}` : '');
    return `conv2d ${filters}×${kernelSize}${marks} ${pad} ${activation}`;
  },
  width: ({ filters }) => filters,
});

const depthwiseConv2d = defineLayer({
  kind: 'depthwiseConv2d',
  group: 'images',
  settings: {
    /** Outputs of each input channel. */
    multiplier: whole(1024, 1),
    kernelSize: whole(mostKernel, 3),
    strides: whole(mostStrides, 1),
    padding,
    activation: activationSetting,
  },
  plan: (spec, shape) =>
    convolved(spec, shape, (channels) => ({ filters: channels * spec.multiplier, channelsOf: 1 })),
  summary: ({ multiplier, kernelSize, strides, padding: pad, activation }) =>
    `depthwiseConv2d ${multiplier}×${kernelSize}${strideMark(strides)} ${pad} ${activation}`,
});

/** Convolutions, in the order of the form. */
export const convolutionLayers = [conv2d, depthwiseConv2d] as const;
