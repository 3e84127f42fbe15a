// Where an input is read for an element of the output: the WGSL of a view.
import type { KernelBuilder, Width } from '../../wgsl/kernel';
import type { AxisView, View } from '../graph/expression';
import { elementsOf, type Storage, type Tensor } from '../graph/tensor';
import { stepBlock } from './functions';

/** A flat index, how many neighbours stand there, and the condition under which it is inside the input. */
export interface Address {
  index: string;
  width: Width;
  inside: string | null;
}

/** An element of the output: its flat index, and its place along each axis on demand. */
export interface ShapedPlace {
  index: string;
  width: Width;
  coordinate(axis: number): string;
}

/** The address of a view's read. */
export function addressThrough(
  builder: KernelBuilder<Storage>,
  tensor: Tensor,
  view: View,
  shape: readonly number[],
  place: ShapedPlace,
): Address {
  switch (view.kind) {
    case 'broadcast':
      return broadcastAddress(tensor.shape, shape, place);
    case 'affine':
      return affineAddress(tensor.shape, view.axes, shape, place);
    case 'looked-up': {
      // Ids are whole numbers as floats; they may stand before the place where they are read from, in one order.
      const [vocabulary, units] = tensor.shape as [number, number];
      const ids = builder.read(view.ids.storage);
      const row = `u32(clamp(${ids}[(${place.index}) / ${units}u], 0f, ${vocabulary - 1}f))`;
      return { index: `${row} * ${units}u + (${place.index}) % ${units}u`, width: place.width, inside: null };
    }
    case 'ordered': {
      builder.useParameters(stepBlock);
      const order = builder.read(view.order.storage, 1, 'u32');
      const size = elementsOf(shape.slice(1));
      const row = size === 1 ? place.index : `(${place.index}) / ${size}u`;
      const source = `${order}[step.first + ${row}]`;
      const index = size === 1 ? source : `${source} * ${size}u + (${place.index}) % ${size}u`;
      return { index, width: place.width, inside: null };
    }
  }
}

function broadcastAddress(
  input: readonly number[],
  shape: readonly number[],
  { coordinate, width }: ShapedPlace,
): Address {
  const offset = shape.length - input.length;
  const terms: string[] = [];
  input.forEach((length, axis) => {
    if (length === 1) return;
    const stride = elementsOf(input.slice(axis + 1));
    const at = coordinate(axis + offset);
    terms.push(stride === 1 ? at : `${at} * ${stride}u`);
  });
  const isWide = width === 4 && input.at(-1) === shape.at(-1) && (input.at(-1) ?? 1) > 1;
  return { index: terms.length === 0 ? '0u' : terms.join(' + '), width: isWide ? 4 : 1, inside: null };
}

function affineAddress(
  input: readonly number[],
  axes: readonly AxisView[],
  shape: readonly number[],
  { coordinate: coordinateOf, width }: ShapedPlace,
): Address {
  const signed = axes.some(
    ({ before, exact, times, after }) => before !== 0 || exact || times < 0 || after < 0,
  );
  const unit = signed ? '' : 'u';
  const conditions: string[] = [];
  const terms = axes.map((view, axis) => {
    const stride = elementsOf(input.slice(axis + 1));
    const coordinate = coordinateOf(view.axis);
    const { at, inside } = alongAxis(
      view,
      signed ? `i32(${coordinate})` : coordinate,
      unit,
      shape[view.axis]!,
      input[axis]!,
    );
    conditions.push(...inside);
    return stride === 1 ? at : `${at} * ${stride}${unit}`;
  });
  const flat = signed ? `u32(${terms.join(' + ')})` : terms.join(' + ');
  return { index: flat, width, inside: conditions.length === 0 ? null : conditions.join(' && ') };
}

/** The place along one axis of the input, and what has to hold for it to be inside. */
function alongAxis(
  { before, divide, exact, times, after }: AxisView,
  coordinate: string,
  unit: string,
  length: number,
  inputLength: number,
): { at: string; inside: string[] } {
  const moved = before === 0 ? coordinate : `(${coordinate} - ${before}${unit})`;
  const divided = divide === 1 ? moved : `(${moved} / ${divide}${unit})`;
  const scaled = times === 1 ? divided : `(${divided} * ${times}${unit})`;
  const at = after === 0 ? scaled : `(${scaled} + ${after}${unit})`;
  const ends = [0, length - 1].map((place) => Math.floor((place - before) / divide) * times + after);
  const inside: string[] = [];
  // Integer division rounds towards 0, so what lies before the beginning has to be told by itself.
  if (divide > 1 && before > 0) inside.push(`${moved} >= 0`);
  if (exact && divide > 1) inside.push(`${moved} % ${divide}${unit} == 0${unit}`);
  if (Math.min(...ends) < 0) inside.push(`${at} >= 0`);
  if (Math.max(...ends) >= inputLength) inside.push(`${at} < ${inputLength}${unit}`);
  return { at, inside };
}
