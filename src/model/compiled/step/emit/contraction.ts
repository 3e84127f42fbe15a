// Contractions: matrix products, convolutions and filter gradients as nested axes, with the maps that follow in registers.
import type { Contraction, Tile } from '../../wgsl/contraction';
import { contractionKernel } from '../../wgsl/contraction-kernel';
import type { Kernel } from '../../wgsl/kernel';
import { tileCandidates } from '../../wgsl/tiles';
import type { FusedOf } from '../plan/fused';
import type { Conv2dNode, FilterGradientNode, MaxPoolNode } from '../graph/primitives';
import type { Storage } from '../graph/tensor';
import { ElementWriter, type KernelContext } from './element';
import { widthOfMaps } from './width';

export type FusedContraction = FusedOf<'contraction'>;

/** The kernel of a fused contraction. */
export function fusedContraction(
  context: KernelContext,
  fused: FusedContraction,
  tile: Tile,
): Kernel<Storage> {
  const { node, pool, maps } = fused;
  const narrow = maps.length > 0 && widthOfMaps(maps, context.inlined) === 1;
  const contraction = { ...contractionOf(fused), narrow };
  return contractionKernel(context.builder, node.kind, contraction, tile, (value, place, winner) => {
    const writer = new ElementWriter(context, place, new Map());
    writer.keep((pool ?? node).output, value);
    if (pool && winner !== null) writer.keep(pool.winner, winner);
    writer.maps(maps);
    return ['{', ...writer.lines, '}'].join('\n');
  });
}

/** The best guess where nothing was measured. */
export function firstTile(fused: FusedContraction): Tile {
  return tileCandidates(contractionOf(fused))[0]!;
}

/** The axes of a node. */
export function contractionOf({ node, pool }: FusedContraction): Contraction<Storage> {
  switch (node.kind) {
    case 'contract':
      return { a: node.a.storage, b: node.b.storage, ...node.axes };
    case 'conv2d':
      return convolutionAxes(node, pool);
    case 'filterGradient':
      return filterGradientAxes(node);
  }
}

function convolutionAxes(
  { x, weights, output, stride, dilation, kernel }: Conv2dNode,
  pool: MaxPoolNode | null,
): Contraction<Storage> {
  const [batch, height, width, inputs] = x.shape as [number, number, number, number];
  const [, rows, columns, filters] = output.shape as [number, number, number, number];
  const line = width * inputs;
  const image = { size: batch, a: height * line };
  const axis = (size: number, a: number, out: number) => ({ size, stride: { a, out } });
  const plain = [
    axis(batch, image.a, rows * columns * filters),
    axis(rows, stride * line, columns * filters),
    axis(columns, stride * inputs, filters),
  ];
  return {
    a: x.storage,
    b: weights.storage,
    batch: [],
    rows: pool ? pooledRows(pool, image, [stride * line, stride * inputs]) : plain,
    columns: { size: filters, stride: { b: 1 } },
    sum: [
      { size: kernel[0], stride: { a: dilation * line, b: kernel[1] * inputs * filters } },
      { size: kernel[1], stride: { a: dilation * inputs, b: inputs * filters } },
      { size: inputs, stride: { a: 1, b: filters } },
    ],
    ...(pool ? { window: pool.size ** 2 } : {}),
  };
}

/** The rows of a convolution whose windows are pooled: a window's places are neighbours, and only its maximum has a place. */
function pooledRows(
  { output, size }: MaxPoolNode,
  image: { size: number; a: number },
  [down, right]: readonly [number, number],
) {
  const [, rows, columns, filters] = output.shape as [number, number, number, number];
  const axis = (length: number, a: number, out: number) => ({ size: length, stride: { a, out } });
  return [
    axis(image.size, image.a, rows * columns * filters),
    axis(rows, size * down, columns * filters),
    axis(columns, size * right, filters),
    axis(size, down, 0),
    axis(size, right, 0),
  ];
}

function filterGradientAxes({
  x,
  dy,
  places,
  origin,
  step,
  stride,
  dilation,
  kernel,
  parts,
}: FilterGradientNode): Contraction<Storage> {
  const [batch, height, width, inputs] = x.shape as [number, number, number, number];
  const [, gradientHeight, gradientWidth, filters] = dy.shape as [number, number, number, number];
  const line = width * inputs;
  const gradientLine = gradientWidth * filters;
  const image = { a: height * line, b: gradientHeight * gradientLine };
  const images = batch / parts;
  const part = {
    a: images * image.a,
    b: images * image.b,
    out: kernel[0] * kernel[1] * inputs * filters,
  };
  return {
    a: x.storage,
    b: dy.storage,
    offset: { b: origin * (gradientLine + filters) },
    batch: parts === 1 ? [] : [{ size: parts, stride: part }],
    rows: [
      { size: kernel[0], stride: { a: dilation * line, out: kernel[1] * inputs * filters } },
      { size: kernel[1], stride: { a: dilation * inputs, out: inputs * filters } },
      { size: inputs, stride: { a: 1, out: filters } },
    ],
    columns: { size: filters, stride: { b: 1 } },
    sum: [
      { size: images, stride: image },
      { size: places[0], stride: { a: stride * line, b: step * gradientLine } },
      { size: places[1], stride: { a: stride * inputs, b: step * filters } },
    ],
  };
}
