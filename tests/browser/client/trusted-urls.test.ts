// Addresses of workers: this origin's files are trusted, everything else is refused before a browser sees it.
import { expect, test } from 'vitest';
import { workerUrl } from '../../../src/contract/transport/trusted-urls';

test('a file of this origin becomes a trusted address that a worker starts from', async () => {
  const trusted: unknown = workerUrl(new URL('./trial-worker.ts', import.meta.url));
  expect(trusted).toBeInstanceOf(Reflect.get(globalThis, 'TrustedScriptURL'));
  expect(String(workerUrl('/service-worker.js'))).toBe(`${location.origin}/service-worker.js`);
});

test.each([
  'https://elsewhere.example/worker.js',
  '//elsewhere.example/worker.js',
  'http://localhost:1/worker.js',
  'data:text/javascript,postMessage(1)',
  'javascript:postMessage(1)',
  'http://user@elsewhere.example/',
])('refused: %s', (url) => {
  expect(() => workerUrl(url)).toThrow(TypeError);
});

test('a blob is refused, though it has this origin', () => {
  const url = URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' }));
  expect(new URL(url).origin).toBe(location.origin);
  expect(() => workerUrl(url)).toThrow(TypeError);
  URL.revokeObjectURL(url);
});
