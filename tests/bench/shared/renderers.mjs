// What a browser's renderers took, as the kernel counted it: memory and processor time. Linux only.
import { readFileSync, readdirSync } from 'node:fs';

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the process has ended meanwhile
  }
};

/** What the kernel says of the renderers of the browser with this profile; null where that cannot be seen. */
function renderersOf(profile) {
  if (process.platform !== 'linux') return null;
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid, command: read(`/proc/${pid}/cmdline`), status: read(`/proc/${pid}/status`) }));
  const parentOf = new Map(all.map(({ pid, status }) => [pid, /^PPid:\s*(\d+)/m.exec(status)?.[1]]));
  const roots = new Set(all.filter(({ command }) => command.includes(profile)).map(({ pid }) => pid));
  const isBelow = (pid) => pid !== undefined && (roots.has(pid) || isBelow(parentOf.get(pid)));
  const renderers = all.filter(({ pid, command }) => command.includes('--type=renderer') && isBelow(pid));
  return renderers.length > 0 ? renderers : null;
}

/** Megabytes that the largest of them held at its peak. */
export function peakRendererMegabytes(profile) {
  const peaks = renderersOf(profile)?.map(
    ({ status }) => Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024,
  );
  return peaks ? Math.max(...peaks) : null;
}

/** Seconds of processor time, of all their threads so far; in steps of 10 ms. */
export function rendererSeconds(profile) {
  const seconds = renderersOf(profile)?.map(({ pid }) => {
    // Behind the name, which may hold anything: the 12th and 13th figure are time in and for the process.
    const figures = read(`/proc/${pid}/stat`).split(') ').at(-1).split(' ');
    return (Number(figures[11]) + Number(figures[12])) / 100;
  });
  return seconds ? seconds.reduce((sum, each) => sum + each, 0) : null;
}
