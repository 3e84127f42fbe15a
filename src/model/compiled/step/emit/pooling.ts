// Kernels of windows that tile an image: the largest of each, and its gradient back to where it was.
import type { Kernel, Width } from '../../wgsl/kernel';
import { read } from '../graph/expression';
import type { FusedOf } from '../plan/fused';
import { elementsOf, type Storage } from '../graph/tensor';
import { ElementWriter, splat, type KernelContext } from './element';
import { flatKernel } from './elementwise';
import { isWide, widthOfMaps } from './width';

/** The largest of each window and its number, then the maps that follow. */
export function maxPoolKernel(context: KernelContext, { node, maps }: FusedOf<'maxPool'>): Kernel<Storage> {
  const { x, output, winner, size } = node;
  const [, height, width, channels] = x.shape as [number, number, number, number];
  const [, rows, columns] = output.shape as [number, number, number, number];
  const lanes: Width = channels % 4 === 0 && widthOfMaps(maps, context.inlined) === 4 ? 4 : 1;
  const source = context.builder.read(x.storage, lanes);
  const type = lanes === 4 ? 'vec4f' : 'f32';
  const at = (row: number, column: number) =>
    `${source}[(first + ${(row * width + column) * channels}u)${lanes === 4 ? ' / 4u' : ''}]`;
  const lines = [
    `let o = i${lanes === 4 ? ' * 4u' : ''};`,
    `let place = o / ${channels}u;`,
    `let column = place % ${columns}u;`,
    `let row = (place / ${columns}u) % ${rows}u;`,
    `let image = place / ${rows * columns}u;`,
    `let first = ((image * ${height}u + row * ${size}u) * ${width}u + column * ${size}u) * ${channels}u + o % ${channels}u;`,
    `var best = ${at(0, 0)};`,
    `var winner = ${type}();`,
  ];
  for (let place = 1; place < size * size; place++) {
    lines.push(
      `let x${place} = ${at(Math.floor(place / size), place % size)};`,
      `winner = select(winner, ${type}(${place}), x${place} > best);`,
      `best = max(best, x${place});`,
    );
  }
  const writer = new ElementWriter(context, { index: 'o', width: lanes }, new Map(), lines);
  writer.keep(output, 'best');
  writer.keep(winner, 'winner');
  writer.maps(maps);
  return flatKernel(context, 'max pool', elementsOf(output.shape) / lanes, lines);
}

/** The gradients of a window's places, an invocation a window (of four channels): where it lies is found once for all of them. */
export function unpoolKernel(context: KernelContext, { node }: FusedOf<'unpool'>): Kernel<Storage> {
  const { dy, winner, output, size } = node;
  const [, , width, channels] = output.shape as [number, number, number, number];
  const columns = width / size;
  const wide = [dy, winner].every((input) => isWide(read(input), input.shape, context.inlined));
  const lanes: Width = channels % 4 === 0 && wide ? 4 : 1;
  const writer = new ElementWriter(context, { index: 'o', width: lanes }, new Map());
  const gradient = writer.value(read(dy), dy.shape);
  const place = writer.value(read(winner), winner.shape);
  const target = context.builder.write(output.storage, lanes);
  const lines = [
    `let o = i${lanes === 4 ? ' * 4u' : ''};`,
    ...writer.lines,
    `let pixel = o / ${channels}u;`,
    `let line = pixel / ${columns}u;`,
    `let column = pixel - line * ${columns}u;`,
    `let channel = o - pixel * ${channels}u;`,
    // Lines of windows follow one another from image to image.
    `let first = (line * ${size * width}u + column * ${size}u) * ${channels}u + channel;`,
  ];
  for (let at = 0; at < size * size; at++) {
    const offset = (Math.floor(at / size) * width + (at % size)) * channels;
    const value = `select(${splat('0f', lanes)}, ${gradient}, ${place} == ${splat(`${at}f`, lanes)})`;
    lines.push(`${target}[(first + ${offset}u)${lanes === 4 ? ' / 4u' : ''}] = ${value};`);
  }
  return flatKernel(context, 'unpool', elementsOf(dy.shape) / lanes, lines, size * size * lanes);
}
