// A browser with a lasting profile that can be killed as a power cut would: without a word, with all its processes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { browserPath, chromiumArgs } from '../browser.mjs';

const startMs = 60_000;

/** The address at which a browser that was just started is driven: it says so on its error output. */
function devtoolsOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const tooLate = setTimeout(
      () => reject(new Error(`the browser did not start:\n${said.slice(-2000)}`)),
      startMs,
    );
    child.stderr.on('data', (part) => {
      said += part;
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(tooLate);
      resolve(address);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the browser ended with ${code}:\n${said.slice(-2000)}`)));
  });
}

/**
 * Starts a browser on a profile folder.
 * @param {string} profile
 */
export async function startBrowser(profile) {
  const args = [
    // What trains here needs no GPU, and the browser starts sooner without one.
    ...chromiumArgs().filter((flag) => !/gpu|Vulkan/i.test(flag)),
    '--disable-gpu',
    '--headless',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    '--no-default-browser-check',
    '--password-store=basic',
    'about:blank',
  ];
  // A group of its own: what is killed is this browser, with every process that it started, and nothing else.
  const child = spawn(browserPath() ?? 'chromium', args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = once(child, 'exit');
  const browser = await chromium.connectOverCDP(await devtoolsOf(child));
  const context = browser.contexts()[0];
  if (!context || child.pid === undefined) throw new Error('the browser has no window');
  const group = -child.pid;
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    /** SIGKILL to all of its processes at once; resolves when it is gone. */
    async kill() {
      process.kill(group, 'SIGKILL');
      await gone;
    },
    /** Ends it as a person would. */
    async close() {
      await browser.close();
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await gone;
    },
  };
}

/**
 * Removes a profile folder. One that processes still write to while they end stays behind in the folder for temporary files: what a
 * test found matters more than that.
 * @param {string} profile
 */
export function removeProfile(profile) {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  } catch (cause) {
    console.warn(`left behind: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
