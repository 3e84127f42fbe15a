// Writing small WGSL programs: one thread an element, sizes in the code. Not for matrix products and convolutions.
import type { Program } from '../../gpu/tfjs-webgpu';

const workgroupSize = 64;
/** Workgroups in one dimension; every device has 65,535. */
const mostWorkgroups = 32_768;

/** One buffer of a program. */
export interface Binding {
  name: string;
  /** Element type, such as `f32` or `vec4f`. */
  type: string;
  writes?: boolean;
}

/** Declares buffers as bindings 0, 1, … of group 0. */
export function declare(bindings: readonly Binding[]): string {
  return bindings
    .map(
      ({ name, type, writes }, index) =>
        `@group(0) @binding(${index}) var<storage, ${writes ? 'read_write' : 'read'}> ${name}: array<${type}>;`,
    )
    .join('\n');
}

/** A program of so many threads; in `body` a thread's number is `i`, an u32. `globals` come before the entry point. */
export function perThread(
  threads: number,
  bindings: readonly Binding[],
  body: string,
  globals = '',
): Program {
  const groups = Math.ceil(threads / workgroupSize);
  const columns = Math.min(groups, mostWorkgroups);
  return {
    code: `${declare(bindings)}
${globals}
@compute @workgroup_size(${workgroupSize})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * ${columns * workgroupSize}u;
  if (i >= ${threads}u) { return; }
${body}
}
`,
    workgroups: [columns, Math.ceil(groups / columns), 1],
  };
}

/** A number as WGSL has it: exactly the float32 nearest to it. */
export function float(value: number): string {
  const rounded = String(Math.fround(value));
  return /[.e]/.test(rounded) ? `${rounded}f` : `${rounded}.0f`;
}

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/** Remembers what a pure function of plain values gave: programs are written once, not in every step. */
export function memoized<Arguments extends readonly Plain[], Result>(
  make: (...values: Arguments) => Result,
): (...values: Arguments) => Result {
  const kept = new Map<string, Result>();
  return (...values) => {
    const key = JSON.stringify(values);
    const found = kept.get(key) ?? make(...values);
    kept.set(key, found);
    return found;
  };
}
