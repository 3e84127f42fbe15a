// Serves dist/ as any static host would: types, caching, compression, the header policy, any sub-path. It keeps and writes nothing.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { frameAncestorsOf } from './frame-ancestors.mjs';
import { securityHeaders } from './policy.mjs';

/** The built app; HEARTH_DIST names another folder. */
export const dist = process.env['HEARTH_DIST'] ?? fileURLToPath(new URL('../dist', import.meta.url));

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.wasm', '.txt']);

/**
 * Starts the server; resolves with its address and a way to close it. Port 0 takes a free one. Who may frame the app is as the folder's
 * hearth.config.json says, unless told otherwise.
 */
export async function startServer({
  root = dist,
  port = 0,
  host = '127.0.0.1',
  base = '/',
  frameAncestors = frameAncestorsOf(root),
} = {}) {
  const prefix = `/${base.split('/').filter(Boolean).join('/')}/`.replace('//', '/');
  const zip = promisify(gzip);
  /** @type {Map<string, Promise<Buffer>>} */
  const zipped = new Map();
  const headers = securityHeaders(frameAncestors);

  const server = createServer(async (request, response) => {
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { ...headers, Allow: 'GET, HEAD' }).end();
        return;
      }
      if (!pathname.startsWith(prefix)) {
        if (`${pathname}/` === prefix) response.writeHead(308, { Location: prefix }).end();
        else response.writeHead(404, headers).end('not found');
        return;
      }
      const inside = decodeURIComponent(pathname.slice(prefix.length)) || 'index.html';
      const path = normalize(join(root, inside));
      const facts = path.startsWith(root + sep) ? await stat(path).catch(() => null) : null;
      if (!facts?.isFile()) {
        response.writeHead(404, headers).end('not found');
        return;
      }
      const kind = extname(path);
      // Names under assets/ carry a hash of their content; everything else may change with the next version.
      const caching = inside.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      response.setHeaders(
        new Headers({
          ...headers,
          'Content-Type': types[kind] ?? 'application/octet-stream',
          'Cache-Control': caching,
        }),
      );
      if (compressible.has(kind) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
        const key = `${path} ${facts.mtimeMs}`;
        if (!zipped.has(key))
          zipped.set(
            key,
            readFile(path).then((bytes) => zip(bytes)),
          );
        const body = await zipped.get(key);
        response.writeHead(200, {
          'Content-Encoding': 'gzip',
          'Content-Length': body.length,
          Vary: 'Accept-Encoding',
        });
        response.end(request.method === 'HEAD' ? undefined : body);
        return;
      }
      response.writeHead(200, { 'Content-Length': facts.size });
      if (request.method === 'HEAD') response.end();
      else createReadStream(path).pipe(response);
    } catch {
      response.writeHead(400, headers).end('bad request');
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const name = host === '127.0.0.1' ? 'localhost' : host;
  return {
    url: `http://${name}:${typeof address === 'object' && address ? address.port : port}${prefix}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}
