// Nested axes with strides: how a kernel's flat counters turn into addresses. Used by every kernel that contracts.

/** One axis: its length and how far a step along it moves in each operand. */
export interface Axis<K extends string> {
  size: number;
  stride: Record<K, number>;
}

/** The same axes, outermost first, with neighbours joined wherever they are walked as one. Axes of length 1 vanish. */
export function joinAxes<K extends string>(axes: readonly Axis<K>[]): Axis<K>[] {
  const joined: Axis<K>[] = [];
  for (const axis of axes) {
    if (axis.size === 1) continue;
    const outer = joined.at(-1);
    if (outer && nests(outer, axis))
      joined.splice(-1, 1, { size: outer.size * axis.size, stride: axis.stride });
    else joined.push(axis);
  }
  return joined;
}

function nests<K extends string>(outer: Axis<K>, inner: Axis<K>): boolean {
  return (Object.keys(inner.stride) as K[]).every(
    (key) => outer.stride[key] === inner.stride[key] * inner.size,
  );
}

/** Product of the lengths. */
export function sizeOf(axes: readonly { size: number }[]): number {
  return axes.reduce((product, { size }) => product * size, 1);
}

/** WGSL for the address of a flat counter along axes. */
export function addressOf<K extends string>(axes: readonly Axis<K>[], key: K, counter: string): string {
  const terms: string[] = [];
  let inner = 1;
  [...axes].reverse().forEach(({ size, stride }, depth) => {
    const divided = inner === 1 ? counter : `${counter} / ${inner}u`;
    const place = depth === axes.length - 1 ? divided : `(${divided}) % ${size}u`;
    if (stride[key] !== 0) terms.push(stride[key] === 1 ? place : `(${place}) * ${stride[key]}u`);
    inner *= size;
  });
  return terms.length === 0 ? '0u' : terms.join(' + ');
}

/** The same for a counter that is known. */
export function addressAt<K extends string>(axes: readonly Axis<K>[], key: K, counter: number): number {
  let address = 0;
  let rest = counter;
  for (const { size, stride } of [...axes].reverse()) {
    address += (rest % size) * stride[key];
    rest = Math.floor(rest / size);
  }
  return address;
}

/** The largest divisor of `count` whose aligned runs stay at constant distances along the axes. */
export function alignedRun(axes: readonly { size: number }[], count: number): number {
  let run = 1;
  for (let candidate = 2; candidate <= count; candidate++) {
    if (count % candidate === 0 && isAligned(axes, candidate)) run = candidate;
  }
  return run;
}

function isAligned(axes: readonly { size: number }[], run: number): boolean {
  let rest = run;
  for (const { size } of [...axes].reverse()) {
    if (rest <= size) return size % rest === 0;
    if (rest % size !== 0) return false;
    rest /= size;
  }
  return rest === 1;
}
