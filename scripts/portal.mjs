// npm run portal: Hearth at app.localhost, framed by docs/examples/portal at portal.localhost – two sites, each a secure context without
// certificates. Tests and the benchmark start the same pair.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configName } from './frame-ancestors.mjs';
import { dist, startServer } from './static-server.mjs';

const example = fileURLToPath(new URL('../docs/examples/portal', import.meta.url));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

/**
 * Starts both. Further pages of the portal's server are given as HTML by path; the server answers to every name under localhost.
 * @param {{ appPort?: number, portalPort?: number, pages?: Record<string, (urls: { app: string, portal: string }) => string> }} options
 */
export async function startPortal({ appPort = 0, portalPort = 0, pages = {} } = {}) {
  const root = mkdtempSync(join(tmpdir(), 'hearth-portal-'));
  cpSync(dist, root, { recursive: true });
  const urls = { app: '', portal: '' };

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
    const made = pages[path];
    const head = {
      'Content-Type': types[extname(path)] ?? 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
    };
    if (made) return void response.writeHead(200, head).end(made(urls));
    try {
      const body =
        path === 'settings.js'
          ? `export const hearth = '${urls.app}';`
          : readFileSync(path === 'hearth-embed.js' ? join(dist, path) : join(example, join('/', path)));
      const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; frame-src ${new URL(urls.app).origin}`;
      response.writeHead(200, { ...head, 'Content-Security-Policy': policy }).end(body);
    } catch {
      response.writeHead(404).end('not found');
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(portalPort, '127.0.0.1', () => resolve(undefined));
  });
  urls.portal = `http://portal.localhost:${server.address().port}/`;
  /** Writes the deployer's list, as someone who edits the file beside index.html. */
  const allow = (origins) =>
    writeFileSync(join(root, configName), JSON.stringify({ frameAncestors: origins }, null, 2));
  allow([new URL(urls.portal).origin]);
  const app = await startServer({ root, port: appPort });
  urls.app = app.url.replace('//localhost', '//app.localhost');
  return {
    ...urls,
    /** The folder that is served as the app. */
    root,
    allow,
    close: async () => {
      await app.close();
      await new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      });
      rmSync(root, { recursive: true, force: true });
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const portal = await startPortal({ appPort: 4173, portalPort: 4174 });
  console.log(`The portal is at ${portal.portal}, Hearth at ${portal.app}  (Ctrl+C ends both)`);
  process.once('SIGINT', () => void portal.close().then(() => process.exit(0)));
}
