// The built app as `npm run preview` serves it with options: a process of its own, as a person would start it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Served {
  url: string;
  close(): Promise<void>;
}

/** Starts the preview on a free port; resolves with the address that it tells. */
export async function preview(...options: string[]): Promise<Served> {
  const child = spawn(process.execPath, ['scripts/serve.mjs', '--port', '0', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface(child.stdout)) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url === undefined) continue;
    return {
      url,
      close: () => {
        child.kill();
        return ended;
      },
    };
  }
  throw new Error('the preview ended before it told its address');
}
