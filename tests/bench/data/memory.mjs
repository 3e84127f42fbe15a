// The most memory that a browser's renderers held, as the kernel counted it. Linux only.
import { readFileSync, readdirSync } from 'node:fs';

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the process has ended meanwhile
  }
};

/** Megabytes that the largest renderer of the browser with this profile held at its peak; null where that cannot be seen. */
export function peakRendererMegabytes(profile) {
  if (process.platform !== 'linux') return null;
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid, command: read(`/proc/${pid}/cmdline`), status: read(`/proc/${pid}/status`) }));
  const parentOf = new Map(all.map(({ pid, status }) => [pid, /^PPid:\s*(\d+)/m.exec(status)?.[1]]));
  const roots = new Set(all.filter(({ command }) => command.includes(profile)).map(({ pid }) => pid));
  const isBelow = (pid) => pid !== undefined && (roots.has(pid) || isBelow(parentOf.get(pid)));
  const peaks = all
    .filter(({ pid, command }) => command.includes('--type=renderer') && isBelow(pid))
    .map(({ status }) => Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
  return peaks.length > 0 ? Math.max(...peaks) : null;
}
