// A host of the built app on an address of its own: its files can be replaced by a newer version, and it can go away and come back.
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { dist, startServer } from '../../scripts/static-server.mjs';
import { test as base } from '../e2e/app';
import { rewriteBuild } from './rewrite-build';

export class Host {
  readonly #folder: string;
  #server: Awaited<ReturnType<typeof startServer>>;

  private constructor(folder: string, server: Awaited<ReturnType<typeof startServer>>) {
    this.#folder = folder;
    this.#server = server;
  }

  static async start(): Promise<Host> {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-host-'));
    await cp(dist, folder, { recursive: true });
    return new Host(folder, await startServer({ root: folder }));
  }

  get url(): string {
    return this.#server.url;
  }

  /**
   * Puts a newer version in the place of the one that is served, as a build would that changed every file: all hashed names are
   * other ones, the pages and the service worker's list name them, and `html[data-version]` says which version runs.
   */
  async publish(version: number): Promise<void> {
    await rewriteBuild(this.#folder, {
      rename: (name) => name.replace(/(-v\d+)?(\.\w+)$/, `-v${String(version)}$2`),
      edit: (text) => text.replace(/<html( data-version="\d+")?/, `<html data-version="${String(version)}"`),
    });
  }

  /** Takes one of the app's parts away: the file whose name begins so. */
  async remove(part: string): Promise<void> {
    const assets = join(this.#folder, 'assets');
    const found = (await readdir(assets)).filter(
      (name) => name.startsWith(`${part}-`) && name.endsWith('.js'),
    );
    expect(found).toHaveLength(1);
    await Promise.all(found.map((name) => rm(join(assets, name))));
  }

  /** Is gone: nothing answers at its address. */
  async goAway(): Promise<void> {
    await this.#server.close();
  }

  /** Is there again, at the same address. */
  async comeBack(): Promise<void> {
    this.#server = await startServer({ root: this.#folder, port: Number(new URL(this.url).port) });
  }

  async end(): Promise<void> {
    await this.#server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** The app's tests, at a host of their own. */
export const test = base.extend<{ host: Host }>({
  host: async ({}, use) => {
    const host = await Host.start();
    await use(host);
    await host.end();
  },
  baseURL: async ({ host }, use) => use(host.url),
});

/** The version that runs in this tab; 1 is the build itself. */
export async function expectVersion(page: Page, version: number): Promise<void> {
  const root = page.locator('html');
  if (version === 1) await expect(root).not.toHaveAttribute('data-version', /./);
  else await expect(root).toHaveAttribute('data-version', String(version), { timeout: 120_000 });
}

/** Opens the start screen and waits until the app is kept on the device. */
export async function openAndKeep(page: Page): Promise<void> {
  await page.goto('./');
  await expect(page.getByRole('button', { name: /^Works offline/ })).toBeVisible({ timeout: 120_000 });
}
