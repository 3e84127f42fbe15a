// Finds a browser that has WebGPU, and the flags it needs here. Not for installing one: scripts/setup-tests.mjs does that.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

const fixed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...[process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
];

/** Path of the browser: HEARTH_BROWSER if set, else the first found on the PATH or where installers put it; null if none. */
export function browserPath() {
  const chosen = process.env['HEARTH_BROWSER'];
  if (chosen) return existsSync(chosen) ? chosen : null;
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.flatMap((name) => [join(folder, name), join(folder, `${name}.exe`)]));
  return [...onPath, ...fixed].find((path) => existsSync(path)) ?? null;
}

/** True where this machine seems to have a GPU that a headless browser could use. */
export function hasGpu() {
  return process.platform !== 'linux' || existsSync('/dev/dri') || existsSync('/dev/nvidia0');
}

/**
 * Flags for WebGPU, for a closed network, and for root.
 * @param {{ software?: boolean }} options software: SwiftShader rather than the machine's adapter, so that tests agree everywhere
 */
export function chromiumArgs({ software = process.env['HEARTH_GPU'] !== '1' } = {}) {
  return [
    '--enable-unsafe-webgpu',
    ...(software ? ['--use-webgpu-adapter=swiftshader'] : []),
    '--enable-features=Vulkan',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
