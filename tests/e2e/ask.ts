// Asks a server as no browser would: the path as it is, any method, headers as they come. For what a server answers, not for the app.
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { securityHeaders } from '../../scripts/policy.mjs';
import { dist } from '../../scripts/static-server.mjs';

export interface Answer {
  status: number;
  headers: Record<string, string>;
}

/** One request; `path` is sent as it stands, dots and all. */
export function ask(server: string, path: string, method = 'GET', headers = {}): Promise<Answer> {
  const { hostname, port } = new URL(server);
  return new Promise((resolve, reject) => {
    // 127.0.0.1: Node may try localhost's other address first.
    const host = hostname === 'localhost' ? '127.0.0.1' : hostname;
    const asked = request({ host, port, path, method, headers }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers as Record<string, string> }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** The answer carries the header policy, each header once and to the letter, and COOP only where the app is isolated. */
export function expectPolicy({ headers }: Answer, where: string, { isolated = false } = {}): void {
  const wanted = Object.entries(securityHeaders([], { isolated })).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  expect
    .soft(
      wanted.map(([name]) => [name, headers[name]] as const),
      `the policy on ${where}`,
    )
    .toEqual(wanted);
  if (!isolated) expect.soft(headers, where).not.toHaveProperty('cross-origin-opener-policy');
}

/** Path of a file of the built app under assets/, by its name without the hash. */
export function asset(pattern: RegExp): string {
  const name = readdirSync(join(dist, 'assets')).find((each) => pattern.test(each));
  if (name === undefined) throw new Error(`dist/assets has no ${String(pattern)}`);
  return `assets/${name}`;
}
