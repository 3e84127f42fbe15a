// Serves dist/ as any static host would: types, caching, compression, the header policy, any sub-path. It keeps and writes nothing.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { compressible, contentTypes, unknownType } from './content-types.mjs';
import { frameAncestorsOf } from './frame-ancestors.mjs';
import { caching, securityHeaders } from './policy.mjs';

/** The built app; HEARTH_DIST names another folder. */
export const dist = process.env['HEARTH_DIST'] ?? fileURLToPath(new URL('../dist', import.meta.url));

/** A path as a mount point: it begins and ends with a slash. */
export const mountPoint = (path) => `/${path.split('/').filter(Boolean).join('/')}/`.replace('//', '/');

/** The file that a path below the mount point names, or null where there is none or it would lie outside. */
async function fileAt(root, inside) {
  const path = normalize(join(root, inside || 'index.html'));
  const facts = path.startsWith(root + sep) ? await stat(path).catch(() => null) : null;
  return facts?.isFile() ? { path, facts } : null;
}

/**
 * Starts the server; resolves with its address and a way to close it. Port 0 takes a free one. Who may frame the app is as the folder's
 * hearth.config.json says, unless told otherwise. `isolated` adds COOP; `headers` replaces the header policy, for a test of what an older
 * or looser one leaves behind.
 */
export async function startServer({
  root = dist,
  port = 0,
  host = '127.0.0.1',
  base = '/',
  frameAncestors = frameAncestorsOf(root),
  isolated = false,
  headers = securityHeaders(frameAncestors, { isolated }),
} = {}) {
  const folder = resolve(root);
  const prefix = mountPoint(base);
  const zip = promisify(gzip);
  /** @type {Map<string, Promise<Buffer>>} */
  const zipped = new Map();
  const zippedFile = ({ path, facts }) => {
    const key = `${path} ${facts.mtimeMs}`;
    if (!zipped.has(key))
      zipped.set(
        key,
        readFile(path).then((bytes) => zip(bytes)),
      );
    return zipped.get(key);
  };

  const server = createServer(async (request, response) => {
    /** Every response goes through here, so that none goes without the policy. */
    const answer = (status, more, body) => {
      response.writeHead(status, { ...headers, 'Cache-Control': caching.rest, ...more });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const refuse = (status, text, more = {}) =>
      answer(status, { 'Content-Type': contentTypes['.txt'], ...more }, text);
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return refuse(405, 'method not allowed', { Allow: 'GET, HEAD' });
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (`${pathname}/` === prefix) return answer(308, { Location: prefix });
      const inside = pathname.startsWith(prefix) ? decodeURIComponent(pathname.slice(prefix.length)) : null;
      const file = inside === null ? null : await fileAt(folder, inside);
      if (inside === null || !file) return refuse(404, 'not found');
      const kind = extname(file.path);
      const about = {
        'Content-Type': contentTypes[kind] ?? unknownType,
        'Cache-Control': inside.startsWith('assets/') ? caching.assets : caching.rest,
        ...(compressible.includes(kind) ? { Vary: 'Accept-Encoding' } : {}),
      };
      if (compressible.includes(kind) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
        const body = await zippedFile(file);
        return answer(200, { ...about, 'Content-Encoding': 'gzip', 'Content-Length': body.length }, body);
      }
      const whole = { ...about, 'Content-Length': file.facts.size };
      if (request.method === 'HEAD') return answer(200, whole);
      response.writeHead(200, { ...headers, ...whole });
      createReadStream(file.path).pipe(response);
    } catch {
      refuse(400, 'bad request');
    }
  });
  await new Promise((done, reject) => {
    server.once('error', reject);
    server.listen(port, host, done);
  });
  const address = server.address();
  const name = host === '127.0.0.1' ? 'localhost' : host;
  return {
    url: `http://${name}:${typeof address === 'object' && address ? address.port : port}${prefix}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(done);
      }),
  };
}
